extension ReferenceRule {
  /// `https://huggingface.co/owner/name`, also with `/tree/main` and the like behind it, `hf.co/...` and `hf://...`.
  /// A URL of another host names no repository here and is rejected as one.
  static let url = ReferenceRule(finding: .urlReference) { text in
    let folded = text.lowercased()
    var rest: Substring?
    for prefix in prefixes where folded.hasPrefix(prefix) { rest = text.dropFirst(prefix.count) }
    guard let rest else { return folded.contains("://") ? .rejected : nil }
    let path = rest.prefix { $0 != "?" && $0 != "#" }
    let parts = path.split(separator: "/")
    // Below owner/name only the Hub's own views may follow; anything else is another kind of page.
    guard parts.count == 2 || (parts.count > 2 && views.contains(parts[2].lowercased())),
      !sections.contains(parts[0].lowercased())
    else { return parts.count == 1 ? .repaired(String(parts[0])) : .rejected }
    return .repaired(parts[0] + "/" + parts[1])
  }

  private static let prefixes = [
    "https://huggingface.co/", "http://huggingface.co/", "https://www.huggingface.co/", "huggingface.co/",
    "https://hf.co/", "http://hf.co/", "hf.co/", "hf://",
  ]
  private static let views: Set<String> = ["tree", "blob", "resolve", "raw", "commit", "discussions"]
  private static let sections: Set<String> = ["datasets", "spaces", "collections", "papers", "docs", "blog"]
}
