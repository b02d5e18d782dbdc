import Foundation
import LineageTestSupport
import Testing

/// `lineage serve`: the site and the same answers that the commands give.
@Suite struct ServeTests {
  private static let merge = "Steelskull/L3.3-MS-Nevoria-70b"
  private static let root = "meta-llama/Llama-3.1-8B"

  @Test(arguments: [
    (["ancestry", merge], "models/\(merge)/ancestry"),
    (
      ["ancestry", merge, "--depth", "1", "--relations", "merge,finetune", "--min-evidence", "detected"],
      "models/\(merge)/ancestry?depth=1&relations=merge,finetune&min_evidence=detected"
    ),
    (["ancestry", "GPT2"], "models/gpt2/ancestry"),
    (["ancestry", "gpt2"], "models/openai-community%2Fgpt2/ancestry"),
    (["ancestry", merge, "--no-aliases"], "models/\(merge)/ancestry?aliases=false"),
    (["descendants", root], "models/\(root)/descendants"),
    (["descendants", root, "--limit", "3", "--direct"], "models/\(root)/descendants?limit=3&direct=true"),
    (["path", merge, root], "models/\(merge)/path?to=\(root)"),
    (["path", root, merge, "--limit", "1"], "models/\(root)/path?to=\(merge)&limit=1"),
    (["audit", merge, "--day", "2026-01-02"], "models/\(merge)/audit?day=2026-01-02"),
    (["impact", root, "--limit", "4"], "models/\(root)/impact?limit=4"),
    (["search", "hermes", "3"], "search?q=hermes+3"),
    (["search", "llama", "--limit", "7"], "search?q=LLAMA&limit=7"),
    (["facts"], "facts"), (["facts", "--no-aliases"], "facts?aliases=false"), (["share"], "share"),
    (
      ["share", "derived/clean/ft+ad/direct/each/models/license/quarter", "--from", "2024-Q1"],
      "share?definition=derived/clean/ft%2Bad/direct/each/models/license/quarter&from=2024-Q1"
    ),
    (["claims", "--narrow"], "claims"),
    (
      ["claims", "--narrow", "--text", "Qwen >= 40% of new language model derivatives in 2025-05"],
      "claims?text=Qwen+%3E%3D+40%25+of+new+language+model+derivatives+in+2025-05"
    ),
  ])
  func answersAsTheCommandDoes(arguments: [String], address: String) throws {
    let printed = try Sample.ask(arguments + ["--json", "--quiet"])
    #expect([0, 1].contains(printed.status), "\(printed.err)")
    let answer = try Served.sample.get().ask("/api/v1/" + address)
    #expect(answer.status == 200, "\(answer.text)")
    let (told, asked) = (try JSON(printed.out), try JSON(answer.text))
    if arguments[0] == "search" {
      // The query is told as it was given.
      #expect(told["models"] == asked["models"])
    } else {
      #expect(told == asked)
    }
  }

  @Test func suggestsTheNamesThatTheCommandSuggests() throws {
    let failure = try Sample.ask("ancestry", "meta-llama/Llama-3.1-8", "--json").failure()
    let answer = try Served.sample.get().ask("/api/v1/models/meta-llama/Llama-3.1-8/ancestry")
    #expect(answer.status == 404)
    #expect(answer["Content-Type"] == "application/problem+json")
    let problem = try JSON(answer.text)
    #expect(problem["detail"] == failure["message"])
    #expect(problem["type"] == "urn:lineage:problem:unknown-model")
    for id in problem["suggestions"].texts { #expect(failure["hint"].text?.contains(id) == true) }
    #expect(!problem["suggestions"].texts.isEmpty)
  }

  @Test func givesAListInPartsThatMakeTheWhole() throws {
    let served = try Served.sample.get()
    for (address, key) in [
      ("/api/v1/search?q=llama", "models"), ("/api/v1/models/\(Self.root)/descendants?direct=false", "top"),
      ("/api/v1/families?aliases=true", "families"),
    ] {
      let whole = try JSON(served.ask(address + "&limit=100").text)[key].elements
      var parts: [JSON] = []
      var next: String? = address + "&limit=7"
      while let here = next, parts.count < 100 {
        let answer = try served.ask(here)
        parts += try JSON(answer.text)[key].elements
        next = answer["Link"].flatMap { $0.firstMatch(of: /^<([^>]+)>; rel="next"$/) }.map { String($0.1) }
      }
      #expect(whole.count > 7)
      #expect(Array(parts.prefix(100)) == whole, "\(address)")
    }
  }

  @Test func drawsThePictureOfAModelWithoutAPage() throws {
    let served = try Served.sample.get()
    let page = try served.ask("/m/\(Self.merge)/")
    let id = "NousResearch/DeepHermes-3-Mistral-24B-Preview"
    for address in ["/m/\(id)/lineage.svg", "/api/v1/models/\(id)/lineage.svg"] {
      let answer = try served.ask(address)
      #expect(answer.status == 200)
      #expect(answer["Content-Type"] == "image/svg+xml; charset=utf-8")
      #expect(answer.text.hasPrefix("<svg") || answer.text.hasPrefix("<?xml"))
      #expect(answer.text.contains("DeepHermes-3"))
    }
    #expect([200, 404].contains(page.status))
    #expect(try served.ask("/m/no/such/lineage.svg").status == 404)
  }

  @Test func packsLongAnswersAsTheClientLikes() throws {
    let served = try Served.sample.get()
    let plain = try served.ask("/api/v1/share")
    for coding in ["gzip", "zstd"] {
      let answer = try served.ask("/api/v1/share", ["Accept-Encoding": coding])
      #expect(answer["Content-Encoding"] == coding)
      #expect(answer["Vary"] == "Accept-Encoding")
      #expect(answer["ETag"] != plain["ETag"])
      let program = coding == "gzip" ? "gzip -dc" : "zstd -dc"
      #expect(try Data(answer.body).piped(through: program) == Data(plain.body))
    }
  }

  @Test func servesTheSiteAndNotTheCatalog() throws {
    let served = try Served.sample.get()
    let page = try Data(
      contentsOf: Sample.program().folder.appendingPathComponent("site/index.html"))
    #expect(try Data(served.ask("/").body) == page)
    #expect(try served.ask("/lineage.db").status == 404)
  }

  @Test(arguments: [
    (["--host", "0.0.0.0"], 2, "--allow-remote"), (["--host", "192.168.1.1"], 2, "--allow-remote"),
    (["--port", "70000"], 2, "--port"), (["--base-path", "a b"], 2, "--base-path"),
    (["nowhere"], 3, "no folder"),
    (["--db", "nowhere.db"], 3, "no such catalog"), (["--threads", "0"], 2, "--threads"),
    (["--log", "loud"], 2, "loud"),
  ])
  func refusesWhatItCannotDo(arguments: [String], status: Int32, word: String) throws {
    let outcome = try Sample.ask(["serve"] + arguments)
    #expect(outcome.status == status)
    #expect(outcome.err.contains(word), "\(outcome.err)")
  }

  @Test func saysThatThePortIsTaken() throws {
    let outcome = try Sample.ask("serve", "--port", String(Served.sample.get().port))
    #expect(outcome.status == 2)
    #expect(outcome.err.contains("is in use"))
  }

  @Test func refusesACatalogOfAnotherKind() throws {
    let program = try Program()
    defer { program.clean() }
    try program.write("no catalog", to: "site/lineage.db")
    let outcome = try program.run(["serve", "--port", "0"])
    #expect(outcome.status == 3)
    #expect(outcome.err.contains("not a lineage catalog"))
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func stopsOnASignal(signal: Int32) throws {
    let served = try Served(Sample.program(), ["--log", "json"])
    #expect(try served.ask("/healthz").status == 200)
    served.running.send(signal)
    let outcome = try served.running.outcome()
    #expect(outcome.status == 0)
    let line = try #require(outcome.err.split(separator: "\n").first)
    let record = try JSON(String(line))
    #expect(record["route"] == "/healthz")
    #expect(record["status"] == 200)
    #expect(record["method"] == "GET")
    #expect(record.keys.isSuperset(of: ["time", "event", "peer", "target", "bytes", "ms", "index"]))
  }

  @Test func takesOverABuildThatLandsUnderLoad() throws {
    let program = try Program()
    defer { program.clean() }
    func row(_ id: String) -> String { "{\"id\":\"\(id)\",\"tags\":[],\"cardData\":{}}\n" }
    try program.write(row("first/model"), to: "a.jsonl")
    try program.write(row("second/model") + row("second/other"), to: "b.jsonl")
    try program.run(["build", "a.jsonl", "--quiet"])
    let served = try Served(program, ["--log", "off"])
    let port = served.port
    let load = (0..<3).map { _ in
      Load {
        let connection = try RawConnection(port: port)
        var answers: [String: Set<String>] = [:]
        while true {
          for address in ["/api/v1/search?q=model", "/index.html"] {
            try connection.send("GET \(address) HTTP/1.1\r\nHost: a\r\n\r\n")
            let answer = try connection.answer()
            guard answer.status == 200 else {
              throw RawConnection.Failure(reason: "\(answer.status) \(address)")
            }
            answers[answer["ETag"] ?? "", default: []].insert(answer.text)
            if address == "/api/v1/search?q=model", answer.text.contains("second/model") { return answers }
          }
        }
      }
    }
    let built = try program.run(["build", "b.jsonl", "--quiet"])
    #expect(built.status == 0, "\(built.err)")
    for client in load {
      let answers = try client.outcome()
      for (tag, texts) in answers { #expect(texts.count == 1, "\(tag)") }
    }
    served.running.send(SIGTERM)
    #expect(try served.running.outcome().status == 0)
  }
}

/// A server of its own process, and the port it found.
struct Served {
  let running: Running
  let port: Int

  /// One over the sample for all tests that only ask it; it ends with this process.
  static let sample: Result<Served, any Error> = Result {
    let served = try Served(Sample.program(), ["--log", "off"])
    atexit { if let served = try? Served.sample.get() { served.running.send(SIGTERM) } }
    return served
  }

  init(_ program: Program, _ arguments: [String]) throws {
    let running = try program.start(["serve", "--port", "0", "--json"] + arguments)
    var found: Int?
    let isUp = running.reaches {
      let out =
        (try? String(contentsOf: running.streams.appendingPathComponent("out"), encoding: .utf8)) ?? ""
      found = (try? JSON(out))?["port"].number.map { Int($0) }
      return found != nil
    }
    guard isUp, let port = found else {
      throw RawConnection.Failure(reason: "no server: \(try running.outcome().err)")
    }
    (self.running, self.port) = (running, port)
  }

  func ask(_ target: String, _ fields: [String: String] = [:]) throws -> HTTPText {
    try RawConnection.ask(port, target, fields)
  }
}

/// A client on a thread of its own.
private final class Load: @unchecked Sendable {
  private let done = DispatchSemaphore(value: 0)
  private var result: Result<[String: Set<String>], any Error>?

  init(_ body: @escaping @Sendable () throws -> [String: Set<String>]) {
    Thread.detachNewThread {
      self.result = Result { try body() }
      self.done.signal()
    }
  }

  func outcome() throws -> [String: Set<String>] {
    done.wait()
    return try result?.get() ?? [:]
  }
}
