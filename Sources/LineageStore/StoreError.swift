/// Why a catalog cannot be written or read.
public enum StoreError: Error, Hashable, Sendable {
  /// There is no file at the path.
  case missing(path: String)
  /// The file is there but cannot be opened.
  case unreadable(path: String, detail: String)
  /// The file is something else, or empty.
  case notACatalog(path: String)
  /// The catalog was written by another version of the program.
  case otherVersion(path: String, found: Int, needed: Int)
  /// The file is a catalog, but cut short or altered.
  case damaged(path: String, detail: String)
  /// There is already a file where a catalog was to be written.
  case exists(path: String)
  /// The file could not be written: no space, no permission, no folder.
  case unwritable(path: String, detail: String)
  /// The snapshot contradicts itself and was not stored.
  case inconsistent(detail: String)
}

extension StoreError: CustomStringConvertible {
  /// One sentence, with what to do about it.
  public var description: String {
    switch self {
    case .missing(let path):
      "\(path): no such catalog; `lineage build` writes one"
    case .unreadable(let path, let detail):
      "\(path): cannot be opened (\(detail))"
    case .notACatalog(let path):
      "\(path): not a lineage catalog"
    case .otherVersion(let path, let found, let needed):
      "\(path): catalog of version \(found), this program reads version \(needed); run `lineage build` again"
    case .damaged(let path, let detail):
      "\(path): damaged catalog (\(detail)); run `lineage build` again"
    case .exists(let path):
      "\(path): exists already; a catalog is only ever written to a new file"
    case .unwritable(let path, let detail):
      "\(path): cannot be written (\(detail))"
    case .inconsistent(let detail):
      "the snapshot contradicts itself: \(detail)"
    }
  }
}
