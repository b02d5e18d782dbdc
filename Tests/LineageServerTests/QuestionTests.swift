import Foundation
import LineageCore
import LineageServer
import LineageTestSupport
import Testing

/// Questions: what is checked before, what is told about the answer, and what happens when a newer index lands.
@Suite struct QuestionTests {
  private static func fill(_ folder: URL) throws {
    try folder.writeCatalog("old/one mit\nold/two mit <- finetune:old/one")
  }

  @Test func answersWithATagOfTheIndex() async throws {
    try await serving(routes: [namesRoute], fill: Self.fill) { server in
      let answer = try await server.ask("/api/v1/names/old")
      #expect(answer.status == 200)
      #expect(answer["Content-Type"] == "application/json")
      #expect(answer.text == "{\"limit\":20,\"names\":[\"old/one\",\"old/two\"]}\n")
      let tag = try #require(answer["ETag"])
      let again = try await server.ask("/api/v1/names/old", ["If-None-Match": tag])
      #expect(again.status == 304)
      #expect(again.body.isEmpty)
      let answer1 = try await server.ask("/readyz")
      #expect(answer1.text.contains(tag.filter { $0 != "\"" }))
    }
  }

  @Test(arguments: [
    ("?limit=0", "limit"), ("?limit=101", "limit"), ("?limit=ten", "limit"), ("?limit=05", "limit"),
    ("?limit=", "limit"), ("?limit=99999999999999999999", "limit"), ("?limit=1&limit=2", "limit"),
    ("?kinds=c", "kinds"), ("?kinds=a,,b", "kinds"), ("?day=2025-02-30", "day"), ("?deep=yes", "deep"),
    ("?lmit=1", "lmit"), ("?x=%ff", "query"), ("?x=%0", "query"), ("?x=%00", "query"),
  ])
  func saysWhatIsWrongWithAQuestion(query: String, word: String) async throws {
    try await serving(routes: [namesRoute], fill: Self.fill) { server in
      let answer = try await server.ask("/api/v1/names/old" + query)
      #expect(answer.status == 400)
      #expect(answer["Content-Type"] == "application/problem+json")
      #expect(answer.text.contains("\"status\":400"))
      #expect(answer.text.contains("\"title\":\"Bad Request\""))
      #expect(answer.text.contains(word), "\(answer.text)")
    }
  }

  @Test func takesASlashInASegmentWhereItIsEncoded() async throws {
    try await serving(routes: [namesRoute], fill: Self.fill) { server in
      let answer2 = try await server.ask("/api/v1/names/old%2Ftwo")
      #expect(answer2.text.contains("[\"old/two\"]"))
      let answer3 = try await server.ask("/api/v1/names/old/two")
      #expect(answer3.status == 404)
      let answer4 = try await server.ask("/api/v1/names/" + String(repeating: "a", count: 41))
      #expect(answer4.status == 400)
    }
  }

  @Test(arguments: ["/api/v1/nothing", "/api/v1/names/old/", "/api/", "/api/v1/names//x", "/api/%zz"])
  func tellsOfAnUnknownAddress(path: String) async throws {
    try await serving(routes: [namesRoute], fill: Self.fill) { server in
      let answer = try await server.ask(path)
      #expect(answer.status == 404)
      #expect(answer["Content-Type"] == "application/problem+json")
    }
  }

  @Test func refusesOtherMethodsAndLongAddresses() async throws {
    try await serving(routes: [namesRoute], fill: Self.fill) { server in
      let deleted = try await server.ask("/api/v1/names/old", method: "DELETE")
      #expect(deleted.status == 405)
      #expect(deleted["Allow"] == "GET, HEAD")
      let long = try await server.ask("/api/v1/names/old?x=" + String(repeating: "a", count: 9000))
      #expect(long.status == 414)
      #expect(long["Content-Type"] == "application/problem+json")
    }
  }

  @Test func turnsAwayWhatIsTooMuch() async throws {
    let gate = Gate()
    let slow = Route(
      "slow", "/api/v1/slow/{n}", "Slow.", [Parameter("n", in: .path, .text(most: 9), "N.")],
      handler: .lookUp { question, _ in
        gate.wait()
        return Answer(["n": .optional(question["n"])])
      })
    try await serving(
      routes: [slow], fill: Self.fill,
      change: { settings in
        (settings.threads, settings.waiting) = (1, 1)
        settings.lookUpLimit = .seconds(60)
      }
    ) { server in
      async let first = server.ask("/api/v1/slow/1")
      async let second = server.ask("/api/v1/slow/2")
      try await reaches { try await server.ask("/metrics").text.contains("in_flight 3") }
      let third = try await server.ask("/api/v1/slow/3")
      #expect(third.status == 503)
      #expect(third["Retry-After"] == "1")
      #expect(third["Content-Type"] == "application/problem+json")
      gate.open()
      let statuses = try await [first.status, second.status]
      #expect(statuses == [200, 200])
    }
  }

  @Test func givesUpWhatTakesTooLongAndKeepsItsAnswer() async throws {
    let (gate, runs) = (Gate(), Counter())
    let slow = Route(
      "slow", "/api/v1/slow", "Slow.",
      handler: .sweep { _, _ in
        runs.add()
        gate.wait()
        return Answer(["done": .bool(true)])
      })
    try await serving(routes: [slow], fill: Self.fill, change: { $0.sweepLimit = .milliseconds(100) }) {
      server in
      let late = try await server.ask("/api/v1/slow")
      #expect(late.status == 503)
      #expect(late["Retry-After"] == "5")
      gate.open()
      try await reaches { try await server.ask("/api/v1/slow").status == 200 }
      #expect(runs.value == 1)
    }
  }

  @Test func waitsForACatalogThatIsNotThereYet() async throws {
    try await serving(routes: [namesRoute]) { server in
      let answer5 = try await server.ask("/healthz")
      #expect(answer5.status == 200)
      let answer6 = try await server.ask("/readyz")
      #expect(answer6.status == 503)
      let answer7 = try await server.ask("/api/v1/names/old")
      #expect(answer7.status == 503)
      try Self.fill(server.folder)
      try await reaches { try await server.ask("/readyz").status == 200 }
      let answer8 = try await server.ask("/api/v1/names/old")
      #expect(answer8.status == 200)
    }
  }

  @Test func goesOnWithTheFormerIndexIfTheNewerIsDamaged() async throws {
    try await serving(routes: [namesRoute], fill: Self.fill) { server in
      try server.folder.write("no catalog", to: "broken")
      try #require(rename(server.folder.path + "/broken", server.folder.path + "/lineage.db") == 0)
      try await reaches { try await server.ask("/metrics").text.contains("lineage_index_failures_total 1") }
      let answer9 = try await server.ask("/api/v1/names/old")
      #expect(answer9.text.contains("old/one"))
      try server.folder.writeCatalog("new/one mit")
      try await reaches { try await server.ask("/api/v1/names/new").text.contains("new/one") }
    }
  }

  @Test func dropsNoRequestAndMixesNoAnswerWhenANewerIndexLands() async throws {
    try await serving(routes: [namesRoute], fill: Self.fill) { server in
      let port = server.port
      let stop = Gate()
      let clients = (0..<4).map { _ in
        Task {
          try await onThread {
            var tags: [String: Set<String>] = [:]
            let connection = try RawConnection(port: port)
            while !stop.isOpen {
              try connection.send("GET /api/v1/names/one?limit=5 HTTP/1.1\r\nHost: a\r\n\r\n")
              let answer = try connection.answer()
              guard answer.status == 200 else { throw RawConnection.Failure(reason: answer.text) }
              tags[answer["ETag"] ?? "", default: []].insert(answer.text)
            }
            return tags
          }
        }
      }
      for build in 1...8 {
        try server.folder.writeCatalog("build\(build)/one mit")
        try await reaches { try await server.ask("/api/v1/names/one").text.contains("build\(build)/") }
      }
      stop.open()
      var seen: [String: Set<String>] = [:]
      for client in clients { seen.merge(try await client.value) { $0.union($1) } }
      #expect(seen.count > 1)
      for (tag, texts) in seen { #expect(texts.count == 1, "\(tag) named \(texts)") }
      let answer10 = try await server.ask("/metrics")
      #expect(answer10.text.contains("lineage_index_swaps_total 8"))
    }
  }

  @Test func describesEveryRouteInItsDocument() async throws {
    try await serving(routes: [namesRoute], fill: Self.fill) { server in
      let text = try await server.ask("/api/v1/openapi.json").text
      for path in ["/api/v1/names/{prefix}", "/api/v1/openapi.json", "/healthz", "/readyz", "/metrics"] {
        #expect(text.contains("\"\(path)\":{\"get\""), "\(path)")
      }
      #expect(text.contains("\"openapi\":\"3.1.0\""))
      #expect(text.contains("^(a|b)(,(a|b))*$"))
    }
  }

  @Test func countsRequestsByRouteAndStatus() async throws {
    try await serving(routes: [namesRoute], fill: Self.fill) { server in
      for path in ["/api/v1/names/old", "/api/v1/names/one", "/api/v1/names/old?limit=x", "/nothing"] {
        _ = try await server.ask(path)
      }
      let text = try await server.ask("/metrics").text
      for line in [
        "lineage_http_requests_total{route=\"/api/v1/names/{prefix}\",status=\"200\"} 2",
        "lineage_http_requests_total{route=\"/api/v1/names/{prefix}\",status=\"400\"} 1",
        "lineage_http_requests_total{route=\"static\",status=\"404\"} 1",
        "lineage_http_request_duration_seconds_bucket{route=\"/api/v1/names/{prefix}\",le=\"+Inf\"} 3",
        "lineage_http_request_duration_seconds_count{route=\"/api/v1/names/{prefix}\"} 3",
        "lineage_http_requests_in_flight 1",
      ] { #expect(text.contains(line + "\n"), "\(line) is missing in\n\(text)") }
      #expect(text.contains("lineage_index_info{version=\""))
    }
  }
}

/// Waits until a condition holds, for a minute at most.
func reaches(_ condition: () async throws -> Bool) async throws {
  let limit = ContinuousClock.now + .seconds(60)
  while try await !condition() {
    try #require(ContinuousClock.now < limit, "it never came to that")
    try await Task.sleep(for: .milliseconds(2))
  }
}
