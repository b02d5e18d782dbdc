/// What can still be said of a reference without a slash, after aliases had their turn.
enum OwnerlessReference {
  /// `owner_name` if exactly one reading of it as `owner/name` is a present model.
  ///
  /// - Parameter present: The spelling of the present model with that id, without regard to case; nil if none.
  static func underscoreForSlash(_ text: String, present: (String) -> String?) -> String? {
    guard !text.contains("/") else { return nil }
    var hits: Set<String> = []
    for index in text.indices where text[index] == "_" {
      let candidate = text[..<index] + "/" + text[text.index(after: index)...]
      if ModelID.isValid(candidate), let hit = present(String(candidate)) { hits.insert(hit) }
    }
    return hits.count == 1 ? hits.first : nil
  }

  /// Why a text is no id.
  static func rule(for text: String) -> FindingRule {
    if text.contains("/") { return .invalidReference }
    return text.contains(where: \.isWhitespace) ? .productName : .ownerlessID
  }
}
