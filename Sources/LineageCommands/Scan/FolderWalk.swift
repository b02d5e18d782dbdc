import Foundation

/// What stands directly in a folder, in byte order of the names.
struct FolderListing {
  /// Names of the folders in it that are no links.
  private(set) var folders: [String] = []
  /// Names of the files in it, and of links to files, as download caches have them.
  private(set) var files: [String] = []

  /// Lists a folder; hidden entries are passed over, and so is what is neither file nor folder.
  ///
  /// - Throws: The system's reason.
  init(_ path: String) throws {
    let entries = try FileManager.default.contentsOfDirectory(atPath: path)
    for entry in entries.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    where !entry.hasPrefix(".") {
      var status = stat()
      guard lstat(path + "/" + entry, &status) == 0 else { continue }
      let isLink = status.st_mode & S_IFMT == S_IFLNK
      guard stat(path + "/" + entry, &status) == 0 else { continue }
      switch status.st_mode & S_IFMT {
      case S_IFDIR where !isLink: folders.append(entry)
      case S_IFREG: files.append(entry)
      default: continue
      }
    }
  }
}

/// A file that is read in pieces from any place; closed when it is let go.
final class PlacedFile {
  private let descriptor: Int32
  /// Its size in bytes.
  let size: Int

  /// - Throws: The system's reason if it cannot be opened, or is no file.
  init(_ path: String) throws {
    // A pipe that was put in the file's place after it was listed must not stop the scan.
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    var status = stat()
    guard descriptor >= 0, fstat(descriptor, &status) == 0 else {
      if descriptor >= 0 { close(descriptor) }
      throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw POSIXError(.EINVAL)
    }
    size = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// Fills a buffer with the bytes at an offset and returns how many; less than asked only at the end.
  ///
  /// - Throws: The system's reason.
  func read(_ offset: Int, _ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    while true {
      let count = pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
      return count
    }
  }

  /// The first bytes, at most so many.
  func beginning(_ limit: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: min(size, limit))
    let filled = try bytes.withUnsafeMutableBytes { buffer in
      var filled = 0
      while filled < buffer.count {
        let more = try read(filled, UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
        guard more > 0 else { break }
        filled += more
      }
      return filled
    }
    return Array(bytes.prefix(filled))
  }
}
