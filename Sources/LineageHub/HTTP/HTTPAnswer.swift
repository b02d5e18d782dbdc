import Foundation

/// What a server answered, whole and not followed anywhere.
struct HTTPAnswer: Sendable {
  let status: Int
  /// Header fields by their names in lower case.
  let headers: [String: String]
  let body: [UInt8]

  /// Whether the answer says to ask elsewhere.
  var isRedirect: Bool { [301, 302, 303, 307, 308].contains(status) && headers["location"] != nil }

  /// The beginning of the body as one line of text, for messages.
  var excerpt: String {
    let head = String(decoding: body.prefix(480), as: UTF8.self).prefix(120)
    let line = String(head.map { $0.isNewline || $0.isWhitespace ? " " : $0 })
    return line + (head.utf8.count < body.count ? "…" : "")
  }
}

/// Why there is no answer.
enum HTTPFailure: Error, Hashable {
  /// The connection failed or broke off.
  case broken(String)
  /// The answer was not complete in that many seconds.
  case tooSlow(seconds: Double)
  /// The body is larger than that many bytes.
  case tooLarge(bytes: Int)

  /// The reason in a few words.
  var detail: String {
    switch self {
    case .broken(let reason): reason
    case .tooSlow(let seconds): "it was not complete after \(Int(seconds.rounded(.up))) s"
    case .tooLarge(let bytes): "it is larger than \(bytes >> 20) MB"
    }
  }
}
