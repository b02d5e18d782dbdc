import Foundation
import Testing

/// Same input, same bytes out: whatever the machine, the place and the moment.
@Suite struct DeterminismTests {
  private let program: Program

  init() throws { program = try Program() }

  private func build(_ out: String, _ arguments: [String] = [], environment: [String: String] = [:]) throws
    -> [String: Data]
  {
    let outcome = try program.run(
      ["build", "--quiet", "--out", out] + arguments, environment: environment)
    try #require(outcome.status == 0, "\(outcome.err)")
    return try program.files(below: out)
  }

  @Test func writesEqualBytesIntoTwoFolders() throws {
    defer { program.clean() }
    let (first, second) = (try build("a", ["--pages", "250"]), try build("deeper/b", ["--pages", "250"]))
    #expect(first.count > 1000)
    #expect(first["lineage.db"]?.isEmpty == false)
    #expect(differences(first, second) == [])
  }

  @Test(arguments: [
    ["LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati"],
    ["LC_ALL": "ko_KR.UTF-8", "LANG": "ko_KR.UTF-8", "TZ": "America/New_York"],
    ["LC_ALL": "C", "HOME": "/nowhere"], ["LC_ALL": "ar_EG.UTF-8", "NO_COLOR": "1"],
    // With wishes for the allocator of its own a build does not start itself again.
    ["GLIBC_TUNABLES": "glibc.malloc.hugetlb=0"],
  ])
  func writesTheBytesOfThePlainEnvironment(environment: [String: String]) throws {
    defer { program.clean() }
    let plain = try Sample.program().files(below: "site")
    #expect(differences(plain, try build("site", ["--pages", "40"], environment: environment)) == [])
  }

  @Test func answersWithTheSameBytesInEveryEnvironment() throws {
    let questions = [
      ["facts"], ["facts", "--json"], ["share", "--format", "csv"], ["share"],
      ["export", "--format", "graphml"],
      ["ancestry", "mlabonne/NeuralBeagle14-7B"], ["search", "hermes"], ["doctor"],
    ]
    for question in questions {
      let plain = try Sample.ask(question)
      #expect(plain.status == 0)
      for environment in [["LC_ALL": "tr_TR.UTF-8"], ["LC_ALL": "de_DE.UTF-8", "TZ": "Pacific/Kiritimati"]] {
        let other = try Sample.ask(question, environment: environment)
        #expect(other.out == plain.out, "\(question) under \(environment)")
      }
    }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/taskset"), "taskset is not installed"))
  func writesTheSameBytesOnOneProcessor() throws {
    defer { program.clean() }
    let one = try program.shell("taskset -c 0 lineage build --quiet --pages 40 --out one")
    try #require(one.status == 0, "\(one.err)")
    #expect(
      differences(try program.files(below: "one"), try Sample.program().files(below: "site")) == [])
  }

  @Test func doesNotDependOnTheOrderOfRows() throws {
    defer { program.clean() }
    let rows = try String(
      contentsOf: repository.appendingPathComponent("Fixtures/sample/models.jsonl"), encoding: .utf8
    ).split(separator: "\n")
    var order = Shuffle(state: 7)
    let shuffled = rows.shuffled(using: &order)
    try #require(shuffled != rows)
    try program.write(rows.joined(separator: "\n") + "\n", to: "sorted/models.jsonl")
    try program.write(shuffled.joined(separator: "\n") + "\n", to: "shuffled/models.jsonl")
    let (a, b) = (
      try build("a", ["sorted/models.jsonl", "--pages", "100"]),
      try build("b", ["shuffled/models.jsonl", "--pages", "100"])
    )
    // The pages that say where a finding stands, and the database, hold line numbers and the file's hash.
    let differing = differences(a, b).filter { $0 != "lineage.db" && !$0.contains("findings/") }
    #expect(differing == [])
    #expect(a.keys.count { $0.hasPrefix("m/") } > 400)

    for flags in [["--aliases"], ["--no-aliases"]] {
      let facts = try ["a", "b"].map {
        try program.run(["facts", "--json", "--db", $0 + "/lineage.db"] + flags).json()
      }
      #expect(facts[0].without("sources") == facts[1].without("sources"))
      let sources = facts.map { $0["sources"].elements.map { $0.without("sha256") } }
      #expect(sources[0] == sources[1])
      #expect(facts[0]["sources"] != facts[1]["sources"])
    }
    for question in [["share", "--format", "csv"], ["export", "--format", "jsonl"], ["export"]] {
      let answers = try ["a", "b"].map { try program.run(question + ["--db", $0 + "/lineage.db"]).out }
      #expect(answers[0] == answers[1], "\(question)")
    }
  }
}

/// A fixed order that looks random.
private struct Shuffle: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}
