import LineageGraph

/// What all definitions share that agree on graph, names and kind of population: credit by set of groups and by bits.
struct SweepWorld {
  /// Credit of one attribution, to all groups of a set or to the first alone.
  private struct Cell {
    /// By pattern and set: models.
    var models: [[Int]]
    /// By bit and group: pairs of owner and group.
    var pairs: [[Int]]
    /// By group: the owner seen last, and the bits it has counted under.
    var lastOwner: [UInt32]
    var seen: [UInt32]

    init(patterns: Int, groups: Int) {
      models = [[Int]](repeating: [Int](repeating: 0, count: groups), count: patterns)
      pairs = [[Int]](repeating: [Int](repeating: 0, count: groups), count: 32)
      lastOwner = [UInt32](repeating: .max, count: groups)
      seen = [UInt32](repeating: 0, count: groups)
    }

    mutating func add(_ set: UInt32, _ entry: SweepModels.Entry) {
      let pattern = Int(entry.pattern)
      if models[pattern].count <= Int(set) {
        models[pattern].append(contentsOf: repeatElement(0, count: Int(set) + 1 - models[pattern].count))
      }
      models[pattern][Int(set)] += 1
    }

    mutating func add(group: Int, owner: UInt32, bits: UInt32) {
      if lastOwner[group] != owner { (lastOwner[group], seen[group]) = (owner, 0) }
      let new = bits & ~seen[group]
      guard new != 0 else { return }
      seen[group] |= new
      new.forEachBit { pairs[$0][group] += 1 }
    }
  }

  private let definition: ShareDefinition
  private var credit: ShareCredit
  /// By attribution: the sets, then the first groups.
  private var sets: [Cell]
  private var firsts: [Cell]

  init(
    _ index: LineageIndex, _ models: SweepModels, _ definition: ShareDefinition, _ axes: ShareSweep.Axes,
    _ tracked: TrackedList?
  ) {
    self.definition = definition
    credit = ShareCredit(index, models.graph, definition, tracked: tracked)
    let empty = Cell(patterns: models.patterns.count, groups: credit.groups.count)
    sets = [Cell](repeating: empty, count: axes.attributions.count)
    firsts = sets
    let needsPairs = axes.weights.contains(.uploaders)
    for entry in models.entries {
      let parents = models.parents[Int(entry.start)..<Int(entry.end)]
      guard let first = parents.first, credit.belongs(entry.node, parents) else { continue }
      let bits = models.patterns[Int(entry.pattern)]
      for (number, attribution) in axes.attributions.enumerated() {
        let set = credit.set(entry.node, parents, attribution)
        let group = credit.first(entry.node, first, attribution)
        sets[number].add(set, entry)
        firsts[number].add(UInt32(group), entry)
        guard needsPairs else { continue }
        firsts[number].add(group: Int(group), owner: entry.owner, bits: bits)
        if set < credit.groups.count {
          sets[number].add(group: Int(set), owner: entry.owner, bits: bits)
        } else {
          for group in credit.sets[set] {
            sets[number].add(group: Int(group), owner: entry.owner, bits: bits)
          }
        }
      }
    }
  }

  /// Hands out the answer of every definition of a population.
  func answer(
    _ population: ShareDefinition.Population, _ groups: [String], _ models: SweepModels,
    _ axes: ShareSweep.Axes,
    _ body: (ShareDefinition, SweepAnswer) -> Void
  ) {
    let numbers = groups.map { credit.groups.number(of: $0) ?? ShareGroups.none }
    var definition = self.definition
    definition.population = population
    for (number, attribution) in axes.attributions.enumerated() {
      definition.attribution = attribution
      for isFirst in [true, false] {
        let cell = isFirst ? firsts[number] : sets[number]
        for (relation, relations) in axes.relations.enumerated() {
          definition.relations = ShareDefinition.relationOrder.filter(relations.contains)
          for noise in axes.noise {
            definition.noise = noise
            let bit = relation + (noise == .all ? 0 : 16)
            let counted = counted(cell, bit, models, population)
            for credit in axes.credits where (credit == .first) == isFirst {
              definition.credit = credit
              for weight in axes.weights {
                definition.weight = weight
                let sum =
                  weight == .models
                  ? ShareSum(counted, credit, wanted: numbers)
                  : ShareSum(pairs(cell, bit, models, population), credit, wanted: numbers)
                // A group that nothing belongs to has no number; `none` stands for it and is never a group asked for.
                let masses = numbers.map { $0 == ShareGroups.none ? ExactRatio(0) : sum.mass($0) }
                body(definition, SweepAnswer(masses: masses, units: sum.units, known: sum.known))
              }
            }
          }
        }
      }
    }
  }

  private func counted(
    _ cell: Cell, _ bit: Int, _ models: SweepModels, _ population: ShareDefinition.Population
  ) -> [(set: [Int32], units: Int)] {
    var bySet = [Int](repeating: 0, count: credit.sets.count)
    for (pattern, bits) in models.patterns.enumerated() where bits >> UInt32(bit) & 1 == 1 {
      for (set, count) in cell.models[pattern].enumerated() where count > 0 { bySet[set] += count }
    }
    if population == .uploads { bySet[Int(ShareGroups.none)] += models.orphans[bit] }
    return bySet.enumerated().filter { $0.element > 0 }.map { (credit.sets[UInt32($0.offset)], $0.element) }
  }

  private func pairs(
    _ cell: Cell, _ bit: Int, _ models: SweepModels, _ population: ShareDefinition.Population
  ) -> [(set: [Int32], units: Int)] {
    var byGroup = cell.pairs[bit]
    if population == .uploads { byGroup[Int(ShareGroups.none)] += models.orphanOwners[bit] }
    return byGroup.enumerated().filter { $0.element > 0 }.map { ([Int32($0.offset)], $0.element) }
  }
}
