extension ReferenceRule {
  /// Nothing, or a word that stands for nothing.
  static let empty = ReferenceRule(finding: .emptyReference) { text in
    ["", "null", "none", "nil", "n/a", "~", "-", "[]", "{}"].contains(text.lowercased()) ? .rejected : nil
  }
}
