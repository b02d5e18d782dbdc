import ArgumentParser
import LineageCore
import LineageStore

/// `lineage descendants`: what was made from a model.
struct DescendantsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "descendants", abstract: "How much was made from a model, directly and at any distance.",
    discussion: "Example: lineage descendants meta-llama/Llama-3.1-8B --limit 5")

  @Argument(help: "The model: owner/name, in any letter case.") var model: String
  @Option(help: ArgumentHelp("List so many, those with most derivatives first.", valueName: "n")) var limit =
    20
  @Flag(help: "List direct derivatives only.") var direct = false
  @Option(help: "text, json or markdown.") var format: DescendantsFormat = .text

  @OptionGroup var identity: IdentityOptions
  @OptionGroup var options: CatalogOptions

  func run() throws {
    try checkLimit(limit, from: 0)
    let catalog = try options.open()
    let found = try ModelLookup(catalog: catalog, identity: identity.identity, quiet: options.quiet).find(
      model)
    let descent = try catalog.descent(of: found.row, in: identity.identity, direct: direct, limit: limit)
    let reported = try ReportedStatements(catalog).below(found, identity.identity)
    switch options.json ? .json : format {
    case .json:
      Terminal.out(DescendantsJSON(model: found, descent: descent, reported: reported).document.text())
    case .text: Terminal.write(text(found, descent, reported))
    case .markdown: Terminal.write(markdown(found, descent, reported))
    }
  }

  private func text(_ model: Resolution, _ descent: Descent, _ reported: [ReportedDerivation]) -> String {
    var lines = [
      Style.bold.apply(printable(model.id)) + (model.ghost ? "  (not in the snapshot)" : ""),
      counted(descent.transitive, "derivative") + ", \(grouped(descent.direct)) direct: "
        + relations(descent),
    ]
    if descent.direct == 0 { lines[1] = "No derivative is known." }
    var columns = TextColumns([.right, .right, .left])
    if !descent.top.isEmpty {
      lines.append("")
      columns.add(["all", "direct", direct ? "direct derivative" : "derivative"])
    }
    for entry in descent.top {
      columns.add([grouped(entry.transitive), grouped(entry.direct), printable(entry.id)])
    }
    lines += columns.lines()
    let left = (direct ? descent.direct : descent.transitive) - descent.top.count
    if left > 0 { lines.append("… \(grouped(left)) more (--limit)") }
    if !reported.isEmpty { lines += ["", reportedHeading] + reported.map { "  " + $0.line } }
    return lines.joined(separator: "\n") + "\n"
  }

  private func markdown(_ model: Resolution, _ descent: Descent, _ reported: [ReportedDerivation]) -> String {
    var lines = ["# Derivatives of `\(printable(model.id))`", ""]
    lines.append("\(counted(descent.transitive, "derivative")), \(grouped(descent.direct)) direct.")
    lines += ["", "| derivative | direct | all |", "|--|--:|--:|"]
    for entry in descent.top {
      lines.append("| `\(printable(entry.id))` | \(grouped(entry.direct)) | \(grouped(entry.transitive)) |")
    }
    if !reported.isEmpty { lines += ["", "## " + reportedHeading, ""] + reported.map { "* " + $0.line } }
    return lines.joined(separator: "\n") + "\n"
  }

  private func relations(_ descent: Descent) -> String {
    descent.byRelation.map { "\(grouped($0.count)) \($0.relation.word)" }.joined(separator: ", ")
  }
}

/// How descendants are written.
enum DescendantsFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json, markdown
}
