extension AuditRule {
  static let noticeOfPermissive: AuditRule = AuditRule(
    "LIC022", "Own terms over another license", .unmet, .note,
    explanation: """
      The model has terms of its own above a permissive license, which is legal as long as the notices of that license
      are kept; or adds terms to an agreement that allows it. A conversion, which adds nothing of its own, has no ground for
      another label. One permissive license above another is no finding.
      """,
    fix: "keep the license text and notices of {origin} with {model}"
  ) { situation, rule in
    let table = situation.table
    guard situation.isDeclared, situation.own.intersection(situation.inherited.former).isEmpty else {
      return []
    }
    let isStricter = situation.own.contains { table[$0].addsRestrictions || table[$0].flowsDown }
    let names = situation.files?.names?.map { $0.lowercased() }
    let keeps = names?.contains { $0.contains("notice") || $0.contains("third") } ?? false
    return situation.inherited.bound.subtracting(situation.own).compactMap { code in
      let license = table[code]
      if license.category == .permissive, isStricter, !keeps,
        !license.terms.isDisjoint(with: [.attribution, .includeLicense, .keepNotices])
      {
        var hit = situation.hit(
          rule, code, .bound, license.terms.intersection([.attribution, .includeLicense, .keepNotices]),
          detail: situation.isConversion ? "a conversion adds nothing that could be under other terms" : "")
        hit.isUnseen = names == nil
        return hit
      }
      let adds = situation.own.contains { license.isAgreement && license.compatible.contains(table[$0].id) }
      guard adds, !license.restrictsCommerce else { return nil }
      return situation.hit(
        rule, code, .bound, license.terms.intersection([.includeLicense, .noticeFile]),
        detail: "the label adds terms to the agreement")
    }
  }
}
