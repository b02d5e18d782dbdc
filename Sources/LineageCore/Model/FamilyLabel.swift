/// Everything credit can be grouped by, for one family or one sub-family.
public struct FamilyLabel: Hashable, Sendable, Codable {
  /// Id of the family.
  public let family: String
  /// Id of the sub-family; a family without a fitting one is its own.
  public let subfamily: String
  /// The organisation that made it.
  public let developer: String
  /// Where that organisation is based.
  public let region: FamilyRegion
  /// What its models make.
  public let kind: FamilyKind

  /// A label, spelled out.
  public init(family: String, subfamily: String, developer: String, region: FamilyRegion, kind: FamilyKind) {
    (self.family, self.subfamily, self.developer) = (family, subfamily, developer)
    (self.region, self.kind) = (region, kind)
  }

  /// The label of a family as a whole.
  public init(_ family: Family) {
    self.init(
      family: family.id, subfamily: family.id, developer: family.developer, region: family.region,
      kind: family.kind)
  }

  /// The label of one of its sub-families.
  public init(_ subfamily: Subfamily, of family: Family) {
    self.init(
      family: family.id, subfamily: subfamily.id, developer: family.developer, region: family.region,
      kind: subfamily.kind)
  }
}

/// A ``FamilyLabel`` as one number: small enough to keep one per model.
public struct FamilyCode: Hashable, Sendable, Comparable {
  /// Index into the labels of the table that made the code.
  public let rawValue: UInt16

  /// The label at that index.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Order of the labels in their table: families in file order, each before its sub-families.
  public static func < (a: FamilyCode, b: FamilyCode) -> Bool { a.rawValue < b.rawValue }
}
