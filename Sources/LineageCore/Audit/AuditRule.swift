/// A rule of the license audit, as a value: the report, `--explain`, the help and the documentation come from ``all``.
public struct AuditRule: Sendable {
  /// Stable id, `LIC001`.
  public let id: String
  /// What a finding says, in a few words.
  public let title: String
  /// What a finding means by default.
  public let verdict: Verdict
  /// How much a finding matters by default.
  public let level: Finding.Level
  /// When it fires, why, and when it does not.
  public let explanation: String
  /// What to do about it. `{origin}`, `{license}`, `{declared}`, `{model}` and the like stand for the finding's own.
  public let fix: String
  /// Finds what is wrong in one situation; the rule itself is handed in.
  private let check: @Sendable (AuditSituation, AuditRule) -> [RuleHit]

  init(
    _ id: String, _ title: String, _ verdict: Verdict, _ level: Finding.Level, explanation: String,
    fix: String,
    check: @escaping @Sendable (AuditSituation, AuditRule) -> [RuleHit]
  ) {
    (self.id, self.title, self.verdict, self.level) = (id, title, verdict, level)
    (self.explanation, self.fix, self.check) = (explanation, fix, check)
  }

  /// What the rule finds in one situation.
  func hits(in situation: AuditSituation) -> [RuleHit] { check(situation, self) }

  /// Every rule, in the order of ids.
  public static let all: [AuditRule] = [
    commercialBelowNonCommercial, communityDropped, useRestrictionsDropped, shareAlikeBroken, noDerivatives,
    unsatisfiableMerge, undeclaredBelowObligations, unknownLicense, otherVersion, namePrefix, displayMark,
    licenseCopy, outputsOfAnother, limits, territory, fieldOfUse, tagAgainstText, changedUpstream,
    restrictionOverCopyleft, missingParent, trainingData, noticeOfPermissive, deniedByPolicy,
  ]

  /// The rule with that id; letter case does not matter.
  public static func named(_ id: String) -> AuditRule? { all.first { $0.id == id.uppercased() } }

  /// A note that a waiver has expired. It is no rule of its own: the finding it covered is back.
  public static let expiredWaiver = "LIC900"
}

/// What one rule found in one situation.
struct RuleHit: Hashable, Sendable {
  /// How the license reaches the model.
  enum Way: UInt8, Hashable, Sendable {
    case bound, disputed, outputs, own
  }
  /// The license whose term it is about; nil for what is about the model alone.
  var license: LicenseCode?
  /// The second of a pair that cannot be met together, or the label that should be another.
  var other: LicenseCode?
  var terms: LicenseTerm
  var verdict: Verdict
  var level: Finding.Level
  var way: Way
  /// It could not be seen, so it may well be met.
  var isUnseen = false
  /// What the sentence adds: a number, a mark, a place.
  var detail = ""
}

/// What a rule may look at.
struct AuditSituation {
  let table: LicenseTable
  let policy: AuditPolicy
  /// What counts as the model's license: what its files were recognised as, else what the card says.
  let declared: ResolvedLicense
  /// What the card says.
  let labelled: ResolvedLicense
  let inherited: Inherited
  /// Bit n: there is a parent by the relation with raw value n.
  let relations: UInt16
  /// Bit n: the model's name begins as `table.prefixes[n]` asks, or as the original's does.
  let prefixes: UInt64
  /// What the model's own files hold, if they were read.
  let files: RepositoryFiles?

  /// The licenses it declares.
  var own: LicenseSet { declared.codes }
  /// It declares something that is known.
  var isDeclared: Bool { own.contains { !table[$0].isUnknown } }
  /// It declares nothing at all, or nothing was read.
  var isUndeclared: Bool {
    own.allSatisfy { [table.noneDeclared, table.notRead, table.notInSnapshot].contains($0) }
  }
  var hasParents: Bool { relations != 0 }
  /// Every edge to a parent is a copy or conversion.
  var isConversion: Bool {
    hasParents
      && relations & ~(1 << UInt16(Relation.quantized.rawValue) | 1 << UInt16(Relation.mirror.rawValue)) == 0
  }
  /// Every edge to a parent is a copy of the same weights.
  var isMirror: Bool { relations == 1 << UInt16(Relation.mirror.rawValue) }

  /// The licenses that reach it with all their terms, and how; bound ones first.
  var upstream: [(code: LicenseCode, way: RuleHit.Way)] {
    inherited.bound.map { ($0, .bound) }
      + inherited.disputed.subtracting(inherited.bound).map { ($0, .disputed) }
  }

  /// A hit by a license from above. Where it is open whether the license binds, the verdict is conditional and the
  /// level at most a warning.
  func hit(
    _ rule: AuditRule, _ code: LicenseCode, _ way: RuleHit.Way, _ terms: LicenseTerm,
    level: Finding.Level? = nil, verdict: Verdict? = nil, other: LicenseCode? = nil, detail: String = ""
  ) -> RuleHit {
    let isOpen = way == .disputed
    let verdict = verdict ?? rule.verdict
    return RuleHit(
      license: code, other: other, terms: terms,
      verdict: isOpen && verdict > .unknown ? .conditional : verdict,
      level: isOpen ? min(level ?? rule.level, .warning) : level ?? rule.level, way: way, detail: detail)
  }
}

/// What the files of a repository hold.
public struct RepositoryFiles: Hashable, Sendable {
  /// Text of the card; nil if it was not read.
  public var card: String?
  /// Names of all files; nil if they were not listed.
  public var names: [String]?
  /// Text of the license file; nil if there is none or it was not read.
  public var licenseText: String?
  /// The datasets it was trained on, as its card names them.
  public var datasets: [Dataset] = []

  /// One dataset.
  public struct Dataset: Hashable, Sendable {
    /// Its id.
    public let id: String
    /// Its license label, if its own card was read; else the table of licenses may know it.
    public let license: String?

    /// A dataset, under a license label if one is known.
    public init(id: String, license: String? = nil) { (self.id, self.license) = (id, license) }
  }

  /// Nothing was read.
  public init(card: String? = nil, names: [String]? = nil, licenseText: String? = nil) {
    (self.card, self.names, self.licenseText) = (card, names, licenseText)
  }
}
