import Testing

@testable import LineageSite

@Suite struct GraphvizTests {
  @Test func refusesMoreThanItCanLayOutInTime() throws {
    var drawing = Drawing(name: "wide")
    drawing.nodes = (0...Drawing.mostNodes).map { Drawing.Node(name: "n\($0)", attributes: []) }
    #expect(throws: SiteError.pictureTooLarge(subject: "wide", boxes: Drawing.mostNodes + 1, lines: 0)) {
      try Graphviz.layout(drawing)
    }
    drawing.nodes.removeLast(100)
    drawing.edges = (0...Drawing.mostEdges).map {
      Drawing.Edge(tail: $0 % 7, head: 8 + $0 % 40, attributes: [])
    }
    #expect(throws: SiteError.self) { try Graphviz.layout(drawing) }
  }

  @Test func reportsWhatGraphvizWouldPrint() {
    let error = #expect(throws: SiteError.self) {
      try Graphviz.draw(
        dot: "digraph \"x\" { a [fixedsize=true, width=0.01, height=0.01, label=\"much too long\"] }",
        format: "svg")
    }
    guard case .layoutFailed(_, let detail) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(detail.contains("too small"))
  }

  @Test func reportsTextThatIsNotDOT() {
    #expect(throws: SiteError.self) { try Graphviz.draw(dot: "digraph { a -> ", format: "svg") }
  }

  @Test(arguments: PictureFixture.allCases)
  func drawsThePublishedTextAlone(_ fixture: PictureFixture) throws {
    let picture = try fixture.picture()
    let drawing = ParsedMarkup(try Graphviz.draw(dot: picture.dot(), format: "svg"))
    #expect(drawing.failure == nil)
    let nodes = drawing.all("g").filter { $0.attributes["class"] == "node" }
    let names = nodes.compactMap { drawing.children(of: $0).first { $0.name == "title" }?.text }
    let expected = picture.boxes.map(\.node) + picture.cards.map { "derivatives by " + $0.relation.word }
    #expect(names.sorted() == expected.sorted())
  }

  @Test func laysOutTheSameTwice() throws {
    let drawing = try PictureFixture.merge.picture().drawing()
    let first = try Graphviz.layout(drawing)
    let second = try Graphviz.layout(drawing)
    #expect(first.nodes == second.nodes)
    #expect(first.edges.map(\.points) == second.edges.map(\.points))
  }
}
