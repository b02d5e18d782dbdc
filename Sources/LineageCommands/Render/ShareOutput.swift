import Foundation
import LineageCore

/// A share table in its three forms.
struct ShareOutput {
  let definition: ShareDefinition
  let rows: [ShareTable.Row]
  let snapshot: Day?

  /// `window,group,mass,units,share,known,share_known`: mass and known with six digits, shares with four.
  var csv: String {
    let lines = rows.map { row in
      [
        row.window, row.group, Self.six(row.mass.value), String(row.units), Self.four(row.share),
        Self.six(row.known.value), row.shareKnown.map(Self.four) ?? "",
      ].map(Self.field).joined(separator: ",")
    }
    return (["window,group,mass,units,share,known,share_known"] + lines).joined(separator: "\n") + "\n"
  }

  var document: JSONDocument {
    .object([
      "definition": .string(definition.description), "snapshot": .optional(snapshot?.description),
      "rows": .array(
        rows.map { row in
          .object([
            "window": .string(row.window), "group": .string(row.group), "mass": .number(row.mass.value),
            "units": .integer(row.units), "share": .number(row.share), "known": .number(row.known.value),
            "share_known": row.shareKnown.map { .number($0) } ?? .null,
          ])
        }),
    ])
  }

  func text(limit: Int) -> String {
    var lines = [Style.bold.apply(definition.description), Style.dim.apply(ShareWords(definition).sentence)]
    var windows: [String] = []
    for row in rows where windows.last != row.window { windows.append(row.window) }
    for window in windows {
      let all = rows.filter { $0.window == window }
      guard let units = all.first?.units else { continue }
      lines += [
        "",
        Style.bold.apply(window) + "  "
          + counted(units, ShareWords(definition).unit, ShareWords(definition).units),
      ]
      var columns = TextColumns([.left, .right, .right, .left])
      for row in shown(all, limit) {
        columns.add(["  " + row.group, Self.mass(row.mass.value), Self.one(row.share) + " %", bar(row.share)])
      }
      lines += columns.lines()
      let left = all.count - shown(all, limit).count
      if left > 0 { lines.append("  … \(counted(left, "smaller group")) (--limit 0)") }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The largest groups, and always those that stand for unattributed mass.
  private func shown(_ rows: [ShareTable.Row], _ limit: Int) -> [ShareTable.Row] {
    var left = limit
    return rows.filter { row in
      if ShareTable.unattributed.contains(row.group) { return true }
      left -= 1
      return left >= 0
    }
  }

  private func bar(_ share: Double) -> String {
    String(repeating: "█", count: max(0, min(40, Int((share * 0.4).rounded()))))
  }

  private static func mass(_ value: Double) -> String {
    value == value.rounded() ? grouped(Int(value)) : String(format: "%.1f", value)
  }
  private static func one(_ value: Double) -> String { String(format: "%.1f", value) }
  private static func four(_ value: Double) -> String { String(format: "%.4f", value) }
  private static func six(_ value: Double) -> String { String(format: "%.6f", value) }

  private static func field(_ text: String) -> String {
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0 == "\n" }) else { return text }
    return "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }
}

/// A definition in plain words.
struct ShareWords {
  let definition: ShareDefinition

  init(_ definition: ShareDefinition) { self.definition = definition }

  /// What one unit is called.
  var unit: String { definition.weight == .models ? "model" : "pair of uploader and group" }

  /// What several are called.
  var units: String { definition.weight == .models ? "models" : "pairs of uploader and group" }

  /// One sentence that says who is counted and where the credit goes.
  var sentence: String {
    "Counts \(population)\(relations); credit goes to the \(group) of \(attribution), \(credit)\(evidence)."
  }

  private var population: String {
    switch definition.population {
    case .uploads: "every model"
    case .derived: "models with a parent"
    case .languageModels: "models with a language model among their ancestors"
    case .kinds(let kinds):
      "models with a model of kind \(kinds.map(\.rawValue).sorted().joined(separator: " or ")) among their ancestors"
    }
  }

  private var relations: String {
    definition.relations == ShareDefinition.relationOrder
      ? "" : ", derived by \(definition.relations.map(\.word).joined(separator: " or "))"
  }

  private var group: String { definition.group == .subfamily ? "sub-family" : definition.group.rawValue }

  private var attribution: String {
    switch definition.attribution {
    case .direct: "the direct parents"
    case .nearest: "the nearest ancestors in a family"
    case .root: "the roots above"
    }
  }

  private var credit: String {
    switch definition.credit {
    case .first: "the first declared parent only"
    case .each: "one whole unit to each"
    case .fractional: "split equally among the groups found, all strangers together as one"
    }
  }

  private var evidence: String {
    switch (definition.alias, definition.name) {
    case (false, false): "; parents as declared"
    case (true, false): "; copies and former names followed"
    case (false, true): "; names speak where the record ends"
    case (true, true): "; copies and former names followed, names speak where the record ends"
    }
  }
}
