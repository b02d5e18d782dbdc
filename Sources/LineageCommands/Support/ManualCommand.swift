import ArgumentParser
import Foundation

/// `lineage manual`: man pages from the help texts; packagers run it, users do not see it.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Write a man page for each command.",
    discussion: "Example: lineage manual --out man && man -l man/lineage-build.1", shouldDisplay: false)

  @Option(help: ArgumentHelp("Folder to write to.", valueName: "dir")) var out: String

  func run() throws {
    try OutputFolder.makeFolder(out)
    try write(nil, name: Product.name, abstract: LineageCommand.configuration.abstract)
    for command in LineageCommand.configuration.subcommands where command.configuration.shouldDisplay {
      let word = command.configuration.commandName ?? ""
      try write(command, name: Product.name + "-" + word, abstract: command.configuration.abstract)
    }
  }

  private func write(_ command: (any ParsableCommand.Type)?, name: String, abstract: String) throws {
    let help =
      command.map { LineageCommand.helpMessage(for: $0, columns: 78) }
      ?? LineageCommand.helpMessage(columns: 78)
    let page = ManualPage(name: name, abstract: abstract, help: help)
    try Array(page.text.utf8).withUnsafeBytes { try OutputFolder.writeFile($0, to: "\(out)/\(name).1") }
  }
}

/// A man page: a help text as it is, under the headings that man pages have.
struct ManualPage {
  let name: String
  let abstract: String
  let help: String

  /// The page in the language of troff. Nothing in it depends on the day or the machine.
  var text: String {
    let title = name.uppercased()
    let others =
      name == Product.name
      ? "" : ".SH SEE ALSO\n.BR \(Product.name) (1)\n"
    return """
      .TH "\(title)" 1 "" "\(Product.name) \(Product.version)" "User Commands"
      .SH NAME
      \(Self.escaped(name)) \\- \(Self.escaped(abstract))
      .SH DESCRIPTION
      .nf
      \(help.split(separator: "\n", omittingEmptySubsequences: false).map { Self.escaped(String($0)) }.joined(separator: "\n"))
      .fi
      \(others)
      """
  }

  /// A line in which nothing is a request or an escape of troff.
  private static func escaped(_ line: String) -> String {
    let text = line.replacing("\\", with: "\\e").replacing("-", with: "\\-")
    return text.hasPrefix(".") || text.hasPrefix("'") ? "\\&" + text : text
  }
}
