import Foundation
import Testing

@testable import LineageCommands

/// What a build says about the time it took.
@Suite struct TimingsTests {
  /// A meter whose clock and memory a test moves by hand.
  private final class Hand {
    var seconds = 100.0
    var cpu = 7.0
    var peak = 1_000_000
    var meter: ProcessMeter {
      ProcessMeter(seconds: { self.seconds }, cpuSeconds: { self.cpu }, peakBytes: { self.peak })
    }
  }

  @Test func measuresPhasesTheirPartsAndTheTimeBetween() {
    let hand = Hand()
    var timer = PhaseTimer(hand.meter)
    hand.seconds += 1
    timer.begin("read")
    hand.seconds += 2
    hand.cpu += 3.5
    hand.peak = 5_000_000
    timer.end([Handled(4_000_000, .bytes), Handled(10, .rows)])
    timer.begin("index")
    timer.beginPart("names")
    hand.seconds += 0.25
    timer.beginPart("graph")
    hand.seconds += 0.75
    timer.end()
    #expect(
      timer.phases == [
        Phase(
          name: "read", seconds: 2, cpuSeconds: 3.5,
          handled: [Handled(4_000_000, .bytes), Handled(10, .rows)],
          peakBytes: 5_000_000),
        Phase(
          name: "index", seconds: 1, cpuSeconds: 0, peakBytes: 5_000_000,
          parts: [
            Phase(name: "names", seconds: 0.25, cpuSeconds: 0, peakBytes: 5_000_000),
            Phase(name: "graph", seconds: 0.75, cpuSeconds: 0, peakBytes: 5_000_000),
          ]),
      ])
    #expect(timer.total.seconds == 4 && timer.total.cpuSeconds == 3.5)
  }

  @Test func forgetsAPhaseThatWasNotEnded() {
    let hand = Hand()
    var timer = PhaseTimer(hand.meter)
    timer.begin("read")
    hand.seconds += 9
    timer.begin("index")
    hand.seconds += 1
    timer.end()
    #expect(timer.phases.map(\.name) == ["index"])
    #expect(timer.phases.first?.seconds == 1)
    #expect(timer.end() == nil)
  }

  @Test func alignsTheTable() {
    let hand = Hand()
    var timer = PhaseTimer(hand.meter)
    timer.begin("read")
    hand.seconds += 3
    timer.end([Handled(600_000_000, .bytes), Handled(1_200_000, .rows)])
    timer.begin("site")
    timer.beginPart("pages")
    hand.seconds += 1
    hand.cpu += 1.5
    hand.peak = 250_000_000
    timer.end([Handled(2000, .pages)])
    #expect(
      Timings(timer).lines == [
        "phase    seconds   cpu  share  handled                          rate  peak so far",
        "read        3.00  0.00   75 %  600 MB, 1,200,000 rows       200 MB/s         1 MB",
        "site        1.00  1.50   25 %  2,000 pages             2,000 pages/s       250 MB",
        "  pages     1.00  1.50   25 %                                              250 MB",
        "total       4.00  1.50  100 %                                              250 MB",
      ])
  }

  @Test(arguments: [
    (Handled(999_999, .bytes), 1.0, "1.0 MB/s"), (Handled(25_000_000, .bytes), 0.5, "50 MB/s"),
    (Handled(3_094_856, .models), 2, "1,547,428 models/s"), (Handled(1, .pages), 0, ""),
  ])
  func tellsRatesByTheSecond(handled: Handled, seconds: Double, text: String) {
    #expect(handled.rate(over: seconds) == text)
  }

  @Test func knowsThePeakOfThisProcess() {
    let before = ProcessMeter.system.peakBytes()
    let block = [UInt8](repeating: 1, count: 64 << 20)
    #expect(block.reduce(0) { $0 &+ Int($1) } == 64 << 20)
    let after = ProcessMeter.system.peakBytes()
    #expect(before > 1 << 20)
    #expect(after >= before && after > 64 << 20)
  }

  private static let phases = ["read", "normalise", "index", "site", "catalog", "publish", "total"]

  @Test func addsPhasesToTheDocument() throws {
    let program = try Program()
    defer { program.clean() }
    let outcome = try program.run(["build", "--json", "--timings", "--quiet", "--pages", "3"])
    #expect(outcome.status == 0)
    #expect(outcome.err == "")
    let timings = try outcome.json()["timings"].elements
    #expect(timings.map { $0["phase"].text } == Self.phases)
    let seconds = timings.compactMap { $0["seconds"].number }
    #expect(seconds.count == Self.phases.count && seconds.allSatisfy { $0 >= 0 })
    #expect(seconds.dropLast().reduce(0, +) <= seconds[seconds.count - 1])
    #expect(timings.allSatisfy { ($0["peak_bytes"].number ?? 0) > 1e6 })
    #expect(timings[0].only("rows") == ["rows": 1098])
    #expect(timings[0]["bytes"].number ?? 0 > 100_000)
    #expect(timings[3]["pages"].number ?? 0 > 3)
    #expect(
      timings[3]["parts"].elements.map { $0["phase"].text } == [
        "noise", "contents", "shares", "claims", "licenses", "pages",
      ])
    #expect(timings[4]["edges"] == 517)
    let beside = timings[4]["parts"].elements
    #expect(beside.map { $0["phase"].text } == ["names", "models", "edges", "checks"])
    #expect(beside.allSatisfy { $0["cpu_seconds"].number == nil })
  }

  @Test func printsTheTableEvenWhenQuiet() throws {
    let program = try Program()
    defer { program.clean() }
    let quiet = try program.run(["build", "--timings", "--quiet", "--pages", "none"])
    #expect(quiet.out == "")
    let lines = quiet.err.split(separator: "\n")
    #expect(lines.first?.hasPrefix("phase ") == true)
    let names = lines.dropFirst().filter { !$0.hasPrefix(" ") }.compactMap { $0.split(separator: " ").first }
    #expect(names.map(String.init) == Self.phases)
    let plain = try program.run(["build", "--json", "--pages", "none"])
    #expect(try plain.json()["timings"] == .null)
    #expect(!plain.err.contains("peak so far"))
    #expect(plain.err.contains("index: 1,098 models, 517 edges"))
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/script"), "script is not installed"))
  func showsARateWhileItRunsOnATerminal() throws {
    let program = try Program()
    defer { program.clean() }
    let shown = try program.shell("script -qec 'lineage build --pages 400' /dev/null </dev/null").out
    #expect(
      shown.firstMatch(of: /site  \[#+\.*\] [0-9,]+ of [0-9,]+ pages, [0-9,]+ pages\/s/) != nil, "\(shown)")
  }
}
