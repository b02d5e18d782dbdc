/// What the data say about a claim.
public struct ClaimCheck: Sendable {
  /// The claim.
  public let claim: Claim
  /// The outcome over the claim's own readings.
  public let verdict: Verdict
  /// Why it could not be tested; empty otherwise.
  public let reason: String
  /// The claim's readings with what was measured, in its order; each once of all units and once of the attributed ones.
  public let readings: [Reading]
  /// The same over every definition of the standard axes: how many support it and how many refute it.
  public let wide: Wide?
  /// Of all readings, wide ones included, the one that is closest; supported readings come first.
  public let nearest: Reading?
  /// The days of the data that lie in the claim's time; nil if none do, or nothing has a date.
  public let covered: ClosedRange<Day>?

  /// The outcome.
  public enum Verdict: String, Sendable, CaseIterable {
    /// It holds under every reading.
    case supported
    /// It holds under some readings and not under others.
    case depends
    /// It holds under none.
    case refuted
    /// The data hold nothing of its time or its groups.
    case noData = "no data"
    /// It is about something else than the data.
    case notTestable = "not testable"
  }

  /// What a share is taken of.
  public enum Base: String, Sendable, CaseIterable {
    /// All units.
    case all
    /// The attributed units.
    case known
  }

  /// One way to read a claim, and what was measured.
  public struct Reading: Sendable {
    /// What was counted; nil for an imported series.
    public let definition: ShareDefinition?
    /// What the share is of.
    public let base: Base
    /// By part: the measured number, in the part's unit.
    public let measured: [Double]
    /// How far it is from the claim; 0 if it holds.
    public let distance: Double

    /// Whether the claim holds.
    public var holds: Bool { distance == 0 }
  }

  /// Counts over many definitions.
  public struct Wide: Hashable, Sendable {
    /// Definitions that count anything.
    public let tested: Int
    /// Those under which every part holds, of all or of the attributed units.
    public var supported: Int { holding.count }
    /// The definitions under which every part holds.
    public let holding: [ShareDefinition]
    /// Per part: the definitions under which it holds, whatever the other parts say.
    public let byPart: [Int]
    /// Per part: the least and the greatest number measured, of all units.
    public let ranges: [ClosedRange<Double>]
  }
}

/// Puts claims to the test on one snapshot.
public struct ClaimChecker: Sendable {
  private var calculator: ShareCalculator
  private var tables: [ShareDefinition: ShareTable] = [:]
  private let series: [SeriesPoint]
  private let days: ClosedRange<Day>?
  /// Share of the edges that lead to models outside the data, 0...1.
  private let edgesToGhosts: Double
  private let workers: Workers

  /// From here on the data are taken for a part of something larger, and counts from them for too small.
  private static let partial = 0.1

  /// - Parameters:
  ///   - calculator: With both graphs of the snapshot.
  ///   - series: Numbers measured elsewhere, for claims that are not about lineage.
  /// - Complexity: O(models).
  public init(_ calculator: ShareCalculator, series: [SeriesPoint] = [], workers: Workers = .one) {
    (self.calculator, self.series, self.workers) = (calculator, series, workers)
    let index = calculator.indexes[.resolved] ?? calculator.indexes[.written]
    let dates = index?.models.attributes.lazy.filter(\.present).compactMap(\.created)
    if let dates, let first = dates.min(), let last = dates.max() { days = first...last } else { days = nil }
    let edges = index?.graph.edgeCount ?? 0
    let outside = index.map { index in
      index.graph.nodes.reduce(0) { $0 + (index.models[$1].present ? 0 : index.graph.children(of: $1).count) }
    }
    edgesToGhosts = edges == 0 ? 0 : Double(outside ?? 0) / Double(edges)
  }

  /// Tests claims, in their order.
  ///
  /// - Parameter wide: Also under every definition of the standard axes.
  /// - Complexity: one evaluation a reading; one ``ShareSweep`` for each kind of group.
  public mutating func check(_ claims: [Claim], wide: Bool = true) -> [ClaimCheck] {
    var sweeps: [SweepKey: [ShareSweep.Row]] = [:]
    if wide {
      let testable = claims.filter { isLineage($0) && covered($0) != nil }
      for (axis, claims) in Dictionary(grouping: testable, by: \.axis) {
        let groups = Set(claims.flatMap { $0.parts.map(\.group) }).sorted(by: byteOrder)
        let windows = Set(claims.map(\.window)).sorted { byteOrder($0.description, $1.description) }
        for start in stride(from: 0, to: windows.count, by: Self.sweptTogether) {
          let part = Array(windows[start..<min(start + Self.sweptTogether, windows.count)])
          let swept = ShareSweep.sweeps(
            &calculator, of: groups, by: axis, windows: part,
            axes: ShareSweep.Axes(hasTracked: calculator.knowledge.tracked != nil), workers: workers)
          for (window, sweep) in zip(part, swept) {
            sweeps[SweepKey(axis: axis, window: window)] = sweep.rows
          }
        }
      }
    }
    return claims.map { claim in
      check(claim, sweeps[SweepKey(axis: claim.axis, window: claim.window)] ?? [])
    }
  }

  /// One bit for each window of a sweep.
  private static let sweptTogether = 32

  private struct SweepKey: Hashable {
    let axis: ShareDefinition.Group
    let window: ShareDefinition.Window
  }

  private func isLineage(_ claim: Claim) -> Bool {
    [.derivativeShare, .derivativeCount].contains(claim.metric) && !claim.readings.isEmpty
  }

  /// The days of the data in a claim's time.
  private func covered(_ claim: Claim) -> ClosedRange<Day>? {
    guard let days, claim.window.days.overlaps(days) else { return nil }
    return days.clamped(to: claim.window.days)
  }

  private mutating func check(_ claim: Claim, _ rows: [ShareSweep.Row]) -> ClaimCheck {
    guard isLineage(claim) else { return checkSeries(claim) }
    guard let covered = covered(claim) else {
      let span =
        days.map { "the models are dated \($0.lowerBound) to \($0.upperBound)" } ?? "no model has a date"
      return outcome(claim, .noData, span + ", the claim is about \(claim.window)", [], [])
    }
    let possible = claim.readings.filter { $0.population != .tracked || calculator.knowledge.tracked != nil }
    let readings = possible.flatMap { definition -> [ClaimCheck.Reading] in
      let table = tables[definition] ?? calculator.table(definition)
      tables[definition] = table
      return Self.readings(claim, definition, table)
    }
    guard !readings.isEmpty else {
      let reason =
        possible.count < claim.readings.count
        ? "it is about a tracked list: give one with --tracked" : "nothing is counted under its readings"
      return outcome(claim, possible.isEmpty ? .notTestable : .noData, reason, [], [])
    }
    let skipped =
      possible.count < claim.readings.count
      ? "without --tracked FILE its readings on a tracked list are left out" : ""
    let holding = readings.count(where: \.holds)
    if claim.metric == .derivativeCount, holding == 0, edgesToGhosts > Self.partial {
      let percent = Int((edgesToGhosts * 100).rounded())
      return outcome(
        claim, .noData,
        "\(percent) % of the edges lead to models outside these data: they are a part, and a count from a part is too small",
        readings, [], covered)
    }
    let verdict: ClaimCheck.Verdict =
      holding == 0 ? .refuted : holding == readings.count ? .supported : .depends
    return outcome(claim, verdict, skipped, readings, rows, covered)
  }

  /// What a table says: one reading of all units and one of the known ones for each of its windows.
  private static func readings(
    _ claim: Claim, _ definition: ShareDefinition, _ table: ShareTable
  ) -> [ClaimCheck.Reading] {
    var windows: [String] = []
    for row in table.rows where windows.last != row.window { windows.append(row.window) }
    return windows.flatMap { window -> [ClaimCheck.Reading] in
      var shown = definition
      if definition.window != .all, case .between = definition.window {
      } else if window != "all" {
        shown.window = .only(window)
      }
      let rows = claim.parts.map { part in table.rows.first { $0.window == window && $0.group == part.group }
      }
      let bases: [ClaimCheck.Base] = claim.metric == .derivativeShare ? [.all, .known] : [.all]
      return bases.map { base in
        let measured = rows.map { row -> Double in
          guard let row else { return 0 }
          return claim.metric == .derivativeCount
            ? row.mass.value : base == .all ? row.share : row.shareKnown ?? 0
        }
        return reading(claim, shown, base, measured)
      }
    }
  }

  private static func reading(
    _ claim: Claim, _ definition: ShareDefinition?, _ base: ClaimCheck.Base, _ measured: [Double]
  ) -> ClaimCheck.Reading {
    let distance = zip(claim.parts, measured).reduce(0) { $0 + $1.0.distance($1.1) }
    return ClaimCheck.Reading(definition: definition, base: base, measured: measured, distance: distance)
  }

  private func outcome(
    _ claim: Claim, _ verdict: ClaimCheck.Verdict, _ reason: String, _ readings: [ClaimCheck.Reading],
    _ rows: [ShareSweep.Row], _ covered: ClosedRange<Day>? = nil
  ) -> ClaimCheck {
    var nearest = readings.min { $0.distance < $1.distance }
    var tested = 0
    var holding: [ShareDefinition] = []
    var byPart = [Int](repeating: 0, count: claim.parts.count)
    var ranges: [ClosedRange<Double>] = []
    var start = 0
    while start < rows.count {
      // The rows of one definition stand together, one for each group of the sweep.
      var end = start + 1
      while end < rows.count, rows[end].definition == rows[start].definition { end += 1 }
      defer { start = end }
      let found = claim.parts.map { part in rows[start..<end].first { $0.group == part.group } }
      guard rows[start].units > 0 else { continue }
      let all = found.map { row in
        claim.metric == .derivativeCount ? row?.mass.value ?? 0 : row?.share ?? 0
      }
      let known = claim.metric == .derivativeCount ? all : found.map { $0?.shareKnown ?? 0 }
      let pair = [
        Self.reading(claim, rows[start].definition, .all, all),
        Self.reading(claim, rows[start].definition, .known, known),
      ]
      tested += 1
      if pair.contains(where: \.holds) { holding.append(rows[start].definition) }
      for (number, part) in claim.parts.enumerated()
      where pair.contains(where: { part.distance($0.measured[number]) == 0 }) { byPart[number] += 1 }
      for reading in pair where nearest.map({ reading.distance < $0.distance }) ?? true { nearest = reading }
      ranges =
        ranges.isEmpty
        ? all.map { $0...$0 } : zip(ranges, all).map { min($0.lowerBound, $1)...max($0.upperBound, $1) }
    }
    return ClaimCheck(
      claim: claim, verdict: verdict, reason: reason, readings: readings,
      wide: tested > 0
        ? ClaimCheck.Wide(tested: tested, holding: holding, byPart: byPart, ranges: ranges) : nil,
      nearest: nearest, covered: covered)
  }

  /// Claims that are not about lineage are held against an imported series: the last value of each group and unit in the
  /// claim's time.
  private func checkSeries(_ claim: Claim) -> ClaimCheck {
    let days = claim.window.days
    let measured = claim.parts.compactMap { part in
      series.filter { $0.group == part.group && $0.unit == part.unit && days.contains($0.date) }
        .max { $0.date < $1.date }?.value
    }
    guard measured.count == claim.parts.count else {
      return outcome(claim, .notTestable, claim.note, [], [])
    }
    let reading = Self.reading(claim, nil, .all, measured)
    return outcome(claim, reading.holds ? .supported : .refuted, "", [reading], [])
  }
}
