import Foundation
import Testing

/// Exit codes, and what goes to which stream.
@Suite struct StreamTests {
  private static let definition = "lm/all/all/root+alias/fractional/models/family/month"

  @Test(arguments: [
    ["frobnicate"], ["facts", "--frob"], ["build", "--frob"], ["ancestry"], ["path", "a/b"],
    ["build", "--pages", "-5"],
    ["build", "--pages", "some"], ["build", "--as-of", "2025-13-01"], ["build", "--year", "123"],
    ["ancestry", "a/b", "--format", "png"], ["ancestry", "mlabonne/NeuralBeagle14-7B", "--depth", "0"],
    ["ancestry", "mlabonne/NeuralBeagle14-7B", "--relations", "cousin"],
    ["ancestry", "mlabonne/NeuralBeagle14-7B", "--min-evidence", "rumour"],
    ["descendants", "a/b", "--limit", "-1"],
    ["path", "a/b", "c/d", "--limit", "0"], ["search", "a", "--limit", "0"], ["search"],
    ["share", "--limit", "-1"],
    ["share", "--group", "planet"], ["share", "--window", "2025-13"], ["share", "--format", "xlsx"],
    ["doctor", "--rule", "no-such-rule"], ["doctor", "--limit", "0"], ["doctor", "--level", "fatal"],
    ["export", "--format", "xlsx"],
  ])
  func endsWithTwoForWrongUsage(arguments: [String]) throws {
    let outcome = try Sample.ask(arguments)
    #expect(outcome.status == 2)
    #expect(outcome.out == "")
    #expect(!outcome.err.isEmpty)
    let asJSON = try Sample.ask(arguments + ["--json"])
    #expect(asJSON.status == 2)
    #expect(asJSON.out == "")
    #expect(try asJSON.failure()["code"] == 2)
  }

  @Test(arguments: [
    ("x/all/all/root/each/models/family/all", "‘x’ is no population"),
    ("kind:ghost/all/all/root/each/models/family/all", "‘kind:ghost’ is no population"),
    ("lm/x/all/root/each/models/family/all", "‘x’ is no noise"),
    ("lm/all/ft+x/root/each/models/family/all", "‘ft+x’ is no relations"),
    ("lm/all/all/root+x/each/models/family/all", "‘root+x’ is no attribution"),
    ("lm/all/all/root/x/models/family/all", "‘x’ is no credit"),
    ("lm/all/all/root/each/x/family/all", "‘x’ is no weight"),
    ("lm/all/all/root/each/models/x/all", "‘x’ is no group"),
    ("lm/all/all/root/each/models/family/x", "‘x’ is no window"),
    ("lm/all/all/root/each/models/family/2025-W54", "‘2025-W54’ is no window"),
    ("lm/all", "a definition has eight parts"), ("", "a definition has eight parts"),
  ])
  func namesTheWrongPartOfADefinition(definition: String, words: String) throws {
    let outcome = try Sample.ask("share", definition)
    #expect(outcome.status == 2)
    #expect(outcome.out == "")
    #expect(outcome.err.contains(words), "\(outcome.err)")
    #expect(outcome.err.contains("for example: " + Self.definition))
    let failure = try Sample.ask("share", definition, "--json").failure()
    #expect(failure["code"] == 2)
    #expect(failure["message"].text?.contains(words) == true)
  }

  @Test func refusesABoundThatIsNoWindowOfTheDefinition() throws {
    for (arguments, words) in [
      (["--from", "2025-W16"], "--from takes a month, like 2025-04, not ‘2025-W16’"),
      (["--window", "week", "--to", "2025-04"], "--to takes an ISO week, like 2025-W16, not ‘2025-04’"),
      (["--from", "april"], "--from takes a month, like 2025-04, not ‘april’"),
    ] {
      let outcome = try Sample.ask(["share"] + arguments)
      #expect(outcome.status == 2)
      #expect(outcome.err.contains(words), "\(outcome.err)")
    }
  }

  @Test(arguments: [["ancestry"], ["descendants"], ["path", "mlabonne/Beagle14-7B"]])
  func suggestsIdsForAnUnknownOne(command: [String]) throws {
    let typo = "NousResearch/Hermes-3-Llama-3.1-8"
    let outcome = try Sample.ask(command + [typo])
    #expect(outcome.status == 3)
    #expect(outcome.out == "")
    #expect(
      outcome.err.hasPrefix("lineage: no model \(typo) in this snapshot\n  did you mean\n"), "\(outcome.err)")
    #expect(outcome.err.contains("\n    NousResearch/Hermes-3-Llama-3.1-8B\n"), "\(outcome.err)")

    let asJSON = try Sample.ask(command + [typo, "--json"])
    #expect(asJSON.status == 3)
    #expect(asJSON.out == "")
    let failure = try asJSON.failure()
    #expect(failure.keys == ["code", "subject", "message", "hint"])
    #expect(failure["code"] == 3)
    #expect(failure["subject"] == .string(typo))
    #expect(failure["hint"].text?.contains("NousResearch/Hermes-3-Llama-3.1-8B") == true)
  }

  @Test func saysHowToSearchWhenNothingIsSimilar() throws {
    let outcome = try Sample.ask("ancestry", "zzzz/qqqqqqqqqq")
    #expect(outcome.status == 3)
    #expect(outcome.err.contains("lineage search TEXT"))
  }

  @Test(arguments: [
    ["facts"], ["ancestry", "mlabonne/NeuralBeagle14-7B"], ["descendants", "meta-llama/Llama-3.1-8B"],
    ["path", "mlabonne/NeuralBeagle14-7B", "mlabonne/Beagle14-7B"], ["share"], ["search", "hermes"],
    ["doctor"],
    ["doctor", "--rules"], ["export"],
  ])
  func printsOneDocumentAndNothingElseWithJSON(arguments: [String]) throws {
    let outcome = try Sample.ask(arguments + ["--json"])
    #expect(outcome.status == 0)
    #expect(try outcome.json() != .null)
    #expect(outcome.out.hasSuffix("\n"))
    #expect(outcome.err == "")
  }

  @Test func printsOneDocumentForABuildWithJSON() throws {
    let program = try Program()
    defer { program.clean() }
    let outcome = try program.run(["build", "--json", "--pages", "none"])
    #expect(outcome.status == 0)
    #expect(
      try outcome.json().only("models", "edges", "out") == ["models": 1098, "edges": 517, "out": "site"])
    #expect(outcome.err.contains("read: 1,098 rows"))
  }

  @Test func saysNothingWithQuiet() throws {
    let program = try Program()
    defer { program.clean() }
    let build = try program.run(["build", "--quiet", "--pages", "none"])
    #expect(build.status == 0)
    #expect(build.out + build.err == "")
    // Answers stay; remarks about them go.
    for arguments in [
      ["ancestry", "MLABONNE/beagle14-7b"], ["search", "zzzzqqqq"], ["share", "--window", "1999-01"],
    ] {
      let (loud, quiet) = (try program.run(arguments), try program.run(arguments + ["--quiet"]))
      #expect(!loud.err.isEmpty)
      #expect(quiet.err == "", "\(arguments)")
      #expect(quiet.out == loud.out)
      #expect(quiet.status == 0)
    }
    let failure = try program.run(["ancestry", "nobody/nothing", "--quiet"])
    #expect(failure.status == 3)
    #expect(!failure.err.isEmpty)
  }

  @Test(arguments: ["export", "export --format graphml", "export --json", "facts --json", "--help"])
  func treatsAClosedPipeAsSuccess(command: String) throws {
    let outcome = try Sample.program().shell(
      "lineage \(command) | head -c 5 >/dev/null; echo ${PIPESTATUS[0]}")
    #expect(outcome.out == "0\n")
    #expect(outcome.err == "")
    let gone = try Sample.program().shell("lineage \(command) | true; echo ${PIPESTATUS[0]}")
    #expect(gone.out == "0\n")
    #expect(gone.err == "")
  }

  @Test func finishesABuildWhoseMessagesNobodyReads() throws {
    let program = try Program()
    defer { program.clean() }
    let outcome = try program.shell("lineage build --pages none 2>&1 | true; echo ${PIPESTATUS[0]}")
    #expect(outcome.out == "0\n")
    #expect(try program.entries() == ["site"])
    #expect(program.exists("site/lineage.db"))
  }

  @Test func asksTheDatabaseThatTheFlagOrTheEnvironmentNames() throws {
    let program = try Program()
    defer { program.clean() }
    for (count, out) in [(2, "two"), (3, "three"), (4, "site")] {
      try program.write(InputFailureTests.rows(count), to: "in.jsonl")
      try program.run(["build", "in.jsonl", "--quiet", "--out", out])
    }
    func models(_ arguments: [String] = [], _ environment: [String: String] = [:]) throws -> JSON {
      try program.run(["facts", "--json"] + arguments, environment: environment).json()["models"]
    }
    #expect(try models() == 4)
    #expect(try models([], ["LINEAGE_DB": ""]) == 4)
    #expect(try models([], ["LINEAGE_DB": "two/lineage.db"]) == 2)
    #expect(try models(["--db", "three/lineage.db"], ["LINEAGE_DB": "two/lineage.db"]) == 3)
    let missing = try program.run(["facts"], environment: ["LINEAGE_DB": "none.db"])
    #expect(missing.status == 3)
    #expect(missing.err.contains("none.db: no such catalog; `lineage build` writes one"))
  }

  @Test func refusesADatabaseThatIsNotOne() throws {
    let program = try Program()
    defer { program.clean() }
    let whole = try Data(contentsOf: Sample.program().folder.appendingPathComponent("site/lineage.db"))
    func patched(_ offset: Int, _ value: UInt8) -> Data {
      var copy = whole
      copy[copy.startIndex + offset] = value
      return copy
    }
    // Big-endian fields of SQLite's header: the user version ends at byte 63, the application id at 71.
    let cases: [(name: String, bytes: Data, words: String)] = [
      ("empty.db", Data(), "not a lineage catalog"),
      ("words.db", Data(String(repeating: "these are words. ", count: 999).utf8), "not a lineage catalog"),
      ("newer.db", patched(63, 99), "catalog of version 99, this program reads version"),
      ("foreign.db", patched(71, 1), "not a lineage catalog"),
      ("short.db", whole.prefix(whole.count / 3), "lineage build"),
    ]
    for (name, bytes, words) in cases {
      try program.write(bytes, to: name)
      for command in [["facts"], ["export"], ["share"], ["search", "hermes"]] {
        let outcome = try program.run(command + ["--db", name])
        #expect(outcome.status == 3, "\(name) \(command): \(outcome.err)")
        #expect(outcome.out == "" || name == "short.db")
        #expect(outcome.err.contains(words), "\(name) \(command): \(outcome.err)")
      }
      #expect(try program.run(["facts", "--json", "--db", name]).failure()["code"] == 3)
    }
    let missing = try program.run(["facts"])
    #expect(missing.status == 3)
    #expect(missing.err.contains("site/lineage.db: no such catalog; `lineage build` writes one"))
    try FileManager.default.createDirectory(atPath: program.path("dir"), withIntermediateDirectories: false)
    let folder = try program.run(["facts", "--db", "dir"])
    #expect(folder.status == 3)
    #expect(folder.err == "lineage: dir is a folder\n  name the database in it: --db dir/lineage.db\n")
  }

  @Test func printsNoEscapeCodesWhereThereIsNoTerminal() throws {
    for arguments in [
      ["facts"], ["ancestry", "mlabonne/NeuralBeagle14-7B"], ["share"], ["doctor"], ["--help"],
    ] {
      let outcome = try Sample.ask(arguments, environment: ["TERM": "xterm-256color"])
      #expect(!outcome.out.contains("\u{1B}") && !outcome.err.contains("\u{1B}"), "\(arguments)")
    }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/script"), "script is not installed"))
  func coloursOnATerminalUnlessAskedNotTo() throws {
    func onTerminal(_ command: String, _ environment: [String: String]) throws -> String {
      try Sample.program().shell(
        "script -qec '\(command)' /dev/null </dev/null",
        environment: environment.merging(["TERM": "xterm-256color"]) { a, _ in a }
      ).out
    }
    let ancestry = "lineage ancestry mlabonne/NeuralBeagle14-7B"
    #expect(try onTerminal(ancestry, [:]).contains("\u{1B}[1m"))
    for environment in [["NO_COLOR": "1"], ["TERM": "dumb"]] {
      let out = try onTerminal(ancestry, environment)
      #expect(out.contains("mlabonne/Beagle14-7B"))
      #expect(!out.contains("\u{1B}"), "\(environment)")
    }
    #expect(try onTerminal(ancestry + " --json", [:]).contains("\u{1B}") == false)
  }

  @Test func printsItsVersion() throws {
    let outcome = try Sample.ask("--version")
    #expect(outcome.status == 0)
    #expect(outcome.out.wholeMatch(of: /\d+\.\d+\.\d+ \(knowledge [0-9a-f]{12}\)\n/) != nil)
  }
}
