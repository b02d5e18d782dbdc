import Foundation
import LineageCore
import Testing

@testable import LineageSite

/// The page of models that name each other as base.
@Suite struct CyclePageTests {
  private static let shared = Result { try SiteFixture() }
  private let folder = "findings/cycle/ring/A/"

  /// a -> b -> c -> a
  @Test func marksWhoNamesWhomAndWhatPointsBack() throws {
    let site = try Self.shared.get()
    let svg = ParsedMarkup(try site.text(folder + "cycle.svg"))
    #expect(svg.failure == nil)
    let marks = svg.all("g").filter { ["mk", "mk back"].contains($0.attributes["class"]) }
    let table = marks.filter { svg.children(of: $0).first?.name == "title" }
    #expect(table.count(where: { $0.attributes["class"] == "mk back" }) == 1)
    #expect(
      table.map { svg.children(of: $0).first?.text ?? "" }.sorted() == [
        "ring/A names ring/B as its base", "ring/B names ring/C as its base",
        "ring/C names ring/A as its base",
      ])
    #expect(svg.all("title").first?.text == "3 models name each other as base")
    #expect(svg.all("desc").first?.text == "3 statements: 2 fit into one order, 1 point back against it.")
    #expect(svg.all("a").count == 3)
    for element in svg.elements {
      #expect(element.attributes["href"].map { !$0.contains(":") } ?? true)
      #expect(element.attributes["style"] == nil)
    }
  }

  @Test func saysTheSameAsAListAndAsFiles() throws {
    let site = try Self.shared.get()
    let page = ParsedMarkup(try site.text(folder + "index.html"))
    let list = try #require(page.all("ol").first { $0.attributes["class"] == "flat" })
    #expect(page.children(of: list).count == 3)
    #expect(page.children(of: list).count { $0.text.contains("(points back)") } == 1)
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(site.text(folder + "cycle.json").utf8)) as? [String: Any])
    let links = try #require(json["links"] as? [[String: Any]])
    #expect(links.count == 3 && links.count { $0["points_back"] as? Bool == true } == 1)
    #expect(try site.text(folder + "cycle.md").contains("](../../../../m/ring/B/index.html)"))
    // Only the layout of the lineages is at hand here.
    let text = try site.text(folder + "cycle.dot").replacing("layout=\"circo\", ", with: "")
    let dot = try Graphviz.draw(dot: text, format: "svg")
    #expect(dot.contains("ring/A") && dot.contains("ring/C"))
  }

  @Test func isLinkedFromItsMembersAndFromItsFinding() throws {
    let site = try Self.shared.get()
    for member in ["A", "B", "C"] {
      let page = try site.text("m/ring/\(member)/index.html")
      #expect(page.contains("<a href=\"../../../findings/cycle/ring/A/index.html\">See who names whom</a>"))
      #expect(
        page.contains("class=\"w\" transform=\"translate(0,0)\" href=\"../../../findings/cycle/ring/A/"))
    }
    let below = try site.text("m/ring/A-GGUF/index.html")
    #expect(below.contains("It goes back to 3 models that name each other as base."))
    #expect(try site.text("findings/cycle/index.html").contains("href=\"ring/A/index.html\""))
  }

  @Test func ringsAMemberThatNamesItself() throws {
    var content = try SiteFixture.content()
    content.findings.append(Finding(.selfLoop, subject: "ring/B", detail: "names itself"))
    let renderer = try SiteRenderer(content: content, assets: Repository.assets())
    let files = try renderer.render(.cycle("ring/A"))
    let svg = String(decoding: try #require(files.first { $0.path.hasSuffix(".svg") }).bytes, as: UTF8.self)
    #expect(svg.contains("ring/B names ring/B as its base"))
    let dot = try #require(files.first { $0.path.hasSuffix(".dot") })
    #expect(String(decoding: dot.bytes, as: UTF8.self).contains("\"ring/B\" -> \"ring/B\""))
    #expect(throws: SiteError.unknownPage(path: "findings/cycle/m/no/one/index.html")) {
      try renderer.render(.cycle("no/one"))
    }
  }

  @Test func drawsNoTableOfMoreThanAReaderTakesIn() throws {
    var snapshot = Fixture()
    let names = (100...200).map { "x/m-\($0)" }
    for (child, parent) in zip(names, names.dropFirst() + names.prefix(1)) {
      snapshot.edge(child, .merge, parent)
    }
    let index = snapshot.index()
    let cycle = try #require(index.cycleSummaries([names]).first)
    #expect(cycle.id == "x/m-100" && cycle.members.count == 101)
    #expect(CyclePicture(cycle, itself: [], words: try Repository.words()) { _ in nil } == nil)
  }
}
