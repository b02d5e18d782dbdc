/// Counts of one graph: what `lineage facts` prints. The JSON keys are the coding keys.
public struct Facts: Hashable, Sendable, Codable {
  /// Models of the snapshot.
  public var models = 0
  /// Models with at least one parent.
  public var modelsWithParent = 0
  /// Models and ghosts with at least one edge.
  public var nodesWithEdges = 0
  /// Models without an edge.
  public var isolatedModels = 0
  /// Distinct child-parent pairs.
  public var edges = 0
  /// Edges by relation word.
  public var edgesByRelation: [String: Int] = [:]
  /// References as declared.
  public var declaredEdges = 0
  /// See ``IngestCounts/duplicates``.
  public var duplicates = 0
  /// See ``IngestCounts/selfLoops``.
  public var selfLoops = 0
  /// See ``IngestCounts/caseFixed``.
  public var caseFixed = 0
  /// See ``IngestCounts/aliasRewritten``.
  public var aliasRewritten = 0
  /// See ``IngestCounts/invalidParents``.
  public var invalidParents = 0
  /// See ``IngestCounts/invalidModels``.
  public var invalidModels = 0
  /// Pairs declared with two relations.
  public var conflicts = 0
  /// Those pairs, (child, parent), sorted.
  public var conflictPairs: [[String]] = []
  /// See ``IngestCounts/caseGroups``.
  public var caseGroups = 0
  /// Parents that are not in the snapshot.
  public var ghosts = 0
  /// Edges to them.
  public var edgesToGhosts = 0
  /// Models and ghosts with at least one child.
  public var parentsDistinct = 0
  /// Nodes with an edge and no parent.
  public var roots = 0
  /// Nodes with an edge and no child.
  public var leaves = 0
  /// Models with several parents.
  public var multiParent = 0
  /// The most parents of one model.
  public var maxParents = 0
  /// The models that have so many, sorted.
  public var maxParentsModels: [String] = []
  /// Models by number of parents.
  public var parentsHistogram: [String: Int] = [:]
  /// The cycles, each sorted, the list sorted.
  public var cycles: [[String]] = []
  /// Cycles without a parent outside.
  public var rootCycles = 0
  /// Weakly connected components among the nodes with edges.
  public var weakComponents = 0
  /// Nodes in the largest of them.
  public var largestWeakComponent = 0
  /// Edges of the longest chain, cycles collapsed.
  public var longestChainEdges = 0
  /// One such chain, root first.
  public var longestChainExample: [String] = []
  /// Nodes with edges by depth: the longest way from a root, in edges, cycles collapsed.
  public var depthHistogram: [String: Int] = [:]
  /// The 50 nodes with most children.
  public var topChildren: [CountedID] = []
  /// The 50 nodes with most distinct descendants.
  public var topDescendants: [CountedID] = []

  /// All zero.
  public init() {}

  enum CodingKeys: String, CodingKey {
    case models
    case modelsWithParent = "models_with_parent"
    case nodesWithEdges = "nodes_with_edges"
    case isolatedModels = "isolated_models"
    case edges
    case edgesByRelation = "edges_by_relation"
    case declaredEdges = "declared_edges"
    case duplicates
    case selfLoops = "self_loops"
    case caseFixed = "case_fixed"
    case aliasRewritten = "alias_rewritten"
    case invalidParents = "invalid_parents"
    case invalidModels = "invalid_models"
    case conflicts
    case conflictPairs = "conflict_pairs"
    case caseGroups = "case_groups"
    case ghosts
    case edgesToGhosts = "edges_to_ghosts"
    case parentsDistinct = "parents_distinct"
    case roots, leaves
    case multiParent = "multi_parent"
    case maxParents = "max_parents"
    case maxParentsModels = "max_parents_models"
    case parentsHistogram = "parents_histogram"
    case cycles
    case rootCycles = "root_cycles"
    case weakComponents = "weak_components"
    case largestWeakComponent = "largest_weak_component"
    case longestChainEdges = "longest_chain_edges"
    case longestChainExample = "longest_chain_example"
    case depthHistogram = "depth_histogram"
    case topChildren = "top_children"
    case topDescendants = "top_descendants"
  }
}

/// An id with a number, written as the JSON array `["owner/name", 12]`.
public struct CountedID: Hashable, Sendable, Codable {
  /// The id.
  public let id: String
  /// The number.
  public let count: Int

  /// An id with a number.
  public init(id: String, count: Int) { (self.id, self.count) = (id, count) }

  /// Reads the array.
  public init(from decoder: any Decoder) throws {
    var values = try decoder.unkeyedContainer()
    id = try values.decode(String.self)
    count = try values.decode(Int.self)
  }

  /// Writes the array.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.unkeyedContainer()
    try values.encode(id)
    try values.encode(count)
  }
}
