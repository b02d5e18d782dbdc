/// What the ingest counted on the way to one of the two graphs (shares definition, section 1).
///
/// `declared = edges + duplicates + selfLoops + invalidParents`.
public struct IngestCounts: Hashable, Sendable, Codable {
  /// References to parents, as declared.
  public var declared = 0
  /// References that repeat an edge.
  public var duplicates = 0
  /// References of a model to itself.
  public var selfLoops = 0
  /// References that are no id.
  public var invalidParents = 0
  /// Rows whose id is not of the form owner/name.
  public var invalidModels = 0
  /// Edges whose parent is spelled in another letter case.
  public var caseFixed = 0
  /// References that an alias replaced.
  public var aliasRewritten = 0
  /// Pairs declared with two relations, as (child, parent) ids, sorted.
  public var conflicts: [[String]] = []
  /// Groups of present models that differ only in case.
  public var caseGroups = 0

  /// Nothing counted yet.
  public init() {}
}
