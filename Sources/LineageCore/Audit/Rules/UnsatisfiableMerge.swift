extension AuditRule {
  static let unsatisfiableMerge: AuditRule = AuditRule(
    "LIC006", "Terms of two ancestors cannot be met together", .incompatible, .error,
    explanation: """
      Two licenses that reach the model exclude each other: copyleft that forbids restrictions beside one that adds them;
      two share-alike licenses without a common compatible one; a model that may not improve models of another line, mixed
      with one; no derivatives, merged. Compatible pairs and pairs of one family do not fire. Where it depends on `or later`
      the verdict is unknown.
      """,
    fix: "leave out {origin} or the model whose terms exclude it"
  ) { situation, _ in
    let codes = Array(situation.inherited.bound)
    var hits: [RuleHit] = []
    for (position, first) in codes.enumerated() {
      for second in codes[(position + 1)...] {
        if let hit = situation.conflict(first, second) ?? situation.conflict(second, first) {
          hits.append(hit)
        }
      }
    }
    return hits
  }
}

extension AuditSituation {
  /// Why the terms of one license cannot be met beside another's.
  fileprivate func conflict(_ a: LicenseCode, _ b: LicenseCode) -> RuleHit? {
    let (one, other) = (table[a], table[b])
    if one.isUnknown || other.isUnknown || one.isFamily || other.isFamily { return nil }
    func found(
      _ terms: LicenseTerm, _ detail: String, verdict: Verdict = .incompatible, level: Finding.Level = .error
    ) -> RuleHit {
      hit(.unsatisfiableMerge, a, .bound, terms, level: level, verdict: verdict, other: b, detail: detail)
    }
    let shared: LicenseTerm = [.shareAlike, .sameAgreement]
    let areAlike = !one.terms.isDisjoint(with: shared) && !other.terms.isDisjoint(with: shared)
    if areAlike, one.family != other.family || !one.isAgreement {
      switch table.canMeet(a, b) {
      case .carried: return nil
      case .dependsOnVersion:
        return found(
          one.terms.intersection(shared), "they agree only if a later version is allowed", verdict: .unknown,
          level: .warning)
      case .dropped: return found(one.terms.intersection(shared), "both ask for themselves alone")
      }
    }
    if one.terms.contains(.noFurtherRestrictions), other.addsRestrictions(over: one),
      table.canMeet(a, b) == .dropped
    {
      return found(.noFurtherRestrictions, "one forbids to add restrictions, the other adds them")
    }
    if one.terms.contains(.noTrainingOthers), inherited.rooted.contains(a), inherited.rooted.contains(b),
      inherited.changed.contains(a), inherited.changed.contains(b), one.family != other.family,
      !one.restrictsCommerce || !other.restrictsCommerce || one.isAgreement
    {
      return found(.noTrainingOthers, "one may not be used to improve models of another line")
    }
    let isMerge = relations >> UInt16(Relation.merge.rawValue) & 1 == 1
    if one.terms.contains(.noDerivatives), isMerge {
      return found(.noDerivatives, "one may not be merged with anything")
    }
    return nil
  }
}

extension LicenseTable {
  /// Whether some license can hold a work made from both.
  func canMeet(_ a: LicenseCode, _ b: LicenseCode) -> Carrying {
    let (one, other) = (reach(a, later: false), reach(b, later: false))
    if !one.isDisjoint(with: other) { return .carried }
    return reach(a, later: true).isDisjoint(with: reach(b, later: true)) ? .dropped : .dependsOnVersion
  }

  /// The licenses under which derivatives may end, over any number of steps.
  private func reach(_ code: LicenseCode, later: Bool) -> Set<String> {
    var met: Set<String> = [self[code].id]
    var open = [self[code]]
    while let license = open.popLast() {
      for id in license.compatible + (later ? license.compatibleIfLater : []) where met.insert(id).inserted {
        if let next = labels[id] { open.append(self[next]) }
      }
    }
    return met
  }
}
