import Foundation

/// A new folder that belongs to this process for as long as it lives.
///
/// A lock says so, not a process number: numbers come again, and in containers that share a disk every build may
/// have the number 1. The system lets go of the lock when the process ends, however it ends.
final class FolderClaim: Sendable {
  /// Where the folder is.
  let path: String
  private let descriptor: Int32

  /// Makes a folder whose name begins with the prefix.
  ///
  /// - Throws: A failure with status 2 if the parent cannot be written.
  init(newFolderIn parent: String, prefix: String) throws {
    var number = 0
    while true {
      let path = parent + "/" + prefix + "\(getpid())" + (number == 0 ? "" : "-\(number)")
      number += 1
      if mkdir(path, 0o777) != 0 {
        // Somebody with the same process number has it: in another container, or dead and about to be removed.
        if errno == EEXIST && number < 10_000 { continue }
        throw OutputFolder.unwritable(parent, errno)
      }
      let descriptor = Foundation.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      if descriptor < 0 {
        let reason = errno
        if rmdir(path) != 0 && reason == ENOENT { continue }
        throw OutputFolder.unwritable(path, reason)
      }
      _ = flock(descriptor, LOCK_EX)
      if Self.exists(path, as: descriptor) {
        (self.path, self.descriptor) = (path, descriptor)
        return
      }
      // A build that looked for leftovers before the lock was there has removed the folder: then another one.
      close(descriptor)
    }
  }

  deinit { close(descriptor) }

  /// Removes the folders with that prefix whose process is gone.
  static func removeUnclaimed(in parent: String, prefix: String) {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    for entry in entries where entry.hasPrefix(prefix) {
      let path = parent + "/" + entry
      let descriptor = Foundation.open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { try? FileManager.default.removeItem(atPath: path) }
      close(descriptor)
    }
  }

  private static func exists(_ path: String, as descriptor: Int32) -> Bool {
    var (named, open) = (stat(), stat())
    return fstat(descriptor, &open) == 0 && stat(path, &named) == 0 && named.st_ino == open.st_ino
      && named.st_dev == open.st_dev
  }
}
