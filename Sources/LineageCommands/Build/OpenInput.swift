import Foundation

/// One input of a build, open for reading.
final class OpenInput: Sendable {
  /// Its name in reports.
  let name: String
  private let descriptor: Int32
  /// What the file was when it was opened; nil for what is no regular file, like a pipe.
  private let opened: State?

  /// What tells that a file was written to.
  private struct State: Equatable {
    let size: Int
    let seconds: Int
    let nanoseconds: Int
  }

  /// - Throws: A failure with status 3 if the file cannot be opened.
  init(_ file: InputFile) throws {
    name = file.name
    let isStandardInput = file.path == "-"
    descriptor = isStandardInput ? dup(STDIN_FILENO) : Foundation.open(file.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw CommandFailure(
        .input, subject: file.path,
        "\(printable(file.path)) cannot be read: \(String(cString: strerror(errno)))")
    }
    // Where standard input is a file, it need not be at its beginning.
    opened = isStandardInput ? nil : Self.state(of: descriptor)
  }

  deinit { close(descriptor) }

  /// Size in bytes; nil if it can only be read to its end.
  var size: Int? { opened?.size }

  /// Whether the file was written to since it was opened.
  var hasChanged: Bool { opened != nil && Self.state(of: descriptor) != opened }

  /// What is said of a file that was.
  static let changed = "the file changed while it was read"

  /// Fills a buffer with what comes next; 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    try Self.repeated { Foundation.read(descriptor, buffer.baseAddress, buffer.count) }
  }

  /// Fills a buffer with what stands at a place; 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer, at place: Int) throws -> Int {
    try Self.repeated { pread(descriptor, buffer.baseAddress, buffer.count, off_t(place)) }
  }

  private static func repeated(_ call: () -> Int) throws -> Int {
    while true {
      let count = call()
      if count >= 0 { return count }
      if errno != EINTR { throw ReadFailure(reason: String(cString: strerror(errno))) }
    }
  }

  private static func state(of descriptor: Int32) -> State? {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    return State(size: Int(status.st_size), seconds: Int(time.tv_sec), nanoseconds: Int(time.tv_nsec))
  }
}

/// The system's reason for a failed reading.
struct ReadFailure: Error, CustomStringConvertible {
  let reason: String
  var description: String { reason }
}
