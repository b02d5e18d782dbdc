import Foundation
import LineageCore
import LineageServer

/// How a server's requests are told.
enum RequestLogFormat: String, CaseIterable {
  case json, text, off
}

/// What a server has to say, as lines.
struct RequestLog {
  let format: RequestLogFormat
  /// Seconds since 1970.
  let now: Double

  /// The line of an event; nil if nothing is told.
  func line(_ event: ServerEvent) -> String? {
    switch (format, event) {
    case (.off, .request): nil
    case (.json, _): JSONDocument.object(members(event)).text(pretty: false)
    case (.text, .request(let request)):
      "\(request.peer) \(request.method) \(printable(Self.cut(request.target))) \(request.status) "
        + "\(request.bytes.map(String.init) ?? "-") \(String(format: "%.1f", request.seconds * 1000)) ms"
    case (_, .newIndex(let version, let snapshot)):
      "lineage: answering from index \(version) (\(snapshot ?? "no dates")) from now on"
    case (_, .refusedIndex(let reason)):
      "lineage: the new catalog cannot be used, the former one answers: \(printable(reason))"
    case (_, .note(let level, let text)): "lineage: \(level): \(printable(text))"
    }
  }

  private func members(_ event: ServerEvent) -> [String: JSONDocument] {
    var members: [String: JSONDocument] = ["time": .number((now * 1000).rounded() / 1000)]
    switch event {
    case .request(let request):
      members["event"] = "request"
      members["peer"] = .string(request.peer)
      members["method"] = .string(request.method)
      members["target"] = .string(Self.cut(request.target))
      members["route"] = .string(request.route)
      members["status"] = .integer(request.status)
      members["bytes"] = request.bytes.map { .integer($0) } ?? .null
      members["ms"] = .number((request.seconds * 1_000_000).rounded() / 1000)
      members["index"] = .optional(request.index)
    case .newIndex(let version, let snapshot):
      members["event"] = "new-index"
      members["index"] = .string(version)
      members["snapshot"] = .optional(snapshot)
    case .refusedIndex(let reason):
      members["event"] = "refused-index"
      members["reason"] = .string(reason)
    case .note(let level, let text):
      members["event"] = "note"
      members["level"] = .string(level)
      members["text"] = .string(text)
    }
    return members
  }

  private static func cut(_ text: String) -> String {
    text.utf8.count <= 2048 ? text : String(text.prefix(512)) + "…"
  }
}
