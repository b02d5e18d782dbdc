import ArgumentParser
import LineageCore
import LineageStore

/// `lineage descendants`: what was made from a model.
struct DescendantsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "descendants", abstract: "How much was made from a model, directly and at any distance.",
    discussion: "Example: lineage descendants meta-llama/Llama-3.1-8B --limit 5")

  @Argument(help: "The model: owner/name, in any letter case.") var model: String
  @Option(help: ArgumentHelp("List so many, those with most derivatives first.", valueName: "n")) var limit = 20
  @Flag(help: "List direct derivatives only.") var direct = false
  @Option(help: "text, json or markdown.") var format: DescendantsFormat = .text

  @OptionGroup var identity: IdentityOptions
  @OptionGroup var options: CatalogOptions

  func run() throws {
    guard limit >= 0 else { throw CommandFailure(.usage, subject: "--limit", "--limit takes a number from 0") }
    let catalog = try options.open()
    let found = try ModelLookup(catalog: catalog, identity: identity.identity, quiet: options.quiet).find(model)
    let index = try catalog.indexBelow(found.node, identity: identity.identity)
    guard let node = index.models.find(found.name) else {
      throw CommandFailure(.input, subject: found.name, "the database does not hold its own models", hint: "rebuild it")
    }
    let descent = index.descent(of: node, direct: direct, limit: limit)
    switch options.json ? .json : format {
    case .json: Terminal.out(document(descent).text())
    case .text: Terminal.write(text(descent))
    case .markdown: Terminal.write(markdown(descent))
    }
  }

  private func document(_ descent: Descent) -> JSONDocument {
    .object([
      "model": .string(descent.model.id), "ghost": .bool(descent.model.ghost),
      "direct": .integer(descent.model.children), "transitive": .integer(descent.model.descendants),
      "by_relation": .object(
        Dictionary(uniqueKeysWithValues: descent.byRelation.map { ($0.relation.word, .integer($0.count)) })),
      "top": .array(
        descent.top.map { model in
          .object([
            "id": .string(model.id), "direct": .integer(model.children), "transitive": .integer(model.descendants),
            "downloads": .optional(model.downloads),
          ])
        }),
    ])
  }

  private func text(_ descent: Descent) -> String {
    let model = descent.model
    var lines = [
      Style.bold.apply(printable(model.id)) + (model.ghost ? "  (not in the snapshot)" : ""),
      counted(model.descendants, "derivative") + ", \(grouped(model.children)) direct: " + relations(descent),
    ]
    if model.children == 0 { lines[1] = "No derivative is known." }
    var columns = TextColumns([.right, .right, .left, .left])
    if !descent.top.isEmpty {
      lines.append("")
      columns.add(["all", "direct", direct ? "direct derivative" : "derivative", "license"])
    }
    for entry in descent.top {
      columns.add([
        grouped(entry.descendants), grouped(entry.children), printable(entry.id), AncestryText.license(entry),
      ])
    }
    lines += columns.lines()
    let left = (direct ? model.children : model.descendants) - descent.top.count
    if left > 0 { lines.append("… \(grouped(left)) more (--limit)") }
    return lines.joined(separator: "\n") + "\n"
  }

  private func markdown(_ descent: Descent) -> String {
    var lines = ["# Derivatives of `\(printable(descent.model.id))`", ""]
    lines.append("\(counted(descent.model.descendants, "derivative")), \(grouped(descent.model.children)) direct.")
    lines += ["", "| derivative | direct | all |", "|--|--:|--:|"]
    for entry in descent.top {
      lines.append("| `\(printable(entry.id))` | \(grouped(entry.children)) | \(grouped(entry.descendants)) |")
    }
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
