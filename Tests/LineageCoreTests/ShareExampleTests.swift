import LineageTestSupport
import Testing

@testable import LineageCore

/// Every hand-worked table of the shares definition, section 5.
@Suite struct ShareExampleTests {
  private static func masses(
    _ example: String, _ definition: String
  ) throws -> (units: Int, known: Double, masses: [String: Double]) {
    let snapshot = TextSnapshot.indexed(
      example, families: WorkedExamples.families, aliases: WorkedExamples.aliases)
    let knowledge = ShareKnowledge(
      noise: try #require(NoiseRules(try WorkedExamples.noiseRules())), tracked: WorkedExamples.tracked)
    let rows = snapshot.shares(try ShareDefinition(definition), knowledge: knowledge).rows
    let masses = Dictionary(uniqueKeysWithValues: rows.map { ($0.window + " " + $0.group, $0.mass.value) })
    return (rows.first?.units ?? 0, rows.first?.known.value ?? 0, masses)
  }

  private static func check(
    _ example: String, _ definition: String, units: Int, known: Double? = nil, _ expected: [String: Double]
  ) throws {
    let found = try masses(example, definition)
    #expect(found.units == units, "\(definition)")
    if let known { #expect(abs(found.known - known) < 1e-9, "\(definition)") }
    let labelled = Dictionary(
      uniqueKeysWithValues: expected.map { ($0.key.contains(" ") ? $0.key : "all " + $0.key, $0.value) })
    #expect(Set(found.masses.keys) == Set(labelled.keys), "\(definition)")
    for (group, mass) in labelled {
      #expect(abs((found.masses[group] ?? -1) - mass) < 1e-9, "\(definition): \(group)")
    }
  }

  @Test func creditsBranches() throws {
    func check(_ parts: String, known: Double, _ alpha: Double, _ beta: Double, _ other: Double) throws {
      let masses: [String: Double] = ["alpha": alpha, "beta": beta, "other": other]
      let definition = "derived/all/all/\(parts)/models/family/all"
      try Self.check(WorkedExamples.branches, definition, units: 7, known: known, masses)
    }
    try check("direct/each", known: 4, 3, 1, 3)
    try check("nearest/each", known: 6, 5, 3, 1)
    try check("nearest/fractional", known: 6, 4, 2, 1)
    try check("nearest/first", known: 6, 5, 1, 1)
    try check("root/each", known: 6, 5, 3, 3)
    try check("root/fractional", known: 16.0 / 3, 11.0 / 3, 5.0 / 3, 5.0 / 3)
    try check("root/first", known: 6, 5, 1, 1)
  }

  @Test func countsPopulationsOfBranches() throws {
    func check(_ definition: String, _ units: Int, _ masses: [String: Double]) throws {
      try Self.check(WorkedExamples.branches, definition, units: units, masses)
    }
    try check(
      "uploads/all/all/root/fractional/models/family/all", 8,
      ["alpha": 11.0 / 3, "beta": 5.0 / 3, "other": 5.0 / 3, "none": 1])
    try check(
      "lm/all/all/root/fractional/models/family/all", 6,
      ["alpha": 11.0 / 3, "beta": 5.0 / 3, "other": 2.0 / 3])
    try check("derived/all/ft/root/each/models/family/all", 3, ["alpha": 2, "beta": 1])
    try check("derived/all/me+qu/nearest/fractional/models/family/all", 3, ["alpha": 2, "beta": 1])
    try check("uploads/all/qu/direct/each/models/family/all", 8, ["none": 6, "alpha": 1, "other": 1])
    try check("derived/all/all/root/each/uploaders/family/all", 9, ["alpha": 4, "beta": 3, "other": 2])
    try check(
      "derived/all/all/nearest/first/models/subfamily/all", 7,
      ["alpha2": 4, "alpha": 1, "beta": 1, "other": 1])
    try check("derived/all/all/root/each/models/region/all", 7, ["china": 5, "other": 3, "us": 3])
  }

  @Test func countsWhatDescendsFromTrackedModels() throws {
    func check(_ attribution: String, _ masses: [String: Double]) throws {
      let definition = "tracked/all/all/\(attribution)/each/models/family/all"
      try Self.check(WorkedExamples.branches, definition, units: 5, masses)
    }
    try check("direct", ["alpha": 2, "beta": 1, "other": 2])
    try check("nearest", ["alpha": 4, "beta": 3])
    try check("root", ["beta": 3, "other": 4])
  }

  @Test func leavesNoiseOutAndLetsLineageRunThroughIt() throws {
    func check(_ parts: String, _ units: Int, _ masses: [String: Double]) throws {
      try Self.check(WorkedExamples.noise, parts + "/family/all", units: units, masses)
    }
    try check(
      "uploads/all/all/direct/each/models", 10, ["alpha": 4, "beta": 3, "gamma": 1, "none": 1, "other": 1])
    try check("uploads/clean/all/direct/each/models", 5, ["alpha": 2, "beta": 1, "gamma": 1, "other": 1])
    try check("derived/clean/all/root/each/models", 5, ["alpha": 2, "beta": 2, "gamma": 1])
    try check("lm/all/all/root/each/models", 8, ["alpha": 4, "beta": 4])
    try check("kind:language/all/all/root/each/models", 7, ["beta": 4, "alpha": 3])
    try check("kind:image/all/all/root/each/models", 1, ["gamma": 1])
    try check("derived/all/all/root/each/uploaders", 5, ["alpha": 2, "beta": 2, "gamma": 1])
    try check("derived/clean/all/root/each/uploaders", 5, ["alpha": 2, "beta": 2, "gamma": 1])
    try check(
      "uploads/without:test/all/direct/each/models", 9, ["alpha": 4, "beta": 3, "gamma": 1, "other": 1])
  }

  /// ```
  ///  Alpha/One°     x/unknown° ---.    Old/Beta-Zero°
  ///      | ft            | me     |         | ad
  ///   u1/a <-- me --- u2/m        |      u3/lora        u3/alone
  ///   (Alpha/Two is a model too)  '--- u4/both --> loop/a <-> loop/b
  /// ```
  private static let mixture = """
    u1/a 2025-04-02 finetune:Alpha/One
    u2/m 2025-04-02 merge:u1/a merge:x/unknown
    u3/lora 2025-07-02 adapter:Old/Beta-Zero
    u3/alone 2025-07-02
    Alpha/Two 2025-07-02
    loop/a 2025-04-02 finetune:loop/b
    loop/b 2025-04-02 finetune:loop/a
    u4/both 2026-01-01 merge:loop/a finetune:x/unknown
    """

  @Test func creditsGroupsThatAreNoFamilies() throws {
    func check(_ definition: String, _ units: Int, _ masses: [String: Double]) throws {
      try Self.check(Self.mixture, definition, units: units, masses)
    }
    try check(
      "derived/all/all/root/each/models/model/all", 6,
      ["Alpha/One": 2, "x/unknown": 2, "Old/Beta-Zero": 1, "loop/a": 3, "loop/b": 3])
    try check("derived/all/all/direct/first/models/owner/all", 6, ["Alpha": 1, "u1": 1, "Old": 1, "loop": 3])
    try check(
      "uploads/all/all/root/fractional/models/relation/all", 8,
      ["finetune": 3.5, "merge": 1.5, "adapter": 1, "none": 2])
    try check(
      "derived/all/all/nearest/first/models/relation/all", 6, ["finetune": 3, "merge": 2, "adapter": 1])
    try check("uploads/all/all/own/each/models/family/all", 8, ["alpha": 1, "other": 7])
    try check(
      "uploads/all/all/own/each/models/owner/all", 8,
      ["u1": 1, "u2": 1, "u3": 2, "Alpha": 1, "loop": 2, "u4": 1])
    // Nobody here has a card, so no license is known.
    try check("lm/all/all/root/each/models/license/all", 3, ["other": 3])
  }

  @Test func prefersAPlainRootToALoopWhenNobodyEarns() throws {
    let snapshot = TextSnapshot.indexed(Self.mixture, families: WorkedExamples.families)
    let rows = snapshot.shares(try ShareDefinition("derived/all/all/nearest/each/models/family/2026")).rows
    #expect(rows.map(\.group) == ["other"])
  }

  @Test func splitsByQuarterYearAndBetweenDays() throws {
    func check(_ window: String, _ units: Int, _ masses: [String: Double]) throws {
      try Self.check(
        Self.mixture, "uploads/all/all/direct/each/models/family/" + window, units: units, masses)
    }
    try check(
      "quarter", 4,
      [
        "2025-Q2 alpha": 1, "2025-Q2 other": 3, "2025-Q3 beta": 1, "2025-Q3 none": 2, "2026-Q1 other": 1,
      ])
    try check("year", 7, ["2025 alpha": 1, "2025 beta": 1, "2025 none": 2, "2025 other": 3, "2026 other": 1])
    try check("2025-Q3", 3, ["2025-Q3 beta": 1, "2025-Q3 none": 2])
    try check("2025-05..2025-07-02", 3, ["2025-05..2025-07-02 beta": 1, "2025-05..2025-07-02 none": 2])
    try check("..2025-04", 4, ["..2025-04 alpha": 1, "..2025-04 other": 3])
  }

  @Test func countsOnlyWhatExistedOnADay() throws {
    let index = TextSnapshot.indexed(Self.mixture, families: WorkedExamples.families).written
    let early = index.asOf(try #require(Day("2025-05-01")))
    let rows = early.shares(try ShareDefinition("uploads/all/all/direct/each/models/family/all")).rows
    #expect(rows.first?.units == 4)
    #expect(early.snapshot == Day("2025-05-01"))
    #expect(index.asOf(try #require(Day("2026-01-01"))).graph == index.graph)
  }

  @Test func countsReportedDerivationsOnlyWhenAsked() throws {
    func reported(_ grade: Evidence, _ status: ReportedDerivation.Status) throws -> ReportedDerivation {
      ReportedDerivation(
        id: "r", child: .init(name: "a", model: "U1/A"), maker: "",
        parent: .init(name: "b", model: "old/beta-zero"),
        relation: .merge, grade: grade, status: status, part: .model, date: try #require(Day("2025-01-01")),
        source: "s", note: "n")
    }
    let snapshot = TextSnapshot.indexed(Self.mixture, families: WorkedExamples.families)
    func roots(_ attribution: String, _ derivation: ReportedDerivation) throws -> [String: Double] {
      let definition = try ShareDefinition("lm/all/all/\(attribution)/each/models/family/all")
      let rows = snapshot.shares(definition, knowledge: ShareKnowledge(reported: [derivation])).rows
      return Dictionary(uniqueKeysWithValues: rows.map { ($0.group, $0.mass.value) })
    }
    let documented = try reported(.documented, .confirmed)
    #expect(try roots("root", documented) == ["alpha": 2, "beta": 1, "other": 1])
    #expect(try roots("root+reported", documented) == ["alpha": 2, "beta": 3, "other": 1])
    for weak in [try reported(.alleged, .open), try reported(.documented, .withdrawn)] {
      #expect(try roots("root+reported", weak) == ["alpha": 2, "beta": 1, "other": 1])
    }
  }

  @Test func boundsAShareByPrecisionAndRecall() throws {
    let snapshot = TextSnapshot.indexed(WorkedExamples.branches, families: WorkedExamples.families)
    let edges = try #require(DeclaredEdges(precision: 0.9, recall: 0.5))
    func bounds(_ text: String, _ group: String) throws -> ClosedRange<Double>? {
      let definition = try ShareDefinition(text)
      let row = snapshot.shares(definition).rows.first { $0.group == group }
      return edges.bounds(try #require(row), of: definition)
    }
    // 5 of 7; 6.3 edges are right, of 12.6 in truth. Fewest: 5 - 0.7; most: 5 + 6.3.
    let derived = try #require(try bounds("derived/all/all/nearest/first/models/family/all", "alpha"))
    #expect(abs(derived.lowerBound - 100 * 4.3 / 12.6) < 1e-9)
    #expect(abs(derived.upperBound - 100 * 11.3 / 12.6) < 1e-9)
    // All eight uploads are known, so eight is the most there can be.
    let uploads = try #require(try bounds("uploads/all/all/nearest/first/models/family/all", "alpha"))
    #expect(abs(uploads.lowerBound - 100 * 4.3 / 8) < 1e-9)
    #expect(uploads.upperBound == 100)
    #expect(try bounds("derived/all/all/nearest/first/models/family/all", "other") == nil)
    #expect(try bounds("derived/all/all/nearest/first/uploaders/family/all", "alpha") == nil)
    #expect(DeclaredEdges(precision: 0, recall: 0.5) == nil)
    #expect(DeclaredEdges(precision: 0.5, recall: 1.1) == nil)
  }

  @Test func saysWhatEachNoiseRuleLeftOut() throws {
    let snapshot = TextSnapshot.indexed(WorkedExamples.noise, families: WorkedExamples.families)
    let rules = try #require(NoiseRules(try WorkedExamples.noiseRules()))
    func noise(_ population: String) throws -> ShareTable.NoiseCount {
      let definition = try ShareDefinition(population + "/clean/all/root/each/models/family/all")
      return snapshot.shares(definition, knowledge: ShareKnowledge(noise: rules)).noise
    }
    let uploads = try noise("uploads")
    #expect(uploads.models == 5)
    #expect(uploads.byRule.map { "\($0.id) \($0.models)" } == ["swarm 2", "uuid 1", "unix-time 1", "test 1"])
    #expect(try noise("derived").byRule.map(\.id) == ["swarm", "uuid", "unix-time"])
  }

  @Test func splitsBranchesByMonthAndWeek() throws {
    let months = try Self.masses(
      WorkedExamples.branches, "derived/all/all/root/fractional/models/family/month"
    ).masses
    #expect(months["2025-04 alpha"] == 3 && months["2025-04 beta"] == 1)
    #expect(months.count == 5)
    #expect(abs((months["2025-05 other"] ?? 0) - 5.0 / 3) < 1e-9)
    let weeks = try Self.masses(WorkedExamples.branches, "derived/all/all/direct/each/models/family/week")
      .masses
    #expect(
      weeks == [
        "2025-W14 alpha": 1, "2025-W15 alpha": 2, "2025-W16 beta": 1, "2025-W19 other": 2,
        "2025-W20 other": 1,
      ])
  }

  @Test func creditsMirrors() throws {
    func check(_ attribution: String, _ group: String, _ units: Int, _ masses: [String: Double]) throws {
      let definition = "derived/all/all/\(attribution)/each/models/\(group)/all"
      try Self.check(WorkedExamples.mirrors, definition, units: units, masses)
    }
    try check("direct", "family", 5, ["alpha": 1, "beta": 1, "other": 4])
    try check("nearest", "family", 5, ["alpha": 1, "beta": 2, "other": 2])
    try check("direct+alias", "family", 6, ["alpha": 3, "beta": 2, "other": 1])
    try check("direct+name", "family", 5, ["alpha": 3, "beta": 1, "other": 1])
    try check("direct+alias+name", "subfamily", 6, ["alpha": 3, "alpha2": 1, "beta": 2])
    try Self.check(
      WorkedExamples.mirrors, "lm/all/all/direct/each/models/family/all", units: 3,
      ["other": 2, "alpha": 1, "beta": 1])
  }

  @Test func creditsCycles() throws {
    func check(_ parts: String, _ masses: [String: Double]) throws {
      try Self.check(WorkedExamples.cycles, "derived/all/all/\(parts)/models/family/all", units: 8, masses)
    }
    try check("direct/each", ["alpha": 1, "beta": 2, "other": 7])
    try check("nearest/each", ["alpha": 1, "beta": 3, "unresolved": 4])
    try check("root/each", ["alpha": 3, "beta": 3, "unresolved": 3])
    try check("root/fractional", ["alpha": 2.5, "beta": 2.5, "unresolved": 3])
    try check("root/first", ["alpha": 3, "unresolved": 5])
    try check("nearest/first", ["alpha": 2, "unresolved": 6])
  }

  @Test(arguments: [
    "lm/all/ft+ad/root+alias/fractional/models/family/month",
    "uploads/all/all/direct/first/models/region/all",
    "kind:audio+image/all/un/nearest+alias+name/each/uploaders/subfamily/2025-W16",
    "derived/all/me+qu/nearest/fractional/models/developer/2025-04",
    "tracked/clean/all/own+reported/each/downloads/license/2025-Q2",
    "derived/without:machine+reupload/all/root/first/models/model/2025-03-12..2025-06",
    "derived/all/all/direct/first/models/owner/..2025", "uploads/all/all/root/each/models/relation/quarter",
    "uploads/all/all/root/each/models/region/2025-04-09..",
  ])
  func writesADefinitionAsItWasRead(id: String) throws {
    #expect(try ShareDefinition(id).description == id)
  }

  @Test(arguments: [
    (
      "kind:vision-language+language/all/qu+ft/root+name+alias/each/models/family/all",
      "lm/all/ft+qu/root+alias+name/each/models/family/all"
    ),
    (
      "derived/all/ft+ad+me+qu+un/direct/first/models/family/all",
      "derived/all/all/direct/first/models/family/all"
    ),
    (
      "derived/without:reupload+test+course+machine/all/root+reported+alias/first/models/family/all",
      "derived/clean/all/root+alias+reported/first/models/family/all"
    ),
  ])
  func writesADefinitionInOneWayOnly(id: String, canonical: String) throws {
    #expect(try ShareDefinition(id).description == canonical)
  }

  @Test(arguments: [
    ("lm/all/ft", nil), ("llm/all/all/root/each/models/family/all", "population"),
    ("lm/all/ft+xx/root/each/models/family/all", "relations"),
    ("lm/all/all/top/each/models/family/all", "attribution"),
    ("lm/all/all/root/half/models/family/all", "credit"),
    ("lm/all/all/root/each/people/family/all", "weight"),
    ("lm/all/all/root/each/models/tribe/all", "group"),
    ("lm/all/all/root/each/models/family/2025-13", "window"),
    ("kind:/all/all/root/each/models/family/all", "population"),
    ("lm/loud/all/root/each/models/family/all", "noise"),
    ("lm/without:/all/root/each/models/family/all", "noise"),
    ("lm/all/all/root+hearsay/each/models/family/all", "attribution"),
    ("lm/all/all/root/each/models/family/2025-Q5", "window"),
    ("lm/all/all/root/each/models/family/2025-06..2025-04", "window"),
    ("lm/all/all/root/each/models/family/..", "window"),
    ("lm/all/all/root/each/models/family/2025-04-31", "window"),
  ])
  func namesTheWrongPartOfADefinition(id: String, axis: String?) {
    #expect { try ShareDefinition(id) } throws: { ($0 as? ShareDefinition.ParseError)?.axis == axis }
  }
}
