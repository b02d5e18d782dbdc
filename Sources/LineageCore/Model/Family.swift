/// A named set of model roots by one developer, such as Qwen, with the rules that recognise its members.
///
/// Membership is a statement about who made a model, not about what it is derived from: a fine-tune by a stranger
/// belongs to no family, its parent does.
public struct Family: Hashable, Sendable {
  /// Short key and group name, such as `qwen`; unique among families and sub-families.
  public let id: String
  /// Display name in English.
  public let english: String
  /// Display name in Korean; the English one where none is used.
  public let korean: String
  /// The organisation that made it.
  public let developer: String
  /// Where that organisation is based.
  public let region: FamilyRegion
  /// What its models make.
  public let kind: FamilyKind
  /// Month of the first release, `2023-08`, where it is known for certain.
  public let since: String?
  /// A page that shows who publishes the family.
  public let source: String?
  /// Rules of the family as a whole.
  public let rules: FamilyRules
  /// Versions and variants; a rule of theirs is also a rule of the family.
  public let subfamilies: [Subfamily]

  /// A family; the Korean name defaults to the English one.
  public init(
    id: String, english: String, korean: String? = nil, developer: String, region: FamilyRegion,
    kind: FamilyKind,
    since: String? = nil, source: String? = nil, rules: FamilyRules, subfamilies: [Subfamily] = []
  ) {
    (self.id, self.english, self.korean) = (id, english, korean ?? english)
    (self.developer, self.region, self.kind) = (developer, region, kind)
    (self.since, self.source) = (since, source)
    (self.rules, self.subfamilies) = (rules, subfamilies)
  }
}

/// A version or variant of a ``Family``, such as Qwen 2.5 or Qwen 2-VL.
public struct Subfamily: Hashable, Sendable {
  /// Short key and group name, such as `qwen2.5`; unique among families and sub-families.
  public let id: String
  /// Display name in English; the id where none was given.
  public let english: String
  /// Display name in Korean; the English one where none is used.
  public let korean: String
  /// What its models make: its own kind, or the family's.
  public let kind: FamilyKind
  /// Month of the first release, `2024-09`, where it is known for certain.
  public let since: String?
  /// Rules of the sub-family.
  public let rules: FamilyRules

  /// A sub-family; names default to the id.
  public init(
    id: String, english: String? = nil, korean: String? = nil, kind: FamilyKind, since: String? = nil,
    rules: FamilyRules
  ) {
    (self.id, self.english, self.korean) = (id, english ?? id, korean ?? english ?? id)
    (self.kind, self.since, self.rules) = (kind, since, rules)
  }
}

/// How members are recognised. Letter case never matters; `*` in a glob is any run of characters, also none.
public struct FamilyRules: Hashable, Sendable {
  /// Whole ids, stronger than any glob.
  public let exact: [String]
  /// Globs on `owner/name`.
  public let ids: [String]
  /// Globs on the bare name, any owner: weak evidence, for callers that ask for it.
  public let names: [String]

  /// Rules as they are written.
  public init(exact: [String] = [], ids: [String] = [], names: [String] = []) {
    (self.exact, self.ids, self.names) = (exact, ids, names)
  }
}
