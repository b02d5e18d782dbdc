import Foundation
import Testing

/// `lineage share` on the embedded sample.
@Suite struct ShareCommandTests {
  private let may = "lm/all/ft+ad/root+alias/fractional/models/family/2025-05"

  @Test func printsCSVWithFixedDigits() throws {
    let outcome = try Sample.ask("share", may, "--format", "csv")
    #expect(outcome.err == "")
    #expect(
      outcome.out == """
        window,group,mass,units,share,known,share_known
        2025-05,gemma,4.000000,6,66.6667,6.000000,66.6667
        2025-05,mistral,1.000000,6,16.6667,6.000000,16.6667
        2025-05,qwen,1.000000,6,16.6667,6.000000,16.6667

        """)
  }

  @Test func answersInJSONWithTheKeysOfTheContract() throws {
    let answer = try Sample.ask("share", may, "--json").json()
    #expect(answer["definition"] == .string(may))
    #expect(
      answer["rows"].elements.map { $0.only("window", "group", "mass", "units", "known") } == [
        ["window": "2025-05", "group": "gemma", "mass": 4, "units": 6, "known": 6],
        ["window": "2025-05", "group": "mistral", "mass": 1, "units": 6, "known": 6],
        ["window": "2025-05", "group": "qwen", "mass": 1, "units": 6, "known": 6],
      ])
    #expect(
      answer["rows"].elements.compactMap(\.["share"].number).map { ($0 * 10000).rounded() } == [
        666667, 166667, 166667,
      ])
    #expect(try Sample.ask("share", may, "--format", "json").json() == answer)
  }

  @Test func printsTheDefinitionAboveTheText() throws {
    let lines = try Sample.ask("share", may).lines
    #expect(lines[0] == may)
    #expect(lines[1].hasPrefix("Counts models with a language model among their ancestors"))
    #expect(lines[3] == "2025-05  6 models")
    #expect(lines[4].wholeMatch(of: /[ ]{2}gemma +4 +66\.7 % +45\.0–78\.5 +█+/) != nil)
  }

  @Test func boundsEveryShareByPrecisionAndRecall() throws {
    let sure = try Sample.ask("share", may, "--json", "--precision", "100", "--recall", "100").json()
    #expect(sure["rows"].elements.allSatisfy { $0["low"] == $0["share"] && $0["high"] == $0["share"] })
    let wide = try Sample.ask("share", may, "--json", "--recall", "50").json()["rows"].elements
    for row in wide {
      let (low, high) = (try #require(row["low"].number), try #require(row["high"].number))
      let share = try #require(row["share"].number)
      #expect(low < share && share < high && high <= 100)
    }
    #expect(try Sample.ask("share", "--recall", "0").status == 2)
  }

  @Test func saysWhatNoiseRulesLeftOut() throws {
    let program = try Sample.program()
    let rules = "rules: [{id: chat, class: test, pattern: chat, why: example}]"
    try Data(rules.utf8).write(to: program.folder.appendingPathComponent("chat.yaml"))
    let clean = "derived/clean/all/direct/each/models/family/all"
    let answer = try Sample.ask("share", clean, "--noise", "chat.yaml", "--json").json()
    let all = try Sample.ask("share", "derived/all/all/direct/each/models/family/all", "--json").json()
    let left = try #require(answer["noise"]["models"].number)
    #expect(left > 0 && answer["noise"]["by_rule"]["chat"].number == left)
    let counted = try #require(answer["rows"].elements.first?["units"].number)
    #expect(all["rows"].elements.first?["units"].number == counted + left)
    let text = try Sample.ask("share", clean, "--noise", "chat.yaml").out
    #expect(text.contains("Left out for their names: "))
  }

  @Test func countsWithTheRulesTheDatabaseWasBuiltWith() throws {
    let program = try Program()
    defer { program.clean() }
    try program.write("rules: [{id: chat, class: test, pattern: chat, why: example}]", to: "chat.yaml")
    try program.write("rules: [{id: b, class: test, pattern: b, why: example}]", to: "other.yaml")
    try program.write("id\nqwen/QWEN2.5-7B\n", to: "list.csv")
    let claim = """
      claims:
      - id: mine
        text: t
        source: {title: t, by: b, date: "2025"}
        metric: derivative-share
        says: [gemma >= 1 percent]
        time: 2025-05
        readings: [lm/all/ft+ad/root+alias/fractional/models/family/2025-05]
        note: n
      """
    try program.write(claim, to: "mine.yaml")
    let build = try program.run(
      [
        "build", "--pages", "none", "--quiet", "--noise", "chat.yaml", "--tracked", "list.csv", "--claims",
        "mine.yaml",
      ])
    try #require(build.status == 0, "\(build.err)")
    for name in ["chat.yaml", "list.csv", "mine.yaml"] {
      try FileManager.default.removeItem(atPath: program.path(name))
    }
    let clean = "derived/clean/all/direct/each/models/family/all"
    let stored = try program.run(["share", clean, "--json"]).json()
    #expect(stored["knowledge"]["noise"]["file"] == "chat.yaml")
    #expect(stored["knowledge"]["noise"]["stored"] == true && stored["knowledge"]["noise"]["count"] == 1)
    let left = try #require(stored["noise"]["by_rule"]["chat"].number)
    #expect(left > 0 && stored["noise"]["models"].number == left)
    #expect(
      try program.run(["share", clean]).out.contains(
        "Noise rules: 1 rule, chat.yaml, as the database was built"))
    // A file that is named counts instead.
    let other = try program.run(["share", clean, "--noise", "other.yaml", "--json"]).json()
    #expect(other["knowledge"]["noise"]["stored"] == false && other["noise"]["by_rule"]["chat"] == nil)
    let tracked = try program.run(["share", "tracked/all/all/nearest/each/models/family/all", "--json"])
      .json()
    #expect(tracked["rows"].elements.map { $0["group"] } == ["qwen"])
    let claims = try program.run(["claims", "--json", "--narrow"]).json()["claims"].elements
    #expect(claims.map { $0["id"] } == ["mine"])
  }

  @Test func saysWhereTheBoundsComeFrom() throws {
    #expect(
      try Sample.ask("share", may).out.contains(
        "assumed: figures passed on as published, source not on record"))
    let given = try Sample.ask("share", may, "--precision", "90")
    #expect(given.out.contains("given with --precision and --recall"))
    #expect(try Sample.ask("share", may, "--json").json()["bounds_from"].text?.hasPrefix("assumed") == true)
  }

  @Test func saysWhyItsDefaultIsWhatItIs() throws {
    let bare = try Sample.ask("share")
    #expect(bare.lines[0] == "lm/all/all/root+alias/fractional/models/family/month")
    #expect(
      bare.lines[2].hasPrefix("The default: of those that answer what new language models are built on"))
    #expect(try !Sample.ask("share", may).out.contains("The default"))
    #expect(try Sample.ask("share", "--json").json()["default_reason"].text?.contains("+alias") == true)
    #expect(try Sample.ask("share", may, "--json").json()["default_reason"] == nil)
  }

  @Test func drawsOneWindowAsBarsWithItsDefinitionUnitsAndSource() throws {
    let outcome = try Sample.ask("share", may, "--format", "svg")
    let picture = try Markup(outcome.out)
    let texts = picture.elements("text").map(\.text)
    #expect(picture.elements.first?.name == "svg" && outcome.status == 0)
    #expect(texts.contains("What new models go back to, by family"))
    #expect(texts.joined().contains(may))
    #expect(texts.contains("Gemma") && texts.contains("66.7\u{A0}%"))
    #expect(texts.contains("n = 6 models"))
    #expect(texts.contains { $0.hasPrefix("Source: parents as model cards declare them, snapshot of ") })
    #expect(try Sample.ask("share", may, "--format", "svg").out == outcome.out)
  }

  @Test func drawsSeveralWindowsAsLines() throws {
    let months = try Markup(Sample.ask("share", "--format", "svg").out)
    #expect(months.elements("path").contains { $0.attributes["class"] == "ln l1" })
    #expect(
      months.elements("text").map(\.text).joined().contains(
        "lm/all/all/root+alias/fractional/models/family/month"))
    #expect(
      months.elements("text").contains { $0.text.hasPrefix("Vertical axis: share of all models counted") })
    let weeks = try Markup(
      Sample.ask("share", "--window", "week", "--group", "region", "--format", "svg").out)
    #expect(weeks.elements("text").contains { $0.text == "What new models go back to, by region" })
  }

  @Test func drawsOneOrTwoGroupsUnderSeveralDefinitions() throws {
    let strip = ["share", "--sensitivity", "Qwen,llama", "--window", "2025-05", "--format", "svg", "--quiet"]
    let texts = try Markup(Sample.ask(strip).out).elements("text").map(\.text)
    #expect(texts.contains("Qwen") && texts.contains("Llama"))
    #expect(texts.joined().contains("lm/all/all/root+alias/fractional/models/family/2025-05"))
    let many = try Sample.ask("share", "--sensitivity", "qwen,llama,gemma", "--format", "svg")
    #expect(many.status == 2 && many.err.contains("room for two groups, not 3"))
  }

  @Test(arguments: [
    ("quen", "family", "did you mean Qwen"), ("Lama", "family", "did you mean Llama"),
    ("chnia", "region", "did you mean China"), ("Alibba", "developer", "did you mean Alibaba"),
  ]) func suggestsTheGroupThatMayHaveBeenMeant(typed: String, axis: String, hint: String) throws {
    let outcome = try Sample.ask("share", "--sensitivity", typed, "--group", axis)
    #expect(outcome.status == 2 && outcome.out.isEmpty)
    #expect(outcome.err.contains("‘\(typed)’ is no \(axis) that is known"))
    #expect(outcome.err.contains(hint), "\(outcome.err)")
  }

  @Test func takesAGroupByItsNameToo() throws {
    let byName = try Sample.ask("share", "--sensitivity", "Qwen", "--window", "2025-05", "--json", "--quiet")
    let byID = try Sample.ask("share", "--sensitivity", "qwen", "--window", "2025-05", "--json", "--quiet")
    #expect(byName.out == byID.out && byName.status == 0)
  }

  @Test func asksForTheListBehindTracked() throws {
    let definition = "tracked/all/all/nearest/each/models/family/all"
    let outcome = try Sample.ask("share", definition)
    #expect(outcome.status == 2 && outcome.err.contains("--tracked FILE"))
    let program = try Sample.program()
    try Data("id\nqwen/QWEN2.5-7B\n".utf8).write(to: program.folder.appendingPathComponent("list.csv"))
    let rows = try Sample.ask("share", definition, "--tracked", "list.csv", "--json").json()["rows"].elements
    #expect(rows.map { $0["group"] } == ["qwen"])
  }

  @Test func sweepsAGroupThroughEveryDefinition() throws {
    let sensitivity = ["share", "--sensitivity", "qwen,llama", "--window", "2025-05", "--quiet"]
    let lines = try Sample.ask(sensitivity + ["--format", "csv"]).lines
    #expect(lines.count == 1 + 2 * 3024)
    #expect(lines[0] == "definition,family,mass,units,share,known,share_known")
    let definition = "lm/all/ft+ad/root+alias/fractional/models/family/2025-05"
    let swept = try #require(lines.first { $0.hasPrefix(definition + ",qwen,") })
    let row = try #require(
      try Sample.ask("share", definition, "--format", "csv").lines.first { $0.contains(",qwen,") })
    #expect(swept.dropFirst(definition.count) == row.dropFirst("2025-05".count))
    let text = try Sample.ask(sensitivity).out
    #expect(text.contains("qwen  3,024 definitions") || text.contains(" definitions, window 2025-05"))
    #expect(text.contains("What each choice does to the middle:"))
  }

  @Test func replacesGroupAndWindowOfTheDefinition() throws {
    let outcome = try Sample.ask("share", may, "--group", "region", "--window", "all", "--json").json()
    #expect(outcome["definition"] == "lm/all/ft+ad/root+alias/fractional/models/region/all")
    #expect(Set(outcome["rows"].elements.map { $0["window"] }.compactMap(\.text)) == ["all"])
    let csv = try Sample.ask("share", "--window", "2025-05", "--group", "region", "--format", "csv")
    #expect(
      csv.lines.dropFirst() == [
        "2025-05,china,7.000000,12,58.3333,12.000000,58.3333",
        "2025-05,us,4.000000,12,33.3333,12.000000,33.3333",
        "2025-05,eu,1.000000,12,8.3333,12.000000,8.3333",
      ])
  }

  @Test func printsOnlyTheWindowsBetweenTheBounds() throws {
    func windows(_ bounds: String...) throws -> [String] {
      var seen: [String] = []
      for line in try Sample.ask(["share", "--format", "csv"] + bounds).lines.dropFirst() {
        let window = String(line.prefix { $0 != "," })
        if seen.last != window { seen.append(window) }
      }
      return seen
    }
    let all = try windows()
    #expect(all == all.sorted() && Set(all).count == all.count)
    #expect(try windows("--from", "2025-03", "--to", "2025-05") == ["2025-03", "2025-04", "2025-05"])
    #expect(try windows("--from", "2025-03") == all.filter { $0 >= "2025-03" })
    #expect(try windows("--to", "2023-09") == ["2023-07", "2023-09"])
    #expect(
      try windows("--window", "week", "--from", "2025-W14", "--to", "2025-W15") == ["2025-W14", "2025-W15"])
    // The rows that are left are the rows they were.
    let whole = try Sample.ask("share", "--format", "csv").lines.filter { $0.hasPrefix("2025-04") }
    #expect(
      try Sample.ask("share", "--format", "csv", "--from", "2025-04", "--to", "2025-04").lines.dropFirst()
        == whole[...])
  }

  @Test func saysWhenNothingIsCounted() throws {
    let outcome = try Sample.ask("share", "--window", "1999-01", "--format", "csv")
    #expect(outcome.status == 0)
    #expect(outcome.out == "window,group,mass,units,share,known,share_known\n")
    #expect(outcome.err.contains("no model of this snapshot is counted under"))
  }

  @Test func listsAllGroupsWithoutALimit() throws {
    let whole = "uploads/all/all/root+alias+name/fractional/models/family/all"
    let rows = try Sample.ask("share", whole, "--format", "csv").lines.count - 1
    #expect(rows > 30)
    let short = try Sample.ask("share", whole, "--limit", "3").lines
    #expect(short.contains { $0.contains("smaller groups (--limit 0)") })
    let long = try Sample.ask("share", whole, "--limit", "0").lines
    #expect(long.count { $0.hasPrefix("  ") && $0.contains(" %") } == rows)
  }

  @Test(arguments: [
    "uploads/all/all/direct/first/models/family/all",
    "derived/all/all/nearest+alias/each/models/developer/month",
    "kind:image+video/all/ad/root+alias/fractional/models/subfamily/all",
    "lm/all/me/root/each/uploaders/region/week",
  ])
  func addsUpToTheWholeOfEveryWindow(definition: String) throws {
    let rows = try Sample.ask("share", definition, "--json").json()["rows"].elements
    #expect(!rows.isEmpty)
    for window in Set(rows.compactMap { $0["window"].text }) {
      let here = rows.filter { $0["window"] == .string(window) }
      let mass = here.compactMap { $0["mass"].number }.reduce(0, +)
      let share = here.compactMap { $0["share"].number }.reduce(0, +)
      let units = try #require(here.first?["units"].number)
      // With whole credit to each parent, a unit may count for several groups.
      if definition.contains("/each/") {
        #expect(mass >= units - 1e-9, "\(window)")
      } else {
        #expect(abs(mass - units) < 1e-9, "\(window)")
        #expect(abs(share - 100) < 1e-9, "\(window)")
      }
    }
  }
}
