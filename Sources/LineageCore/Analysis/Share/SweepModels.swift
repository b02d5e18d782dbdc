import LineageGraph

/// The models of a window, owner by owner, with the choices of relations and noise under which they count as bits.
///
/// Bit `r` says that the model counts under the choice of relations `r`; bit `16 + r` that it does so when noise is left
/// out, too. A model whose edges all have one relation makes one entry; another makes one for every different part of its
/// parents that some choice picks.
struct SweepModels {
  /// A model with some of its parents.
  struct Entry {
    let node: NodeID
    let owner: UInt32
    /// Position in ``patterns``.
    let pattern: UInt32
    /// Positions in ``parents``.
    let start: UInt32
    let end: UInt32
  }

  let graph: ShareGraph
  private(set) var entries: [Entry] = []
  /// Inner numbers; the graph's own rows first, chosen parts of rows behind them.
  private(set) var parents: [UInt32]
  /// Different sets of bits that entries have.
  private(set) var patterns: [UInt32] = []
  /// By bit: models that have no parent by that choice, and owners of such models.
  private(set) var orphans = [Int](repeating: 0, count: 32)
  private(set) var orphanOwners = [Int](repeating: 0, count: 32)

  private var patternNumbers: [UInt32: UInt32] = [:]
  private let choices: [UInt8]

  /// - Complexity: O(models + edges).
  init(_ index: LineageIndex, _ census: SweepCensus, _ axes: ShareSweep.Axes) {
    graph = ShareGraph(index.graph)
    parents = graph.parents
    choices = axes.relations.map(ShareGraph.bits)
    let everyChoice = UInt32(1) << UInt32(choices.count) - 1
    var lastOwner = UInt32.max
    var seen: UInt32 = 0
    for model in census.models {
      let all = model.isNoise ? everyChoice : everyChoice | everyChoice << 16
      let orphan = all & ~add(model.node, model.owner, all)
      if model.owner != lastOwner { (lastOwner, seen) = (model.owner, 0) }
      orphan.forEachBit { bit in orphans[bit] += 1 }
      (orphan & ~seen).forEachBit { bit in orphanOwners[bit] += 1 }
      seen |= orphan
    }
  }

  /// Adds the entries of a model; the bits under which it has a parent.
  private mutating func add(_ node: NodeID, _ owner: UInt32, _ all: UInt32) -> UInt32 {
    let row = graph.row(node)
    let present = graph.relations[row].reduce(0, |)
    guard present != 0 else { return 0 }
    var counted: UInt32 = 0
    var picks: [(relations: UInt8, bits: UInt32)] = []
    for (number, choice) in choices.enumerated() where choice & present != 0 {
      let bits = (UInt32(1) << UInt32(number) | UInt32(1) << UInt32(16 + number)) & all
      if let known = picks.firstIndex(where: { $0.relations == choice & present }) {
        picks[known].bits |= bits
      } else {
        picks.append((choice & present, bits))
      }
      counted |= bits
    }
    for pick in picks {
      var range = row
      if pick.relations != present {
        let start = parents.count
        for slot in row where graph.relations[slot] & pick.relations != 0 {
          parents.append(graph.parents[slot])
        }
        range = start..<parents.count
      }
      entries.append(
        Entry(
          node: node, owner: owner, pattern: number(pick.bits), start: UInt32(range.lowerBound),
          end: UInt32(range.upperBound)))
    }
    return counted
  }

  private mutating func number(_ bits: UInt32) -> UInt32 {
    if let known = patternNumbers[bits] { return known }
    let number = UInt32(patterns.count)
    patterns.append(bits)
    patternNumbers[bits] = number
    return number
  }
}

/// The present models of a window, owner by owner: what both graphs of a snapshot share.
struct SweepCensus {
  struct Model {
    let node: NodeID
    let owner: UInt32
    let isNoise: Bool
  }

  let models: [Model]

  /// - Complexity: O(nodes + bytes of the names).
  init(
    _ columns: ModelColumns, _ window: ShareDefinition.Window, _ axes: ShareSweep.Axes, _ rules: NoiseRules
  ) {
    let needsNoise = axes.noise.contains { $0 != .all }
    var flagger = NoiseFlagger(rules)
    var owners = TextTable()
    var sorter = WindowSorter(window)
    var found: [Model] = []
    for (number, known) in columns.attributes.enumerated() {
      guard known.present, sorter.table(known.created) != nil else { continue }
      columns.names.withBytes(of: TextID(rawValue: UInt32(number))) { id in
        let owner = owners.intern(UnsafeRawBufferPointer(rebasing: id.prefix { $0 != UInt8(ascii: "/") }))
        found.append(
          Model(
            node: NodeID(number), owner: owner.rawValue, isNoise: needsNoise && flagger.flags(id) != 0))
      }
    }
    var starts = [Int](repeating: 0, count: owners.count + 1)
    for model in found { starts[Int(model.owner) + 1] += 1 }
    for owner in 0..<owners.count { starts[owner + 1] += starts[owner] }
    var sorted = found
    for model in found {
      sorted[starts[Int(model.owner)]] = model
      starts[Int(model.owner)] += 1
    }
    models = sorted
  }
}

extension UInt32 {
  /// The positions of the bits that are set, ascending.
  func forEachBit(_ body: (Int) -> Void) {
    var rest = self
    while rest != 0 {
      body(rest.trailingZeroBitCount)
      rest &= rest - 1
    }
  }
}
