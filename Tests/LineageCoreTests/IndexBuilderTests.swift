import LineageGraph
import LineageTestSupport
import Testing

@testable import LineageCore

@Suite struct IndexBuilderTests {
  @Test(arguments: 1...6) func givesTheSameWhateverTheWorkers(seed: Int) throws {
    let table = TextSnapshot.table(Self.drawn(seed: UInt64(seed), models: 60))
    func built(_ workers: Workers) -> IndexedSnapshot {
      IndexBuilder.build(
        Normaliser(aliases: AliasTable([])).normalise(table), families: Self.families, aliases: [],
        workers: workers)
    }
    let one = built(.one)
    let three = built(
      Workers(count: 3) { pieces, body in for piece in (0..<pieces).reversed() { body(piece) } })
    #expect(one.resolved.graph == three.resolved.graph)
    #expect(one.written.graph == three.written.graph)
    #expect(one.resolved.models.attributes == three.resolved.models.attributes)
    #expect(
      one.resolved.models.names.ids.map { one.resolved.models.names[$0] }
        == three.resolved.models.names.ids.map { three.resolved.models.names[$0] })
    #expect(one.findings == three.findings)
    #expect(one.familySets == three.familySets)
  }

  /// Against walking up from every model.
  @Test(arguments: 1...12) func collectsTheFamiliesOfAllRootsAbove(seed: Int) throws {
    let snapshot = TextSnapshot.indexed(
      Self.drawn(seed: UInt64(seed), models: 40), families: Self.families)
    let (index, sets) = (snapshot.resolved, snapshot.familySets)
    let components = index.graph.strongComponents()
    for node in index.graph.nodes {
      guard !index.graph.parents(of: node).isEmpty else {
        #expect(sets.setOfNode[node.index] == FamilySets.none)
        continue
      }
      var reached: Set<NodeID> = [node]
      var open = [node]
      while let next = open.popLast() {
        for parent in index.graph.parents(of: next) where reached.insert(parent).inserted {
          open.append(parent)
        }
      }
      var families: Set<FamilyCode?> = []
      for other in reached {
        let members = components.members(of: Int(components.component[other.index]))
        let isRoot = members.allSatisfy { index.graph.parents(of: $0).allSatisfy { members.contains($0) } }
        guard isRoot else { continue }
        let known = members.compactMap { index.models[$0].family }
        families.formUnion(known.isEmpty ? [nil] : Set(known))
      }
      let set = sets.sets[Int(sets.setOfNode[node.index])]
      #expect(Set(set) == families)
      #expect(set.count == families.count)
    }
  }

  private static let families = FamilyTable(
    ["a", "b", "c"].map { word in
      Family(
        id: word, english: word, korean: nil, developer: word, region: .us, kind: .language, since: nil,
        source: nil,
        rules: FamilyRules(exact: [], ids: [word + "/*"], names: []), subfamilies: [])
    })

  /// Models of five owners with up to three parents each, some in cycles, some missing.
  private static func drawn(seed: UInt64, models: Int) -> String {
    var random = SeededGenerator(seed: seed)
    let ids = (0..<models).map { "\("abcde".randomElement(using: &random) ?? "a")/m\($0)" }
    return ids.enumerated().map { number, id in
      let parents = (0..<Int.random(in: 0...3, using: &random)).map { _ in
        let far = Int.random(in: 0..<20, using: &random) == 0
        let parent = Int.random(in: 0..<(far ? models + 5 : max(1, number)), using: &random)
        return "finetune:" + (parent < models ? ids[parent] : "z/ghost\(parent)")
      }
      return ([id, "2025-01-0\(1 + number % 9)"] + parents).joined(separator: " ")
    }.joined(separator: "\n")
  }
}
