import Foundation
import LineageCore

/// A share table in its three forms.
struct ShareOutput {
  let table: ShareTable
  let snapshot: Day?
  let edges: DeclaredEdges
  let asOf: Day?
  let basis: ShareBasis
  /// Whether the definition was left to us.
  var isDefault = false

  private var definition: ShareDefinition { table.definition }
  private var rows: [ShareTable.Row] { table.rows }

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
      "as_of": .optional(asOf?.description), "precision": .number(edges.precision),
      "recall": .number(edges.recall),
      "bounds_from": .string(
        edges == .assumed
          ? "assumed precision and recall of declared edges; their source is not on record" : "options"),
      "noise": .object([
        "models": .integer(table.noise.models),
        "by_rule": .object(
          Dictionary(uniqueKeysWithValues: table.noise.byRule.map { ($0.id, .integer($0.models)) })),
      ]),
      "knowledge": basis.document,
      "default_reason": .optional(isDefault ? Self.whyDefault : nil),
      "without_downloads": .integer(table.withoutDownloads),
      "rows": .array(
        rows.map { row in
          let bounds = edges.bounds(row, of: definition)
          return .object([
            "low": bounds.map { .number($0.lowerBound) } ?? .null,
            "high": bounds.map { .number($0.upperBound) } ?? .null,
            "window": .string(row.window), "group": .string(row.group), "mass": .number(row.mass.value),
            "units": .integer(row.units), "share": .number(row.share), "known": .number(row.known.value),
            "share_known": row.shareKnown.map { .number($0) } ?? .null,
          ])
        }),
    ])
  }

  /// Why the bare command counts as it does.
  static let whyDefault =
    "The default: of those that answer what new language models are built on, it counts no model twice (fractional) "
    + "and does not end at a copy (+alias). Another definition gives another share: --sensitivity GROUP."

  func text(limit: Int) -> String {
    var lines = [Style.bold.apply(definition.description), Style.dim.apply(ShareWords(definition).sentence)]
    if isDefault { lines.append(Style.dim.apply(Self.whyDefault)) }
    if let asOf { lines.append(Style.dim.apply("Only what existed on \(asOf).")) }
    lines += basis.notes(definition).map(Style.dim.apply)
    if let noise { lines.append(Style.dim.apply(noise)) }
    if table.withoutDownloads > 0 {
      lines.append(
        Style.dim.apply(
          "\(counted(table.withoutDownloads, "model")) left out: their downloads are not known."))
    }
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
      var columns = TextColumns([.left, .right, .right, .right, .left])
      for row in shown(all, limit) {
        let bounds = edges.bounds(row, of: definition)
        columns.add([
          "  " + printable(row.group), Self.mass(row.mass.value), Self.one(row.share) + " %",
          bounds.map { Self.one($0.lowerBound) + "–" + Self.one($0.upperBound) } ?? "", bar(row.share),
        ])
      }
      lines += columns.lines()
      let left = all.count - shown(all, limit).count
      if left > 0 { lines.append("  … \(counted(left, "smaller group")) (--limit 0)") }
    }
    if rows.contains(where: { edges.bounds($0, of: definition) != nil }) {
      lines += ["", Style.dim.apply(boundsNote)]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What the definition's noise left out, and by which rules.
  private var noise: String? {
    guard definition.noise != .all else { return nil }
    let rules = table.noise.byRule.sorted { ($1.models, $0.id) < ($0.models, $1.id) }
    return "Left out for their names: \(counted(table.noise.models, "model"))"
      + (rules.isEmpty
        ? "" : " (" + rules.map { "\($0.id) \(grouped($0.models))" }.joined(separator: ", ") + ")") + "."
  }

  private var boundsNote: String { "a–b: " + boundsMeaning }

  /// What the two ends of a range are, and under which assumption.
  var boundsMeaning: String {
    let source =
      edges == .assumed
      ? "assumed: figures passed on as published, source not on record, not measured on these data; "
        + "yours: --precision, --recall"
      : "given with --precision and --recall"
    return
      "the least and the greatest share possible if \(Self.one(edges.precision * 100)) % of declared edges are "
      + "right and \(Self.one(edges.recall * 100)) % of all edges are declared (\(source))"
  }

  /// The largest groups, and always those that stand for unattributed mass.
  func shown(_ rows: [ShareTable.Row], _ limit: Int) -> [ShareTable.Row] {
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
  static func one(_ value: Double) -> String { String(format: "%.1f", value) }
  static func four(_ value: Double) -> String { String(format: "%.4f", value) }
  static func six(_ value: Double) -> String { String(format: "%.6f", value) }

  static func field(_ text: String) -> String {
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0 == "\n" }) else { return text }
    return "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }
}

/// A definition in plain words.
struct ShareWords {
  let definition: ShareDefinition

  init(_ definition: ShareDefinition) { self.definition = definition }

  /// What one unit is called.
  var unit: String {
    switch definition.weight {
    case .models: "model"
    case .uploaders: "pair of uploader and group"
    case .downloads, .downloadsAll: "download"
    }
  }

  /// What several are called.
  var units: String {
    definition.weight == .uploaders ? "pairs of uploader and group" : unit + "s"
  }

  /// One sentence that says who is counted and where the credit goes.
  var sentence: String {
    "Counts \(population)\(relations)\(noise); credit goes to the \(group) of \(attribution), \(credit)\(evidence)."
  }

  private var population: String {
    switch definition.population {
    case .uploads: "every model"
    case .derived: "models with a parent"
    case .tracked: "models with a tracked model among their ancestors"
    case .languageModels: "models with a language model among their ancestors"
    case .kinds(let kinds):
      "models with a model of kind \(kinds.map(\.rawValue).sorted().joined(separator: " or ")) among their ancestors"
    }
  }

  private var relations: String {
    definition.relations == ShareDefinition.relationOrder
      ? "" : ", derived by \(definition.relations.map(\.word).joined(separator: " or "))"
  }

  private var noise: String {
    switch definition.noise {
    case .all: ""
    case .clean: ", without those whose names show a machine, a course, a test or a copy"
    case .without(let classes):
      ", without those whose names show "
        + NoiseClass.allCases.filter(classes.contains).map(\.rawValue).joined(separator: " or ")
    }
  }

  private var group: String { definition.group == .subfamily ? "sub-family" : definition.group.rawValue }

  private var attribution: String {
    switch definition.attribution {
    case .direct: "the direct parents"
    case .nearest: "the nearest ancestors in a family"
    case .root: "the roots above"
    case .own: "the model itself"
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
    let parts = [
      definition.alias ? "copies and former names followed" : "",
      definition.name ? "names speak where the record ends" : "",
      definition.reported ? "with documented derivations that no card declares" : "",
    ].filter { !$0.isEmpty }
    return "; " + (parts.isEmpty ? "parents as declared" : parts.joined(separator: ", "))
  }
}
