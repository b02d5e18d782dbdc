extension AuditRule {
  static let limits: AuditRule = AuditRule(
    "LIC014", "Other terms above a number", .conditional, .error,
    explanation: """
      The model's license or an ancestor's changes above a number of users or a revenue. With the number in the policy's
      context it is an error above it and nothing below; without, it is a note, because nobody else can decide it. A number
      that is counted on the day of a release is compared all the same, and the finding says so.
      """,
    fix:
      "ask the licensor of {origin} for a license, or show that the number was smaller on the day that counts"
  ) { situation, rule in
    let own = situation.own.subtracting(situation.inherited.bound).map { (code: $0, way: RuleHit.Way.own) }
    return (own + situation.upstream).flatMap { code, way -> [RuleHit] in
      let license = situation.table[code]
      return license.limits.compactMap { limit in
        let context = situation.policy.context
        let count: Int? =
          switch limit.measure {
          case .users: context.monthlyUsers
          case .revenue:
            limit.currency == "USD" ? context.annualRevenue.map { limit.isMonthly ? $0 / 12 : $0 } : nil
          case .tokens: nil
          }
        if let count, count <= limit.value { return nil }
        let term: LicenseTerm =
          switch limit.measure {
          case .users: .userLimit
          case .revenue: .revenueLimit
          case .tokens: .volumeLimit
          }
        let level: Finding.Level = count == nil ? .note : limit.effect == .showMark ? .warning : .error
        return situation.hit(
          rule, code, way, term, level: level, detail: limit.sentence + (count == nil ? "; not decided" : ""))
      }
    }
  }
}

extension LicenseLimit {
  /// Above what, counted when, and what happens, without a full stop.
  public var sentence: String {
    let unit =
      switch measure {
      case .users: "users a month"
      case .revenue: currency + (isMonthly ? " of revenue a month" : " of revenue a year")
      case .tokens: "tokens a month"
      }
    let effect =
      switch effect {
      case .askForLicense: "a license has to be asked for"
      case .noRights: "there are no rights"
      case .showMark: "a mark has to be shown"
      case .royalty: "a royalty is due"
      }
    return "above \(value) \(unit)\(isAtRelease ? " on the day of the release" : "") \(effect)"
  }
}
