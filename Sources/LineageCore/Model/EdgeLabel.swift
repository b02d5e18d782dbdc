import LineageGraph

/// Relation and evidence of one edge, packed into the graph's one-byte ``EdgeKind``:
/// the relation in the low four bits, the evidence in the high four.
public struct EdgeLabel: Hashable, Sendable {
  /// What the child did to its parent.
  public let relation: Relation
  /// How the edge is known.
  public let evidence: Evidence

  /// An edge label; evidence defaults to what a card declares.
  public init(_ relation: Relation, _ evidence: Evidence = .declared) {
    self.relation = relation
    self.evidence = evidence
  }

  /// Unpacks a label; bits that name no relation or evidence read as unspecified and declared.
  public init(_ kind: EdgeKind) {
    relation = Relation(rawValue: kind.rawValue & 0xF) ?? .unspecified
    evidence = Evidence(rawValue: kind.rawValue >> 4) ?? .declared
  }

  /// The packed form.
  public var kind: EdgeKind { EdgeKind(rawValue: relation.rawValue | evidence.rawValue << 4) }
}
