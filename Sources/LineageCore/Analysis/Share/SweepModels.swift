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
    /// One bit for each window that it is counted in.
    let windows: UInt32
  }

  let graph: ShareGraph
  private(set) var entries: [Entry] = []
  /// By window: positions in ``entries``.
  private(set) var entriesOfWindow: [[UInt32]]
  /// Inner numbers; the graph's own rows first, chosen parts of rows behind them.
  private(set) var parents: [UInt32]
  /// Different sets of bits that entries have.
  private(set) var patterns: [UInt32] = []
  /// By window and bit: models that have no parent by that choice, and owners of such models.
  private(set) var orphans: [[Int]]
  private(set) var orphanOwners: [[Int]]

  private var patternNumbers: [UInt32: UInt32] = [:]
  private let choices: [UInt8]

  /// - Complexity: O(models + edges).
  init(_ graph: ShareGraph, _ census: SweepCensus, _ axes: ShareSweep.Axes) {
    self.graph = graph
    parents = graph.parents
    choices = axes.relations.map(ShareGraph.bits)
    orphans = [[Int]](repeating: [Int](repeating: 0, count: 32), count: census.windowCount)
    orphanOwners = orphans
    entriesOfWindow = [[UInt32]](repeating: [], count: census.windowCount)
    let everyChoice = UInt32(1) << UInt32(choices.count) - 1
    // Models without a parent by some choices, by these choices: few kinds, and most models are of one.
    var orphanKinds: [UInt32] = []
    var ofKind: [[Int]] = []
    var lastOwner = UInt32.max
    var seen = [UInt32](repeating: 0, count: census.windowCount)
    for model in census.models {
      let all = model.isNoise ? everyChoice : everyChoice | everyChoice << 16
      let orphan = all & ~add(model, all)
      if model.owner != lastOwner {
        lastOwner = model.owner
        for window in seen.indices { seen[window] = 0 }
      }
      guard orphan != 0 else { continue }
      let kind = orphanKinds.firstIndex(of: orphan) ?? orphanKinds.count
      if kind == orphanKinds.count {
        orphanKinds.append(orphan)
        ofKind.append([Int](repeating: 0, count: census.windowCount))
      }
      model.windows.forEachBit { window in
        ofKind[kind][window] += 1
        let new = orphan & ~seen[window]
        guard new != 0 else { return }
        new.forEachBit { orphanOwners[window][$0] += 1 }
        seen[window] |= new
      }
    }
    for (number, entry) in entries.enumerated() {
      entry.windows.forEachBit { entriesOfWindow[$0].append(UInt32(number)) }
    }
    for (bits, counts) in zip(orphanKinds, ofKind) {
      for (window, count) in counts.enumerated() { bits.forEachBit { orphans[window][$0] += count } }
    }
  }

  /// Adds the entries of a model; the bits under which it has a parent.
  private mutating func add(_ model: SweepCensus.Model, _ all: UInt32) -> UInt32 {
    let row = graph.row(model.node)
    guard !row.isEmpty else { return 0 }
    let present = graph.relations[row].reduce(0, |)
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
          node: model.node, owner: model.owner, pattern: number(pick.bits), start: UInt32(range.lowerBound),
          end: UInt32(range.upperBound), windows: model.windows))
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

/// The present models of some windows, owner by owner: what both graphs of a snapshot share.
struct SweepCensus {
  struct Model {
    let node: NodeID
    let owner: UInt32
    let isNoise: Bool
    /// One bit for each window whose days hold its date.
    let windows: UInt32
  }

  let models: [Model]
  let windowCount: Int

  /// - Parameters:
  ///   - windows: At most 32.
  ///   - noise: By node; empty if noise makes no difference.
  /// - Complexity: O(nodes).
  init(
    _ columns: ModelColumns, _ windows: [ShareDefinition.Window], _ owners: OwnerColumn,
    _ noise: [NoiseRules.Flags]
  ) {
    precondition(windows.count <= 32, "one bit for each window")
    windowCount = windows.count
    var sorter = WindowMask(windows)
    var starts = [Int](repeating: 0, count: owners.count + 1)
    var found: [Model] = []
    for (number, known) in columns.attributes.enumerated() where known.present {
      let mask = sorter.mask(known.created)
      guard mask != 0 else { continue }
      let owner = owners.numbers[number]
      starts[Int(owner) + 1] += 1
      found.append(
        Model(
          node: NodeID(number), owner: owner, isNoise: !noise.isEmpty && noise[number] != 0, windows: mask))
    }
    for owner in 0..<owners.count { starts[owner + 1] += starts[owner] }
    var sorted = found
    for model in found {
      sorted[starts[Int(model.owner)]] = model
      starts[Int(model.owner)] += 1
    }
    models = sorted
  }
}

/// Which of several windows hold a date; a date is looked up once, not once a model.
private struct WindowMask {
  private let windows: [ShareDefinition.Window]
  private let undated: UInt32
  private var maskOfDay: [Day: UInt32] = [:]

  init(_ windows: [ShareDefinition.Window]) {
    self.windows = windows
    undated = Self.bits(windows) { $0 == .all }
  }

  mutating func mask(_ day: Day?) -> UInt32 {
    guard let day else { return undated }
    if let known = maskOfDay[day] { return known }
    let mask = Self.bits(windows) { $0.label(day) != nil }
    maskOfDay[day] = mask
    return mask
  }

  private static func bits(
    _ windows: [ShareDefinition.Window], _ isHeld: (ShareDefinition.Window) -> Bool
  ) -> UInt32 {
    windows.enumerated().reduce(0) { isHeld($1.element) ? $0 | 1 << UInt32($1.offset) : $0 }
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
