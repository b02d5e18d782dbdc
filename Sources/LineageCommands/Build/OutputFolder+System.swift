import Foundation

/// Folders and files through the system's own calls: their reasons are exact, and the same in every language.
extension OutputFolder {
  /// Makes a folder and those above it; one that is there is fine.
  ///
  /// - Throws: A failure with status 2 and the system's reason.
  static func makeFolder(_ path: String) throws {
    if mkdir(path, 0o777) == 0 || isFolder(path) { return }
    let parent = URL(fileURLWithPath: path).deletingLastPathComponent().path
    guard errno == ENOENT, parent != path else { throw unwritable(path, errno) }
    try makeFolder(parent)
    guard mkdir(path, 0o777) == 0 || isFolder(path) else { throw unwritable(path, errno) }
  }

  /// Writes a file that is not there yet.
  ///
  /// - Throws: A failure with status 2 and the system's reason.
  static func writeFile(_ bytes: UnsafeRawBufferPointer, to path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw unwritable(path, errno) }
    var start = 0
    while start < bytes.count {
      let written = Foundation.write(
        descriptor, bytes.baseAddress.map { $0 + start }, bytes.count - start)
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else {
        let reason = errno
        close(descriptor)
        throw unwritable(path, reason)
      }
      start += written
    }
    // Some file systems say only here that there was no room.
    guard close(descriptor) == 0 else { throw unwritable(path, errno) }
  }

  /// Gives a file a second name if it has these bytes and is as a build leaves it: an ordinary file of ours under
  /// this one name, with the rights of a new one.
  static func link(_ path: String, to target: String, ifEqualTo bytes: [UInt8]) -> Bool {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode == newFileMode,
      status.st_nlink == 1, status.st_uid == geteuid(), Int(status.st_size) == bytes.count
    else { return false }
    let isEqual = withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = read(descriptor, buffer.baseAddress, min(buffer.count, rest.count))
        guard count > 0, rest.prefix(count).withUnsafeBytes({ memcmp($0, buffer, count) == 0 }) else {
          return false
        }
        rest = rest.dropFirst(count)
      }
      return true
    }
    return isEqual && Foundation.link(path, target) == 0
  }

  /// The failure for a place that cannot be written, with the system's reason.
  static func unwritable(_ path: String, _ reason: Int32) -> CommandFailure {
    CommandFailure(
      .usage, subject: path, "\(printable(path)) cannot be written: \(String(cString: strerror(reason)))",
      hint: "the previous output, if there was one, is as it was")
  }

  /// Kind and rights of a file that this process makes.
  private static let newFileMode: mode_t = {
    let mask = umask(0o077)
    umask(mask)
    return S_IFREG | 0o666 & ~mask
  }()

  private static func memcmp(_ a: UnsafeRawBufferPointer, _ b: UnsafeMutableRawBufferPointer, _ count: Int)
    -> Int32
  {
    guard let a = a.baseAddress, let b = b.baseAddress else { return count == 0 ? 0 : 1 }
    return Foundation.memcmp(a, b, count)
  }

  private static func isFolder(_ path: String) -> Bool {
    let reason = errno
    defer { errno = reason }
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
