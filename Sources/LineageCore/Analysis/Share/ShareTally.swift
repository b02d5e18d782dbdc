/// Adds up credit by window and set of groups, exactly.
struct ShareTally {
  private let credit: ShareDefinition.Credit
  /// By table: by set, the units.
  private var units: [[Int]] = []

  init(_ credit: ShareDefinition.Credit) { self.credit = credit }

  /// Adds units of one set in one table.
  mutating func add(_ set: UInt32, table: Int, units count: Int) {
    while units.count <= table { units.append([]) }
    if units[table].count <= Int(set) {
      units[table].append(contentsOf: repeatElement(0, count: Int(set) + 1 - units[table].count))
    }
    units[table][Int(set)] += count
  }

  /// The rows, by label of the table, then mass falling, then group.
  func rows(labels: [String], sets: GroupSets, word: (Int32) -> String) -> [ShareTable.Row] {
    let order = units.indices.sorted { byteOrder(labels[$0], labels[$1]) }
    return order.flatMap { table -> [ShareTable.Row] in
      let counted = units[table].enumerated().filter { $0.element > 0 }
        .map { (set: sets[UInt32($0.offset)], units: $0.element) }
      guard !counted.isEmpty else { return [] }
      let sum = ShareSum(counted, credit)
      return sum.masses.map { group, mass in
        ShareTable.Row(
          window: labels[table], group: word(group), mass: mass, units: sum.units, known: sum.known,
          declared: sum.declared)
      }
      .sorted { $0.mass != $1.mass ? $0.mass > $1.mass : byteOrder($0.group, $1.group) }
    }
  }
}

/// What some sets of groups come to under one way of giving credit.
struct ShareSum {
  /// All units.
  private(set) var units = 0
  /// Those that declare a parent.
  private(set) var declared = 0
  private var knownParts: [Int: Int] = [:]
  private var parts: [Int32: [Int: Int]] = [:]
  private let credit: ShareDefinition.Credit

  /// - Parameter wanted: The groups whose masses are asked for; nil for all.
  init(
    _ counted: some Sequence<(set: [Int32], units: Int)>, _ credit: ShareDefinition.Credit,
    wanted: [Int32]? = nil
  ) {
    self.credit = credit
    for (set, count) in counted { add(set, count, wanted) }
  }

  private mutating func add(_ set: [Int32], _ count: Int, _ wanted: [Int32]?) {
    // Credit with the same denominator is added as whole numbers first.
    let size = credit == .fractional ? set.count : 1
    let named = set.count { $0 > ShareGroups.none }
    units += count
    if set != [ShareGroups.none] { declared += count }
    knownParts[size, default: 0] += count * (credit == .each ? min(named, 1) : named)
    for group in set where wanted?.contains(group) ?? true {
      parts[group, default: [:]][size, default: 0] += count
    }
  }

  /// The attributed part.
  var known: ExactRatio { .sum(knownParts) }

  /// The credit of every group asked for that has any, in no order.
  var masses: [Int32: ExactRatio] { parts.mapValues { .sum($0) } }

  /// The credit of a group.
  func mass(_ group: Int32) -> ExactRatio { .sum(parts[group] ?? [:]) }
}
