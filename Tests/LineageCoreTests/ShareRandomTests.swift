import LineageCore
import LineageTestSupport
import Testing

/// Small graphs with everything in them: copies, ghosts, cycles within cycles, several relations a pair of models, noise.
private struct RandomWorld {
  let snapshot: IndexedSnapshot
  let knowledge: ShareKnowledge

  init(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let names = [
      "Alpha/One", "Alpha/Two", "Alpha/Eye-1", "Beta/Base", "Old/Beta-Zero", "Gamma/Paint", "Delta/D",
      "x/unknown",
      "y/alpha-like", "mirror/alpha-base", "mirror2/beta-zero", "alpha-one",
    ]
    let owners = ["u1", "u2", "u3"]
    let count = Int.random(in: 2...14, using: &random)
    let ids = (0..<count).map { number in
      Int.random(in: 0..<4, using: &random) == 0
        ? names[Int.random(in: 0..<(names.count - 1), using: &random)]
        : owners[number % 3]
          + (Int.random(in: 0..<4, using: &random) == 0 ? "/test-\(number)" : "/m\(number)")
    }
    let words = ["finetune", "adapter", "merge", "quantized", "distilled"]
    let days = ["2025-04-02", "2025-05-07", "2025-05-14", "2025-12-30", "-"]
    let lines = ids.map { id in
      let parents = (0..<Int.random(in: 0...3, using: &random)).map { _ in
        let parent = (ids + names).randomElement(using: &random) ?? id
        return " " + (words.randomElement(using: &random) ?? "merge") + ":" + parent
      }
      return id + " " + (days.randomElement(using: &random) ?? "-") + parents.joined()
    }
    snapshot = TextSnapshot.indexed(
      lines.joined(separator: "\n"), families: WorkedExamples.families, aliases: WorkedExamples.aliases)
    knowledge = ShareKnowledge(
      noise: try #require(NoiseRules([WorkedExamples.testRule()])),
      tracked: TrackedList(["alpha/two", "Beta/Base", "Alpha/One"]))
  }
}

@Suite struct ShareRandomTests {
  private static let populations: [ShareDefinition.Population] = [
    .uploads, .derived, .tracked, .languageModels, .kinds([.image]), .kinds([.language]),
  ]
  private static let relations: [[Relation]] = [
    ShareDefinition.relationOrder, [.finetune], [.adapter], [.merge], [.quantized], [.finetune, .adapter],
    [.merge, .quantized],
  ]

  private static func lines(_ table: ShareTable) -> Set<String> {
    Set(table.rows.map { NaiveShares.line($0.window, $0.group, $0.mass.value, $0.units, $0.known.value) })
  }

  @Test(arguments: 0..<6)
  func agreesWithTheNaiveEvaluatorOnRandomGraphs(part: Int) throws {
    for seed in 0..<50 {
      let world = try RandomWorld(seed: UInt64(part * 1000 + seed))
      var random = SeededGenerator(seed: UInt64(seed))
      for attribution in [ShareDefinition.Attribution.direct, .nearest, .root] {
        for credit in ShareDefinition.Credit.allCases {
          for evidence in 0..<4 {
            let definition = ShareDefinition(
              population: Self.populations[part], noise: Bool.random(using: &random) ? .all : .clean,
              relations: Self.relations.randomElement(using: &random) ?? [], attribution: attribution,
              alias: evidence & 1 == 1, name: evidence & 2 == 2, credit: credit,
              weight: Bool.random(using: &random) ? .models : .uploaders,
              group: [.family, .subfamily, .developer, .region].randomElement(using: &random) ?? .family,
              window: [.all, .month, .week, .quarter, .only("2025-05")].randomElement(using: &random) ?? .all)
            let naive = NaiveShares(world.snapshot, definition, world.knowledge).rows()
            let found = Self.lines(world.snapshot.shares(definition, knowledge: world.knowledge))
            #expect(found == naive, "seed \(part * 1000 + seed): \(definition)")
          }
        }
      }
    }
  }

  @Test func sweepsToTheSameNumbersAsDefinitionsOneByOne() throws {
    for seed in 0..<8 {
      let world = try RandomWorld(seed: UInt64(90_000 + seed))
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
}
