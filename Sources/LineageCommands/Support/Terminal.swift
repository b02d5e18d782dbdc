import Foundation
import Synchronization

/// The process's three streams. Results go to stdout, everything else to stderr.
enum Terminal {
  private static let buffer = Mutex<[UInt8]>([])

  /// Writes a line of result.
  static func out(_ text: String) { write(text + "\n") }

  /// Writes result text as it is; buffered until ``flush()`` or 64 KiB.
  static func write(_ text: String) {
    let failure = buffer.withLock { buffer in
      buffer.append(contentsOf: text.utf8)
      return buffer.count >= 65536 ? drain(&buffer) : nil
    }
    if let failure { end(failure) }
  }

  /// Writes what is buffered.
  static func flush() {
    if let failure = buffer.withLock({ drain(&$0) }) { end(failure) }
  }

  /// Writes a message line to stderr.
  static func error(_ text: String) {
    writeAll(Array((text + "\n").utf8), to: STDERR_FILENO)
  }

  /// Writes to stderr without ending the line.
  static func errorPart(_ text: String) { writeAll(Array(text.utf8), to: STDERR_FILENO) }

  /// Whether stderr is a terminal: only then progress moves.
  static let errorIsTerminal = isatty(STDERR_FILENO) == 1

  /// Whether results may be coloured: on a terminal, and never with `NO_COLOR`.
  static let outIsColoured: Bool =
    isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"].map(\.isEmpty) ?? true
    && ProcessInfo.processInfo.environment["TERM"] != "dumb"

  /// Columns of the terminal that results go to; elsewhere a width that reads well in a file.
  static let width: Int = {
    var size = winsize()
    guard isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0
    else {
      return 120
    }
    return Int(size.ws_col)
  }()

  /// A broken pipe and a file that may not grow become errors of the write, not signals that end the process.
  static func treatWriteSignalsAsErrors() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  /// Ends the process because stdout takes no more. A reader that closes the pipe early has what it wanted: that is
  /// success, without a word. A full disk is not.
  private static func end(_ failure: Int32) -> Never {
    guard failure != EPIPE else { _exit(ExitStatus.clean.rawValue) }
    CommandFailure(
      .usage, subject: "stdout", "the result cannot be written: \(String(cString: strerror(failure)))"
    ).print(asJSON: CommandLine.arguments.contains("--json"))
    _exit(ExitStatus.usage.rawValue)
  }

  /// Writes and empties the buffer; the system's reason if that failed.
  private static func drain(_ bytes: inout [UInt8]) -> Int32? {
    defer { bytes.removeAll(keepingCapacity: true) }
    return writeAll(bytes, to: STDOUT_FILENO)
  }

  @discardableResult
  private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
    var start = 0
    while start < bytes.count {
      let written = bytes[start...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { return errno }
      start += written
    }
    return nil
  }
}

/// Colours by meaning; plain text where colours are off.
enum Style: String {
  case bold = "1"
  case dim = "2"
  case warning = "33"
  case alert = "31"
  case relation = "36"

  func apply(_ text: String) -> String {
    Terminal.outIsColoured ? "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" : text
  }
}

/// Text from the data, made safe for a terminal: control characters and bidi overrides become visible.
func printable(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
  return text.unicodeScalars.map { isUnsafe($0) ? "\\u{\(String($0.value, radix: 16))}" : String($0) }
    .joined()
}

private func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0..<32, 127..<160, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
  default: false
  }
}
