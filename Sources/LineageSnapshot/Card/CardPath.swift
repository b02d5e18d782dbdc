import LineageCore

/// The id of a model whose card is a file: read from the file's path.
public enum CardPath {
  /// The id that a path means, relative to the folder that was given; nil if it means none.
  ///
  /// Understood: `owner/name/README.md`, `owner--name/README.md`, `owner__name.md`, `owner--name.md`, and the Hub
  /// client's cache, `models--owner--name/snapshots/<revision>/README.md`.
  public static func modelID(fromRelativePath path: String) -> String? {
    var parts = path.split(separator: "/").map(String.init).filter { $0 != "." }
    if let cached = parts.last(where: { $0.hasPrefix("models--") }) {
      return joined(String(cached.dropFirst("models--".count)))
    }
    guard let file = parts.popLast(), !parts.contains("..") else { return nil }
    let dot = file.lastIndex(of: ".") ?? file.endIndex
    let stem = String(file[..<dot])
    if stem.lowercased() != "readme" { return joined(stem) }
    guard let folder = parts.popLast() else { return nil }
    return joined(folder) ?? id(parts.last, folder)
  }

  /// `owner--name` and `owner__name`, split at the first separator.
  private static func joined(_ text: String) -> String? {
    let text = text.hasPrefix("models--") ? String(text.dropFirst("models--".count)) : text
    for separator in ["--", "__"] {
      if let range = text.firstRange(of: separator) {
        return id(String(text[..<range.lowerBound]), String(text[range.upperBound...]))
      }
    }
    return nil
  }

  private static func id(_ owner: String?, _ name: String) -> String? {
    guard let owner else { return nil }
    let id = owner + "/" + name
    return ModelID.isValid(id) ? id : nil
  }
}
