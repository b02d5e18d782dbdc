import LineageCore

/// Small graphs with everything in them (copies, ghosts, cycles within cycles, several relations a pair of models, noise,
/// downloads, licenses), and definitions of every axis.
public struct RandomShares {
  /// The graph.
  public let snapshot: IndexedSnapshot
  /// A rule and a list that fit some of its models.
  public let knowledge: ShareKnowledge

  /// The same seed makes the same world.
  public init?(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let names = [
      "Alpha/One", "Alpha/Two", "Alpha/Eye-1", "Beta/Base", "Old/Beta-Zero", "Gamma/Paint", "Delta/D",
      "x/unknown", "y/alpha-like", "mirror/alpha-base", "mirror2/beta-zero", "alpha-one",
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
    guard let rules = NoiseRules([try WorkedExamples.testRule()]) else { return nil }
    let table = TextSnapshot.table(lines.joined(separator: "\n")) { row, id, texts in
      // By the id alone: a repeated model must not say two things.
      let size = id.utf8.count
      if size % 4 > 0 { row.downloads = Int64(size * 7 % 40) }
      if size % 5 > 0 { row.downloadsAll = Int64(size * 31 % 400) }
      row.hasCard = size % 3 > 0
      if size % 3 == 1 { row.license = texts.intern(size % 2 == 0 ? "mit" : "other") }
    }
    snapshot = TextSnapshot.indexed(table, families: WorkedExamples.families, aliases: WorkedExamples.aliases)
    knowledge = ShareKnowledge(noise: rules, tracked: TrackedList(["alpha/two", "Beta/Base", "Alpha/One"]))
  }

  /// A definition drawn from every value of every axis.
  public static func definition(_ random: inout SeededGenerator) -> ShareDefinition {
    let populations: [ShareDefinition.Population] = [
      .uploads, .derived, .tracked, .languageModels, .kinds([.image]), .kinds([.language]),
    ]
    let noise: [ShareDefinition.Noise] = [.all, .clean, .without([.test]), .without([.course])]
    let relations: [[Relation]] = [
      ShareDefinition.relationOrder, [.finetune], [.adapter], [.merge], [.quantized], [.unspecified],
      [.finetune, .adapter], [.merge, .quantized],
    ]
    let windows: [ShareDefinition.Window] = [
      .all, .week, .month, .quarter, .year, .only("2025-05"), .only("2025-W19"), .only("2025-Q2"),
      .only("2025"),
      .only("2025-05-07"), .between("2025-04", "2025-05-07"), .between(nil, "2025-Q2"),
      .between("2025-05", nil),
    ]
    func any<Choice>(_ choices: [Choice]) -> Choice {
      choices[Int.random(in: 0..<choices.count, using: &random)]
    }
    return ShareDefinition(
      population: any(populations), noise: any(noise), relations: any(relations),
      attribution: any(ShareDefinition.Attribution.allCases), alias: any([false, true]),
      name: any([false, true]),
      credit: any(ShareDefinition.Credit.allCases), weight: any(ShareDefinition.Weight.allCases),
      group: any(ShareDefinition.Group.allCases), window: any(windows))
  }
}
