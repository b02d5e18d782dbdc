import LineageCore
import LineageGraph
import LineageTestSupport
import Testing

@testable import LineageStore

@Suite struct PartTests {
  @Test(arguments: [
    // a <- b <- c <- d
    ["b finetune a", "c finetune b", "d adapter c"],
    //   b
    //  / \
    // a   d, and d names c first
    //  \ /
    //   c
    ["b finetune a", "c adapter a", "d merge c", "d merge b"],
    // a <-> b, c above nothing, d below
    ["a finetune b", "b finetune a", "c merge a", "c merge d"],
    // a ring of three with a tail on each side
    ["a finetune b", "b finetune c", "c finetune a", "c merge up", "down quantized a"],
  ])
  func looksUpAsTheWholeDoes(lines: [String]) throws {
    let folder = try TemporaryFolder()
    var drawing = DrawnSnapshot(lines)
    drawing.ghosts = ["d", "up"]
    try expectSameAncestries(drawing, in: folder)
  }

  @Test(arguments: 0..<12)
  func looksUpAsTheWholeDoesInRandomGraphs(seed: Int) throws {
    let folder = try TemporaryFolder()
    var generator = SeededGenerator(seed: UInt64(seed))
    var drawing = DrawnSnapshot(randomLines(&generator))
    drawing.resolved = seed % 3 == 0 ? nil : randomLines(&generator)
    drawing.ghosts = ["m/3", "m/11"]
    try expectSameAncestries(drawing, in: folder)
  }

  @Test(arguments: 0..<12)
  func looksDownAsTheWholeDoesInRandomGraphs(seed: Int) throws {
    let folder = try TemporaryFolder()
    var generator = SeededGenerator(seed: UInt64(100 + seed))
    var drawing = DrawnSnapshot(randomLines(&generator))
    drawing.resolved = randomLines(&generator)
    let catalog = try drawing.catalog(in: folder)
    let snapshot = try drawing.make()
    for identity in Identity.allCases {
      let whole = snapshot[identity]
      for node in whole.graph.nodes {
        let id = whole.models.id(node)
        let part = try catalog.indexBelow(ModelRow(rawValue: node.rawValue), in: identity)
        let below = reached(from: node) { whole.graph.children(of: $0) }
        #expect(names(part) == Set(below.map { whole.models.id($0) }))
        let own = try #require(part.models.find(id))
        #expect(
          part.graph.children(of: own).map { part.models.id($0) }
            == whole.graph.children(of: node).map { whole.models.id($0) })
        #expect(part.graph.childKinds(of: own).elementsEqual(whole.graph.childKinds(of: node)))
        #expect(part.summary(own) == whole.summary(node))
        let descent = try catalog.descent(of: ModelRow(rawValue: node.rawValue), in: identity, limit: 4)
        try expectSame(descent, whole, node, below.subtracting([node]))
      }
    }
  }

  @Test func stopsAtTheLimitNearestFirst() throws {
    let folder = try TemporaryFolder()
    let catalog = try DrawnSnapshot([
      "b/1 finetune a/0", "b/2 finetune a/0", "c/1 finetune b/1", "d/1 finetune c/1",
    ]).catalog(in: folder)
    let row = try #require(try catalog.resolve("a/0")).row
    #expect(names(try catalog.indexBelow(row, limit: 3)) == ["a/0", "b/1", "b/2"])
    #expect(names(try catalog.indexBelow(row, limit: 4)) == ["a/0", "b/1", "b/2", "c/1"])
    #expect(names(try catalog.indexBelow(row, limit: 0)) == ["a/0"])
    #expect(try catalog.indexBelow(row, limit: 1).counts == [DescentCount(children: 2, descendants: 4)])
  }

  @Test func joinsWhatLiesAboveSeveralModels() throws {
    let folder = try TemporaryFolder()
    let catalog = try DrawnSnapshot([
      "b/1 finetune a/1", "b/2 finetune a/2", "c/1 finetune b/2", "c/3 finetune a/3",
    ]).catalog(in: folder)
    let rows = try ["b/1", "c/1"].compactMap { try catalog.resolve($0)?.row }
    #expect(names(try catalog.indexAbove(rows)) == ["a/1", "b/1", "a/2", "b/2", "c/1"])
    #expect(names(try catalog.indexAbove(rows + rows)).count == 5)
  }

  @Test func reportsARowThatIsNotThere() throws {
    let folder = try TemporaryFolder()
    let catalog = try richSnapshot().catalog(in: folder)
    let nowhere = ModelRow(rawValue: 4711)
    #expect(throws: StoreError.self) { try catalog.indexAbove([nowhere]) }
    #expect(throws: StoreError.self) { try catalog.indexBelow(nowhere) }
    #expect(throws: StoreError.self) { try catalog.descent(of: nowhere, limit: 1) }
  }

  @Test func countsDirectDerivativesByTheirOwnEdge() throws {
    let folder = try TemporaryFolder()
    let catalog = try DrawnSnapshot([
      "c/1 merge x/y", "c/1 adapter a/0", "c/2 quantized a/0", "d/1 merge x/y", "d/1 finetune c/2",
    ]).catalog(in: folder)
    let row = try #require(try catalog.resolve("a/0")).row
    let all = try catalog.descent(of: row, limit: 9)
    #expect(all.direct == 2 && all.transitive == 3)
    #expect(all.byRelation.map { "\($0.relation) \($0.count)" } == ["adapter 1", "merge 1", "quantized 1"])
    #expect(all.top.map(\.id) == ["c/2", "c/1", "d/1"])
    let direct = try catalog.descent(of: row, direct: true, limit: 1)
    #expect(direct.byRelation.map { "\($0.relation) \($0.count)" } == ["adapter 1", "quantized 1"])
    #expect(direct.top.map(\.id) == ["c/2"])
  }

  private func expectSameAncestries(_ drawing: DrawnSnapshot, in folder: TemporaryFolder) throws {
    let catalog = try drawing.catalog(in: folder)
    let snapshot = try drawing.make()
    for identity in Identity.allCases {
      let whole = snapshot[identity]
      for node in whole.graph.nodes {
        let part = try catalog.indexAbove([ModelRow(rawValue: node.rawValue)], in: identity)
        let own = try #require(part.models.find(whole.models.id(node)))
        let expected = whole.ancestry(of: node)
        #expect(String(reflecting: part.ancestry(of: own)) == String(reflecting: expected))
        #expect(part.models.count == Set(expected.ancestors.map(\.model.id) + [expected.model.id]).count)
      }
    }
  }

  private func expectSame(_ descent: Descent, _ whole: LineageIndex, _ node: NodeID, _ below: Set<NodeID>)
    throws
  {
    #expect(descent.direct == whole.graph.children(of: node).count)
    #expect(descent.transitive == below.count)
    #expect(descent.byRelation.reduce(0) { $0 + $1.count } == below.count)
    #expect(descent.top.map(\.id) == whole.mostDerived(below, limit: 4).map { whole.models.id($0) })
  }

  /// Thirty nodes, about forty edges, cycles among them.
  private func randomLines(_ generator: inout SeededGenerator) -> [String] {
    var pairs: Set<String> = []
    var lines: [String] = []
    for _ in 0..<45 {
      let child = Int.random(in: 0..<30, using: &generator)
      let parent = Int.random(in: 0..<30, using: &generator) * Int.random(in: 0...2, using: &generator) / 2
      guard child != parent, pairs.insert("\(child) \(parent)").inserted else { continue }
      let relation = Relation.allCases.randomElement(using: &generator) ?? .merge
      let evidence = Evidence.allCases.randomElement(using: &generator) ?? .declared
      lines.append("m/\(child) \(relation.word)/\(evidence.word) m/\(parent)")
    }
    return lines
  }

  private func reached(from node: NodeID, _ next: (NodeID) -> ArraySlice<NodeID>) -> Set<NodeID> {
    var reached: Set<NodeID> = [node]
    var open = [node]
    while let one = open.popLast() {
      for other in next(one) where reached.insert(other).inserted { open.append(other) }
    }
    return reached
  }

  private func names(_ index: LineageIndex) -> Set<String> {
    Set(index.graph.nodes.map { index.models.id($0) })
  }
}
