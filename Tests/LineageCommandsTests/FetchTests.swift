import Foundation
import LineageTestSupport
import Testing

/// `lineage fetch` against a Hub on this machine, as a user would run it, and kill it.
@Suite struct FetchTests {
  private let models = SyntheticModel.many(3000)
  private let program: Program

  init() throws { program = try Program() }

  private func fetch(_ hub: LoopbackHub, _ out: String, _ more: String...) -> [String] {
    ["fetch", "--endpoint", hub.endpoint, "--page-size", "100", "--out", out] + more
  }

  private func ids(_ name: String) throws -> [String] {
    let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: program.path(name))), as: UTF8.self)
    return text.split(separator: "\n").compactMap { line in
      line.firstMatch(of: /"id":"([^"]*)"/).map { String($0.1) }
    }
  }

  @Test(arguments: ["models.jsonl", "models.jsonl.zst", "models.jsonl.gz"])
  func givesTheSameBytesAfterTenKills(name: String) throws {
    defer { program.clean() }
    let calm = try LoopbackHub(models)
    let rough = try LoopbackHub(models) { request in
      switch request.number * 7 % 11 {
      case 0: .reset
      case 1: .answer(500)
      case 2: .cut(after: 900)
      case 3: .answer(429, ["Retry-After": "0"])
      case 4: .answer(200, [:], "<html>")
      default: .normal
      }
    }
    defer { calm.stop(); rough.stop() }
    let whole = try program.run(fetch(calm, "calm-" + name, "--quiet"))
    #expect(whole.status == 0, "\(whole.err)")
    var kills = 0
    for kill in 1...10 {
      let running = try program.start(fetch(rough, name))
      if running.reaches({ rough.requests.count >= kill * 3 }) {
        running.send(SIGKILL)
        kills += 1
      }
      #expect(try running.outcome().status == -SIGKILL)
      #expect(!program.exists(name))
    }
    #expect(kills == 10)
    let last = try program.run(fetch(rough, name))
    #expect(last.status == 0, "\(last.err)")
    let expected = try Data(contentsOf: URL(fileURLWithPath: program.path("calm-" + name)))
    #expect(try Data(contentsOf: URL(fileURLWithPath: program.path(name))) == expected)
    #expect(!program.exists(name + ".partial"))
    #expect(!program.exists(name + ".checkpoint"))
  }

  @Test func fetchesWhatABuildReads() throws {
    defer { program.clean() }
    let hub = try LoopbackHub(models, rate: LoopbackHub.Rate(requests: 20, seconds: 2))
    defer { hub.stop() }
    #expect(try program.run(fetch(hub, "m.jsonl.zst")).status == 0)
    #expect(hub.overruns == 0)
    let build = try program.run(["build", "m.jsonl.zst", "--json", "--quiet", "--pages", "none"])
    let facts = try build.json()
    #expect(facts["models"].number == 3000)
    #expect(facts["rejected"].number == 0)
    #expect(facts["ghosts"].number == 0)
    #expect(facts["edges"].number == Double(3000 - 97))
  }

  @Test func writesTheAncestryOfAModelAndItsRenames() throws {
    defer { program.clean() }
    let hub = try LoopbackHub([
      SyntheticModel("a/child", parents: ["old/base", "gone/away"]), SyntheticModel("new/base"),
    ]) { $0.path == "/api/models/old/base" ? .answer(307, ["Location": "/api/models/new/base"]) : .normal }
    defer { hub.stop() }
    let outcome = try program.run(
      ["fetch", "--endpoint", hub.endpoint, "--out", "m.jsonl", "--closure", "--json", "--model", "a/child"])
    #expect(outcome.status == 0, "\(outcome.err)")
    #expect(try ids("m.jsonl") == ["a/child", "new/base"])
    let document = try outcome.json()
    #expect(document["missing"].elements.map { $0["id"].text } == ["gone/away"])
    #expect(document["renames"].elements.map { $0["to"].text } == ["new/base"])
    let ancestry = try program.shell(
      "lineage build m.jsonl --aliases m.jsonl.renames.csv --quiet --pages none && lineage ancestry a/child --json"
    )
    #expect(try ancestry.json()["ancestors"].elements.map { $0["id"].text } == ["gone/away", "new/base"])
  }

  @Test func keepsTheTokenToItself() throws {
    defer { program.clean() }
    let hub = try LoopbackHub(models) { request in
      .answer(403, [:], "you sent \(request.headers["authorization"] ?? "none")")
    }
    defer { hub.stop() }
    let outcome = try program.run(fetch(hub, "m.jsonl", "--json"), environment: ["HF_TOKEN": "hf_secret"])
    #expect(outcome.status == 3)
    #expect(hub.requests.first?.headers["authorization"] == "Bearer hf_secret")
    for (name, data) in try program.files(below: ".") {
      #expect(!String(decoding: data, as: UTF8.self).contains("hf_secret"), "\(name)")
    }
    #expect(!outcome.err.contains("hf_secret"))
    #expect(try outcome.failure()["message"].text?.contains("403") == true)
  }

  @Test func sendsNoTokenInTheClear() throws {
    defer { program.clean() }
    let outcome = try program.run(
      ["fetch", "--endpoint", "http://hub.example", "--out", "m.jsonl"],
      environment: ["HF_TOKEN": "hf_secret"])
    #expect(outcome.status == 2)
    #expect(!outcome.err.contains("hf_secret"))
    #expect(try program.entries().isEmpty)
  }

  @Test func doesNotMixTwoCrawls() throws {
    defer { program.clean() }
    let hub = try LoopbackHub(models) { $0.number >= 2 ? .answer(401) : .normal }
    defer { hub.stop() }
    #expect(try program.run(fetch(hub, "m.jsonl")).status == 3)
    #expect(program.exists("m.jsonl.checkpoint"))
    let other = try program.run(fetch(hub, "m.jsonl", "--since", "2025-12-01"))
    #expect(other.status == 2)
    #expect(other.err.contains("--restart"))
    try program.write("{}", to: "m.jsonl.checkpoint")
    #expect(try program.run(fetch(hub, "m.jsonl")).status == 3)
    let calm = try LoopbackHub(models)
    defer { calm.stop() }
    #expect(try program.run(fetch(calm, "m.jsonl", "--restart")).status == 0)
    #expect(try ids("m.jsonl") == models.map(\.id))
  }

  @Test func letsOnlyOneProcessWriteAFile() throws {
    defer { program.clean() }
    let hub = try LoopbackHub(models) { $0.number == 0 ? .slow(milliseconds: 200) : .normal }
    defer { hub.stop() }
    let first = try program.start(fetch(hub, "m.jsonl"))
    #expect(first.reaches { !hub.requests.isEmpty })
    let second = try program.run(fetch(hub, "m.jsonl"))
    first.send(SIGKILL)
    _ = try first.outcome()
    #expect(second.status == 2)
    #expect(second.err.contains("another crawl"))
  }

  @Test(arguments: [
    ["--endpoint", "ftp://x"], ["--since", "soon"], ["--page-size", "0"], ["--timeout", "0"],
    ["--max-time", "-1"], ["--model", "../x"], ["--model", "a/b", "--since", "2025-01-01"],
  ])
  func turnsDownOptionsThatMakeNoSense(options: [String]) throws {
    defer { program.clean() }
    let outcome = try program.run(["fetch", "--out", "m.jsonl"] + options)
    #expect(outcome.status == 2)
    #expect(try program.entries().isEmpty)
  }

  @Test func saysWhichFieldIsNotKnown() throws {
    defer { program.clean() }
    let hub = try LoopbackHub(models)
    defer { hub.stop() }
    let outcome = try program.run(fetch(hub, "m.jsonl", "--expand", "tags,nonsense"))
    #expect(outcome.status == 2)
    #expect(outcome.err.contains("nonsense"))
  }
}
