import ArgumentParser
import LineageCore

/// `lineage licenses`: what is known of licenses.
struct LicensesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "licenses", abstract: "What licenses ask: all that are known, or one explained.",
    discussion: """
      Without a license: a list by category. With one: its terms in words, numbers, marks, and where that is known from.
      Example: lineage licenses llama3.1
      """)

  @Argument(help: "A license: its id on the Hub, SPDX id or license_name.") var license: String?
  @Option(help: "Only licenses of this category, such as research or community.") var category: String?
  @Option(name: .customLong("licenses"), help: "A file that adds licenses or replaces known ones.")
  var overlay: String?
  @Flag(help: "Print one JSON document on stdout and nothing else.") var json = false
  @Flag(help: "No messages on stderr but errors.") var quiet = false

  func run() throws {
    let knowledge = try LicenseKnowledge(overlay: overlay)
    let chosen = try self.chosen(knowledge.table)
    if json {
      let documents = chosen.map(LicenseOutput.document)
      return Terminal.out(
        JSONDocument.object([
          "licenses": .array(documents), "knowledge_version": .string(knowledge.version),
          "reviewed": .optional(knowledge.table.reviewed?.description),
          "disclaimer": .string(auditDisclaimer),
        ]).text())
    }
    if license != nil {
      Terminal.write(chosen.map(LicenseOutput.text).joined(separator: "\n"))
    } else {
      Terminal.write(LicenseOutput.list(chosen))
    }
  }

  private func chosen(_ table: LicenseTable) throws -> [License] {
    if let license {
      let named = table.licenses.filter { $0.names.contains(license.lowercased()) }
      let found = table.find(license).map { [table[$0]] } ?? named
      guard !found.isEmpty else {
        throw CommandFailure(
          .input, subject: license, "no license ‘\(printable(license))’ is known",
          hint: "`lineage licenses` lists them; a file given with --licenses adds some")
      }
      return found
    }
    guard let category else { return table.licenses.filter { !$0.source.isEmpty } }
    guard let wanted = LicenseCategory(rawValue: category) else {
      throw CommandFailure(
        .usage, subject: "--category", "‘\(printable(category))’ is no category",
        hint: "categories: " + LicenseCategory.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return table.licenses.filter { $0.category == wanted && !$0.source.isEmpty }
  }
}
