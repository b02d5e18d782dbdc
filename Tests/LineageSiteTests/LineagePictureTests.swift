import Foundation
import LineageCore
import Testing

@testable import LineageSite

@Suite struct LineagePictureTests {
  static let style = Result { try Repository.text("Web/picture.css") }

  @Test(arguments: PictureFixture.allCases) func isSoundSVG(_ fixture: PictureFixture) throws {
    let text = try fixture.picture().svg(style: Self.style.get())
    let svg = ParsedMarkup(text)
    #expect(svg.failure == nil)
    let root = try #require(svg.elements.first)
    #expect(root.name == "svg" && svg.all("svg").count == 1)
    let box = try #require(root.attributes["viewBox"]).split(separator: " ").map(String.init)
    #expect(box == ["0", "0", root.attributes["width"], root.attributes["height"]])
    let first = svg.children(of: root).prefix(2)
    #expect(first.map(\.name) == ["title", "desc"] && first.allSatisfy { !$0.text.isEmpty })
    #expect(
      first.map { $0.attributes["id"] } == [
        root.attributes["aria-labelledby"], root.attributes["aria-describedby"],
      ])
    #expect(root.attributes["role"] == "group")
    for link in svg.all("a") {
      #expect(link.attributes["href"]?.isEmpty == false)
      #expect(svg.children(of: link).first.map { $0.name == "title" && !$0.text.isEmpty } == true)
    }
    for quiet in svg.all("g").filter({ ["E", "lgd"].contains($0.attributes["class"]) }) {
      #expect(quiet.attributes["aria-hidden"] == "true")
    }
    let ids = svg.values(of: "id")
    #expect(Set(ids).count == ids.count)
  }

  @Test(arguments: PictureFixture.allCases) func loadsNothingAndRunsNothing(_ fixture: PictureFixture) throws
  {
    let text = try fixture.picture().svg(style: Self.style.get())
    let svg = ParsedMarkup(text)
    for name in ["script", "foreignObject", "image", "use", "iframe"] { #expect(svg.all(name).isEmpty) }
    for element in svg.elements {
      for (name, value) in element.attributes where name != "xmlns" {
        #expect(!name.lowercased().hasPrefix("on"))
        if ["href", "src", "xlink:href"].contains(name) { #expect(!value.contains(":")) }
        #expect(!value.contains("url("))
      }
    }
    #expect(!text.contains("@import") && !text.contains("url("))
  }

  @Test(arguments: PictureFixture.allCases) func keepsTextInsideItsBox(_ fixture: PictureFixture) throws {
    for box in try fixture.picture().boxes {
      guard case .model(let owner, let name, let note) = box.content else { continue }
      let room = box.size.width - 2 * PictureSize.padding
      #expect(
        TextWidth.regular.width(owner, size: 11) <= room && TextWidth.regular.width(note, size: 11) <= room)
      #expect(name.allSatisfy { TextWidth.bold.width($0, size: 13) <= room } && name.count <= 2)
    }
  }

  @Test(arguments: PictureFixture.allCases) func keepsBoxesApart(_ fixture: PictureFixture) throws {
    let picture = try fixture.picture()
    let layout = try Graphviz.layout(picture.drawing())
    for i in picture.boxes.indices {
      for j in picture.boxes.indices where j > i {
        let (a, b) = (layout.nodes[i], layout.nodes[j])
        let (p, q) = (picture.boxes[i].size, picture.boxes[j].size)
        let apart =
          abs(a.x - b.x) >= (p.width + q.width) / 2 - 0.5 || abs(a.y - b.y) >= (p.height + q.height) / 2 - 0.5
        #expect(apart, "\(picture.boxes[i].node) and \(picture.boxes[j].node)")
      }
    }
  }

  @Test(arguments: PictureFixture.allCases) func marksWhatItLeavesOut(_ fixture: PictureFixture) throws {
    let neighbourhood = try fixture.neighbourhood()
    let picture = try fixture.picture()
    var drawn = 0
    var marks = 0
    for box in picture.boxes where box.state != .subject {
      switch box.content {
      case .model(_, _, let note):
        drawn += 1
        marks += note.contains("drawn") ? 1 : 0
      case .list(_, let rows):
        drawn += rows.count { !$0.owner.isEmpty }
        marks += rows.count { $0.owner.isEmpty || !$0.mark.isEmpty }
      case .compact: drawn += 1
      case .stub: marks += 1
      }
    }
    if let cycle = picture.subject.map({ picture.boxes[$0].content }), case .list(_, let rows) = cycle {
      drawn += rows.count { !$0.owner.isEmpty && !$0.subject }
    }
    let all = neighbourhood.ancestry.ancestors.count
    #expect(all == 0 || picture.summary.hasPrefix("Drawn: \(drawn) of \(all) ancestors"))
    #expect(drawn == all || marks > 0)
    for (card, group) in zip(picture.cards, neighbourhood.children) {
      #expect((card.rows.count < group.total) == (card.more != nil))
    }
  }

  @Test func gathersParentsThatLeadNowhereElse() throws {
    let picture = try PictureFixture.merge.picture()
    let lists = picture.boxes.compactMap { box -> (String, Int)? in
      guard case .list(let head, let rows) = box.content else { return nil }
      return (head, rows.count)
    }
    #expect(lists.map(\.0) == ["19 of 22 parents"] && lists.map(\.1) == [19])
    #expect(picture.lines.count == 7)
  }

  @Test func drawsAGhostDashedAndWithoutALink() throws {
    let picture = try PictureFixture.ghost.picture()
    let states = picture.boxes.reduce(into: [String: PictureBox.State]()) { $0[$1.node] = $1.state }
    #expect(states["gone/Never-There-13B"] == .ghost && states["gone/Deleted-13B"] == .deleted)
    #expect(states["heir/Heir-13B"] == .subject)
    #expect(try picture.svg().contains("class=\"n kQ gh\""))
  }

  @Test func drawsACycleAsOneBoxBelowItsOtherParents() throws {
    let picture = try PictureFixture.cycle.picture()
    let subject = try #require(picture.subject)
    guard case .list(let head, let rows) = picture.boxes[subject].content else {
      Issue.record("the cycle is no list")
      return
    }
    #expect(head == "3 models name each other as base")
    #expect(rows.map(\.name) == ["A", "B", "C"] && rows.map(\.subject) == [true, false, false])
    #expect(rows[0].link == nil && rows[1].link != nil)
    let layout = try Graphviz.layout(picture.drawing())
    for (i, node) in layout.nodes.enumerated() where i != subject {
      #expect(node.y > layout.nodes[subject].y)
    }
    #expect(picture.boxes.count == 2 && picture.lines.count == 1)
  }

  /// base <- a <=> b <- subject
  @Test func drawsACycleAboveAModelAsOneBox() throws {
    var snapshot = Fixture()
    snapshot.edge("ring/a", .finetune, "maker/base")
    snapshot.edge("ring/a", .merge, "ring/b")
    snapshot.edge("ring/b", .merge, "ring/a")
    snapshot.edge("x/subject", .finetune, "ring/b")
    let picture = try LineagePicture(of: snapshot.index().around("x/subject"), style: Repository.style()) {
      _ in nil
    }
    #expect(picture.boxes.map(\.node) == ["maker/base", "cycle of ring/a", "x/subject"])
    #expect(picture.lines.map { [$0.base, $0.derivative] } == [[1, 2], [0, 1]])
    #expect(picture.summary == "Drawn: 3 of 3 ancestors.")
  }

  @Test func saysHowManyParentsOfABoxAreDrawn() throws {
    let picture = try PictureFixture.clique.picture()
    let notes = picture.boxes.compactMap { box -> String? in
      if case .model(_, _, let note) = box.content { note } else { nil }
    }
    #expect(notes.contains { $0.wholeMatch(of: /merge of \d+, \d+ drawn/) != nil })
    #expect(
      !picture.boxes.contains { if case .stub = $0.content { true } else { false } }, "too many for pills")
    let words = try Repository.words()
    let both = try PictureFixture.diamond.neighbourhood()
    let (model, links) = (both.subject, both.ancestry.parents)
    #expect(words.note(of: model, parents: links, drawn: 2) == "merge of 2")
    #expect(words.note(of: model, parents: links, drawn: 1) == "merge of 2, 1 drawn")
    #expect(words.note(of: model, parents: links, drawn: 0) == "merge of 2, none drawn")
  }

  @Test func saysOnlyWhatThereIsToDraw() throws {
    #expect(try PictureFixture.leaf.picture().summary == "Drawn: 1 of 1 ancestors.")
    var snapshot = Fixture()
    snapshot.edge("a/child", .finetune, "a/root")
    let root = try LineagePicture(of: snapshot.index().around("a/root"), style: Repository.style()) { _ in nil
    }
    #expect(root.summary == "Drawn: 1 of 1 direct derivatives.")
  }

  @Test func explainsTheSignsItUses() throws {
    let hub = try PictureFixture.hub.picture().svg()
    #expect(hub.contains("▾\u{A0}derivatives below") && !hub.contains("parents not drawn"))
    #expect(try !PictureFixture.leaf.picture().svg().contains("derivatives below"))
  }

  @Test func standsTheListsBelowEachOtherOnAPhone() throws {
    let picture = try PictureFixture.hub.picture()
    let files = picture.svg(inlineAndWith: "", layout: try picture.layout())
    let slim = ParsedMarkup(try #require(files.slim))
    #expect(slim.failure == nil)
    let width = try #require(slim.elements.first?.attributes["width"].flatMap { Int($0) })
    #expect(width <= 300)
    let ids = ParsedMarkup(files.inline).values(of: "id") + slim.values(of: "id")
    #expect(Set(ids).count == ids.count)
    let leaf = try PictureFixture.leaf.picture()
    #expect(try leaf.svg(inlineAndWith: "", layout: leaf.layout()).slim == nil)
  }

  @Test func keepsACliqueWithinItsCapsAndASecond() throws {
    let picture = try PictureFixture.clique.picture()
    #expect(picture.lines.count <= LineagePicture.mostLines + 1)
    let clock = ContinuousClock()
    let time = try clock.measure { _ = try picture.svg() }
    #expect(time < .seconds(1))
    #expect(picture.summary.contains("lines among them are left out"))
  }

  @Test func writesTheSameBytesFromEightThreads() async throws {
    let pictures = try PictureFixture.allCases.map { try $0.picture() }
    let alone = try pictures.map { try $0.svg() }
    let together = try await withThrowingTaskGroup(of: [String].self) { group in
      for _ in 0..<8 { group.addTask { try pictures.map { try $0.svg() } } }
      return try await group.reduce(into: [[String]]()) { $0.append($1) }
    }
    #expect(together.count == 8 && together.allSatisfy { $0 == alone })
  }
}

@Suite struct FamilyPictureTests {
  private func family(children: Int) throws -> FamilySummary {
    var snapshot = Fixture()
    for i in 0..<children { snapshot.edge("maker/Model-With-A-Long-Name-\(i)", .finetune, "maker/Base") }
    let index = snapshot.index()
    var family = FamilySummary(id: "f", name: "F")
    family.models = children + 1
    family.top = index.mostDerived(Array(index.graph.nodes), limit: 100).map(index.summary)
    family.links = (0..<children).map {
      FamilyLink(
        child: "maker/Model-With-A-Long-Name-\($0)", parent: "maker/Base", label: EdgeLabel(.finetune))
    }
    return family
  }

  @Test func turnsAWideFanSoThatItIsNarrow() throws {
    let picture = try #require(
      LineagePicture(family: family(children: 30), style: Repository.style()) { _ in nil })
    #expect(picture.boxes.count == LineagePicture.mostFamilyModels)
    #expect(picture.summary == "Drawn: 14 of 31 models, 0 of 0 derivatives.")
    #expect(try Graphviz.layout(picture.drawing()).width > 1_000)
    #expect(try picture.layout().width < 600)
  }

  /// alone    base <- hub
  @Test func drawsModelsThatOthersBuildOnAndNoneThatStandsAlone() throws {
    var snapshot = Fixture()
    snapshot.model("maker/Alone")
    snapshot.edge("x/Hub", .merge, "maker/Base")
    let index = snapshot.index()
    var family = FamilySummary(id: "f", name: "F")
    (family.models, family.derivatives) = (2, 5)
    family.top = ["maker/Alone", "maker/Base"].compactMap { index.find($0) }.map(index.summary)
    family.hubs = ["x/Hub"].compactMap { index.find($0) }.map(index.summary)
    #expect(try LineagePicture(family: family, style: Repository.style()) { _ in nil } == nil)
    family.links = [FamilyLink(child: "x/Hub", parent: "maker/Base", label: EdgeLabel(.merge))]
    let picture = try #require(LineagePicture(family: family, style: Repository.style()) { _ in nil })
    #expect(picture.boxes.map(\.node) == ["maker/Base", "x/Hub"] && picture.lines.count == 1)
    #expect(picture.summary == "Drawn: 1 of 2 models, 1 of 5 derivatives.")
  }

  @Test func drawsNoFamilyOfOne() throws {
    #expect(try LineagePicture(family: family(children: 0), style: Repository.style()) { _ in nil } == nil)
  }
}
