/// Why a crawl cannot go on. What was delivered before stands, and the crawl can be taken up again.
public enum HubError: Error, Hashable, Sendable {
  /// The text is no http or https address of a server.
  case invalidEndpoint(String)
  /// A token would travel unencrypted to another machine.
  case tokenInTheClear(String)
  /// The server does not know fields that were asked for by name.
  case unknownFields([String])
  /// The server refuses a request that cannot be put in another way.
  case refused(status: Int, path: String, detail: String)
  /// The server answers with something else than a Hub's list or record.
  case notAHub(path: String, detail: String)
  /// No answer in all the attempts; the last reason.
  case unreachable(path: String, detail: String)
  /// Redirects or pages lead in a circle, or to a place where the crawl must not go.
  case astray(path: String, detail: String)
  /// The time for the whole crawl is up.
  case timeIsUp
}

extension HubError: CustomStringConvertible {
  /// One sentence without a full stop.
  public var description: String {
    switch self {
    case .invalidEndpoint(let text): "‘\(text)’ is no address of a server, like https://hub.example"
    case .tokenInTheClear(let endpoint): "a token is not sent to \(endpoint): the connection is not encrypted"
    case .unknownFields(let names): "the server does not know \(names.joined(separator: ", "))"
    case .refused(let status, let path, let detail):
      "the server answers \(status) to \(path)" + (detail.isEmpty ? "" : ": " + detail)
    case .notAHub(let path, let detail): "the answer to \(path) is none of a Hub: \(detail)"
    case .unreachable(let path, let detail): "no answer to \(path): \(detail)"
    case .astray(let path, let detail): "\(path) leads astray: \(detail)"
    case .timeIsUp: "the time for the crawl is up"
    }
  }
}
