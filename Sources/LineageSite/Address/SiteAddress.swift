/// Where a model's page lives: `m/<owner>/<name>/`.
///
/// An id without exactly one slash between two parts (`gpt2`, a URL, a path on somebody's disk) lives whole
/// under the owner `~`.
public struct SiteAddress: Hashable, Sendable {
  /// The folder of the owner.
  public let owner: String
  /// The folder of the model.
  public let name: String

  /// The address of two folders.
  public init(owner: String, name: String) { (self.owner, self.name) = (owner, name) }

  /// The address that an id has as long as no other id differs from it in letter case alone.
  ///
  /// - Complexity: O(bytes).
  public init(plain id: String) {
    let parts = id.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    if parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty {
      owner = PathSegment.encode(String(parts[0]), of: id)
      name = PathSegment.encode(String(parts[1]), of: id)
    } else {
      owner = "~"
      name = PathSegment.encode(id, of: id)
    }
  }

  /// The id that has this plain address; nil for a cut segment or one that tells case twins apart.
  ///
  /// - Complexity: O(bytes).
  public var id: String? {
    guard let last = PathSegment.decode(name) else { return nil }
    if owner == "~" { return last }
    return PathSegment.decode(owner).map { $0 + "/" + last }
  }

  /// `m/<owner>/<name>/`, relative to the root of the site.
  public var folder: String { "m/" + owner + "/" + name + "/" }

  /// The form in which a file system without letter case compares addresses.
  var folded: String { folder.lowercased() }
}
