import HTTPTypes
import Hummingbird
import LineageCore

/// An answer on its way out, before the fields that all answers carry.
struct Reply: Sendable {
  var status: HTTPResponse.Status
  var fields: HTTPFields
  var body: ResponseBody
  /// What it counts under: the template of a route, or `static`.
  var route: String

  init(
    _ status: HTTPResponse.Status, fields: HTTPFields = [:], body: ResponseBody = .init(), route: String = ""
  ) {
    (self.status, self.fields, self.body, self.route) = (status, fields, body, route)
  }

  /// A text of a type.
  init(_ status: HTTPResponse.Status, _ type: String, _ bytes: ByteBuffer, route: String = "") {
    self.init(status, fields: [.contentType: type], body: ResponseBody(byteBuffer: bytes), route: route)
  }
}

/// What went wrong, as RFC 9457 has it.
public struct Problem: Error, Sendable {
  /// The status code, 400 or more.
  public var status: Int
  /// What kind of problem it is: a word that programs can tell apart, like `unknown-model`.
  public var kind: String
  /// The sentence about this very case.
  public var detail: String
  /// What to try; empty if there is nothing to say.
  public var hint: String
  /// What may have been meant instead, the likeliest first.
  public var suggestions: [String]
  /// Seconds after which to try again; nil if that would not help.
  public var retryAfter: Int?

  /// A problem.
  public init(
    _ status: Int, _ kind: String, _ detail: String, hint: String = "", suggestions: [String] = [],
    retryAfter: Int? = nil
  ) {
    (self.status, self.kind, self.detail, self.hint) = (status, kind, detail, hint)
    (self.suggestions, self.retryAfter) = (suggestions, retryAfter)
  }

  /// 400
  static func badRequest(_ detail: String, hint: String = "") -> Problem {
    Problem(400, "bad-request", detail, hint: hint)
  }
  /// 404
  static let notFound = Problem(404, "not-found", "nothing is served at this address")
  /// 503
  static let busy = Problem(503, "busy", "more is asked at once than this server takes on", retryAfter: 1)

  var document: JSONDocument {
    var members: [String: JSONDocument] = [
      "type": .string("urn:lineage:problem:" + kind), "status": .integer(status),
      "title": .string(Self.titles[status] ?? "Error"), "detail": .string(detail),
    ]
    if !hint.isEmpty { members["hint"] = .string(hint) }
    if !suggestions.isEmpty { members["suggestions"] = .strings(suggestions) }
    return .object(members)
  }

  func reply(route: String = "") -> Reply {
    var reply = Reply(
      HTTPResponse.Status(code: status), Self.contentType,
      ByteBuffer(string: document.text(pretty: false) + "\n"),
      route: route)
    if let retryAfter { reply.fields[.retryAfter] = String(retryAfter) }
    reply.fields[.cacheControl] = "no-store"
    return reply
  }

  static let contentType = "application/problem+json"

  private static let titles = [
    400: "Bad Request", 404: "Not Found", 405: "Method Not Allowed", 412: "Precondition Failed",
    414: "URI Too Long", 416: "Range Not Satisfiable", 500: "Internal Server Error",
    503: "Service Unavailable",
  ]
}
