import LineageCore

/// What a server knows of itself.
public final class ServerState: Sendable {
  let metrics = ServerMetrics()
  let holder: IndexHolder?
  /// The OpenAPI document, made once.
  let openAPI: Answer

  init(holder: IndexHolder?, openAPI: JSONDocument) {
    self.holder = holder
    self.openAPI = Answer(openAPI)
  }

  /// The routes of the server itself, beside those that answer questions.
  static let routes: [Route] = [
    Route(
      "openapi", "/api/v1/openapi.json", "This document.", keys: ["openapi", "info", "paths"],
      handler: .state { $0.openAPI }),
    Route(
      "healthz", "/healthz", "Whether the process answers.", keys: ["status"],
      handler: .state { _ in Answer(["status": "ok"]) }),
    Route(
      "readyz", "/readyz", "Whether questions can be answered: 503 as long as there is no index.",
      keys: ["status", "index", "snapshot"],
      handler: .state { state in
        guard let index = state.holder?.current else { throw noIndex }
        return Answer([
          "status": "ready", "index": .string(index.version),
          "snapshot": .optional(index.meta.snapshot?.description),
        ])
      }),
    Route(
      "metrics", "/metrics", "What was served so far, in the text format of Prometheus.",
      contentType: "text/plain; version=0.0.4; charset=utf-8",
      handler: .state { state in
        let index = state.holder?.current
        let counts = state.holder?.counts ?? (swaps: 0, failures: 0)
        return Answer(
          state.metrics.text(
            index: index.map { ($0.version, $0.meta.snapshot?.description ?? "") }, swaps: counts.swaps,
            failures: counts.failures))
      }),
  ]

  static let noIndex = Problem(
    503, "no-index", "there is no catalog yet", hint: "`lineage build` writes one", retryAfter: 5)
}
