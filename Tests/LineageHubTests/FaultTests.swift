import Foundation
import LineageTestSupport
import Synchronization
import Testing

@testable import LineageHub

/// What a Hub can do wrong, one thing at a time.
@Suite struct FaultTests {
  private let models = SyntheticModel.many(250)

  /// Crawls a Hub with a fault; the outcome and the server.
  private func crawl(
    _ plan: (LoopbackHub) -> CrawlPlan = { CrawlPlan($0) }, token: HubToken? = nil,
    limits: CrawlLimits = .test, _ reply: @escaping @Sendable (LoopbackHub.Request) -> LoopbackHub.Reply
  ) async throws -> (kept: Kept, hub: LoopbackHub, error: HubError?) {
    let hub = try LoopbackHub(models, reply: reply)
    defer { hub.stop() }
    let kept = Kept()
    do {
      try await kept.crawl(plan(hub), token: token, limits: limits)
    } catch let error as HubError {
      return (kept, hub, error)
    }
    return (kept, hub, nil)
  }

  @Test(arguments: [
    LoopbackHub.Reply.answer(500), .answer(502), .answer(408), .reset, .cut(after: 100), .cut(after: 0),
    .answer(200, [:], "<html>"), .answer(200, [:], ""), .answer(200, [:], "[{\"id\":\"a/b\"}"),
    .answer(429, [:], ""), .answer(429, ["RateLimit": "\"api\";r=0;t=0"], ""),
  ])
  func asksAgainAfterAPassingFault(fault: LoopbackHub.Reply) async throws {
    let outcome = try await crawl { $0.number == 1 || $0.number == 2 ? fault : .normal }
    #expect(outcome.error == nil)
    #expect(outcome.kept.ids == models.map(\.id))
    #expect(outcome.hub.requests.count == 5)
  }

  @Test func givesUpWhenAFaultLasts() async throws {
    let outcome = try await crawl { $0.number >= 1 ? .answer(500) : .normal }
    guard case .unreachable(_, "status 500") = outcome.error else {
      Issue.record("\(String(describing: outcome.error))")
      return
    }
    #expect(outcome.hub.requests.count == 1 + CrawlLimits.test.attempts)
    #expect(outcome.kept.ids == models.prefix(100).map(\.id))
  }

  @Test func saysWhatAnAnswerReadsThatIsNoList() async throws {
    let outcome = try await crawl { _ in .answer(200, [:], "<html>\u{7}Log in</html>") }
    guard case .notAHub(_, let detail) = outcome.error else {
      Issue.record("\(String(describing: outcome.error))")
      return
    }
    #expect(detail.contains("Log in"))
  }

  @Test(arguments: [401, 403])
  func endsAtOnceWhenTheListIsRefused(status: Int) async throws {
    let outcome = try await crawl { _ in .answer(status, [:], "{\"error\":\"no\"}") }
    guard case .refused(status, _, "{\"error\":\"no\"}") = outcome.error else {
      Issue.record("\(String(describing: outcome.error))")
      return
    }
    #expect(outcome.hub.requests.count == 1)
  }

  @Test func waitsAsLongAsTheServerAsks() async throws {
    let hub = try LoopbackHub(models) { request in
      switch request.number {
      case 0: .answer(429, ["Retry-After": "40"])
      case 1: .answer(503, ["Retry-After": "Sun, 15 Jun 2025 15:08:00 GMT"])
      default: .normal
      }
    }
    defer { hub.stop() }
    let (kept, waits) = (Kept(), Waits())
    try await kept.crawl(CrawlPlan(hub), clock: .still(waits))
    // The clock begins at 15:06:40 of that day, and 40 seconds have passed.
    #expect(
      waits.all.map { ($0 * 10).rounded() / 10 } == [40.1, 39.9]
        || waits.all.map { $0.rounded() } == [40, 40])
    #expect(kept.ids.count == 250)
  }

  @Test func endsWhenTheServerAsksToWaitTooLong() async throws {
    let outcome = try await crawl { _ in .answer(429, ["Retry-After": "99999999"]) }
    guard case .unreachable(_, let detail) = outcome.error else {
      Issue.record("\(String(describing: outcome.error))")
      return
    }
    #expect(detail.contains("99999999"))
  }

  @Test func givesUpOnAnAnswerThatTrickles() async throws {
    var limits = CrawlLimits.test
    (limits.requestSeconds, limits.attempts) = (0.2, 2)
    let outcome = try await crawl(limits: limits) { _ in .slow(milliseconds: 50) }
    guard case .unreachable(_, let detail) = outcome.error else {
      Issue.record("\(String(describing: outcome.error))")
      return
    }
    #expect(detail.contains("not complete"))
  }

  @Test func endsWhenTheTimeIsUp() async throws {
    var limits = CrawlLimits.test
    limits.totalSeconds = 0.3
    let outcome = try await crawl(limits: limits) {
      $0.number == 0 ? .normal : .answer(503, ["Retry-After": "1"])
    }
    #expect(outcome.error == .timeIsUp)
    #expect(outcome.kept.ids.count == 100)
  }

  @Test func refusesABodyBeyondTheLimit() async throws {
    var limits = CrawlLimits.test
    (limits.bodyBytes, limits.attempts) = (2000, 2)
    let outcome = try await crawl(limits: limits) { _ in .normal }
    guard case .unreachable(_, let detail) = outcome.error else {
      Issue.record("\(String(describing: outcome.error))")
      return
    }
    #expect(detail.contains("larger than"))
  }

  @Test func leavesOutAFieldTheServerDoesNotKnow() async throws {
    let outcome = try await crawl { request in
      request.values("expand[]").contains("baseModels") ? .answer(400, [:], "{\"error\":\"?\"}") : .normal
    }
    #expect(outcome.error == nil)
    #expect(outcome.kept.ids == models.map(\.id))
    #expect(outcome.kept.checkpoint?.fields == CrawlPlan.defaultFields.filter { $0 != "baseModels" })
  }

  @Test func endsWhenAFieldAskedForByNameIsNotKnown() async throws {
    let plan = { (hub: LoopbackHub) in
      var plan = CrawlPlan(hub)
      (plan.fields, plan.mayDropFields) = (["tags", "nonsense"], false)
      return plan
    }
    let outcome = try await crawl(plan) { _ in .normal }
    #expect(outcome.error == .unknownFields(["nonsense"]))
  }

  @Test func goesOnWithoutAnOrderThatTheServerRefuses() async throws {
    let outcome = try await crawl { $0.values("sort").isEmpty ? .normal : .answer(400) }
    #expect(outcome.error == nil)
    #expect(outcome.kept.ids == models.reversed().map(\.id))
  }

  @Test func beginsAgainWhereTheServerForgotThePlace() async throws {
    let outcome = try await crawl { $0.number == 2 ? .answer(400) : .normal }
    #expect(outcome.error == nil)
    #expect(outcome.kept.ids == models.map(\.id))
    #expect(outcome.kept.checkpoint?.hasRestarted == true)
  }

  @Test func endsWhenPagesGoInACircle() async throws {
    let outcome = try await crawl { request in
      request.number == 0
        ? .normal : .answer(200, ["Link": "</api/models?cursor=\(request.number % 2)>; rel=\"next\""], "[]")
    }
    guard case .astray = outcome.error else {
      Issue.record("\(String(describing: outcome.error))")
      return
    }
  }

  @Test func endsWhenRedirectsGoInACircle() async throws {
    let outcome = try await crawl { request in
      .answer(307, ["Location": request.path == "/api/models" ? "/elsewhere" : "/api/models"])
    }
    guard case .astray = outcome.error else {
      Issue.record("\(String(describing: outcome.error))")
      return
    }
    #expect(outcome.hub.requests.count < 10)
  }

  @Test func recordsARenamedModel() async throws {
    let plan = { (hub: LoopbackHub) in
      var plan = CrawlPlan(hub)
      plan.models = ["old/name", "owner0/model-0", "OWNER1/MODEL-0"]
      return plan
    }
    let outcome = try await crawl(plan) { request in
      switch request.path {
      case "/api/models/old/name": .answer(307, ["Location": "/api/models/owner0/model-1"])
      case "/api/models/OWNER1/MODEL-0": .answer(307, ["Location": "/api/models/owner1/model-0"])
      default: .normal
      }
    }
    #expect(outcome.error == nil)
    #expect(outcome.kept.checkpoint?.renames == [Rename(from: "old/name", to: "owner0/model-1")])
    #expect(outcome.kept.ids == ["owner0/model-1", "owner0/model-0", "owner1/model-0"])
  }

  @Test func sendsTheTokenToNobodyElse() async throws {
    let other = try LoopbackHub(models)
    defer { other.stop() }
    let token = try #require(HubToken("hf_secret"))
    let target = other.endpoint
    let outcome = try await crawl(token: token) { .answer(307, ["Location": target + $0.target]) }
    #expect(outcome.error == nil)
    #expect(outcome.hub.requests.allSatisfy { $0.headers["authorization"] == "Bearer hf_secret" })
    #expect(!other.requests.isEmpty)
    #expect(other.requests.allSatisfy { $0.headers["authorization"] == nil })
  }

  @Test func keepsTheTokenOutOfEveryMessage() async throws {
    let token = try #require(HubToken("hf_secret"))
    let outcome = try await crawl(token: token) { request in
      .answer(403, [:], "you sent \(request.headers["authorization"] ?? "nothing")")
    }
    let error = try #require(outcome.error)
    #expect("\(error)".contains("Bearer [token]"))
    #expect(!"\(error)".contains("hf_secret"))
    #expect(!"\(token) \(String(reflecting: token))".contains("hf_secret"))
    var dumped = ""
    dump(token, to: &dumped)
    #expect(!dumped.contains("hf_secret"))
  }

  @Test func refusesToSendATokenInTheClear() throws {
    let token = try #require(HubToken("hf_secret"))
    for endpoint in ["http://hub.example", "http://127.0.0.1.example", "http://127.1"] {
      #expect(throws: HubError.tokenInTheClear(endpoint)) {
        try Crawler(
          CrawlCheckpoint(CrawlPlan(endpoint: endpoint)), token: token, clock: .real,
          random: SeededGenerator(seed: 1))
      }
    }
    for endpoint in ["https://hub.example", "http://127.0.0.1:80", "http://[::1]:80", "http://localhost"] {
      #expect(try HubEndpoint(endpoint).keepsSecrets)
    }
  }
}
