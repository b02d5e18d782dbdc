import ArgumentParser
import LineageCore
import LineageStore

/// `lineage share`: what new models are built on, under a printed definition.
struct ShareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "share", abstract: "Shares of new derivatives, under a definition that is always printed.",
    discussion: """
      A definition has eight parts: population/noise/relations/attribution/credit/weight/group/window.
        population   uploads, derived, lm (has a language model among its ancestors), kind:image+video
        noise        all
        relations    all, or ft+ad+me+qu+un
        attribution  direct, nearest or root; +alias follows copies, +name reads names where the record ends
        credit       first, each or fractional
        weight       models or uploaders
        group        family, subfamily, developer, region
        window       all, month, week, 2025-04, 2025-W16
      Example: lineage share lm/all/ft+ad/root+alias/fractional/models/family/2025-05
      """)

  @Argument(help: "A definition id (default: \(ShareDefinition.standard)).")
  var definition: String?

  @Option(help: "family, subfamily, developer or region: replaces the definition's group.")
  var group: String?
  @Option(help: "all, month, week, one month or one week: replaces the definition's window.")
  var window: String?
  @Option(help: ArgumentHelp("First window to print, as in the window column.", valueName: "label"))
  var from: String?
  @Option(help: ArgumentHelp("Last window to print.", valueName: "label"))
  var to: String?
  @Option(help: "text, csv or json.")
  var format: ShareFormat = .text
  @Option(help: ArgumentHelp("Text only: at most so many groups a window; 0 for all.", valueName: "n"))
  var limit = 10

  @OptionGroup var options: CatalogOptions

  func run() throws {
    guard limit >= 0 else {
      throw CommandFailure(.usage, subject: "--limit", "--limit takes a number from 0")
    }
    let definition = try self.resolvedDefinition()
    try check(from, of: "--from", against: definition)
    try check(to, of: "--to", against: definition)
    let catalog = try options.open()
    let index = try catalog.index(definition.alias ? .resolved : .written)
    let table = index.shares(definition)
    let rows = table.rows.filter { row in
      (from.map { $0 <= row.window } ?? true) && (to.map { row.window <= $0 } ?? true)
    }
    let output = ShareOutput(definition: definition, rows: rows, snapshot: index.snapshot)
    switch options.json ? .json : format {
    case .text: Terminal.write(output.text(limit: limit == 0 ? Int.max : limit))
    case .csv: Terminal.write(output.csv)
    case .json: Terminal.out(output.document.text())
    }
    if rows.isEmpty, !options.quiet {
      let reason =
        index.snapshot == nil && definition.window != .all
        ? "; nothing in it has a date: use --window all, or build with --year" : ""
      Terminal.error("lineage: no model of this snapshot is counted under \(definition)\(reason)")
    }
  }

  /// A bound must be of the same kind as the windows: a week among months would drop rows without a word.
  private func check(_ bound: String?, of flag: String, against definition: ShareDefinition) throws {
    guard let bound else { return }
    let expected =
      switch definition.window {
      case .all: ""
      case .month: "a month, like 2025-04"
      case .week: "an ISO week, like 2025-W16"
      case .only(let label): label.contains("W") ? "an ISO week, like 2025-W16" : "a month, like 2025-04"
      }
    guard !expected.isEmpty else {
      throw CommandFailure(
        .usage, subject: flag, "\(flag) needs a window of month or week, and this definition has ‘all’",
        hint: "add --window month")
    }
    var parts = definition.description.split(separator: "/").map(String.init)
    parts[7] = bound
    guard case .only = (try? ShareDefinition(parts.joined(separator: "/")))?.window,
      bound.contains("W") == expected.contains("W")
    else {
      throw CommandFailure(.usage, subject: flag, "\(flag) takes \(expected), not ‘\(printable(bound))’")
    }
  }

  private func resolvedDefinition() throws -> ShareDefinition {
    do throws(ShareDefinition.ParseError) {
      let base =
        try definition.map { text throws(ShareDefinition.ParseError) in try ShareDefinition(text) }
        ?? .standard
      // Going through the id gives --group and --window the same words and the same errors as the parts.
      var parts = base.description.split(separator: "/").map(String.init)
      if let group { parts[6] = group }
      if let window { parts[7] = window }
      return try ShareDefinition(parts.joined(separator: "/"))
    } catch {
      throw CommandFailure(
        .usage, subject: definition ?? group ?? window ?? "", error.message,
        hint: "for example: \(ShareDefinition.standard)")
    }
  }
}

/// How shares are written.
enum ShareFormat: String, ExpressibleByArgument, CaseIterable {
  case text, csv, json
}
