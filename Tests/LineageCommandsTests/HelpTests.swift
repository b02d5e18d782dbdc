import Foundation
import Testing

/// Every command explains itself with an example that works, and the README names it.
@Suite struct HelpTests {
  /// The commands as the program lists them.
  static let commands: [String] = {
    guard let help = try? Sample.ask("--help").out, let start = help.range(of: "SUBCOMMANDS:") else {
      return []
    }
    return help[start.upperBound...].split(separator: "\n").compactMap { line in
      line.firstMatch(of: /^ {2}([a-z]+)(?: {2,}|$)/).map { String($0.1) }
    }
  }()

  private let indent = String(repeating: " ", count: 26)
  private static let readme = repository.appendingPathComponent("README.md")

  @Test func listsTheCommandsOfTheContract() {
    let expected: Set = [
      "build", "facts", "ancestry", "descendants", "path", "share", "search", "doctor", "export",
    ]
    #expect(expected.subtracting(Self.commands) == [])
  }

  @Test(arguments: commands)
  func explainsEveryCommandAndFlag(command: String) throws {
    let help = try Sample.ask(command, "--help")
    #expect(help.status == 0)
    #expect(help.err == "")
    #expect(try Sample.ask("help", command).out == help.out)
    #expect(help.out.contains("USAGE: lineage " + command))
    #expect(help.out.contains("--json"))
    #expect(help.out.contains("--quiet"))
    // The explanation stands in column 26, on the flag's line or, behind a long flag, on the next.
    let lines = help.out.split(separator: "\n", omittingEmptySubsequences: false)
    for (line, next) in zip(lines, lines.dropFirst()) where line.hasPrefix("  -") {
      let explained = (line.count > 26 && line.prefix(26).hasSuffix("  ")) || next.hasPrefix(indent)
      #expect(explained, "\(line)")
    }
  }

  @Test(arguments: commands)
  func givesAnExampleThatRunsOnTheSample(command: String) throws {
    let help = try Sample.ask(command, "--help").out
    let lines = help.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let start = try #require(
      lines.firstIndex { $0.hasPrefix("Example: ") }, "\(command) has no line ‘Example: …’")
    // A long example is wrapped; the paragraph ends with an empty line.
    let example = lines[start...].prefix { !$0.isEmpty }.joined(separator: " ").dropFirst("Example: ".count)
    #expect(example.hasPrefix("lineage \(command)"), "\(example)")

    let program = try Program()
    defer { program.clean() }
    let database = try Data(contentsOf: Sample.program().folder.appendingPathComponent("site/lineage.db"))
    let folders = ["site", "before"]
    for folder in folders { try program.write(database, to: folder + "/lineage.db") }
    let outcome = try program.shell(String(example))
    #expect(outcome.status == 0, "\(example): \(outcome.err)")
    let written = try program.entries().filter { !folders.contains($0) }
    let made = try written.reduce(outcome.out.count) {
      try $0 + Data(contentsOf: program.folder.appendingPathComponent($1)).count
    }
    #expect(made > 10, "\(example) gave nothing")
  }

  @Test func showsTheHelpWhenAskedNothing() throws {
    let outcome = try Sample.ask([String]())
    #expect(outcome.status == 0)
    #expect(try outcome.out == Sample.ask("--help").out)
  }

  @Test(
    arguments: commands)
  func findsTheCommandInTheReadme(command: String) throws {
    let text = try String(contentsOf: Self.readme, encoding: .utf8)
    #expect(text.contains("lineage \(command)"), "README.md does not show `lineage \(command)`")
  }
}
