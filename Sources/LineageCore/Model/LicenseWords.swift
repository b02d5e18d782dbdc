/// The coarse kind of a license: what an auditor sorts by. What it asks in detail is in its terms.
public enum LicenseCategory: String, CaseIterable, Sendable, Codable {
  /// Keep notices; otherwise free.
  case permissive
  /// The covered parts stay under the license, what is added need not.
  case weakCopyleft = "weak-copyleft"
  /// Derivatives stay under the same or a compatible license.
  case copyleft
  /// Use restrictions that have to be passed on.
  case rail
  /// A vendor's agreement with commercial use under conditions.
  case community
  /// A vendor's agreement under which alone derivatives may be passed on.
  case communityShareAlike = "community-share-alike"
  /// No commercial use.
  case noncommercial
  /// Research alone.
  case research
  /// Changed versions may not be passed on.
  case noDerivatives = "no-derivatives"
  /// Other terms of a vendor.
  case proprietary
  /// A label that decides nothing.
  case unknown
}

/// Whether commercial use is granted.
public enum CommercialUse: String, CaseIterable, Sendable, Codable {
  /// Granted.
  case yes
  /// Not granted.
  case no
  /// Granted within limits or policies.
  case conditional
  /// Not known.
  case unknown
}

/// Under which terms a derivative may be passed on.
public enum DerivativeTerms: String, CaseIterable, Sendable, Codable {
  /// Under any terms, with the notices kept.
  case any
  /// Own terms for the derivative are allowed where they do not conflict.
  case ownTerms = "own-terms"
  /// Own terms for the own changes; the rest stays under the agreement.
  case ownChanges = "own-changes"
  /// The same or a compatible license.
  case compatible
  /// The same license or agreement.
  case same
  /// Not at all.
  case none
  /// The text says nothing, or it was not read.
  case notStated = "not-stated"
}

/// What a license says of training other models on outputs.
public enum OutputTerms: String, CaseIterable, Sendable, Codable {
  /// Nothing, or that it is free.
  case free
  /// The new model owes a name.
  case named
  /// The new model owes a mark.
  case marked
  /// A model trained to imitate is a derivative.
  case captured
  /// For non-commercial or research models alone.
  case restricted
  /// Not for models that compete.
  case forbiddenIfCompeting = "forbidden-if-competing"
  /// Not for models of another line.
  case forbidden
  /// The text was not read.
  case unknown
}

/// Whether patents are licensed.
public enum PatentTerms: String, CaseIterable, Sendable, Codable {
  /// A grant.
  case grant
  /// A grant that ends for who sues.
  case grantWithRetaliation = "grant-with-retaliation"
  /// Rights are granted without naming patents.
  case notNamed = "not-named"
  /// Held to be granted without words.
  case implied
  /// Expressly not granted.
  case excluded
  /// No word of patents.
  case none
  /// The text was not read.
  case unknown
}

/// On what ground a license reaches an adapter that carries no weight of its base.
public enum AdapterBasis: String, CaseIterable, Sendable, Codable {
  /// The text names adapters.
  case namesAdapters = "names-adapters"
  /// Duties begin with *using* the materials to make a model.
  case contractTrigger = "contract-trigger"
  /// The agreement's definition of a derivative covers it.
  case contractDefinition = "contract-definition"
  /// A definition of derivative works in the terms of copyright.
  case copyrightDefinition = "copyright-definition"
  /// Only if copyright does.
  case copyrightOnly = "copyright-only"
  /// The text was not read.
  case unknown

  /// Whether a contract reaches the adapter, so that no theory of derivative works is needed.
  public var isContract: Bool {
    switch self {
    case .namesAdapters, .contractTrigger, .contractDefinition: true
    case .copyrightDefinition, .copyrightOnly, .unknown: false
    }
  }
}

/// How sure the record of a license is.
public enum Certainty: String, CaseIterable, Sendable, Codable {
  case low, medium, high
}
