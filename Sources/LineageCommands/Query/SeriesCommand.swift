import ArgumentParser
import Foundation
import LineageCore
import LineageStore

/// `lineage series`: downloads of groups over time, from several databases.
struct SeriesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "series",
    abstract: "Downloads of families over time, from several databases or a table of yours.",
    discussion: """
      The Hub says of a model how often it was downloaded in the last 30 days, and nothing of the days before. So a
      series needs several snapshots with that number: build one database from each (lineage fetch brings it; tables of
      edges have none), a month apart or less, and name them all. For each database there is
        downloads             the 30 days before its date
        downloads-month       the same, as the number of its month: the last database of a month stands for it
        downloads-cumulative  the sum of the months so far; months without a database are missing in it, and named
      A model counts for its own group; copies count for the original. --import FILE adds numbers measured elsewhere, a
      CSV table with date, group, value, unit, source. The output is such a table too: claims --series reads it.
      Example: lineage series site/lineage.db --only qwen,llama
      """)

  @Argument(help: "Databases, each built from a snapshot with download numbers.") var databases: [String] = []
  @Option(help: "family, subfamily, developer, region, owner or model.") var group = "family"
  @Option(help: ArgumentHelp("Only these groups, joined by commas.", valueName: "groups")) var only: String?
  @Option(
    name: .customLong("import"), help: ArgumentHelp("Numbers measured elsewhere (CSV).", valueName: "file"))
  var imported: String?
  @Flag(help: "Print one JSON document on stdout and nothing else.") var json = false
  @Flag(help: "No messages on stderr but errors.") var quiet = false

  func run() throws {
    guard let axis = ShareDefinition.Group(rawValue: group), axis != .relation, axis != .license else {
      throw CommandFailure(
        .usage, subject: "--group", "‘\(printable(group))’ is no group of a series",
        hint: "groups: family, subfamily, developer, region, owner, model")
    }
    guard !databases.isEmpty || imported != nil else {
      throw CommandFailure(
        .usage, subject: "", "a series needs databases, or a table with --import",
        hint: "for example: lineage series june/lineage.db july/lineage.db")
    }
    let snapshots = try databases.map { try DownloadSnapshot($0, axis) }.sorted { $0.date < $1.date }
    var points = DownloadSeries(snapshots).points + (try Knowledge.series(imported))
    if let only {
      let typed = only.split(separator: ",").map(String.init)
      let families =
        try databases.first.map { try CatalogOptions.open($0).families() } ?? Knowledge().families
      // A table of somebody else's may have groups of its own.
      let foreign = Set(points.map(\.group))
      let wanted = Set(
        try typed.map { name in
          foreign.contains(name)
            ? name : try GroupChoice(families, axis: axis).ids([name], of: "--only").first ?? name
        })
      points = points.filter { wanted.contains($0.group) }
    }
    points.sort { ($0.unit, $0.date, $1.value, $0.group) < ($1.unit, $1.date, $0.value, $1.group) }
    if json {
      Terminal.out(Self.document(points).text())
    } else {
      Terminal.write(Self.csv(points))
    }
    guard !quiet else { return }
    for snapshot in snapshots where snapshot.byGroup.isEmpty {
      Terminal.error(
        "lineage: \(printable(snapshot.path)) holds no download numbers; Hub records have them, tables of edges do not"
      )
    }
    for snapshot in snapshots where snapshot.unknown > 0 && !snapshot.byGroup.isEmpty {
      Terminal.error(
        "lineage: \(snapshot.date): \(counted(snapshot.unknown, "model")) left out, their downloads are not known"
      )
    }
    let missing = DownloadSeries(snapshots).missingMonths
    if !missing.isEmpty {
      Terminal.error(
        "lineage: no database for \(missing.joined(separator: ", ")): the cumulative numbers lack these months"
      )
    }
  }

  private static func csv(_ points: [SeriesPoint]) -> String {
    let lines = points.map { point in
      [point.date.description, point.group, number(point.value), point.unit, point.source].map(
        ShareOutput.field
      )
      .joined(separator: ",")
    }
    return (["date,group,value,unit,source"] + lines).joined(separator: "\n") + "\n"
  }

  private static func document(_ points: [SeriesPoint]) -> JSONDocument {
    .object([
      "points": .array(
        points.map { point in
          .object([
            "date": .string(point.date.description), "group": .string(point.group),
            "value": .number(point.value),
            "unit": .string(point.unit), "source": .string(point.source),
          ])
        })
    ])
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() && value.magnitude < 1e15 ? String(Int(value)) : String(value)
  }
}

/// Downloads by group in one database.
private struct DownloadSnapshot {
  let path: String
  let date: Day
  let byGroup: [String: Double]
  /// Models without a number.
  let unknown: Int

  init(_ path: String, _ axis: ShareDefinition.Group) throws {
    let catalog = try CatalogOptions.open(path)
    guard let date = catalog.meta.snapshot else {
      throw CommandFailure(
        .input, subject: path, "\(printable(path)) has no date: none of its models has one",
        hint: "a series needs databases of dated snapshots")
    }
    var calculator = ShareCalculator([.resolved: try catalog.index(.resolved)])
    let table = calculator.table(
      ShareDefinition(
        population: .uploads, relations: ShareDefinition.relationOrder, attribution: .own, alias: true,
        name: false,
        credit: .each, weight: .downloads, group: axis, window: .all))
    (self.path, self.date, unknown) = (path, date, table.withoutDownloads)
    byGroup = Dictionary(
      table.rows.map { ($0.group, $0.mass.value) }, uniquingKeysWith: { first, _ in first })
  }
}

/// Monthly and cumulative numbers of several snapshots, oldest first.
private struct DownloadSeries {
  private let snapshots: [DownloadSnapshot]
  /// The last snapshot of each month, ascending.
  private let months: [DownloadSnapshot]

  init(_ snapshots: [DownloadSnapshot]) {
    self.snapshots = snapshots
    let last = Dictionary(snapshots.map { ($0.date.monthLabel, $0) }, uniquingKeysWith: { $1 })
    months = last.keys.sorted(by: byteOrder).compactMap { last[$0] }
  }

  var points: [SeriesPoint] {
    var points = snapshots.flatMap { Self.points($0, $0.byGroup, "downloads") }
    var sum: [String: Double] = [:]
    for month in months {
      points += Self.points(month, month.byGroup, "downloads-month")
      for (group, value) in month.byGroup { sum[group, default: 0] += value }
      points += Self.points(month, sum, "downloads-cumulative")
    }
    return points
  }

  /// Months between the first and the last that no snapshot stands for.
  var missingMonths: [String] {
    guard let first = months.first?.date, let last = months.last?.date else { return [] }
    let present = Set(months.map(\.date.monthLabel))
    var all: [String] = []
    for day in first.daysSince1970...last.daysSince1970 {
      let label = Day(daysSince1970: day).monthLabel
      if label != all.last { all.append(label) }
    }
    return all.filter { !present.contains($0) }
  }

  private static func points(_ snapshot: DownloadSnapshot, _ values: [String: Double], _ unit: String)
    -> [SeriesPoint]
  {
    values.sorted { byteOrder($0.key, $1.key) }.map {
      SeriesPoint(date: snapshot.date, group: $0.key, value: $0.value, unit: unit, source: snapshot.path)
    }
  }
}
