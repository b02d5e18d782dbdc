extension AuditRule {
  static let territory: AuditRule = AuditRule(
    "LIC015", "Not licensed everywhere", .conditional, .error,
    explanation: """
      The model's license or an ancestor's leaves out countries. With the policy's context it is an error where one of
      its places is left out, a warning where that holds for multimodal models alone, and nothing elsewhere; without it is a
      note. A place is an ISO 3166 code; members of the European Union count as `EU`.
      """,
    fix: "do not use or distribute {model} there"
  ) { situation, rule in
    let places = Set(situation.policy.context.territory.map { $0.uppercased() })
    let union = places.isDisjoint(with: europeanUnion) ? places : places.union(["EU"])
    let own = situation.own.subtracting(situation.inherited.bound).map { (code: $0, way: RuleHit.Way.own) }
    return (own + situation.upstream).compactMap { code, way in
      let license = situation.table[code]
      guard !license.excluded.isEmpty else { return nil }
      let met = license.excluded.filter { union.contains($0) || ($0 == "GB" && union.contains("UK")) }
      let scope = license.excludedForMultimodal ? ", for multimodal models" : ""
      if places.isEmpty {
        let all = license.excluded.joined(separator: ", ")
        return situation.hit(
          rule, code, way, .territory, level: .note, detail: "not licensed in \(all)\(scope); not decided")
      }
      guard !met.isEmpty else { return nil }
      return situation.hit(
        rule, code, way, .territory, level: license.excludedForMultimodal ? .warning : .error,
        detail: "not licensed in \(met.joined(separator: ", "))\(scope)")
    }
  }
}

private let europeanUnion: Set<String> = [
  "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
  "LV",
  "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
]
