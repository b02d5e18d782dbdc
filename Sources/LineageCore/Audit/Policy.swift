/// Who asks, what is allowed to them, and what counts how much.
public struct AuditPolicy: Hashable, Sendable {
  /// Whether the terms of a base bind an adapter of it.
  public enum Adapters: String, CaseIterable, Sendable, Codable {
    /// Contracts bind; where copyright alone would have to, it is open.
    case basis
    /// Always.
    case bind
    /// It is open.
    case warn
    /// Never.
    case ignore
  }

  /// Facts about who asks.
  public var context = AuditContext()
  /// Licenses that are allowed; empty for all that are not denied.
  public var allow: [LicensePattern] = []
  /// Licenses that are denied.
  public var deny: [LicensePattern] = []
  /// Licenses that somebody has to look at.
  public var review: [LicensePattern] = []
  /// Levels that differ from the rules' own, by rule id; nil turns a rule off.
  public var levels: [String: Finding.Level?] = [:]
  /// Stance on adapters.
  public var adapters = Adapters.basis
  /// Findings less sure than this, 0...1, are for review.
  public var minimumConfidence = 0.5
  /// The level from which a finding fails the audit.
  public var failOn = Finding.Level.error
  /// Findings that somebody has accepted.
  public var waivers: [Waiver] = []

  /// The stance without a policy file.
  public init() {}
}

/// Facts about who asks; what is not known stays nil and is never assumed.
public struct AuditContext: Hashable, Sendable {
  /// What is done with the model: `host`, `distribute`, `internal`.
  public var role: Role?
  /// Whether the use is commercial.
  public var commercial: Bool?
  /// Users in a month.
  public var monthlyUsers: Int?
  /// Revenue in a year, US dollars.
  public var annualRevenue: Int?
  /// Where it is used and distributed: ISO 3166 codes, upper case.
  public var territory: [String] = []
  /// Fields of use, such as `military`, `medical`, `chat`.
  public var uses: [String] = []
  /// Whether other models are trained with it or its outputs.
  public var trainsOtherModels: Bool?

  /// What is done with a model.
  public enum Role: String, CaseIterable, Sendable, Codable {
    case host, distribute
    case `internal`
  }

  /// Nothing is known.
  public init() {}
}

/// A license, a category (`category:research`) or a name as one licensor uses it (`modified-mit@mistralai`).
public struct LicensePattern: Hashable, Sendable {
  /// As written.
  public let text: String
  private let category: LicenseCategory?
  private let id: TextGlob
  private let owner: TextGlob?

  /// A pattern; `*` in an id or owner is any run of characters.
  public init(_ text: String) {
    self.text = text
    let word = text.lowercased()
    category = word.hasPrefix("category:") ? LicenseCategory(rawValue: String(word.dropFirst(9))) : nil
    let parts = text.split(separator: "@", maxSplits: 1)
    id = TextGlob(parts.first.map(String.init) ?? "")
    owner = parts.count > 1 ? TextGlob(String(parts[1])) : nil
  }

  /// The category a pattern names is none, or it is empty.
  public var isMeaningless: Bool {
    text.isEmpty || (text.lowercased().hasPrefix("category:") && category == nil)
  }

  /// Whether it means a license.
  public func matches(_ license: License) -> Bool {
    if text.lowercased().hasPrefix("category:") { return license.category == category }
    if let owner, !license.owners.contains(where: owner.matches) { return false }
    return id.matches(license.id) || id.matches(license.spdx) || license.names.contains { id.matches($0) }
  }
}

/// Findings that somebody has accepted, until a day.
public struct Waiver: Hashable, Sendable {
  /// Why a finding may be accepted.
  public enum Reason: String, CaseIterable, Sendable, Codable {
    case licenseAcquired = "LICENSE_ACQUIRED"
    case notDistributed = "NOT_DISTRIBUTED"
    case wronglyReported = "WRONGLY_REPORTED"
    case notBinding = "NOT_BINDING"
    case beingFixed = "BEING_FIXED"
    case riskAccepted = "RISK_ACCEPTED"
  }
  /// Its own id.
  public let id: String
  /// The rule, or `*` for all.
  public let rule: String
  /// A glob on the model.
  public let model: TextGlob
  /// A glob on the origin; nil for any.
  public let ancestor: TextGlob?
  /// Why.
  public let reason: Reason
  /// What shows it.
  public let justification: String
  /// Who decided.
  public let approver: String
  /// The last day on which it holds.
  public let expires: Day

  /// A waiver.
  public init(
    id: String, rule: String, model: String, ancestor: String? = nil, reason: Reason, justification: String,
    approver: String, expires: Day
  ) {
    (self.id, self.rule, self.model) = (id, rule, TextGlob(model))
    (self.ancestor, self.reason) = (ancestor.map { TextGlob($0) }, reason)
    (self.justification, self.approver, self.expires) = (justification, approver, expires)
  }

  /// Whether it is about a finding, expired or not.
  public func covers(rule: String, model: String, origin: String?) -> Bool {
    guard self.rule == "*" || self.rule == rule, self.model.matches(model) else { return false }
    guard let ancestor else { return true }
    return origin.map { ancestor.matches($0) } ?? false
  }

  /// Whether it still holds on a day; without a day it does not, because nobody can say.
  public func holds(on day: Day?) -> Bool { day.map { $0 <= expires } ?? false }
}
