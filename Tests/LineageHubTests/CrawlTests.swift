import Foundation
import LineageHub
import LineageTestSupport
import Synchronization
import Testing

/// Crawls of a Hub on this machine that does what it should.
@Suite struct CrawlTests {
  private let models = SyntheticModel.many(1050)

  @Test func bringsEveryModelOnceInTheOrderOfThePages() async throws {
    let hub = try LoopbackHub(models)
    defer { hub.stop() }
    let kept = Kept()
    try await kept.crawl(CrawlPlan(hub))
    #expect(kept.ids == models.map(\.id))
    #expect(hub.requests.count == 11)
    #expect(kept.checkpoint?.isListed == true)
    #expect(kept.checkpoint?.records == 1050)
    // The links name another server; only their query is taken.
    #expect(hub.requests.last?.values("cursor") == ["1000"])
    #expect(hub.requests.allSatisfy { $0.values("expand[]").contains("tags") })
  }

  @Test func givesTheSameBytesHoweverOftenItIsKilled() async throws {
    let faults = LoopbackHub.faults([
      .answer(500), .reset, .cut(after: 700), .answer(200, [:], "<html>Bad gateway</html>"),
      .answer(429, ["Retry-After": "0"], "{}"), .answer(503, ["Retry-After": "0"]),
      .answer(200, [:], "{\"error\":\"x\"}"), .cut(after: 0), .answer(200, [:], "[1,2]"),
    ])
    let calm = try LoopbackHub(models)
    let rough = try LoopbackHub(models, reply: faults)
    defer { calm.stop(); rough.stop() }
    let (whole, pieces) = (Kept(), Kept())
    try await whole.crawl(CrawlPlan(calm))
    for _ in 0..<10 {
      await #expect(throws: Killed.self) { try await pieces.crawl(CrawlPlan(rough), steps: 1) }
    }
    try await pieces.crawl(CrawlPlan(rough))
    #expect(pieces.bytes == whole.bytes)
    #expect(pieces.checkpoint?.requests ?? 0 > 11)
    #expect(rough.requests.count > 25)
  }

  @Test func staysInsideTheAdvertisedRate() async throws {
    let waits = Waits()
    let hub = try LoopbackHub(
      models, rate: LoopbackHub.Rate(requests: 5, seconds: 1), now: { waits.total })
    defer { hub.stop() }
    let kept = Kept()
    // Killed when the window is used up: the next process knows when it may ask again.
    await #expect(throws: Killed.self) {
      try await kept.crawl(CrawlPlan(hub), steps: 5, clock: .still(waits))
    }
    try await kept.crawl(CrawlPlan(hub), clock: .still(waits))
    #expect(hub.overruns == 0)
    #expect(kept.ids == models.map(\.id))
    #expect(kept.reports.contains { $0.waiting > 0 && $0.fault == nil })
  }

  @Test func countsARequestWhoseAnswerWasLost() async throws {
    // The last one of the window: the server has counted it, and the next would be one too many.
    let waits = Waits()
    let hub = try LoopbackHub(
      models, rate: LoopbackHub.Rate(requests: 3, seconds: 1),
      reply: { $0.number == 2 ? .reset : .normal }, now: { waits.total })
    defer { hub.stop() }
    let kept = Kept()
    try await kept.crawl(CrawlPlan(hub), clock: .still(waits))
    #expect(hub.overruns == 0)
    #expect(kept.ids == models.map(\.id))
  }

  @Test func stopsAtTheFirstModelOlderThanThatDay() async throws {
    let hub = try LoopbackHub(models)
    defer { hub.stop() }
    let kept = Kept()
    var plan = CrawlPlan(hub)
    plan.since = "2025-11-01"
    try await kept.crawl(plan)
    #expect(kept.ids == models.filter { $0.created >= "2025-11-01" }.map(\.id))
    #expect(hub.requests.count == 2)
  }

  @Test func readsTheWholeListForADayIfItComesInAnotherOrder() async throws {
    let shuffled = models.indices.map { models[($0 * 401) % models.count] }
    let hub = try LoopbackHub(shuffled)
    defer { hub.stop() }
    let kept = Kept()
    var plan = CrawlPlan(hub)
    plan.since = "2025-11-01"
    try await kept.crawl(plan)
    #expect(kept.ids.sorted() == models.filter { $0.created >= "2025-11-01" }.map(\.id).sorted())
  }

  @Test func bringsModelsThatAppearWhileItRunsAtMostOnce() async throws {
    // Two models come in before the second page: what was at its end comes again at the next page's beginning.
    let models = models
    let hub = try LoopbackHub(models) { request in
      guard request.values("cursor") == ["100"] else { return .normal }
      let page = models[98..<198].map { $0.json([]) }.joined(separator: ",")
      return .answer(
        200, ["Link": "</api/models?limit=100&cursor=198>; rel=\"next\""], "[\(page)]")
    }
    defer { hub.stop() }
    let kept = Kept()
    try await kept.crawl(CrawlPlan(hub))
    #expect(kept.ids == models.map(\.id))
  }

  @Test func asksForTheParentsUntilNoneIsMissing() async throws {
    let family = [
      SyntheticModel("a/child", parents: ["b/left", "b/right"]),
      SyntheticModel("b/left", parents: ["c/root"]),
      SyntheticModel("b/right", parents: ["C/Root", "gone/away", "not an id"]), SyntheticModel("c/root"),
      SyntheticModel("z/other"),
    ]
    let hub = try LoopbackHub(family)
    defer { hub.stop() }
    var plan = CrawlPlan(hub)
    (plan.models, plan.closure) = (["a/child"], true)
    let (whole, pieces) = (Kept(), Kept())
    try await whole.crawl(plan)
    #expect(whole.ids == ["a/child", "b/left", "b/right", "c/root"])
    #expect(whole.checkpoint?.missing.map(\.id) == ["gone/away", "not an id"])
    #expect(whole.checkpoint?.missing.map(\.status) == [404, 0])
    for _ in 0..<6 { try? await pieces.crawl(plan, steps: 1) }
    try await pieces.crawl(plan)
    #expect(pieces.bytes == whole.bytes)
    #expect(pieces.checkpoint?.missing == whole.checkpoint?.missing)
  }

  @Test func completesTheAncestryOfAPartOfTheList() async throws {
    let hub = try LoopbackHub(models)
    defer { hub.stop() }
    let kept = Kept()
    var plan = CrawlPlan(hub)
    (plan.since, plan.closure) = ("2025-12-20", true)
    try await kept.crawl(plan)
    let byID = Dictionary(uniqueKeysWithValues: models.map { ($0.id, $0) })
    let brought = Set(kept.ids)
    #expect(brought.count == kept.ids.count)
    #expect(brought.allSatisfy { id in byID[id]?.parents.allSatisfy(brought.contains) == true })
    #expect(brought.count > models.count { $0.created >= "2025-12-20" })
  }
}

extension LoopbackHub {
  /// A fault for two of five requests, in turn; the others go well.
  static func faults(_ faults: [Reply]) -> @Sendable (Request) -> Reply {
    { request in request.number * 7 % 5 < 2 ? faults[request.number / 2 % faults.count] : .normal }
  }
}
