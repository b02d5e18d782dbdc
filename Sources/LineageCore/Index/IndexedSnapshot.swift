/// One ingest, indexed: everything the catalog stores and the site shows.
public struct IndexedSnapshot: Sendable {
  /// The graph of parents as declared.
  public let written: LineageIndex
  /// The graph with copies and former names replaced. It shares its columns with ``written``.
  public let resolved: LineageIndex
  /// Facts of the graph as declared.
  public let writtenFacts: Facts
  /// Facts of the graph with aliases.
  public let resolvedFacts: Facts
  /// The families of the roots above each model, with aliases.
  public let familySets: FamilySets
  /// For every node its place in the order of names: the byte order of ids. ``IndexBuilder`` puts the nodes without
  /// an edge, two of three on the Hub, behind all others and leaves them as they were read.
  public let ranks: [UInt32]
  /// The inputs, in the order read.
  public let sources: [Source]
  /// Everything a maintainer should know, sorted by rule (in the order of ``FindingRule/all``), then source,
  /// line and subject.
  public let findings: [Finding]
  /// The alias knowledge that was used.
  public let aliases: [Alias]

  /// The parts of one ingest; the family sets and the ranks are computed unless given.
  public init(
    written: LineageIndex, resolved: LineageIndex, writtenFacts: Facts, resolvedFacts: Facts,
    sources: [Source], findings: [Finding], aliases: [Alias], familySets: FamilySets? = nil,
    ranks: [UInt32]? = nil
  ) {
    (self.written, self.resolved) = (written, resolved)
    (self.writtenFacts, self.resolvedFacts) = (writtenFacts, resolvedFacts)
    self.familySets = familySets ?? FamilySets(resolved)
    self.ranks = ranks ?? resolved.models.ranks()
    (self.sources, self.findings, self.aliases) = (sources, findings, aliases)
  }

  /// The index of one of the two graphs.
  public subscript(identity: Identity) -> LineageIndex { identity == .written ? written : resolved }
}
