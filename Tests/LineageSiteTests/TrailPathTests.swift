import Foundation
import LineageCore
import Testing

@testable import LineageSite

/// The ways of lost terms inside the picture of a model.
@Suite struct TrailPathTests {
  private static let shared = Result { try SiteFixture() }

  private func drop(_ index: LineageIndex, _ ids: [String]) throws -> LicenseDrop {
    let path = try ids.enumerated().map { i, id in
      LicenseStep(
        model: index.summary(try #require(index.find(id))), edge: i == 0 ? nil : EdgeLabel(.finetune),
        status: i == 0 ? .starts : i == 1 ? .dropped : .omits)
    }
    return LicenseDrop(license: "X", statement: "…", path: path)
  }

  private func picture(_ index: LineageIndex, _ subject: String, _ drops: [LicenseDrop]) throws
    -> LineagePicture
  {
    let trail = LicenseTrail(verdict: .dropped, drops: drops)
    let style = PictureStyle(words: try Repository.words(), licenses: SiteLicenses(trail: { _ in trail }))
    return try LineagePicture(of: index.around(subject), style: style) { _ in nil }
  }

  /// root <- left, right <- subject
  @Test func numbersTheBoxesAndLinesOfEachPath() throws {
    var snapshot = Fixture()
    for side in ["left", "right"] {
      snapshot.edge("x/" + side, .finetune, "x/root")
      snapshot.edge("x/subject", .merge, "x/" + side)
    }
    let index = snapshot.index()
    let drops = try [["x/root", "x/left", "x/subject"], ["x/root", "x/right", "x/subject"]].map {
      try drop(index, $0)
    }
    let picture = try picture(index, "x/subject", drops)
    #expect(picture.shownPaths == [1, 2])
    let paths = picture.boxes.reduce(into: [:]) { $0[$1.node] = $1.paths }
    #expect(paths == ["x/root": [1, 2], "x/left": [1], "x/right": [2], "x/subject": [1, 2]])
    #expect(picture.lines.map(\.paths).sorted { $0[0] < $1[0] } == [[1], [1], [2], [2]])
    let svg = try picture.svg()
    #expect(svg.contains("class=\"n kQ p1 p2\"") || svg.contains("class=\"n kZ p1 p2\""))
  }

  @Test func leadsThroughAFoldedRunAndAListOfParents() throws {
    var snapshot = Fixture()
    let names = (0...20).map { "x/step-\($0 < 10 ? "0" : "")\($0)" }
    for (child, parent) in zip(names.dropFirst(), names) { snapshot.edge(child, .finetune, parent) }
    for i in 1...4 { snapshot.edge("x/step-00", .merge, "y/part-\(i)") }
    let index = snapshot.index()
    let picture = try picture(index, "x/step-20", [drop(index, ["y/part-2"] + names)])
    #expect(picture.shownPaths == [1])
    #expect(picture.boxes.allSatisfy { $0.paths == [1] } && picture.lines.allSatisfy { $0.paths == [1] })
    #expect(picture.boxes.contains { $0.title.hasPrefix("… ") })
  }

  /// A path of 40 steps is not drawn whole where another parent takes half of the room.
  @Test func offersNoPathThatIsNotDrawnWhole() throws {
    var snapshot = Fixture()
    let names = (10..<50).map { "x/step-\($0)" }
    for (i, name) in names.enumerated() { snapshot.model(name, license: i.isMultiple(of: 2) ? "mit" : "gpl") }
    for (child, parent) in zip(names.dropFirst(), names) { snapshot.edge(child, .finetune, parent) }
    let index = snapshot.index()
    let picture = try picture(index, "x/step-49", [drop(index, names)])
    #expect(picture.shownPaths.isEmpty)
    #expect(picture.boxes.allSatisfy(\.paths.isEmpty) && picture.lines.allSatisfy(\.paths.isEmpty))
  }

  @Test func linksFromTheBoxToThePathAndBack() throws {
    let site = try Self.shared.get()
    let page = try site.text("m/maker/Both-7B/index.html")
    #expect(page.contains("<a href=\"#path-1\">Show this path in the picture</a>"))
    let mark = try #require(page.range(of: "<i class=\"tg\" id=\"path-1\"></i>"))
    let figure = try #require(page.range(of: "<figure>"))
    #expect(mark.lowerBound < figure.lowerBound)
    #expect(page.contains("<p class=\"all\"><a href=\"#lineage\">Show the whole picture</a></p>"))
    #expect(try !site.text("m/maker/Left-7B/index.html").contains("path-1"))
    let json = try site.text("m/maker/Both-7B/lineage.json")
    #expect(json.contains("\"number\": 1") || json.contains("\"number\":1"))
    #expect(json.contains("index.html#path-1"))
  }

  @Test func hasARuleForEveryNumber() throws {
    let style = try Repository.text("Web/site.css")
    for number in 1...TrailPaths.most {
      #expect(style.contains("#path-\(number):target ~ figure .E .e:not(.p\(number))"))
      #expect(style.contains("#path-\(number):target ~ figure .n.p\(number) > .b"))
    }
    #expect(!style.contains("#path-\(TrailPaths.most + 1)"))
  }
}
