import LineageCore

/// How long a server asks to wait before the next request, read from an answer.
///
/// Understood are `Retry-After` (RFC 9110), `RateLimit` with `r` and `t` (IETF draft on RateLimit header fields) and its
/// earlier form, `RateLimit-Remaining` and `RateLimit-Reset`, with and without `X-`.
struct RateLimit: Hashable, Sendable {
  /// Requests left in the window, where the server says so.
  private(set) var remaining: Int?
  /// Seconds to the end of the window; 0 where the server does not say.
  private(set) var reset: Double = 0
  /// Seconds to wait; 0 if the next request may come at once.
  private(set) var wait: Double = 0
  /// Whether `Retry-After` was given.
  private(set) var isExplicit = false

  /// Reads the headers of an answer; `wall` is the time of its arrival in seconds since 1970.
  init(_ headers: [String: String], wall: Double) {
    for item in headers["ratelimit"]?.split(separator: ",") ?? [] {
      var (left, reset): (Int?, Double?) = (nil, nil)
      for parameter in item.split(separator: ";") {
        let sides = parameter.split(separator: "=").map { $0.filter { !$0.isWhitespace } }
        guard sides.count == 2 else { continue }
        if sides[0] == "r" { left = Int(sides[1]) }
        if sides[0] == "t" { reset = Double(sides[1]) }
      }
      add(left, reset)
    }
    for prefix in ["", "x-"] {
      add(
        headers[prefix + "ratelimit-remaining"].flatMap(Int.init),
        headers[prefix + "ratelimit-reset"].flatMap(Double.init))
    }
    if let text = headers["retry-after"], let seconds = Self.seconds(text, wall: wall) {
      (wait, isExplicit) = (max(wait, seconds), true)
    }
  }

  private mutating func add(_ left: Int?, _ reset: Double?) {
    guard let left else { return }
    remaining = min(remaining ?? left, left)
    guard let reset, reset.isFinite else { return }
    self.reset = max(self.reset, reset)
    if left <= 0 { wait = max(wait, reset) }
  }

  private static func seconds(_ text: String, wall: Double) -> Double? {
    if let seconds = Double(text), seconds.isFinite { return max(0, seconds) }
    // Sun, 06 Nov 1994 08:49:37 GMT
    let words = text.split { " ,:".contains($0) }
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    guard words.count == 8, let month = months.firstIndex(of: String(words[2])), let year = Int(words[3]),
      let number = Int(words[1]), let day = Day(year: year, month: month + 1, day: number),
      let hour = Int(words[4]), let minute = Int(words[5]), let second = Int(words[6])
    else { return nil }
    let moment = Double(Int(day.daysSince1970) * 86400 + hour * 3600 + minute * 60 + second)
    return max(0, moment - wall)
  }
}
