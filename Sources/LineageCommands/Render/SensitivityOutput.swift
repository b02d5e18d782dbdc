import LineageCore

/// A group's shares under many definitions, in three forms.
struct SensitivityOutput {
  let rows: [ShareSweep.Row]
  let groups: [String]
  let axis: ShareDefinition.Group
  let window: ShareDefinition.Window
  let snapshot: Day?

  /// `definition,<axis>,mass,units,share,known,share_known`, digits as in share tables.
  var csv: String {
    let lines = rows.map { row in
      [
        row.definition.description, row.group, ShareOutput.six(row.mass.value), String(row.units),
        ShareOutput.four(row.share), ShareOutput.six(row.known.value), ShareOutput.four(row.shareKnown),
      ].map(ShareOutput.field).joined(separator: ",")
    }
    return (["definition,\(axis.rawValue),mass,units,share,known,share_known"] + lines).joined(
      separator: "\n") + "\n"
  }

  var document: JSONDocument {
    .object([
      "window": .string(window.description), "snapshot": .optional(snapshot?.description),
      "group": .string(axis.rawValue),
      "rows": .array(
        rows.map { row in
          .object([
            "definition": .string(row.definition.description), "group": .string(row.group),
            "mass": .number(row.mass.value), "units": .integer(row.units), "share": .number(row.share),
            "known": .number(row.known.value), "share_known": .number(row.shareKnown),
          ])
        }),
    ])
  }

  var text: String { groups.map(text).joined(separator: "\n") }

  private func text(_ group: String) -> String {
    let counted = rows.filter { $0.group == group && $0.units > 0 }
    let sorted = counted.sorted { $0.share < $1.share }
    guard let least = sorted.first, let greatest = sorted.last else {
      return "\(printable(group)): nothing is counted in \(window)\n"
    }
    let lines = [
      Style.bold.apply(printable(group)) + "  \(grouped(counted.count)) definitions, window \(window)",
      "  lowest   \(percent(least.share))  \(least.definition)",
      "  middle   \(percent(Self.middle(sorted.map(\.share))))",
      "  highest  \(percent(greatest.share))  \(greatest.definition)",
      Style.dim.apply("  as a share of all that a definition counts; its attributed part alone gives up to ")
        + percent(counted.map(\.shareKnown).max() ?? 0),
      "", "What each choice does to the middle:",
    ]
    var columns = TextColumns([.left, .left])
    for (axis, choices) in Self.choices {
      var words: [String] = []
      var shares: [String: [Double]] = [:]
      for row in counted {
        let word = choices(row.definition)
        if shares[word] == nil { words.append(word) }
        shares[word, default: []].append(row.share)
      }
      guard words.count > 1 else { continue }
      columns.add([
        "  " + axis,
        words.map { "\($0) \(percent(Self.middle((shares[$0] ?? []).sorted())))" }.joined(separator: ", "),
      ])
    }
    return (lines + columns.lines()).joined(separator: "\n") + "\n"
  }

  private static var choices: [(String, (ShareDefinition) -> String)] {
    [
      ("population", { part($0, 0) }), ("noise", { part($0, 1) }), ("relations", { part($0, 2) }),
      ("attribution", { $0.attribution.rawValue }),
      (
        "evidence",
        { ($0.alias ? "+alias" : "") + ($0.name ? "+name" : "") + ($0.alias || $0.name ? "" : "as declared") }
      ),
      ("credit", { $0.credit.rawValue }), ("weight", { $0.weight.rawValue }),
    ]
  }

  private static func part(_ definition: ShareDefinition, _ number: Int) -> String {
    String(definition.description.split(separator: "/")[number])
  }

  private static func middle(_ sorted: [Double]) -> Double {
    guard !sorted.isEmpty else { return 0 }
    let half = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
  }

  private func percent(_ value: Double) -> String { ShareOutput.one(value) + " %" }
}
