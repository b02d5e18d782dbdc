// A code documents itself: `names` holds what every output prints of it.
// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation

/// What a license asks or forbids, as a set of codes: one bit a code.
///
/// A code says *that* a license has such a term; the words, numbers and names that belong to it (a threshold, a
/// mark, a territory) are on ``License``.
public struct LicenseTerm: OptionSet, Hashable, Sendable {
  /// One bit per code, in the order of ``names``.
  public let rawValue: UInt64

  /// The codes whose bits are set.
  public init(rawValue: UInt64) { self.rawValue = rawValue }

  private init(_ bit: Int) { rawValue = 1 << UInt64(bit) }
}

extension LicenseTerm {
  // What has to be done.
  public static let includeLicense = Self(0)
  public static let attribution = Self(1)
  public static let stateChanges = Self(2)
  public static let keepNotices = Self(3)
  public static let noticeFile = Self(4)
  public static let shareAlike = Self(5)
  public static let weakShareAlike = Self(6)
  public static let sameAgreement = Self(7)
  public static let sourceDisclosure = Self(8)
  public static let networkSource = Self(9)
  public static let passUseRestrictions = Self(10)
  public static let bindRecipients = Self(11)
  public static let displayMark = Self(12)
  public static let displayMarkIfLarge = Self(13)
  public static let namePrefix = Self(14)
  public static let keepDocumentation = Self(15)
  public static let discloseGenerated = Self(16)
  public static let creditInPublications = Self(17)
  public static let useLatestVersion = Self(18)
  public static let registerIfCommercial = Self(19)
  public static let contentFilters = Self(20)
  public static let royalty = Self(21)
  // What may not be done.
  public static let nonCommercial = Self(22)
  public static let researchOnly = Self(23)
  public static let noDerivatives = Self(24)
  public static let useRestrictions = Self(25)
  public static let acceptableUse = Self(26)
  public static let fieldOfUse = Self(27)
  public static let noFurtherRestrictions = Self(28)
  public static let noTrainingOthers = Self(29)
  public static let outputsCaptured = Self(30)
  public static let outputsMarked = Self(31)
  public static let outputsRestricted = Self(32)
  public static let noEndorsement = Self(33)
  public static let noSublicense = Self(34)
  public static let noHosting = Self(35)
  public static let noCompeting = Self(36)
  public static let noReverseEngineering = Self(37)
  public static let keepGuardrails = Self(38)
  public static let noStandaloneSale = Self(39)
  public static let frameworkOnly = Self(40)
  public static let computationalUseOnly = Self(41)
  public static let entityExclusion = Self(42)
  // What depends on who asks.
  public static let userLimit = Self(43)
  public static let revenueLimit = Self(44)
  public static let volumeLimit = Self(45)
  public static let businessGate = Self(46)
  public static let territory = Self(47)
  // What the licensor keeps.
  public static let endsOnLitigation = Self(48)
  public static let revocable = Self(49)
  public static let remoteRestriction = Self(50)
  public static let licensorMayChange = Self(51)
  public static let licensorOwnsDerivatives = Self(52)
  public static let licensorOwnsOutputs = Self(53)
  public static let exportControl = Self(54)
  public static let indemnify = Self(55)
  // What is not known.
  public static let unknownTerms = Self(56)
}

extension LicenseTerm {
  /// Every code with its name and what it means, in the order of their bits.
  public static let names: [(code: String, meaning: String)] = [
    ("include-license", "pass on a copy of the license or agreement"),
    ("attribution", "keep the copyright line or give credit"),
    ("state-changes", "say what was changed"),
    ("keep-notices", "keep notices that came with it"),
    ("notice-file", "add a Notice file with a prescribed sentence"),
    ("share-alike", "put derivatives under the same or a compatible license"),
    ("weak-share-alike", "keep the covered parts under the same license"),
    ("same-agreement", "pass derivatives on under the same agreement only"),
    ("source-disclosure", "offer the source"),
    ("network-source", "offer the source to users over a network as well"),
    ("pass-use-restrictions", "bind everyone downstream to the use restrictions"),
    ("bind-recipients", "bind recipients to the agreement"),
    ("display-mark", "show a prescribed mark"),
    ("display-mark-if-large", "show a mark above a number of users or a revenue"),
    ("name-prefix", "begin the model's name with a prescribed word"),
    ("keep-documentation", "keep or improve the model documentation"),
    ("disclose-generated", "disclose that content is machine-made"),
    ("credit-in-publications", "give credit in publications"),
    ("use-latest-version", "make reasonable efforts to use the latest version"),
    ("register-if-commercial", "register before commercial use"),
    ("content-filters", "use content filters"),
    ("royalty", "pay a royalty above a revenue"),
    ("non-commercial", "no commercial use"),
    ("research-only", "research use only"),
    ("no-derivatives", "changed versions may not be passed on"),
    ("use-restrictions", "listed uses are forbidden"),
    ("acceptable-use", "an acceptable use policy applies"),
    ("field-of-use", "named fields of use are forbidden"),
    ("no-further-restrictions", "no restriction may be added"),
    ("no-training-others", "may not be used to improve models of another line"),
    ("outputs-captured", "a model trained on outputs to imitate counts as a derivative"),
    ("outputs-marked", "a model trained on outputs owes a name or a mark"),
    ("outputs-restricted", "use of outputs is limited"),
    ("no-endorsement", "no use of names to endorse"),
    ("no-sublicense", "no sublicense"),
    ("no-hosting", "may not be offered as a service"),
    ("no-competing", "may not compete with the licensor"),
    ("no-reverse-engineering", "no reverse engineering"),
    ("keep-guardrails", "guardrails may not be removed"),
    ("no-standalone-sale", "may not be sold by itself"),
    ("framework-only", "only with a named framework"),
    ("computational-use-only", "computational use only"),
    ("entity-exclusion", "named persons or companies are excluded"),
    ("user-limit", "other terms above a number of users"),
    ("revenue-limit", "other terms above a revenue"),
    ("volume-limit", "other terms above a volume of output"),
    ("business-gate", "named kinds of business need a license of their own"),
    ("territory", "not licensed everywhere"),
    ("ends-on-litigation", "ends when you sue over it"),
    ("revocable", "may be revoked"),
    ("remote-restriction", "use may be restricted remotely"),
    ("licensor-may-change", "the licensor may change the terms"),
    ("licensor-owns-derivatives", "derivatives belong to the licensor"),
    ("licensor-owns-outputs", "outputs belong to the licensor"),
    ("export-control", "export and trade law is made a condition"),
    ("indemnify", "indemnify the licensor"),
    ("unknown-terms", "the terms are not known"),
  ]

  /// The code of that name; nil if there is none.
  public init?(code: some StringProtocol) {
    guard let bit = Self.names.firstIndex(where: { $0.code == code }) else { return nil }
    self.init(bit)
  }

  /// The names of the codes in the set, in the order of ``names``.
  public var codes: [String] {
    Self.names.indices.filter { rawValue >> UInt64($0) & 1 == 1 }.map { Self.names[$0].code }
  }

  /// What a single code means, in a few words; of several, that of the first.
  public var meaning: String {
    rawValue == 0 ? "" : Self.names[min(rawValue.trailingZeroBitCount, Self.names.count - 1)].meaning
  }

  /// The name of a single code; of several, that of the first; empty for none.
  public var code: String {
    rawValue == 0 ? "" : Self.names[min(rawValue.trailingZeroBitCount, Self.names.count - 1)].code
  }
}
