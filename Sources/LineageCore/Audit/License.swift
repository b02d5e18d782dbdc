/// What is known of one license.
public struct License: Hashable, Sendable {
  /// The key: the Hub's id where it has one.
  public var id: String
  /// Whether the Hub lists the id.
  public var isHubID = false
  /// Full name.
  public var name: String
  /// An id of the SPDX list, or a `LicenseRef-`, or `NOASSERTION`.
  public var spdx: String
  /// Key in ScanCode's license list, if it has one.
  public var scancode: String?
  /// Versions and siblings of one licensor share a family.
  public var family: String
  /// The coarse kind.
  public var category: LicenseCategory
  /// The label names a family of licenses and no variant.
  public var isFamily = false
  /// Whether commercial use is granted.
  public var commercial: CommercialUse
  /// Under which terms derivatives may be passed on.
  public var derivatives: DerivativeTerms
  /// What it asks and forbids.
  public var terms: LicenseTerm
  /// The numbers that belong to ``LicenseTerm/userLimit`` and its like.
  public var limits: [LicenseLimit] = []
  /// Forbidden fields of use.
  public var fields: [String] = []
  /// Regions that are excluded, as ISO 3166 codes or `EU`.
  public var excluded: [String] = []
  /// The exclusion holds for multimodal models alone.
  public var excludedForMultimodal = false
  /// Marks to show, any one of them.
  public var marks: [String] = []
  /// What the name of a derivative has to begin with.
  public var prefix: String?
  /// The prescribed sentence of the Notice file.
  public var notice: String?
  /// What it says of training on outputs.
  public var outputs: OutputTerms
  /// What it says of patents.
  public var patent: PatentTerms
  /// On what ground it reaches adapters.
  public var adapters: AdapterBasis
  /// Ids under which derivatives may be passed on as well.
  public var compatible: [String] = []
  /// The same, if the work allows later versions, which the Hub's id cannot say.
  public var compatibleIfLater: [String] = []
  /// Values of `license_name` that mean it.
  public var names: [String] = []
  /// Who can put a model under it; empty if anyone can.
  public var owners: [String] = []
  /// Parts of an address that mean it.
  public var links: [String] = []
  /// Words that its text contains, normalised.
  public var phrases: [String] = []
  /// Models that were under it and no longer are.
  public var former: [FormerLicense] = []
  /// First day of this version; nil if not known.
  public var from: Day?
  /// Where the facts come from.
  public var source: String
  /// Whether the text itself was read, and not what others say of it.
  public var wasRead = false
  /// How sure the record is.
  public var confidence: Certainty
  /// What else a reader should know.
  public var note: String?

  /// A license of which only the kind is known; the rest is filled in.
  public init(
    id: String, name: String, spdx: String, family: String, category: LicenseCategory,
    commercial: CommercialUse = .unknown, derivatives: DerivativeTerms = .notStated, terms: LicenseTerm = [],
    outputs: OutputTerms = .unknown, patent: PatentTerms = .unknown, adapters: AdapterBasis = .unknown,
    source: String = "", confidence: Certainty = .low
  ) {
    (self.id, self.name, self.spdx, self.family) = (id, name, spdx, family)
    (self.category, self.commercial, self.derivatives) = (category, commercial, derivatives)
    (self.terms, self.outputs, self.patent, self.adapters) = (terms, outputs, patent, adapters)
    (self.source, self.confidence) = (source, confidence)
  }

  /// No commercial use, or none beyond research.
  public var restrictsCommerce: Bool { !terms.isDisjoint(with: [.nonCommercial, .researchOnly]) }

  /// Nothing is known of its terms.
  public var isUnknown: Bool { category == .unknown }

  /// An agreement of a licensor that only the licensor can put a model under.
  public var isAgreement: Bool { !owners.isEmpty }

  /// Derivatives are bound to its terms in whole, by whatever mechanism.
  public var flowsDown: Bool {
    switch category {
    case .permissive, .unknown: false
    case .weakCopyleft, .copyleft, .rail, .community, .communityShareAlike, .noncommercial, .research,
      .noDerivatives, .proprietary:
      true
    }
  }
}

/// A number above which a license changes.
public struct LicenseLimit: Hashable, Sendable {
  /// What is counted.
  public enum Measure: String, CaseIterable, Sendable, Codable {
    /// Users in a month.
    case users
    /// Revenue.
    case revenue
    /// Tokens put out.
    case tokens
  }
  /// What happens above it.
  public enum Effect: String, CaseIterable, Sendable, Codable {
    case askForLicense = "ask-for-license"
    case noRights = "no-rights"
    case showMark = "show-mark"
    case royalty
  }
  /// What is counted.
  public let measure: Measure
  /// The greatest number that is still inside.
  public let value: Int
  /// Currency of a revenue, `USD` unless said otherwise.
  public let currency: String
  /// A revenue per month, not per year.
  public let isMonthly: Bool
  /// Counted on the day of the release and never again.
  public let isAtRelease: Bool
  /// What happens above it.
  public let effect: Effect

  /// A limit.
  public init(
    _ measure: Measure, _ value: Int, currency: String = "USD", isMonthly: Bool = false,
    isAtRelease: Bool = false, effect: Effect
  ) {
    (self.measure, self.value, self.currency) = (measure, value, currency)
    (self.isMonthly, self.isAtRelease, self.effect) = (isMonthly, isAtRelease, effect)
  }
}

/// Models that were under a license once.
public struct FormerLicense: Hashable, Sendable {
  /// A glob on `owner/name`; `*` is any run of characters.
  public let models: String
  /// The last day, where it is known.
  public let until: Day?

  /// Models by a glob.
  public init(models: String, until: Day? = nil) { (self.models, self.until) = (models, until) }
}
