import LineageCore
import LineageTestSupport
import Testing

@Suite struct ShareRandomTests {
  private static func lines(_ table: ShareTable) -> Set<String> {
    Set(table.rows.map { NaiveShares.line($0.window, $0.group, $0.mass.value, $0.units, $0.known.value) })
  }

  @Test(arguments: 0..<6)
  func agreesWithTheNaiveEvaluatorOnRandomGraphsAndDefinitions(part: Int) throws {
    for seed in 0..<60 {
      let world = try #require(try RandomShares(seed: UInt64(part * 1000 + seed)))
      var random = SeededGenerator(seed: UInt64(part * 1000 + seed) + 7)
      // One calculator for all of them: what it keeps from one definition must not show in the next.
      var calculator = ShareCalculator(
        world.snapshot.graphs, knowledge: world.knowledge,
        marks: seed % 2 == 0 ? ShareMarks() : ShareMarks(world.snapshot.resolved.models, world.knowledge))
      for _ in 0..<40 {
        let definition = RandomShares.definition(&random)
        let naive = NaiveShares(world.snapshot, definition, world.knowledge).rows()
        #expect(
          Self.lines(calculator.table(definition)) == naive, "seed \(part * 1000 + seed): \(definition)")
      }
    }
  }

  @Test func agreesWithTheNaiveEvaluatorOnWhatExistedOnADay() throws {
    let day = try #require(Day("2025-05-07"))
    for seed in 0..<60 {
      let world = try #require(try RandomShares(seed: UInt64(50_000 + seed)))
      let whole = world.snapshot
      let early = IndexedSnapshot(
        written: whole.written.asOf(day), resolved: whole.resolved.asOf(day),
        writtenFacts: whole.writtenFacts,
        resolvedFacts: whole.resolvedFacts, sources: [], findings: [], aliases: whole.aliases,
        familySets: whole.familySets, ranks: whole.ranks)
      var random = SeededGenerator(seed: UInt64(seed))
      for _ in 0..<20 {
        let definition = RandomShares.definition(&random)
        let naive = NaiveShares(early, definition, world.knowledge).rows()
        let found = Self.lines(early.shares(definition, knowledge: world.knowledge))
        #expect(found == naive, "seed \(50_000 + seed): \(definition)")
      }
    }
  }

  @Test func sweepsToTheSameNumbersAsDefinitionsOneByOne() throws {
    for seed in 0..<8 {
      let world = try #require(try RandomShares(seed: UInt64(90_000 + seed)))
      let groups = ["alpha", "beta", "nobody"]
      let sweep = ShareSweep(
        [.written: world.snapshot.written, .resolved: world.snapshot.resolved], of: groups, by: .family,
        window: seed % 2 == 0 ? .all : .only("2025-05"), knowledge: world.knowledge)
      #expect(sweep.rows.count == 4032 * groups.count)
      #expect(Set(sweep.rows.map(\.definition)).count == 4032)
      for (number, row) in sweep.rows.enumerated() where (number / 3) % 7 == seed {
        let table = world.snapshot.shares(row.definition, knowledge: world.knowledge)
        let one = table.rows.first { $0.group == row.group }
        #expect(row.mass == one?.mass ?? ExactRatio(0), "seed \(seed): \(row.definition) \(row.group)")
        #expect(row.units == table.rows.first?.units ?? 0, "seed \(seed): \(row.definition)")
        #expect(row.known == table.rows.first?.known ?? ExactRatio(0), "seed \(seed): \(row.definition)")
      }
    }
  }

  @Test func sweepsSeveralWindowsToTheNumbersOfEach() throws {
    let windows: [ShareDefinition.Window] = [.all, .only("2025-05"), .between("2025-04", "2025-05-07")]
    for seed in 0..<6 {
      let world = try #require(try RandomShares(seed: UInt64(80_000 + seed)))
      var calculator = ShareCalculator(world.snapshot.graphs, knowledge: world.knowledge)
      let together = ShareSweep.sweeps(&calculator, of: ["alpha", "beta"], by: .family, windows: windows)
      for (window, sweep) in zip(windows, together) {
        let alone = ShareSweep(
          world.snapshot.graphs, of: ["alpha", "beta"], by: .family, window: window,
          knowledge: world.knowledge)
        #expect(sweep.rows.map(\.definition) == alone.rows.map(\.definition))
        #expect(sweep.rows.map(\.mass) == alone.rows.map(\.mass), "seed \(seed), \(window)")
        #expect(sweep.rows.map(\.units) == alone.rows.map(\.units), "seed \(seed), \(window)")
      }
    }
  }
}
