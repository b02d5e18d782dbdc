import LineageCore

/// A tested claim in a few lines for somebody who meets definitions for the first time: what its words give, how close
/// the data come, and what has to be counted for it to hold.
struct ClaimSummary {
  private let check: ClaimCheck
  private var claim: Claim { check.claim }

  init(_ check: ClaimCheck) { self.check = check }

  var lines: [String] {
    var lines = [
      Style.bold.apply(printable(claim.id)) + "  " + verdict + "  "
        + Style.dim.apply("\(printable(claim.source.publisher)), \(printable(claim.source.date))"),
      "  ‘\(printable(claim.text))’",
    ]
    var columns = TextColumns([.left, .left, .left])
    if let first = check.readings.first { columns.add(["  as worded", measured(first), words(first)]) }
    if let nearest = check.nearest, nearest.definition != check.readings.first?.definition {
      columns.add([nearest.holds ? "  holds for" : "  comes closest", measured(nearest), words(nearest)])
    }
    lines += columns.lines()
    if let nearest = check.nearest, nearest.holds, let definition = nearest.definition {
      lines.append(Style.dim.apply("             lineage share \(definition)"))
    }
    if let wide = check.wide { lines += self.wide(wide) }
    if let covered = check.covered, covered != claim.window.days, claim.window != .all {
      lines.append(
        Style.dim.apply(
          "  it speaks of \(claim.window), the data hold \(covered.lowerBound) to \(covered.upperBound)")
      )
    }
    if !check.reason.isEmpty { lines.append(Style.dim.apply("  " + printable(check.reason))) }
    return lines
  }

  private var verdict: String {
    switch check.verdict {
    case .refuted:
      check.wide.map { $0.supported > 0 } == true
        ? Style.warning.apply("not by its own words, but by others") : Style.alert.apply("does not hold")
    case .depends: Style.warning.apply("depends on the definition")
    case .supported: "holds by its own words"
    case .noData, .notTestable: check.verdict.rawValue
    }
  }

  private func measured(_ reading: ClaimCheck.Reading) -> String {
    zip(claim.parts, reading.measured).map { part, value in
      printable(part.group) + " " + ClaimsOutput.number(value, part.unit)
        + (claim.parts.count < 2 ? "" : part.distance(value) == 0 ? " (yes)" : " (no)")
    }.joined(separator: ", ")
  }

  private func words(_ reading: ClaimCheck.Reading) -> String {
    guard let definition = reading.definition else { return "imported series" }
    return "of " + ShareWords(definition).short(known: reading.base == .known)
  }

  /// Under how many definitions, and what they have in common.
  private func wide(_ wide: ClaimCheck.Wide) -> [String] {
    let parts = zip(claim.parts, wide.byPart).map { part, count in
      "\(printable(part.group)) \(part.comparator.rawValue) \(ClaimsOutput.number(part.value, part.unit)) "
        + "under \(grouped(count))"
    }
    let ranges = zip(claim.parts, wide.ranges).map { part, range in
      "\(printable(part.group)) \(ClaimsOutput.number(range.lowerBound, part.unit)) to "
        + ClaimsOutput.number(range.upperBound, part.unit)
    }
    let whole =
      "  of \(counted(wide.tested, "definition")): " + parts.joined(separator: ", ")
      + (claim.parts.count > 1 ? ", all of it under \(grouped(wide.supported))" : "")
      + Style.dim.apply("  (\(ranges.joined(separator: ", ")))")
    guard wide.supported > 0 else { return [whole] }
    let shared = Self.shared(wide.holding)
    return [whole] + (shared.isEmpty ? [] : ["  where it holds: " + shared.joined(separator: "; ")])
  }

  /// What the definitions under which a claim holds say on each axis, the commonest first, where they do not say
  /// everything that can be said there.
  private static func shared(_ holding: [ShareDefinition]) -> [String] {
    let all = ShareSweep.Axes()
    let axes: [(name: String, words: [String], word: (ShareDefinition) -> String)] = [
      ("counts", all.populations.map(\.plural), { $0.population.plural }),
      (
        "by", all.relations.map(Self.relations), { Self.relations($0.relations) }
      ),
      ("credit to the", all.attributions.map(\.ancestors), { $0.attribution.ancestors }),
      ("credit", all.credits.map(\.rawValue), { $0.credit.rawValue }),
      ("noise", ["all", "clean"], { $0.noise == .all ? "all" : "clean" }),
      ("weight", all.weights.map(\.rawValue), { $0.weight.rawValue }),
    ]
    return axes.compactMap { axis in
      var counts: [String: Int] = [:]
      for definition in holding { counts[axis.word(definition), default: 0] += 1 }
      guard counts.count < axis.words.count else { return nil }
      let found = axis.words.filter { counts[$0] != nil }.sorted { (counts[$0] ?? 0) > (counts[$1] ?? 0) }
      return axis.name + " " + found.map { "\($0) (\(grouped(counts[$0] ?? 0)))" }.joined(separator: ", ")
    }
  }

  private static func relations(_ relations: [Relation]) -> String {
    relations == ShareDefinition.relationOrder
      ? "any relation" : relations.map(\.word).joined(separator: "+")
  }
}

extension ShareDefinition.Population {
  /// Who is counted, in two or three words.
  fileprivate var plural: String {
    switch self {
    case .uploads: "all models"
    case .derived: "all derivatives"
    case .tracked: "derivatives of tracked models"
    case .languageModels: "derivatives of language models"
    case .kinds(let kinds):
      "derivatives of \(kinds.map(\.rawValue).sorted().joined(separator: " or ")) models"
    }
  }
}

extension ShareDefinition.Attribution {
  /// Who gets the credit, in a word or two.
  fileprivate var ancestors: String {
    switch self {
    case .direct: "direct parents"
    case .nearest: "nearest family above"
    case .root: "roots"
    case .own: "model itself"
    }
  }
}

extension ShareWords {
  /// A definition for a narrow column: who is counted, by what, and who gets the credit.
  fileprivate func short(known: Bool) -> String {
    let relations =
      definition.relations == ShareDefinition.relationOrder
      ? "" : " by " + definition.relations.map(\.word).joined(separator: " or ")
    let credit =
      switch definition.credit {
      case .first: "the first parent only"
      case .each: "one whole to each"
      case .fractional: "split equally"
      }
    return (known ? "the attributed part of " : "") + definition.population.plural + relations
      + ", credit to the \(definition.attribution.ancestors), \(credit)"
      + (definition.noise == .all ? "" : ", without noise")
      + (definition.weight == .uploaders ? ", one vote per uploader" : "")
  }
}
