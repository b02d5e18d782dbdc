import Foundation
import Testing

/// What a program does that lives in a shell: completions, man pages, a version, colours only where they are wanted.
@Suite struct ShellHabitTests {
  private let program: Program

  init() throws { program = try Program() }

  @Test(arguments: ["bash", "zsh", "fish"])
  func completesEveryCommand(shell: String) throws {
    defer { program.clean() }
    let script = try program.run(["--generate-completion-script", shell])
    #expect(script.status == 0)
    for command in HelpTests.commands { #expect(script.out.contains(command), "\(command)") }
    #expect(script.out.contains("sensitivity") && script.out.contains("closure"))
  }

  @Test func writesABashScriptThatBashCanRead() throws {
    defer { program.clean() }
    let outcome = try program.shell(
      "lineage --generate-completion-script bash > complete.bash && bash -n complete.bash && . ./complete.bash && complete -p lineage"
    )
    #expect(outcome.status == 0, "\(outcome.err)")
    #expect(outcome.out.contains("-F"))
  }

  @Test func writesAManPageForEachCommand() throws {
    defer { program.clean() }
    #expect(try program.run(["manual", "--out", "man"]).status == 0)
    let pages = try program.files(below: "man")
    #expect(Set(pages.keys) == Set(HelpTests.commands.map { "lineage-\($0).1" } + ["lineage.1"]))
    for (name, data) in pages {
      let text = String(decoding: data, as: UTF8.self)
      #expect(text.hasPrefix(".TH \"LINEAGE"), "\(name)")
      #expect(text.contains("\\-\\-"), "\(name)")
      // A line that begins with a dot is a request; these are all there are.
      let requests = text.split(separator: "\n").filter { $0.hasPrefix(".") }.map {
        $0.split(separator: " ")[0]
      }
      #expect(Set(requests).subtracting([".TH", ".SH", ".nf", ".fi", ".BR"]).isEmpty, "\(name)")
    }
    let again = try program.shell("lineage manual --out again && diff -r man again")
    #expect(again.status == 0)
  }

  @Test func tellsTheVersionOfProgramAndKnowledge() throws {
    defer { program.clean() }
    let outcome = try program.run(["--version"])
    #expect(outcome.status == 0)
    #expect(outcome.out.wholeMatch(of: /\d+\.\d+\.\d+ \(knowledge [0-9a-f]{12}\)\n/) != nil, "\(outcome.out)")
  }

  @Test func readsTheDatabaseFromTheEnvironmentUnlessAFlagNamesOne() throws {
    defer { program.clean() }
    let database = try Data(contentsOf: Sample.program().folder.appendingPathComponent("site/lineage.db"))
    try program.write(database, to: "elsewhere/x.db")
    let environment = ["LINEAGE_DB": "elsewhere/x.db"]
    #expect(try program.run(["facts", "--json"], environment: environment).status == 0)
    #expect(try program.run(["facts", "--db", "nowhere.db"], environment: environment).status == 3)
    #expect(try program.run(["facts"], environment: ["LINEAGE_DB": ""]).status == 3)
  }

  @Test func coloursOnlyATerminalAndNeverAgainstTheUsersWish() throws {
    defer { program.clean() }
    let database = try Data(contentsOf: Sample.program().folder.appendingPathComponent("site/lineage.db"))
    try program.write(database, to: "site/lineage.db")
    let ask = "lineage ancestry Steelskull/L3.3-MS-Nevoria-70b"
    let inTerminal = "script -qec '\(ask)' /dev/null < /dev/null"
    let coloured = try program.shell(inTerminal, environment: ["TERM": "xterm"])
    guard coloured.status == 0 else { return }  // no `script` here
    #expect(coloured.out.contains("\u{1B}["))
    #expect(
      try !program.shell(inTerminal, environment: ["TERM": "xterm", "NO_COLOR": "1"]).out.contains("\u{1B}["))
    #expect(try !program.shell(ask).out.contains("\u{1B}["))
  }
}
