/// Whether a label carries the terms of a license from above.
enum Carrying {
  /// It states or implies them.
  case carried
  /// It does if the license above allows later versions, or by the variant a family label means.
  case dependsOnVersion
  /// It grants more, or other things.
  case dropped
}

extension AuditSituation {
  /// Whether what the model declares carries the terms of a license from above. A list carries what one of it does.
  func carries(_ code: LicenseCode) -> Carrying { table.carries(own, code) }
}

extension LicenseTable {
  /// Whether labels carry the terms of a license.
  func carries(_ labels: LicenseSet, _ code: LicenseCode) -> Carrying {
    var best = Carrying.dropped
    for label in labels {
      switch carries(label, code) {
      case .carried: return .carried
      case .dependsOnVersion: best = .dependsOnVersion
      case .dropped: break
      }
    }
    return best
  }

  private func carries(_ label: LicenseCode, _ code: LicenseCode) -> Carrying {
    if label == code { return .carried }
    let (mine, upstream) = (self[label], self[code])
    if mine.isUnknown { return .dropped }
    if !upstream.flowsDown || upstream.compatible.contains(mine.id) { return .carried }
    if upstream.category == .weakCopyleft, !upstream.terms.contains(.weakShareAlike) { return .carried }
    if upstream.compatibleIfLater.contains(mine.id) { return .dependsOnVersion }
    if mine.isFamily || upstream.isFamily, mine.family == upstream.family,
      mine.restrictsCommerce || !upstream.restrictsCommerce
    {
      return .dependsOnVersion
    }
    // Adaptations of non-commercial works may have other terms that are non-commercial too.
    if upstream.category == .noncommercial, !upstream.isAgreement, mine.restrictsCommerce,
      upstream.terms.isDisjoint(with: [.shareAlike, .noDerivatives])
    {
      return .carried
    }
    return .dropped
  }

  /// Whether a label grants commercial use.
  func grantsCommerce(_ labels: LicenseSet) -> Bool {
    labels.contains { !self[$0].isUnknown } && labels.allSatisfy { !self[$0].restrictsCommerce }
  }
}

/// Which rule a dropped license belongs to: exactly one, so that one cause is one finding.
enum DroppedKind {
  case nonCommercial, shareAlike, furtherRestriction, useRestrictions, otherVersion, community
  case dependsOnVersion
}

extension AuditSituation {
  /// Why a license from above is not carried by what the model declares; nil if it is, or nothing known is declared.
  func dropped(_ code: LicenseCode) -> DroppedKind? {
    guard isDeclared else { return nil }
    let upstream = table[code]
    guard upstream.flowsDown, upstream.category != .noDerivatives else { return nil }
    switch carries(code) {
    case .carried: return nil
    case .dependsOnVersion: return .dependsOnVersion
    case .dropped: break
    }
    if upstream.restrictsCommerce, table.grantsCommerce(own) { return .nonCommercial }
    if upstream.terms.contains(.noFurtherRestrictions),
      own.contains(where: { table[$0].addsRestrictions(over: upstream) })
    {
      return .furtherRestriction
    }
    if own.contains(where: { table.isOtherVersion($0, than: [code]) }) { return .otherVersion }
    if !upstream.terms.isDisjoint(with: [.shareAlike, .sameAgreement, .weakShareAlike]) {
      return .shareAlike
    }
    return upstream.category == .rail ? .useRestrictions : .community
  }
}

extension License {
  /// It restricts what a copyleft license leaves free.
  var addsRestrictions: Bool {
    switch category {
    case .permissive, .weakCopyleft, .copyleft, .unknown: false
    case .rail, .community, .communityShareAlike, .noncommercial, .research, .noDerivatives, .proprietary:
      true
    }
  }

  /// The same, beside a license that itself leaves less free: non-commercial terms add nothing to others of that kind.
  func addsRestrictions(over other: License) -> Bool {
    addsRestrictions && !(category == .noncommercial && !isAgreement && other.restrictsCommerce)
  }
}

extension LicenseTable {
  func isOtherVersion(_ code: LicenseCode, than inherited: [LicenseCode]) -> Bool {
    isOtherVersion(code, than: LicenseSet(inherited))
  }
}
