import LineageCore

/// An address that answers questions, with everything that is known of it: requests are checked against it, and the
/// OpenAPI document is made from it.
public struct Route: Sendable {
  /// How it is answered.
  public enum Handler: Sendable {
    /// A few look-ups; as many at once as there are threads.
    case lookUp(@Sendable (Question, ServedIndex) throws -> Answer)
    /// A walk through the whole graph; one after the other, beside the look-ups.
    case sweep(@Sendable (Question, ServedIndex) throws -> Answer)
    /// A drawing; one after the other, beside the others.
    case drawing(@Sendable (Question, ServedIndex) throws -> Answer)
    /// From memory, without an index.
    case state(@Sendable (ServerState) throws -> Answer)
  }

  /// A short name for programs: `ancestry`.
  public let name: String
  /// `/api/v1/models/{owner}/{name}/ancestry`
  public let path: String
  /// One sentence for a reader.
  public let summary: String
  /// What can be asked; those of the path are in it.
  public let parameters: [Parameter]
  /// The media type of the answer.
  public let contentType: String
  /// The keys that a JSON answer always has.
  public let keys: [String]
  /// How it is answered.
  public let handler: Handler

  /// A route.
  public init(
    _ name: String, _ path: String, _ summary: String, _ parameters: [Parameter] = [],
    contentType: String = "application/json", keys: [String] = [], handler: Handler
  ) {
    (self.name, self.path, self.summary, self.parameters) = (name, path, summary, parameters)
    (self.contentType, self.keys, self.handler) = (contentType, keys, handler)
  }

  /// The path in segments; a parameter begins with a brace.
  var segments: [Substring] { path.split(separator: "/") }

  /// Whether it asks the index.
  var asksIndex: Bool { if case .state = handler { false } else { true } }
}

/// A request that was found to be as its route says, with what was left out filled in.
public struct Question: Sendable {
  /// What was asked, by name of parameter.
  public let values: [String: String]
  /// What stands before every address: empty, or `/sub`.
  public let basePath: String
  /// The path that was asked, still encoded, without the base.
  let path: String
  /// What was given behind the question mark.
  let given: [String: String]

  /// A value.
  public subscript(_ name: String) -> String? { values[name] }

  /// A number; the route says that it is one.
  public func integer(_ name: String, or fallback: Int = 0) -> Int {
    values[name].flatMap { Int($0) } ?? fallback
  }

  /// Whether a flag is set.
  public func flag(_ name: String) -> Bool { values[name] == "true" }

  /// The same question with other values, as an address.
  public func address(with changes: [String: String]) -> String {
    let all = given.merging(changes) { $1 }
    let query = all.keys.sorted().map { $0 + "=" + RequestPath.encoded(all[$0] ?? "") }
    return basePath + path + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
  }

  /// What tells it from every other question to the same index.
  var key: String {
    path + "?"
      + values.keys.sorted().map { $0 + "=" + RequestPath.encoded(values[$0] ?? "") }.joined(separator: "&")
  }
}

/// What a route answers.
public struct Answer: Sendable {
  /// The text.
  public let bytes: [UInt8]
  /// Where the answer goes on; nil if this was all. An address of this server.
  public let next: String?

  /// A text.
  public init(_ text: String, next: String? = nil) {
    (bytes, self.next) = (Array(text.utf8), next)
  }

  /// A JSON document.
  public init(_ document: JSONDocument, next: String? = nil) {
    self.init(document.text(pretty: false) + "\n", next: next)
  }
}
