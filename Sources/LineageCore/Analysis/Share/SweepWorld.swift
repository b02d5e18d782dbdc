import LineageGraph

/// What all definitions share that agree on graph, names and kind of population: credit by set of groups and by bits.
struct SweepWorld {
  /// Credit of one window and attribution, to all groups of a set or to the first alone.
  private struct Cell {
    /// By set and pattern: models.
    let models: [Int]
    /// By group and bit: pairs of owner and group.
    let pairs: [Int]

    /// The sets with models that count under a bit.
    func models(_ bit: UInt32, _ bitsOfPattern: [UInt32]) -> [(set: UInt32, units: Int)] {
      let patterns = bitsOfPattern.count
      let counted = bitsOfPattern.indices.filter { bitsOfPattern[$0] >> bit & 1 == 1 }
      return (0..<models.count / max(patterns, 1)).compactMap { set in
        let units = counted.reduce(0) { $0 + models[set * patterns + $1] }
        return units == 0 ? nil : (UInt32(set), units)
      }
    }

    /// The groups with pairs that count under a bit.
    func pairs(_ bit: Int) -> [(group: Int32, units: Int)] {
      (0..<pairs.count / 32).compactMap { group in
        pairs[group * 32 + bit] == 0 ? nil : (Int32(group), pairs[group * 32 + bit])
      }
    }
  }

  private(set) var credit: ShareCredit
  /// By window, attribution and 0 for the sets, 1 for the first groups.
  private var cells: [Cell] = []

  init(
    _ credit: ShareCredit, _ models: SweepModels, _ axes: ShareSweep.Axes, windows: Int
  ) {
    self.credit = credit
    let answers = Self.answers(&self.credit, models, axes)
    let members = SetMembers(self.credit.sets)
    let needsPairs = axes.weights.contains(.uploaders)
    for window in 0..<windows {
      cells += answers.map { Self.cell($0, models, window, members, needsPairs: needsPairs) }
    }
  }

  /// What an entry has that is not in the population.
  private static let outside = UInt32.max

  /// By attribution and 0 for the sets, 1 for the first groups: the answer for every entry.
  private static func answers(
    _ credit: inout ShareCredit, _ models: SweepModels, _ axes: ShareSweep.Axes
  ) -> [[UInt32]] {
    let count = models.entries.count
    var answers = [[UInt32]](
      repeating: [UInt32](repeating: outside, count: count), count: axes.attributions.count * 2)
    var counted: [Int] = []
    for (number, entry) in models.entries.enumerated()
    where credit.belongs(entry.node, models.parents[Int(entry.start)..<Int(entry.end)]) {
      counted.append(number)
    }
    for (place, attribution) in axes.attributions.enumerated() {
      for number in counted {
        let entry = models.entries[number]
        let parents = models.parents[Int(entry.start)..<Int(entry.end)]
        answers[place * 2][number] = credit.set(entry.node, parents, attribution)
        answers[place * 2 + 1][number] = UInt32(
          credit.first(entry.node, parents[parents.startIndex], attribution))
      }
    }
    return answers
  }

  /// The members of all sets, one after the other.
  private struct SetMembers {
    let groupCount: Int
    var starts: [Int] = [0]
    var groups: [Int] = []

    init(_ sets: GroupSets) {
      groupCount = sets.groupCount
      for set in 0..<sets.count {
        groups += sets[UInt32(set)].map { Int($0) }
        starts.append(groups.count)
      }
    }
  }

  private static func cell(
    _ answers: [UInt32], _ models: SweepModels, _ window: Int, _ members: SetMembers, needsPairs: Bool
  ) -> Cell {
    let patterns = models.patterns.count
    var counts = [Int](repeating: 0, count: (members.starts.count - 1) * patterns)
    var pairs = [Int](repeating: 0, count: members.groupCount * 32)
    // By group: the owner seen last, and the bits it has counted under. Entries stand owner by owner.
    var lastOwner = [UInt32](repeating: .max, count: members.groupCount)
    var seen = [UInt32](repeating: 0, count: members.groupCount)
    for number in models.entriesOfWindow[window] where answers[Int(number)] != outside {
      let (entry, set) = (models.entries[Int(number)], answers[Int(number)])
      counts[Int(set) * patterns + Int(entry.pattern)] += 1
      guard needsPairs else { continue }
      let bits = models.patterns[Int(entry.pattern)]
      for slot in members.starts[Int(set)]..<members.starts[Int(set) + 1] {
        let group = members.groups[slot]
        let before = lastOwner[group] == entry.owner ? seen[group] : 0
        (lastOwner[group], seen[group]) = (entry.owner, before | bits)
        (bits & ~before).forEachBit { pairs[group * 32 + $0] += 1 }
      }
    }
    return Cell(models: counts, pairs: pairs)
  }

  /// The answer of every definition of a population and a window, in the order of ``SweepPlace``.
  func answers(
    _ population: ShareDefinition.Population, window: Int, _ groups: [String], _ models: SweepModels,
    _ axes: ShareSweep.Axes
  ) -> [SweepAnswer] {
    let numbers = groups.map { credit.groups.number(of: $0) ?? ShareGroups.none }
    var answers = [SweepAnswer](
      repeating: SweepAnswer(masses: [], units: 0, known: ExactRatio(0)), count: SweepPlace.count(axes))
    for attribution in axes.attributions.indices {
      for isFirst in [true, false] {
        let cell = cells[(window * axes.attributions.count + attribution) * 2 + (isFirst ? 1 : 0)]
        for relation in axes.relations.indices {
          for (noise, isClean) in axes.noise.map({ $0 != .all }).enumerated() {
            let bit = relation + (isClean ? 16 : 0)
            let counted = counted(cell, bit, models, population, window)
            for (credit, split) in axes.credits.enumerated() where (split == .first) == isFirst {
              for (weight, unit) in axes.weights.enumerated() {
                let sum =
                  unit == .models
                  ? ShareSum(counted, split, wanted: numbers)
                  : ShareSum(pairs(cell, bit, models, population, window), split, wanted: numbers)
                // A group that nothing belongs to has no number; `none` stands for it and is never a group asked for.
                let masses = numbers.map { $0 == ShareGroups.none ? ExactRatio(0) : sum.mass($0) }
                answers[SweepPlace(attribution, relation, credit, noise, weight).number(axes)] =
                  SweepAnswer(masses: masses, units: sum.units, known: sum.known)
              }
            }
          }
        }
      }
    }
    return answers
  }

  private func counted(
    _ cell: Cell, _ bit: Int, _ models: SweepModels, _ population: ShareDefinition.Population, _ window: Int
  ) -> [(set: [Int32], units: Int)] {
    var counted = cell.models(UInt32(bit), models.patterns).map {
      (set: credit.sets[$0.set], units: $0.units)
    }
    if population == .uploads, models.orphans[window][bit] > 0 {
      counted.append((set: [ShareGroups.none], units: models.orphans[window][bit]))
    }
    return counted
  }

  private func pairs(
    _ cell: Cell, _ bit: Int, _ models: SweepModels, _ population: ShareDefinition.Population, _ window: Int
  ) -> [(set: [Int32], units: Int)] {
    var counted = cell.pairs(bit).map { (set: [$0.group], units: $0.units) }
    if population == .uploads, models.orphanOwners[window][bit] > 0 {
      counted.append((set: [ShareGroups.none], units: models.orphanOwners[window][bit]))
    }
    return counted
  }
}
