/// What ``IndexBuilder`` does, in this order.
public enum IndexStep: String, CaseIterable, Sendable {
  /// Nodes get their final numbers.
  case numbering
  /// Names and attributes are put in that order.
  case columns
  /// Both graphs, with their facts.
  case graphs
}
