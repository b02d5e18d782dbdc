import Foundation
import Synchronization

/// A Hub on this machine, over plain sockets: a list of models in pages and each model by its id, with a rate it
/// keeps count of and any fault a test wants.
public final class LoopbackHub: Sendable {
  /// A request as it came in.
  public struct Request: Sendable {
    /// Its number, from 0.
    public let number: Int
    /// Path and query as written.
    public let target: String
    /// Header fields by their names in lower case.
    public let headers: [String: String]

    /// The path without the query.
    public var path: String { String(target.prefix { $0 != "?" }) }

    /// The values of a name in the query, unescaped.
    public func values(_ name: String) -> [String] {
      (URLComponents(string: "http://hub" + target)?.queryItems ?? []).filter { $0.name == name }.compactMap(
        \.value)
    }
  }

  /// What to do with a request.
  public enum Reply: Sendable {
    /// What a Hub would answer.
    case normal
    /// An answer of the test's own.
    case answer(Int, [String: String] = [:], String = "")
    /// The connection is reset before an answer.
    case reset
    /// The Hub's answer, of which only so many bytes of the body come before the connection is closed.
    case cut(after: Int)
    /// The Hub's answer, a few bytes at a time, with so many milliseconds between them.
    case slow(milliseconds: Int)
  }

  /// The rate: so many requests in a window of so many seconds.
  public struct Rate: Sendable {
    let requests: Int
    let seconds: Double

    /// A rate.
    public init(requests: Int, seconds: Double) { (self.requests, self.seconds) = (requests, seconds) }
  }

  private struct State {
    var requests: [Request] = []
    var windowStart = 0.0
    var windowCount = 0
    var overruns = 0
  }

  private let listener: Int32
  private let models: [SyntheticModel]
  private let rate: Rate?
  private let now: @Sendable () -> Double
  private let reply: @Sendable (Request) -> Reply
  private let state = Mutex(State())
  /// Where it listens.
  public let endpoint: String

  /// A Hub with those models, at a port of the system's choice.
  ///
  /// - Parameter now: The seconds by which it counts the windows of its rate.
  /// - Throws: `POSIXError` if the system gives no socket.
  public init(
    _ models: [SyntheticModel], rate: Rate? = nil,
    reply: @escaping @Sendable (Request) -> Reply = { _ in .normal },
    now: @escaping @Sendable () -> Double = { Date().timeIntervalSince1970 }
  ) throws {
    (self.models, self.rate, self.now, self.reply) = (models, rate, now, reply)
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    let isOpen = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && listen(listener, 64) == 0
          && getsockname(listener, $0, &length) == 0
      }
    }
    guard listener >= 0, isOpen else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    endpoint = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))"
    Thread.detachNewThread { [self] in accept() }
  }

  /// Takes no further request.
  public func stop() {
    // The thread that accepts closes it: a number closed here might be another's socket when that thread next asks.
    shutdown(listener, Int32(SHUT_RDWR))
  }

  /// The requests so far.
  public var requests: [Request] { state.withLock(\.requests) }

  /// How many requests came beyond the rate.
  public var overruns: Int { state.withLock(\.overruns) }

  private func accept() {
    while true {
      let connection = Glibc.accept(listener, nil, nil)
      _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
      guard connection >= 0 else {
        close(listener)
        return
      }
      Thread.detachNewThread { [self] in
        serve(connection)
        close(connection)
      }
    }
  }

  private func serve(_ connection: Int32) {
    guard let (target, headers) = Self.readHead(connection) else { return }
    let (request, left, reset, isOver) = state.withLock { state in
      let request = Request(number: state.requests.count, target: target, headers: headers)
      state.requests.append(request)
      guard let rate else { return (request, 0, 0.0, false) }
      let now = now()
      if now - state.windowStart >= rate.seconds { (state.windowStart, state.windowCount) = (now, 0) }
      state.windowCount += 1
      let isOver = state.windowCount > rate.requests
      if isOver { state.overruns += 1 }
      return (
        request, max(0, rate.requests - state.windowCount), state.windowStart + rate.seconds - now, isOver
      )
    }
    var rateHeaders: [String: String] = [:]
    if let rate {
      rateHeaders["RateLimit"] = "\"api\";r=\(left);t=\(Int(reset.rounded(.up)))"
      rateHeaders["RateLimit-Policy"] =
        "\"fixed window\";\"api\";q=\(rate.requests);w=\(Int(rate.seconds.rounded(.up)))"
    }
    if isOver {
      Self.send(Self.text(429, rateHeaders, "{\"error\":\"too many requests\"}"), to: connection)
      return
    }
    func whole() -> [UInt8] {
      let (status, headers, body) = normal(request)
      return Self.text(status, headers.merging(rateHeaders) { $1 }, body)
    }
    switch reply(request) {
    case .normal: Self.send(whole(), to: connection)
    case .answer(let status, let headers, let body):
      Self.send(Self.text(status, headers.merging(rateHeaders) { old, _ in old }, body), to: connection)
    case .reset:
      var linger = linger(l_onoff: 1, l_linger: 0)
      setsockopt(
        connection, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
    case .cut(let count):
      let bytes = whole()
      let head = (bytes.firstRange(of: Array("\r\n\r\n".utf8))?.upperBound ?? 0) + count
      Self.send(Array(bytes.prefix(head)), to: connection)
    case .slow(let milliseconds):
      let bytes = whole()
      for piece in stride(from: 0, to: bytes.count, by: 64) {
        guard Self.send(Array(bytes[piece...].prefix(64)), to: connection) else { return }
        usleep(UInt32(milliseconds) * 1000)
      }
    }
  }

  private func normal(_ request: Request) -> (Int, [String: String], String) {
    let expand = Set(request.values("expand[]"))
    for name in expand where !SyntheticModel.fields.contains(name) {
      return (400, [:], "{\"error\":\"Invalid enum value\"}")
    }
    guard request.path == "/api/models" else {
      let id = String(request.path.dropFirst("/api/models/".count)).removingPercentEncoding ?? ""
      guard let model = models.first(where: { $0.id == id }) else {
        return (404, [:], "{\"error\":\"Repository not found\"}")
      }
      return (200, [:], model.json(expand))
    }
    let size = request.values("limit").first.flatMap { Int($0) } ?? 1000
    let start = request.values("cursor").first.flatMap { Int($0) } ?? 0
    guard start <= models.count else { return (400, [:], "{\"error\":\"no such place\"}") }
    let ordered = request.values("sort").first == "createdAt" ? models : models.reversed()
    let page = ordered[start...].prefix(size)
    var headers: [String: String] = [:]
    if page.endIndex < ordered.endIndex {
      var query = request.target.drop { $0 != "?" }.dropFirst().split(separator: "&").filter {
        !$0.hasPrefix("cursor=")
      }
      query.append("cursor=\(page.endIndex)")
      headers["Link"] = "<https://elsewhere.example/api/models?\(query.joined(separator: "&"))>; rel=\"next\""
    }
    return (200, headers, "[" + page.map { $0.json(expand) }.joined(separator: ",") + "]")
  }

  private static func text(_ status: Int, _ headers: [String: String], _ body: String) -> [UInt8] {
    var head = "HTTP/1.1 \(status) Test\r\nConnection: close\r\nContent-Type: application/json\r\n"
    for (name, value) in headers.sorted(by: { $0.key < $1.key }) { head += "\(name): \(value)\r\n" }
    return Array((head + "Content-Length: \(body.utf8.count)\r\n\r\n" + body).utf8)
  }

  @discardableResult
  private static func send(_ bytes: [UInt8], to connection: Int32) -> Bool {
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes {
        Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      start += count
    }
    return true
  }

  private static func readHead(_ connection: Int32) -> (String, [String: String])? {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4096)
    while bytes.firstRange(of: Array("\r\n\r\n".utf8)) == nil {
      let count = recv(connection, &piece, piece.count, 0)
      guard count > 0 else { return nil }
      bytes += piece.prefix(count)
    }
    let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
    let words = lines[0].split(separator: " ")
    guard words.count == 3 else { return nil }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(
        in: .whitespaces)
    }
    return (String(words[1]), headers)
  }
}
