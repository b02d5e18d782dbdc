import Foundation

/// What tells one state of a file from another without reading it: a file that is replaced has another number, one that
/// is written in place another time.
struct FileIdentity: Hashable, Sendable {
  let device: UInt64
  let number: UInt64
  let size: Int
  /// Nanoseconds since 1970.
  let modified: Int64
  /// Nanoseconds since 1970 of the last change of any kind, which no program can set back.
  let changed: Int64

  init(_ status: stat) {
    device = UInt64(status.st_dev)
    number = UInt64(status.st_ino)
    size = Int(status.st_size)
    modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
    changed = Int64(status.st_ctim.tv_sec) * 1_000_000_000 + Int64(status.st_ctim.tv_nsec)
  }

  /// Of the file that a path names now; nil if there is none.
  init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  /// Whole seconds since 1970, as HTTP tells it.
  var modifiedSeconds: Int { Int(modified / 1_000_000_000) }
}
