import LineageCore

/// Claims with what the data say about them, in three forms.
struct ClaimsOutput {
  let checks: [ClaimCheck]
  let snapshot: Day?
  let showsAll: Bool

  /// In short, unless every reading was asked for: the verdicts, then what was tested, then what was not and why.
  var text: String {
    guard !showsAll else {
      return checks.map { check in lines(check).joined(separator: "\n") }.joined(separator: "\n\n")
        + "\n\n" + summary + "\n"
    }
    let isTested: (ClaimCheck) -> Bool = { [.supported, .depends, .refuted].contains($0.verdict) }
    let tested = checks.filter(isTested)
    var blocks = [[Style.bold.apply(summary)]] + tested.map { ClaimSummary($0).lines }
    let rest = checks.filter { !isTested($0) }
    if !rest.isEmpty {
      blocks.append(
        (rest.count == 1 || tested.isEmpty ? rest : []).flatMap(lines)
          + ClaimCheck.Verdict.allCases.compactMap { untested($0, rest) })
    }
    if !tested.isEmpty {
      blocks.append([Style.dim.apply("Every reading, with its definition: --all, or --id ID for one claim.")])
    }
    return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private func untested(_ verdict: ClaimCheck.Verdict, _ rest: [ClaimCheck]) -> String? {
    let ids = rest.filter { $0.verdict == verdict }.map(\.claim.id)
    guard ids.count > 0, checks.count > 1 else { return nil }
    let reason =
      verdict == .noData ? "about a time or a total that these data do not hold" : "about something else"
    return Style.dim.apply("Not tested, \(reason): " + ids.map(printable).joined(separator: ", "))
  }

  private func lines(_ check: ClaimCheck) -> [String] {
    let claim = check.claim
    var lines = [
      Style.bold.apply(claim.id) + "  " + styled(check.verdict)
        + (check.reason.isEmpty ? "" : ": " + printable(check.reason)),
      "  " + printable(claim.text),
    ]
    if !claim.source.publisher.isEmpty {
      lines.append(
        Style.dim.apply("  \(printable(claim.source.publisher)), \(claim.source.date)" + repeats(claim)))
    }
    let shown = readings(check)
    var columns = TextColumns([.left, .left, .left])
    for reading in shown {
      columns.add([
        reading.holds ? "  holds" : "  fails", measured(check, reading), name(reading),
      ])
    }
    lines += columns.lines()
    let hidden = check.readings.count - shown.count
    if hidden > 0 { lines.append("  … \(counted(hidden, "more reading")) (--all)") }
    if let wide = check.wide {
      lines.append(
        "  every definition: holds under \(grouped(wide.supported)) of \(grouped(wide.tested)); "
          + ranges(check, wide))
    }
    if let nearest = check.nearest, !shown.contains(where: { $0.holds }) || check.verdict == .refuted {
      lines.append("  nearest: \(measured(check, nearest))  \(name(nearest))")
    }
    if let covered = check.covered, covered != check.claim.window.days, check.claim.window != .all {
      lines.append(
        Style.dim.apply("  of \(claim.window) the data hold \(covered.lowerBound) to \(covered.upperBound)"))
    }
    return lines
  }

  /// The first reading and the best one, of all units and of the attributed ones; all if asked for.
  private func readings(_ check: ClaimCheck) -> [ClaimCheck.Reading] {
    guard !showsAll, check.readings.count > 4 else { return check.readings }
    var shown = Array(check.readings.prefix(2))
    let rest = check.readings.dropFirst(2).sorted { $0.distance < $1.distance }
    shown += rest.prefix(2)
    return shown
  }

  /// What was measured; with several parts, which of them hold.
  private func measured(_ check: ClaimCheck, _ reading: ClaimCheck.Reading) -> String {
    zip(check.claim.parts, reading.measured).map { part, value in
      "\(printable(part.group)) \(Self.number(value, part.unit))"
        + (check.claim.parts.count < 2 ? "" : part.distance(value) == 0 ? " yes" : " no")
    }.joined(separator: ", ")
  }

  private func ranges(_ check: ClaimCheck, _ wide: ClaimCheck.Wide) -> String {
    zip(check.claim.parts, wide.ranges).map { part, range in
      "\(printable(part.group)) \(Self.number(range.lowerBound, part.unit)) to \(Self.number(range.upperBound, part.unit))"
    }.joined(separator: ", ")
  }

  private func name(_ reading: ClaimCheck.Reading) -> String {
    (reading.base == .known ? "of the attributed part of " : "")
      + (reading.definition?.description ?? "imported series")
  }

  static func number(_ value: Double, _ unit: String) -> String {
    if unit == "percent" { return ShareOutput.one(value) + " %" }
    return value == value.rounded() && value.magnitude < 1e15 ? grouped(Int(value)) : ShareOutput.one(value)
  }

  private func repeats(_ claim: Claim) -> String { claim.repeats.map { "; repeats \($0)" } ?? "" }

  private func styled(_ verdict: ClaimCheck.Verdict) -> String {
    switch verdict {
    case .refuted: Style.alert.apply(verdict.rawValue)
    case .depends: Style.warning.apply("depends on the reading")
    case .supported, .noData, .notTestable: verdict.rawValue
    }
  }

  private var summary: String {
    let counts = ClaimCheck.Verdict.allCases.compactMap { verdict -> String? in
      let count = checks.count { $0.verdict == verdict }
      return count == 0
        ? nil : "\(count) \(verdict == .depends ? "depend" + (count == 1 ? "s" : "") : verdict.rawValue)"
    }
    return counted(checks.count, "claim") + ": " + counts.joined(separator: ", ")
  }

  var document: JSONDocument {
    .object([
      "snapshot": .optional(snapshot?.description), "claims": .array(checks.map(document)),
    ])
  }

  private func document(_ check: ClaimCheck) -> JSONDocument {
    let claim = check.claim
    var members: [String: JSONDocument] = [
      "id": .string(claim.id), "text": .string(claim.text), "verdict": .string(check.verdict.rawValue),
      "reason": .string(check.reason), "note": .string(claim.note), "metric": .string(claim.metric.rawValue),
      "window": .string(claim.window.description), "population": .string(claim.population),
      "repeats": .optional(claim.repeats),
      "source": .object([
        "title": .string(claim.source.title), "publisher": .string(claim.source.publisher),
        "date": .string(claim.source.date), "url": .optional(claim.source.url),
      ]),
      "says": .array(
        claim.parts.map { part in
          .object([
            "group": .string(part.group), "comparator": .string(part.comparator.rawValue),
            "value": .number(part.value), "unit": .string(part.unit),
          ])
        }),
      "readings": .array(check.readings.map { document($0, claim) }),
      "nearest": check.nearest.map { document($0, claim) } ?? .null,
      "covered": check.covered.map {
        .object(["from": .string($0.lowerBound.description), "to": .string($0.upperBound.description)])
      } ?? .null,
    ]
    members["wide"] =
      check.wide.map { wide in
        .object([
          "tested": .integer(wide.tested), "supported": .integer(wide.supported),
          "by_part": .array(wide.byPart.map { .integer($0) }),
          "holding": .strings(wide.holding.map(\.description)),
          "ranges": .array(
            wide.ranges.map { .object(["low": .number($0.lowerBound), "high": .number($0.upperBound)]) }),
        ])
      } ?? .null
    return .object(members)
  }

  private func document(_ reading: ClaimCheck.Reading, _ claim: Claim) -> JSONDocument {
    .object([
      "definition": .optional(reading.definition?.description), "of": .string(reading.base.rawValue),
      "holds": .bool(reading.holds), "distance": .number(reading.distance),
      "measured": .object(
        Dictionary(
          zip(claim.parts, reading.measured).map { ($0.group, .number($1)) },
          uniquingKeysWith: { first, _ in first })),
    ])
  }

  var markdown: String {
    var lines = ["# Published claims, put to the test", ""]
    if let snapshot { lines += ["Data up to \(snapshot).", ""] }
    lines += ["| claim | said by | verdict | first reading | nearest |", "|---|---|---|---|---|"]
    for check in checks {
      let first = check.readings.first.map { "\(measured(check, $0)) `\(name($0))`" } ?? check.reason
      let nearest = check.nearest.map { "\(measured(check, $0)) `\(name($0))`" } ?? ""
      let source = check.claim.source
      let cells = [
        check.claim.text, "\(source.publisher), \(source.date)", check.verdict.rawValue, first, nearest,
      ]
      lines.append("| " + cells.map(Self.cell).joined(separator: " | ") + " |")
    }
    return (lines + ["", summary]).joined(separator: "\n") + "\n"
  }

  private static func cell(_ text: String) -> String {
    printable(text).split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}
