/// Placeholder until merge.
public struct Alias: Hashable, Sendable {
  /// As written by others.
  public let alias: String
  /// The original.
  public let target: String
  /// One word.
  public let reason: String
  /// Where the fact is from.
  public let source: String
  /// A remark.
  public let note: String
  /// All parts.
  public init(alias: String, target: String, reason: String, source: String, note: String) {
    (self.alias, self.target, self.reason, self.source, self.note) = (alias, target, reason, source, note)
  }
}
