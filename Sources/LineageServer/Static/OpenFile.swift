import Foundation

/// A file or folder below a root, open for reading. Closed when nobody holds it any more.
final class OpenFile: Sendable {
  let descriptor: Int32
  let identity: FileIdentity
  let isFolder: Bool

  private init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      close(descriptor)
      return nil
    }
    self.descriptor = descriptor
    identity = FileIdentity(status)
    isFolder = status.st_mode & S_IFMT == S_IFDIR
    // A pipe or device in a site is not what somebody meant to publish.
    guard isFolder || status.st_mode & S_IFMT == S_IFREG else { return nil }
  }

  deinit { close(descriptor) }

  /// Opens what lies below a folder. Names are followed one by one and never through a symbolic link; where one is in
  /// the way, the whole path is resolved once and followed again if it ends inside the folder.
  ///
  /// Nil for what is not there, may not be read, lies outside, or has a hidden name on the way.
  static func open(below root: String, _ names: [String]) -> OpenFile? {
    switch walk(root, names) {
    case .found(let file): return file
    case .missing: return nil
    case .link:
      guard let top = resolved(root), let end = resolved(root + "/" + names.joined(separator: "/")),
        end == top || end.hasPrefix(top == "/" ? top : top + "/")
      else { return nil }
      let inside = end.dropFirst(top.count).split(separator: "/").map(String.init)
      guard case .found(let file) = walk(top, inside) else { return nil }
      return file
    }
  }

  /// Bytes from a place; nil if there are fewer, because the file was cut short.
  func read(_ range: Range<Int>) -> [UInt8]? {
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      while count < range.count {
        guard let base = buffer.baseAddress else { return }
        let got = pread(descriptor, base + count, range.count - count, off_t(range.lowerBound + count))
        if got < 0 && errno == EINTR { continue }
        guard got > 0 else { return }
        count += got
      }
    }
    return bytes.count == range.count ? bytes : nil
  }

  private enum Walk {
    case found(OpenFile)
    case missing
    case link
  }

  private static func walk(_ root: String, _ names: [String]) -> Walk {
    guard names.allSatisfy(isServed) else { return .missing }
    var here = Foundation.open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    for name in names {
      guard here >= 0 else { return .missing }
      // Without O_NONBLOCK a pipe would keep this thread waiting for its writer.
      let next = openat(here, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
      let failure = errno
      close(here)
      if next < 0, failure == ELOOP { return .link }
      here = next
    }
    guard here >= 0, let file = OpenFile(descriptor: here) else { return .missing }
    return .found(file)
  }

  /// Whether a name may be part of an address: hidden files are not for visitors, and neither is the catalog with what
  /// SQLite keeps beside it.
  private static func isServed(_ name: String) -> Bool {
    !name.isEmpty && !name.hasPrefix(".") && !name.contains("/") && !name.contains("\\")
      && !name.utf8.contains(0) && !name.lowercased().hasPrefix("lineage.db")
  }

  private static func resolved(_ path: String) -> String? {
    guard let text = realpath(path, nil) else { return nil }
    defer { free(text) }
    return String(cString: text)
  }
}
