extension ReferenceRule {
  /// `{{ base_model }}`, `<base_model>`, `[More Information Needed]`: a card template that nobody filled in.
  static let placeholder = ReferenceRule(finding: .placeholder) { text in
    let folded = text.lowercased()
    let known = [
      "more information needed", "base_model", "base model hub identifier", "your-model",
      "username/model-name",
      "your-username/your-model", "owner/name",
    ]
    return folded.contains("{{") || folded.contains("${") || known.contains(folded) ? .rejected : nil
  }
}
