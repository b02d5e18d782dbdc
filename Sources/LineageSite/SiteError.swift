/// Why a page or a picture could not be made.
public enum SiteError: Error, Hashable, Sendable {
  /// Graphviz or one of its plugins is not installed; the payload says which.
  case graphvizUnavailable(String)
  /// The picture of this subject has more boxes or lines than a layout may have.
  case pictureTooLarge(subject: String, boxes: Int, lines: Int)
  /// Graphviz gave no layout for this subject; the detail is what it said.
  case layoutFailed(subject: String, detail: String)
  /// A template, a word or a style is missing or not well-formed.
  case invalidAsset(name: String, detail: String)
  /// No such page in this site.
  case unknownPage(path: String)
  /// The lineage of a model could not be read.
  case unreadableModel(id: String, detail: String)
}

extension SiteError: CustomStringConvertible {
  /// The sentence for a reader.
  public var description: String {
    switch self {
    case .graphvizUnavailable(let detail): "Graphviz is not available: \(detail)"
    case .pictureTooLarge(let subject, let boxes, let lines):
      "the picture of \(subject) is too large to lay out: \(boxes) boxes and \(lines) lines"
    case .layoutFailed(let subject, let detail): "Graphviz gave no layout for \(subject): \(detail)"
    case .invalidAsset(let name, let detail): "the site's \(name) cannot be used: \(detail)"
    case .unknownPage(let path): "the site has no page \(path)"
    case .unreadableModel(let id, let detail): "the lineage of \(id) could not be read: \(detail)"
    }
  }
}
