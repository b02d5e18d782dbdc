import LineageCore
import Testing

@testable import LineageSite

/// Lists of everything that was made from a model.
@Suite struct DerivativePageTests {
  /// A model with 1,100 finetunes, 11 merges and 10 adapters.
  private func renderer() throws -> SiteRenderer {
    var snapshot = Fixture()
    for i in 1000..<2100 { snapshot.edge("u/tune-\(i)", .finetune, "x/Root") }
    for i in 10..<21 { snapshot.edge("u/merge-\(i)", .merge, "x/Root") }
    for i in 10..<20 { snapshot.edge("u/lora-\(i)", .adapter, "x/Root") }
    let index = snapshot.index()
    var content = SiteContent(toolVersion: "0", facts: Facts(), models: ["x/Root"]) { id in
      index.find(id).map { index.neighbourhood(of: $0) }
    }
    content.children = { id, most in index.find(id).map { index.children(of: $0, top: most) } ?? [] }
    return try SiteRenderer(content: content, assets: Repository.assets())
  }

  private func text(_ renderer: SiteRenderer, _ page: SitePage) throws -> String {
    String(decoding: try #require(renderer.render(page).first).bytes, as: UTF8.self)
  }

  @Test func hasPartsOfFiveHundredWhereTheModelsPageIsTooShort() throws {
    let renderer = try renderer()
    #expect(
      renderer.lists(of: "x/Root") == [
        .derivatives("x/Root", .finetune, 1), .derivatives("x/Root", .finetune, 2),
        .derivatives("x/Root", .finetune, 3), .derivatives("x/Root", .merge, 1),
      ])
    #expect(renderer.pages().contains(.derivatives("x/Root", .finetune, 3)))
    #expect(renderer.path(of: .derivatives("x/Root", .merge, 1)) == "m/x/Root/list/merge/1/index.html")
  }

  @Test func listsEachDerivativeOnce() throws {
    let renderer = try renderer()
    var seen: [String] = []
    for part in 1...3 {
      let page = ParsedMarkup(try text(renderer, .derivatives("x/Root", .finetune, part)))
      #expect(page.failure == nil)
      let rows = page.all("th").filter { $0.attributes["scope"] == "row" }.map(\.text)
      #expect(rows.count == (part < 3 ? 500 : 100))
      seen += rows
    }
    #expect(Set(seen).count == 1100)
    let last = try text(renderer, .derivatives("x/Root", .finetune, 3))
    #expect(last.contains("those with most derivatives first: 1,001 to 1,100 of 1,100."))
    #expect(last.contains("rel=\"prev\" href=\"../2/index.html\"") && !last.contains("rel=\"next\""))
    #expect(try !text(renderer, .derivatives("x/Root", .merge, 1)).contains("class=\"parts\""))
  }

  @Test func isLinkedFromTheModelsPage() throws {
    let page = try text(renderer(), .model("x/Root"))
    #expect(page.contains("<a href=\"list/finetune/1/index.html\">All 1,100, as a list</a>"))
    #expect(page.contains("list/merge/1/") && !page.contains("list/adapter") && !page.contains("not listed"))
  }

  @Test func refusesPartsThatAreNotThere() throws {
    let renderer = try renderer()
    for number in [0, 4, -1] {
      #expect(throws: SiteError.self) { try renderer.render(.derivatives("x/Root", .finetune, number)) }
    }
    #expect(throws: SiteError.self) { try renderer.render(.derivatives("u/tune-1000", .finetune, 1)) }
  }
}
