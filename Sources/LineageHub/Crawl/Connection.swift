import Foundation
import LineageCore

/// A server that is asked patiently: inside its rate, again after faults, and never in two places at once.
struct Connection {
  let endpoint: HubEndpoint
  let token: HubToken?
  let clock: HubClock
  let limits: CrawlLimits
  private let client: HTTPClient
  private var random: any RandomNumberGenerator
  private let deadline: Double?

  /// Seconds of ``clock`` before which the server wants no request.
  private var notBefore: Double
  private var requests = 0
  /// Requests left in the server's window, if it says so.
  private(set) var requestsLeft: Int?
  /// When the window ends that they are left in, on the clock; 0 if nobody said.
  private var windowEnd = 0.0
  /// The `X-Total-Count` of the last answer that has one.
  private(set) var total: Int?
  /// Called before a wait, with its seconds and the fault that it is for.
  var willWait: (_ seconds: Double, _ fault: String?) -> Void = { _, _ in }

  init(
    _ endpoint: HubEndpoint, token: HubToken?, clock: HubClock, limits: CrawlLimits,
    random: any RandomNumberGenerator, wallNotBefore: Double?
  ) {
    (self.endpoint, self.token, self.clock, self.limits, self.random) = (
      endpoint, token, clock, limits, random
    )
    client = HTTPClient(bodyLimit: limits.bodyBytes)
    deadline = limits.totalSeconds.map { clock.now() + $0 }
    notBefore = clock.now()
    if let wallNotBefore {
      notBefore += min(max(0, wallNotBefore - clock.wall()), limits.longestWait)
    }
  }

  /// Seconds since 1970 before which the server wants no request; nil if it may come at once.
  var wallNotBefore: Double? {
    let wait = notBefore - clock.now()
    return wait > 0 ? (clock.wall() + wait).rounded(.up) : nil
  }

  /// Requests sent since the last call.
  mutating func takeRequests() -> Int {
    defer { requests = 0 }
    return requests
  }

  /// What became of a question.
  enum Answer<Value> {
    /// The content, and the answer it came in.
    case content(Value, HTTPAnswer)
    /// A status from 400 on that asking again will not change.
    case status(Int, detail: String)
  }

  /// Asks for a path below the endpoint until an answer can be read, or none is to be had.
  ///
  /// - Throws: ``HubError``, or `CancellationError`.
  mutating func ask<Value>(_ path: String, _ read: ([UInt8]) throws(JSONFault) -> Value) async throws
    -> Answer<Value>
  {
    var (failures, refusals) = (0, 0)
    while true {
      var fault = ""
      var wait = 0.0
      do {
        let answer = try await follow(path)
        let limit = RateLimit(answer.headers, wall: clock.wall())
        note(limit, answer)
        switch answer.status {
        case 200..<300:
          do throws(JSONFault) { return .content(try read(answer.body), answer) } catch {
            fault = "it reads ‘\(clean(answer))’; byte \(error.offset): \(error.reason)"
            if failures + 1 >= limits.attempts { throw HubError.notAHub(path: path, detail: fault) }
          }
        case 429:
          refusals += 1
          fault = "too many requests"
          if refusals > limits.refusals { throw HubError.unreachable(path: path, detail: fault) }
          wait = limit.wait
          if wait > 0 { failures -= 1 }
        case 408, 425, 500...:
          fault = "status \(answer.status)"
          wait = limit.isExplicit ? limit.wait : 0
        default: return .status(answer.status, detail: clean(answer))
        }
      } catch let failure as HTTPFailure {
        fault = failure.detail
        countLost()
      }
      failures += 1
      if failures >= limits.attempts { throw HubError.unreachable(path: path, detail: fault) }
      if wait > limits.longestWait {
        throw HubError.unreachable(path: path, detail: "\(fault), and it asks to wait \(Int(wait)) s")
      }
      if wait == 0 {
        wait = Backoff(first: limits.firstBackoff).seconds(after: max(failures, 1), &random)
      }
      notBefore = max(notBefore, clock.now() + wait)
      try await rest(fault)
    }
  }

  /// The server may have counted a request of which the answer was lost.
  private mutating func countLost() {
    guard let left = requestsLeft else { return }
    requestsLeft = max(0, left - 1)
    if left <= 1 { notBefore = max(notBefore, windowEnd) }
  }

  private mutating func note(_ limit: RateLimit, _ answer: HTTPAnswer) {
    requestsLeft = limit.remaining ?? requestsLeft
    if limit.reset > 0 { windowEnd = clock.now() + min(limit.reset, limits.longestWait) + 0.05 }
    total = answer.headers["x-total-count"].flatMap(Int.init) ?? total
    // A window's end is told in whole seconds: a little later is surely in the next one.
    if limit.wait > 0, answer.status != 503 {
      notBefore = max(notBefore, clock.now() + min(limit.wait, limits.longestWait) + 0.05)
    }
  }

  private func clean(_ answer: HTTPAnswer) -> String {
    token?.removed(from: answer.excerpt) ?? answer.excerpt
  }

  /// Waits until the server may be asked.
  private func rest(_ fault: String?) async throws {
    let wait = notBefore - clock.now()
    guard wait > 0 else { return try Task.checkCancellation() }
    if let deadline, clock.now() + wait > deadline { throw HubError.timeIsUp }
    willWait(wait, fault)
    try await clock.sleep(wait)
  }

  /// The answer at the end of the redirects. The token goes only to the endpoint's own origin.
  private mutating func follow(_ path: String) async throws -> HTTPAnswer {
    guard var url = endpoint.address(path) else {
      throw HubError.astray(path: path, detail: "it is no path of an address")
    }
    var visited: Set<String> = []
    while true {
      guard visited.insert(url.absoluteString).inserted, visited.count <= 8 else {
        throw HubError.astray(path: path, detail: "the redirects do not end")
      }
      try await rest(nil)
      let answer = try await get(url)
      guard answer.isRedirect, let target = answer.headers["location"],
        let next = URL(string: target, relativeTo: url)?.absoluteURL
      else { return answer }
      note(RateLimit(answer.headers, wall: clock.wall()), answer)
      guard next.scheme == "https" || next.scheme == url.scheme else {
        throw HubError.astray(path: path, detail: "a redirect leaves the encrypted connection")
      }
      url = next
    }
  }

  private mutating func get(_ url: URL) async throws -> HTTPAnswer {
    var seconds = limits.requestSeconds
    if let deadline {
      seconds = min(seconds, deadline - clock.now())
      guard seconds > 0 else { throw HubError.timeIsUp }
    }
    var headers = ["Accept": "application/json", "User-Agent": "lineage"]
    if let token, endpoint.isOrigin(of: url) { headers["Authorization"] = token.header }
    requests += 1
    return try await client.get(url, headers: headers, seconds: seconds)
  }
}
