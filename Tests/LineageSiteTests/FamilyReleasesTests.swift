import Foundation
import LineageCore
import Testing

@testable import LineageSite

/// The picture of a family by releases.
@Suite struct FamilyReleasesTests {
  /// Two releases, the second built on the first, with derivatives, a hub, and a release that nobody uses.
  private func summary() throws -> FamilySummary {
    var snapshot = Fixture()
    snapshot.families = FamilyTable([
      Family(
        id: "oak", english: "Oak", korean: "오크", developer: "Maker", region: .korea, kind: .language,
        rules: FamilyRules(ids: ["oak/*"]),
        subfamilies: [
          Subfamily(
            id: "oak1", english: "Oak1", kind: .language, since: "2024-01",
            rules: FamilyRules(ids: ["oak/Oak1-*"])),
          Subfamily(
            id: "oak2", english: "Oak2", kind: .language, since: "2025-01",
            rules: FamilyRules(ids: ["oak/Oak2-*"])),
          Subfamily(
            id: "oak3", english: "Oak3", kind: .language, since: "2025-02",
            rules: FamilyRules(ids: ["oak/Oak3-*"])),
        ])
    ])
    snapshot.edge("oak/Oak1-7B-Instruct", .finetune, "oak/Oak1-7B")
    snapshot.edge("oak/Oak2-7B", .finetune, "oak/Oak1-7B")
    for i in 1...9 { snapshot.edge("user/tune-\(i)", .finetune, "oak/Oak1-7B") }
    for i in 1...6 { snapshot.edge("user/quant-\(i)", .quantized, "oak/Oak1-7B-Instruct") }
    for i in 1...5 { snapshot.edge("user/lora-\(i)", .adapter, "oak/Oak2-7B") }
    // A hub below the second release: 7 descendants, one of which is as near to the first.
    snapshot.edge("hub/Great-7B", .merge, "oak/Oak2-7B")
    for i in 1...7 { snapshot.edge("user/great-\(i)", .finetune, "hub/Great-7B") }
    snapshot.edge("user/great-1", .merge, "oak/Oak1-7B")
    snapshot.model("oak/Oak3-1B")
    snapshot.edge("oak/Oak3-1B", .finetune, "oak/Oak3-1B-Base")
    return try #require(snapshot.index().familySummaries().first { $0.id == "oak" })
  }

  private func picture(korean: Bool = false) throws -> FamilyPicture {
    try #require(
      FamilyPicture(summary(), style: Repository.style(), korean: korean) { "../../m/" + $0 + "/index.html" })
  }

  @Test func countsEachDerivativeOnceForItsNearestOfficialModel() throws {
    let overview = try summary().overview
    let counts = overview.releases.reduce(into: [:]) { $0[$1.id] = $1.derivatives }
    // great-1 is one step below Oak1-7B and two below Oak2-7B.
    #expect(counts == ["oak1": 9 + 6 + 1, "oak2": 5 + 1 + 6, "oak3": 0])
    let first = try #require(overview.releases.first)
    #expect(first.top.map(\.model.id) == ["oak/Oak1-7B", "oak/Oak1-7B-Instruct"])
    #expect(first.top[0].byRelation == [RelationCount(.finetune, 9), RelationCount(.merge, 1)])
    #expect(overview.steps.map { [$0.child, $0.parent] } == [["oak2", "oak1"]])
    let hub = try #require(overview.hubs.first)
    #expect(overview.hubs.count == 1 && hub.entry.model.id == "hub/Great-7B" && hub.release == "oak2")
    #expect(hub.entry.derivatives == 7)
  }

  @Test func drawsReleasesWhatWasBuiltOnThemAndHubsInThreeColumns() throws {
    let picture = try picture()
    #expect(picture.cards.map(\.head) == ["Oak1", "Oak2", "By others, from Oak2"])
    #expect(picture.cards.map(\.column) == [0, 1, 2])
    #expect(picture.cards[0].rows.map(\.name) == ["7B", "7B-Instruct"])
    #expect(picture.cards[1].note == "built on Oak1")
    #expect(picture.lines.map { [$0.from, $0.to] } == [[0, 1], [1, 2]])
    let layout = try picture.layout()
    #expect(layout.nodes[0].x < layout.nodes[1].x && layout.nodes[1].x < layout.nodes[2].x)
    #expect(picture.summary == "Drawn: 3 of 5 official models, 2 of 3 releases in full. Models of others: 1.")
    #expect(try self.picture(korean: true).cards[0].head == "Oak1")
  }

  @Test func writesSoundSVGInBothWidthsAndDOT() throws {
    let picture = try picture()
    for text in [picture.svg(try picture.layout()), picture.slim()] {
      let svg = ParsedMarkup(text)
      #expect(svg.failure == nil)
      let ids = svg.values(of: "id")
      #expect(Set(ids).count == ids.count)
      #expect(svg.all("a").count == 4)
      for link in svg.all("a") {
        #expect(svg.children(of: link).first.map { $0.name == "title" && !$0.text.isEmpty } == true)
      }
      #expect(!text.contains("url(") && !text.contains("style=\""))
    }
    #expect(!ParsedMarkup(picture.slim()).values(of: "id").contains { $0.hasPrefix("g") })
    #expect(picture.slim().contains("built on Oak1") && picture.slim().contains("width=\"340\""))
    let dot = try Graphviz.draw(dot: picture.dot(), format: "svg")
    #expect(dot.contains("Great") && dot.contains("Oak1"))
  }

  @Test func drawsABarAsLongAsItsNumbers() {
    var out = SVGText()
    let counts = [
      RelationCount(.finetune, 10), RelationCount(.adapter, 10), RelationCount(.merge, 5),
      RelationCount(.quantized, 5), RelationCount(.mirror, 2),
    ]
    RelationBar.write(counts, x: 0, y: 0, scale: 2, to: &out)
    #expect(out.text.contains("class=\"bo\" width=\"64\""))
    #expect(out.text.contains("class=\"bf\" width=\"20\""))
    #expect(RelationBar.parts(counts).map(\.count) == [10, 10, 5, 5, 2])
  }

  @Test func takesOffWhatAllNamesShare() {
    #expect(FamilyPicture.sharedPrefix(["a/Oak1-7B", "a/Oak1-1B"], of: "Oak1") == "Oak1-")
    #expect(FamilyPicture.sharedPrefix(["a/Meta-Oak-7B", "a/Meta-Oak-1B"], of: "Oak") == "Meta-Oak-")
    #expect(FamilyPicture.sharedPrefix(["a/Oak-7B", "a/Elm-7B"], of: "Tree") == "")
    #expect(FamilyPicture.sharedPrefix(["a/Oak-7B"], of: "Tree") == "")
    #expect(FamilyPicture.sharedPrefix([], of: "Tree") == "")
  }

  @Test func givesNoPictureOfAFamilyThatNobodyUses() throws {
    var family = try summary()
    family.overview.releases = family.overview.releases.filter { $0.derivatives == 0 }
    #expect(FamilyPicture(family, style: try Repository.style(), korean: false) { _ in nil } == nil)
  }
}
