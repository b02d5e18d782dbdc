import LineageGraph

/// A family as its page shows it.
public struct FamilySummary: Sendable {
  /// Stable id: `qwen`.
  public var id: String
  /// Name for readers: `Qwen`.
  public var name: String
  /// Who makes it; nil if its sub-families differ.
  public var developer: String?
  /// Where they are; nil if its sub-families differ.
  public var region: String?
  /// What the models do; nil if its sub-families differ.
  public var kind: String?
  /// Members by id rules, ghosts included.
  public var models = 0
  /// Distinct models that descend from a member and are none.
  public var derivatives = 0
  /// Direct derivatives of members by relation, members left out.
  public var byRelation: [RelationCount] = []
  /// Its parts, most derivatives first.
  public var subfamilies: [SubfamilySummary] = []
  /// Members without a parent, most derivatives first.
  public var roots: [ModelSummary] = []
  /// Members with most derivatives, in that order.
  public var top: [ModelSummary] = []
  /// Models outside the family that descend from it and that most others build on, in that order.
  public var hubs: [ModelSummary] = []
  /// Edges among ``top`` and ``hubs``, for the picture of a family without releases.
  public var links: [FamilyLink] = []
  /// Its releases, for the picture.
  public var overview = FamilyReleases()

  /// A family of which only the name is known yet.
  public init(id: String, name: String) { (self.id, self.name) = (id, name) }
}

/// A part of a family.
public struct SubfamilySummary: Sendable {
  /// Stable id: `qwen3`.
  public var id: String
  /// Who makes it.
  public var developer: String
  /// Where they are.
  public var region: String
  /// What the models do.
  public var kind: String
  /// Members.
  public var models: Int
  /// Distinct models that descend from a member and are none.
  public var derivatives: Int

  /// A part of a family.
  public init(id: String, developer: String, region: String, kind: String, models: Int, derivatives: Int) {
    (self.id, self.developer, self.region, self.kind) = (id, developer, region, kind)
    (self.models, self.derivatives) = (models, derivatives)
  }
}

/// A number of models by what was done to make them.
public struct RelationCount: Hashable, Sendable {
  /// What was done.
  public let relation: Relation
  /// How many.
  public let count: Int

  /// A number of models of one relation.
  public init(_ relation: Relation, _ count: Int) { (self.relation, self.count) = (relation, count) }
}

/// An edge between two models of a family.
public struct FamilyLink: Hashable, Sendable {
  /// The derived model.
  public let child: String
  /// What it is derived from.
  public let parent: String
  /// Relation and evidence.
  public let label: EdgeLabel

  /// An edge.
  public init(child: String, parent: String, label: EdgeLabel) {
    (self.child, self.parent, self.label) = (child, parent, label)
  }
}
