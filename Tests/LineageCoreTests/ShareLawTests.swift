import LineageCore
import LineageTestSupport
import Testing

/// What holds for every snapshot and every definition, whatever the numbers are.
@Suite struct ShareLawTests {
  /// A table's masses and totals; the window is one.
  private struct Total {
    var mass: [String: ExactRatio] = [:]
    var units = 0
    var known = ExactRatio(0)

    init(_ table: ShareTable) {
      for row in table.rows { mass[row.group] = row.mass }
      units = table.rows.first?.units ?? 0
      known = table.rows.first?.known ?? known
    }

    var sum: Double { mass.values.reduce(0) { $0 + $1.value } }
    var named: [String: ExactRatio] { mass.filter { !ShareTable.unattributed.contains($0.key) } }
    func value(_ group: String) -> Double { mass[group]?.value ?? 0 }
  }

  /// Twenty definitions on each of some worlds, with everything else drawn at random.
  private func forEach(
    _ part: Int, _ body: (ShareDefinition, (ShareDefinition) -> ShareTable, String) -> Void
  ) throws {
    for seed in 0..<20 {
      let number = UInt64(part * 10_000 + seed)
      let world = try #require(try RandomShares(seed: number))
      var random = SeededGenerator(seed: number)
      for _ in 0..<20 {
        var definition = RandomShares.definition(&random)
        definition.weight = .models
        if [.week, .month, .quarter, .year].contains(definition.window) { definition.window = .all }
        body(
          definition, { world.snapshot.shares($0, knowledge: world.knowledge) },
          "seed \(number): \(definition)")
      }
    }
  }

  private func isClose(_ a: Double, _ b: Double) -> Bool { abs(a - b) < 1e-9 * max(1, abs(a)) }

  @Test func countsTheSameModelsHoweverCreditIsGiven() throws {
    try forEach(1) { definition, table, label in
      var units: Set<Int> = []
      for attribution in ShareDefinition.Attribution.allCases {
        for credit in ShareDefinition.Credit.allCases {
          var other = definition
          (other.attribution, other.credit) = (attribution, credit)
          units.insert(Total(table(other)).units)
        }
      }
      #expect(units.count == 1, "\(label)")
    }
  }

  @Test func sharesOutEveryUnitOnceUnlessCreditIsEach() throws {
    try forEach(2) { definition, table, label in
      var (first, part, each) = (definition, definition, definition)
      (first.credit, part.credit, each.credit) = (.first, .fractional, .each)
      let (one, split, whole) = (Total(table(first)), Total(table(part)), Total(table(each)))
      #expect(isClose(one.sum, Double(one.units)) && isClose(split.sum, Double(split.units)), "\(label)")
      #expect(whole.sum >= Double(whole.units) - 1e-9, "\(label)")
      #expect(whole.mass.values.allSatisfy { $0.value <= Double(whole.units) }, "\(label)")
      #expect(Set(split.mass.keys) == Set(whole.mass.keys), "\(label)")
      #expect(split.mass.allSatisfy { $0.value.value <= whole.value($0.key) + 1e-9 }, "\(label)")
      for total in [one, split, whole] {
        #expect(total.known.value <= Double(total.units) + 1e-9, "\(label)")
      }
    }
  }

  @Test func givesAnUploaderOneVoicePerGroup() throws {
    try forEach(3) { definition, table, label in
      var (models, each, part) = (definition, definition, definition)
      (models.credit, each.credit, part.credit) = (.each, .each, .fractional)
      (each.weight, part.weight) = (.uploaders, .uploaders)
      let (all, voices) = (Total(table(models)), Total(table(each)))
      #expect(voices.mass == Total(table(part)).mass, "\(label)")
      #expect(isClose(voices.sum, Double(voices.units)), "\(label)")
      #expect(voices.mass.allSatisfy { $0.value.value <= all.value($0.key) }, "\(label)")
    }
  }

  @Test func leavesNothingUnattributedWhereMembershipMeansAnEarner() throws {
    try forEach(4) { definition, table, label in
      var nearest = definition
      (nearest.attribution, nearest.credit) = (.nearest, .each)
      if [.uploads, .derived].contains(nearest.population) { nearest.population = .languageModels }
      // An earner can be without a known license, and what was done is no earner at all.
      guard nearest.group != .license, nearest.group != .relation else { return }
      #expect(Set(Total(table(nearest)).mass.keys).isDisjoint(with: ShareTable.unattributed), "\(label)")
    }
  }

  @Test func givesNamedGroupsTheSameUnderUploadsAndDerived() throws {
    try forEach(5) { definition, table, label in
      guard definition.attribution != .own else { return }
      var (derived, uploads) = (definition, definition)
      (derived.population, uploads.population) = (.derived, .uploads)
      let (part, whole) = (Total(table(derived)), Total(table(uploads)))
      #expect(part.named == whole.named, "\(label)")
      #expect(whole.value("none") == Double(whole.units - part.units), "\(label)")
    }
  }

  @Test func neverGivesMoreWithoutNoise() throws {
    try forEach(6) { definition, table, label in
      var (everyone, clean, some) = (definition, definition, definition)
      (everyone.credit, clean.credit, some.credit) = (.each, .each, .each)
      (everyone.noise, clean.noise, some.noise) = (.all, .clean, .without([.test]))
      let (all, few, between) = (Total(table(everyone)), Total(table(clean)), Total(table(some)))
      #expect(few.units <= between.units && between.units <= all.units, "\(label)")
      #expect(few.mass.allSatisfy { $0.value.value <= all.value($0.key) }, "\(label)")
    }
  }

  @Test func dividesTheDatedModelsAmongThePeriods() throws {
    try forEach(7) { definition, table, label in
      guard definition.window == .all else { return }
      var dated = definition
      dated.window = .between("2000", nil)
      let units = Total(table(dated)).units
      for window in [ShareDefinition.Window.week, .month, .quarter, .year] {
        var series = definition
        series.window = window
        let rows = table(series).rows
        let parts = Dictionary(rows.map { ($0.window, $0.units) }, uniquingKeysWith: { first, _ in first })
        #expect(parts.values.reduce(0, +) == units, "\(label) \(window)")
      }
    }
  }
}
