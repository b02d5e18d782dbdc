/// A list of models that somebody follows, such as "the official language models": the population `tracked`.
public struct TrackedList: Sendable, Hashable {
  /// The ids, as they are written in the list.
  public let ids: [String]

  /// A list of ids; they are compared without regard to letter case.
  public init(_ ids: [String]) { self.ids = ids }
}
