import Foundation

/// A client that sends exactly the bytes a test wants, over a socket of this machine.
public final class RawConnection: Sendable {
  private let descriptor: Int32

  /// A connection to a port.
  public init(port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port).bigEndian)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var patience = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    let outcome = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard outcome == 0 else { throw Failure(reason: "cannot connect: \(String(cString: strerror(errno)))") }
  }

  deinit { close(descriptor) }

  /// Why an exchange came to nothing.
  public struct Failure: Error {
    /// In words.
    public let reason: String

    /// For a reason.
    public init(reason: String) { self.reason = reason }
  }

  /// Sends a text.
  public func send(_ text: String) throws {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes {
        Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard sent > 0 else { throw Failure(reason: "cannot send: \(String(cString: strerror(errno)))") }
      rest = rest.dropFirst(sent)
    }
  }

  /// The next answer; `head` says that it has no body whatever its length.
  public func answer(head: Bool = false) throws -> HTTPText {
    var bytes: [UInt8] = []
    while !bytes.suffix(4).elementsEqual("\r\n\r\n".utf8) { bytes += try read(1) }
    var answer = try HTTPText(head: String(decoding: bytes, as: UTF8.self))
    guard !head, answer.status != 304, answer.status != 204 else { return answer }
    guard let length = answer["Content-Length"].flatMap({ Int($0) }) else {
      throw Failure(reason: "an answer without a length")
    }
    while answer.body.count < length { answer.body += try read(length - answer.body.count) }
    return answer
  }

  /// Whether the server ends the connection, with nothing more to say.
  public func isEnded() -> Bool { (try? read(1)) == nil && errno != EAGAIN }

  private func read(_ most: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: min(most, 1 << 16))
    errno = 0
    let count = recv(descriptor, &bytes, bytes.count, 0)
    guard count > 0 else { throw Failure(reason: count == 0 ? "ended" : String(cString: strerror(errno))) }
    return Array(bytes[..<count])
  }

  /// One request on a connection of its own.
  public static func ask(
    _ port: Int, _ target: String, method: String = "GET", _ fields: [String: String] = [:]
  ) throws -> HTTPText {
    let connection = try RawConnection(port: port)
    let lines = fields.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\r\n" }.joined()
    try connection.send(
      "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\(lines)\r\n")
    return try connection.answer(head: method == "HEAD")
  }
}

/// An answer as it came over the wire.
public struct HTTPText: Sendable {
  /// The status code.
  public let status: Int
  /// Fields in their order, names in lower case.
  public let fields: [(name: String, value: String)]
  /// What followed.
  public var body: [UInt8] = []

  init(head: String) throws {
    let lines = head.components(separatedBy: "\r\n")
    let words = lines[0].split(separator: " ")
    guard words.count >= 2, words[0] == "HTTP/1.1", let status = Int(words[1]) else {
      throw RawConnection.Failure(reason: "no status: \(lines[0])")
    }
    self.status = status
    fields = lines.dropFirst().compactMap { line in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      return (
        line[..<colon].lowercased(), line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      )
    }
  }

  /// The value of a field.
  public subscript(_ name: String) -> String? { fields.first { $0.name == name.lowercased() }?.value }

  /// The body as text.
  public var text: String { String(decoding: body, as: UTF8.self) }
}

/// Runs what waits for a socket on a thread of its own: the few threads that Swift's tasks share would all be waiting.
public func onThread<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result
{
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Swift.Result { try body() }) }
  }
}
