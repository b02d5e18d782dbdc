/// The one-byte label of an edge. The graph carries it and never looks inside.
public struct EdgeKind: RawRepresentable, Hashable, Sendable {
  /// The label's bits.
  public let rawValue: UInt8

  /// A label of those bits.
  @inlinable
  public init(rawValue: UInt8) { self.rawValue = rawValue }
}
