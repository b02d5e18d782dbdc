import Foundation
import LineageHub
import LineageTestSupport
import Synchronization

/// Runs a crawl in this process and keeps what it delivers.
final class Kept: Sendable {
  private let state = Mutex((lines: [UInt8](), checkpoint: CrawlCheckpoint?.none, reports: [CrawlProgress]()))

  /// The lines delivered.
  var lines: [String] {
    state.withLock { String(decoding: $0.lines, as: UTF8.self) }.split(separator: "\n").map(String.init)
  }

  /// The ids of the records delivered.
  var ids: [String] {
    lines.compactMap { line in
      line.firstMatch(of: /"id":"([^"]*)"/).map { String($0.1) }
    }
  }

  /// The bytes delivered.
  var bytes: [UInt8] { state.withLock(\.lines) }

  /// The checkpoint of the last step.
  var checkpoint: CrawlCheckpoint? { state.withLock(\.checkpoint) }

  /// What was reported.
  var reports: [CrawlProgress] { state.withLock(\.reports) }

  /// The checkpoint as another process would read it.
  func reread() throws -> CrawlCheckpoint? {
    try checkpoint.map { try JSONDecoder().decode(CrawlCheckpoint.self, from: JSONEncoder().encode($0)) }
  }

  /// Crawls from where the last call ended, to the end, or until so many steps were kept.
  func crawl(
    _ plan: CrawlPlan, token: HubToken? = nil, limits: CrawlLimits = .test, steps: Int = .max,
    clock: HubClock = .real
  ) async throws {
    var crawler = try Crawler(
      try reread() ?? CrawlCheckpoint(plan), token: token, clock: clock, limits: limits,
      random: SeededGenerator(seed: 1))
    for line in lines { try crawler.restore(line: Array(line.utf8)) }
    var left = steps
    try await crawler.run { report in
      self.state.withLock { $0.reports.append(report) }
    } deliver: { step in
      guard left > 0 else { throw Killed() }
      left -= 1
      state.withLock { state in
        state.lines += step.lines
        state.checkpoint = step.checkpoint
      }
    }
  }
}

/// Ends a crawl as a kill would: what was being delivered is lost.
struct Killed: Error {}

extension HubClock {
  /// The machine's clock.
  static let real = HubClock(
    now: { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }, wall: { Date().timeIntervalSince1970 },
    sleep: { try await Task.sleep(for: .seconds($0)) })

  /// A clock on which waiting takes no time, and what was waited for.
  static func still(_ waits: Waits) -> HubClock {
    HubClock(
      now: { waits.total }, wall: { 1_750_000_000 + waits.total }, sleep: { waits.add($0) })
  }
}

/// What a crawl waited for on a clock that stands still.
final class Waits: Sendable {
  private let state = Mutex<[Double]>([])

  /// Each wait in seconds.
  var all: [Double] { state.withLock { $0 } }
  /// Seconds in all.
  var total: Double { state.withLock { $0.reduce(0, +) } }

  func add(_ seconds: Double) { state.withLock { $0.append(seconds) } }
}

extension CrawlLimits {
  /// Little patience, so that tests are quick.
  static var test: CrawlLimits {
    var limits = CrawlLimits()
    limits.firstBackoff = 0.001
    limits.requestSeconds = 5
    return limits
  }
}

extension CrawlPlan {
  /// A plan for a Hub on this machine.
  init(_ hub: LoopbackHub, pageSize: Int = 100) {
    self.init(endpoint: hub.endpoint)
    self.pageSize = pageSize
  }
}
