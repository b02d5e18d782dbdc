/// A node of a graph: an index from 0 up to, but not including, the node count. The graph knows nothing else of it.
public struct NodeID: Hashable, Comparable, Sendable {
  /// Position in every array that has one entry per node.
  public let rawValue: UInt32

  /// The node at that position.
  @inlinable
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The node at that position.
  @inlinable
  public init(_ index: Int) { rawValue = UInt32(truncatingIfNeeded: index) }

  /// The position as an array index.
  @inlinable
  public var index: Int { Int(rawValue) }

  /// Whether `a` stands before `b` in every array that has one entry per node.
  @inlinable
  public static func < (a: NodeID, b: NodeID) -> Bool { a.rawValue < b.rawValue }
}
