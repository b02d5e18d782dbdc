/// What ``IndexBuilder`` does, in this order.
public enum IndexStep: String, CaseIterable, Sendable {
  /// Nodes get their final numbers.
  case numbering
  /// Names and attributes are put in that order.
  case columns
  /// Both graphs, with their facts.
  case graphs
}

/// Who wants to know how an index comes along.
public struct IndexObserver {
  /// Called before each step.
  public var begins: (IndexStep) -> Void
  /// Called when the ids of all nodes and their order are final.
  public var named: (_ names: TextTable, _ ranks: [UInt32]) -> Void
  /// Called when everything but the counts is known of each node, perhaps from another thread.
  public var described: @Sendable (_ models: ModelColumns, _ families: FamilySets) -> Void

  /// Does nothing where nothing is given.
  public init(
    begins: @escaping (IndexStep) -> Void = { _ in },
    named: @escaping (_ names: TextTable, _ ranks: [UInt32]) -> Void = { _, _ in },
    described: @escaping @Sendable (_ models: ModelColumns, _ families: FamilySets) -> Void = { _, _ in }
  ) {
    (self.begins, self.named, self.described) = (begins, named, described)
  }
}
