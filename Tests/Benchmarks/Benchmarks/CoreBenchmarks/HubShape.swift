import LineageCore
import LineageGraph

/// A graph in the shape of the Hub, the same for the same number of models: a third of them has a parent, most of
/// those one of a few hubs, a twentieth is a merge of several, and some parents are not in the snapshot.
struct HubShape {
  /// Number of models.
  let count: Int
  /// Child and parent, both as numbers of models; parents come first.
  private(set) var edges: [Edge] = []

  init(_ count: Int) {
    self.count = count
    var random = Mixer(state: UInt64(count))
    for child in 1..<count where random.below(3) == 0 {
      let parents = random.below(20) == 0 ? 2 + random.below(4) : 1
      var chosen: Set<Int> = []
      for _ in 0..<parents {
        // A parent somebody has already, four times of five: the rich get richer.
        let copied = edges.isEmpty || random.below(5) == 0 ? nil : edges[random.below(edges.count)].parent
        let parent = copied?.index ?? random.below(child)
        guard chosen.insert(parent).inserted else { continue }
        let relation = [Relation.finetune, .adapter, .quantized, .merge][parents > 1 ? 3 : random.below(3)]
        edges.append(
          Edge(child: NodeID(child), parent: NodeID(parent), kind: EdgeLabel(relation).kind))
      }
    }
  }

  /// The graph.
  var graph: CSRGraph { CSRGraph(nodeCount: count, edges: edges) }

  /// Its models as rows of an input, each parent written out.
  var table: RecordTable {
    var table = RecordTable()
    table.sources = [Source(name: "generated", format: .hubRecords)]
    let day = Day("2024-01-01")?.daysSince1970 ?? 0
    var next = edges.startIndex
    for model in 0..<count {
      var references: [Reference] = []
      while next < edges.endIndex, edges[next].child.index == model {
        references.append(
          Reference(table.texts.intern(Self.name(edges[next].parent.index)), EdgeLabel(edges[next].kind)))
        next += 1
      }
      let created = Day(daysSince1970: day + Int32(model * 700 / count))
      table.append(
        Record(id: table.texts.intern(Self.name(model)), created: created, source: 0, line: model + 1),
        references: references)
    }
    return table
  }

  /// The id of a model: ids of the Hub are about 30 bytes long.
  static func name(_ model: Int) -> String {
    "\(owners[model % owners.count])\(model % 997)/Some-Model-\(model)-7B-Instruct"
  }

  private static let owners = ["Qwen", "meta-llama", "user-", "team_", "The"]

  /// Families that claim two of the owners.
  static let families = FamilyTable(
    ["Qwen", "meta-llama"].map { owner in
      Family(
        id: owner.lowercased(), english: owner, developer: owner, region: .us, kind: .language,
        rules: FamilyRules(ids: [owner + "*/*"]))
    })
}

/// SplitMix64: the same numbers on every machine.
struct Mixer {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
