import LineageCore
import LineageTestSupport
import Testing

@Suite struct ClaimTests {
  private static let families = WorkedExamples.families

  @Test(arguments: [
    (
      "Alpha >= 40% of new language model derivatives in 2025-04", "alpha >= 40.0 percent",
      "lm/all/all/root+alias/fractional/models/family/2025-04"
    ),
    (
      "alpha is 15 percent of fine-tunes in June 2025", "alpha = 15.0 percent",
      "derived/all/ft/root+alias/fractional/models/family/2025-06"
    ),
    (
      "Chinese models are more than 63 % of all models", "china >= 63.0 percent",
      "uploads/all/all/root+alias/fractional/models/region/all"
    ),
    (
      "Beta Inc has about 27,000 derivatives until 2025-07", "Beta Inc ~ 27000.0 models",
      "derived/all/all/root+alias/fractional/models/developer/..2025-07"
    ),
    (
      "alpha2 ≤ 5% of new tracked adapters since 2025-Q2", "alpha2 <= 5.0 percent",
      "tracked/all/ad/root+alias/fractional/models/subfamily/2025-Q2.."
    ),
    (
      "gamma makes up over 90% of image model merges between 2025-01 and 2025-W20", "gamma >= 90.0 percent",
      "kind:image/all/me/root+alias/fractional/models/family/2025-01..2025-W20"
    ),
  ]) func readsASentence(text: String, says: String, reading: String) throws {
    let claim = try Claim(text: text, families: Self.families)
    let part = try #require(claim.parts.first)
    #expect("\(part.group) \(part.comparator.rawValue) \(part.value) \(part.unit)" == says)
    #expect(claim.readings.first?.description == reading)
    #expect(Set(claim.readings).count == 8)
  }

  @Test(arguments: [
    ("", "empty"), ("Aplha >= 4% of derivatives", "‘aplha’ is no family"),
    ("alpha many derivatives", "‘many’ is no number"),
    ("alpha 140% of derivatives", "more than all"), ("alpha 4% of sheep", "‘sheep’ is no population"),
    ("alpha 4% of derivatives in spring", "‘spring’ is no time"),
    ("alpha 4% of derivatives tomorrow", "‘tomorrow’ is not"),
    ("alpha 4%", "who is counted is missing"),
  ]) func saysWhatItDoesNotUnderstand(text: String, message: String) {
    #expect {
      try Claim(text: text, families: Self.families)
    } throws: {
      ($0 as? Claim.TextError)?.message.contains(message) == true
    }
  }

  @Test(arguments: [
    ("Aplha >= 4% of derivatives", "did you mean alpha"), ("gama 4% of derivatives", "did you mean gamma"),
    ("Chinna 4% of derivatives", "did you mean China"), ("beta2 4% of derivatives", "did you mean beta"),
    ("zzzzz 4% of derivatives", "begin with a group"),
  ]) func suggestsAGroupOneOrTwoSlipsAway(text: String, hint: String) {
    #expect {
      try Claim(text: text, families: Self.families)
    } throws: {
      ($0 as? Claim.TextError)?.hint.lowercased().hasPrefix(hint.lowercased()) == true
    }
  }

  private static func check(
    _ parts: [Claim.Part], metric: Claim.Metric = .derivativeShare, window: String = "2025-04",
    readings: [String], series: [SeriesPoint] = []
  ) throws -> ClaimCheck {
    let snapshot = TextSnapshot.indexed(WorkedExamples.branches, families: families)
    let claim = Claim(
      id: "c", text: "", source: .init(title: "", publisher: "", date: ""), metric: metric, parts: parts,
      axis: .family, window: try ShareDefinition.Window(window), population: "",
      readings: try readings.map { try ShareDefinition($0) }, note: "not about lineage")
    var checker = ClaimChecker(ShareCalculator(snapshot.graphs), series: series)
    let checks = checker.check([claim])
    return try #require(checks.first)
  }

  private static func part(_ comparator: Claim.Comparator, _ value: Double, _ unit: String = "percent")
    -> Claim.Part
  {
    Claim.Part(group: "alpha", comparator: comparator, value: value, unit: unit)
  }

  /// In April three of four are alpha's; over all times 5 of 7 by nearest and first, 3 of 7 directly.
  @Test func tellsSupportedFromRefutedAndFromWhatDepends() throws {
    let april = "derived/all/all/nearest/first/models/family/2025-04"
    let always = "derived/all/all/direct/each/models/family/all"
    #expect(try Self.check([Self.part(.atLeast, 75)], readings: [april]).verdict == .supported)
    #expect(try Self.check([Self.part(.equals, 74.1)], readings: [april]).verdict == .supported)
    #expect(try Self.check([Self.part(.equals, 73.9)], readings: [april]).verdict == .refuted)
    #expect(try Self.check([Self.part(.about, 70)], readings: [april]).verdict == .supported)
    #expect(try Self.check([Self.part(.atMost, 74)], readings: [april]).verdict == .refuted)
    let mixed = try Self.check([Self.part(.atLeast, 70)], readings: [always, april])
    #expect(mixed.verdict == .depends)
    // 3 of 7 units, and 3 of the 4 known ones.
    #expect(mixed.readings.map(\.holds) == [false, true, true, true])
    #expect(mixed.nearest?.holds == true)
    #expect(mixed.wide.map { $0.tested > 1000 && $0.supported > 0 && $0.supported < $0.tested } == true)
    // The part alone is the whole claim.
    #expect(mixed.wide.map { $0.byPart == [$0.supported] && $0.holding.count == $0.supported } == true)
    #expect(mixed.covered.map { $0.upperBound == Day("2025-04-30") } == true)
  }

  @Test func saysWhyAClaimIsNotTested() throws {
    let reading = "derived/all/all/direct/each/models/family/2030"
    let late = try Self.check([Self.part(.atLeast, 1)], window: "2030", readings: [reading])
    #expect(late.verdict == .noData && late.reason.contains("2025-04-02 to 2025-05-14"))
    let tracked = try Self.check(
      [Self.part(.atLeast, 1)], readings: ["tracked/all/all/direct/each/models/family/2025-04"])
    #expect(tracked.verdict == .notTestable && tracked.reason.contains("--tracked"))
    let count = try Self.check(
      [Self.part(.atLeast, 100, "models")], metric: .derivativeCount, window: "all",
      readings: ["derived/all/all/nearest/each/models/family/all"])
    #expect(count.verdict == .noData && count.reason.contains("a count from a part is too small"))
    #expect(count.readings.first?.measured == [5])
    #expect(try Self.check([Self.part(.atLeast, 1)], metric: .price, readings: []).verdict == .notTestable)
  }

  @Test func holdsOtherClaimsAgainstAnImportedSeries() throws {
    func point(_ day: String, _ value: Double) throws -> SeriesPoint {
      SeriesPoint(date: try #require(Day(day)), group: "alpha", value: value, unit: "downloads", source: "s")
    }
    let series = [try point("2025-04-01", 10), try point("2025-04-30", 100), try point("2025-05-01", 1000)]
    let claim = [Self.part(.equals, 100, "downloads")]
    let found = try Self.check(claim, metric: .downloadCount, readings: [], series: series)
    #expect(found.verdict == .supported && found.readings.first?.measured == [100])
    let missing = try Self.check(claim, metric: .downloadCount, window: "2024", readings: [], series: series)
    #expect(missing.verdict == .notTestable && missing.reason == "not about lineage")
  }
}
