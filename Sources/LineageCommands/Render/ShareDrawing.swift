import LineageCore
import LineageSite

/// A share table as the picture that the site draws.
struct ShareDrawing {
  let output: ShareOutput
  let families: FamilyTable
  /// Most groups of a window.
  let limit: Int

  private var table: ShareTable { output.table }
  private var words: ShareWords { ShareWords(table.definition) }

  /// - Throws: A defect of ours in the files of the program.
  func svg() throws -> String {
    var windows: [String] = []
    for row in table.rows where windows.last != row.window { windows.append(row.window) }
    let groups = windows.count > 1 ? largest : output.shown(table.rows, limit).map(\.group)
    let rows = windows.reversed().map { window in
      let here = table.rows.filter { $0.window == window }
      let found = groups.map { group in here.first { $0.group == group } }
      return ShareSeries.Row(
        window: window, models: here.first?.units ?? 0, shares: found.map { ($0?.share ?? 0) / 100 },
        bounds: found.map { row in
          row.flatMap { output.edges.bounds($0, of: table.definition) }.map {
            $0.lowerBound / 100...$0.upperBound / 100
          }
        }, isPartial: table.definition.window == .month && window == output.snapshot?.monthLabel)
    }
    let series = ShareSeries(
      definition: table.definition.description, description: words.sentence, groups: groups, rows: rows)
    let isBounded = rows.contains { $0.bounds.contains { $0 != nil } }
    let left = windows.count > 1 ? 0 : table.rows.count - groups.count
    let notes =
      (left > 0 ? ["Not drawn: \(counted(left, "smaller group"))."] : [])
      + (isBounded ? ["Lines: \(output.boundsMeaning)."] : [])
    return try Self.chart(output.snapshot, asOf: output.asOf).svg(
      series, names: groups.map { Self.name($0, table.definition.group, families) }, title: title,
      unit: words.units, notes: notes)
  }

  /// The largest groups over all windows; never what stands for unattributed mass.
  private var largest: [String] {
    var mass: [String: Double] = [:]
    for row in table.rows where !ShareTable.unattributed.contains(row.group) {
      mass[row.group, default: 0] += row.mass.value
    }
    return mass.sorted { $0.value != $1.value ? $0.value > $1.value : byteOrder($0.key, $1.key) }.prefix(5)
      .map(
        \.key)
  }

  private var title: String {
    let axis = table.definition.group == .subfamily ? "sub-family" : table.definition.group.rawValue
    return table.definition.attribution == .own
      ? "Share of \(words.units) by \(axis)" : "What new models go back to, by \(axis)"
  }

  /// Charts that name their source.
  static func chart(_ snapshot: Day?, asOf: Day?) throws -> ShareChart {
    let day = snapshot.map { "snapshot of \($0)" } ?? "an undated snapshot"
    let then = asOf.map { ", only what existed on \($0)" } ?? ""
    return try ShareChart(
      assets: Embedded.siteAssets,
      source:
        "Source: parents as model cards declare them, \(day)\(then); \(Product.name) \(Product.version).")
  }

  /// A family's name as it is written; any other group by its id.
  static func name(_ id: String, _ axis: ShareDefinition.Group, _ families: FamilyTable) -> String {
    switch axis {
    case .family: families.families.first { $0.id == id }?.english ?? id
    case .subfamily:
      families.families.lazy.flatMap(\.subfamilies).first { $0.id == id }?.english
        ?? families.families.first { $0.id == id }?.english ?? id
    default: id
    }
  }
}
