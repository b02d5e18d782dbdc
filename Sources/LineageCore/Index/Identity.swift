/// Which of the two graphs of a snapshot is meant.
public enum Identity: String, Sendable, Codable, CaseIterable {
  /// Parents exactly as declared (after repairs of spelling).
  case written
  /// Parents with known copies and former names replaced by the original.
  case resolved
}
