import ArgumentParser
import LineageCore
import LineageGraph
import LineageStore

/// `lineage path`: how one model is derived from another.
struct PathCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "path", abstract: "All shortest ways between two models, with the relation of each hop.",
    discussion: "Example: lineage path mlabonne/NeuralBeagle14-7B argilla/distilabeled-Marcoro14-7B-slerp")

  @Argument(help: "A model.") var from: String
  @Argument(help: "Another one; the order does not matter.") var to: String
  @Option(help: ArgumentHelp("List at most so many ways.", valueName: "n")) var limit = 100

  @OptionGroup var identity: IdentityOptions
  @OptionGroup var options: CatalogOptions

  func run() throws {
    try checkLimit(limit, from: 1)
    let catalog = try options.open()
    let lookup = ModelLookup(catalog: catalog, identity: identity.identity, quiet: options.quiet)
    let ends = [try lookup.find(from), try lookup.find(to)]
    let index = try catalog.indexAbove(ends.map(\.row), in: identity.identity)
    guard let a = index.models.find(ends[0].id), let b = index.models.find(ends[1].id) else {
      throw CommandFailure(
        .input, subject: from, "the database does not hold its own models", hint: "rebuild it")
    }
    let paths = index.paths(between: a, and: b, limit: limit)
    if options.json {
      Terminal.out(PathJSON(paths: paths).document.text())
    } else {
      Terminal.write(text(paths, index, [a, b]))
    }
  }

  private func text(_ paths: LineagePaths, _ index: LineageIndex, _ ends: [NodeID]) -> String {
    guard let length = paths.length else {
      var lines = ["\(printable(paths.from)) and \(printable(paths.to)): no way between them is known."]
      for end in ends {
        let ghosts = index.ancestry(of: end).ancestors.count { $0.model.ghost }
        if ghosts > 0 {
          lines.append(
            "  \(counted(ghosts, "ancestor")) of \(printable(index.models.id(end))) "
              + "\(ghosts == 1 ? "is" : "are") not in the snapshot: what is above is unknown.")
        }
      }
      return lines.joined(separator: "\n") + "\n"
    }
    guard length > 0 else { return "\(printable(paths.from)) is that model itself.\n" }
    var lines = [
      "\(Style.bold.apply(printable(paths.from))) is derived from \(Style.bold.apply(printable(paths.to))) in "
        + "\(counted(length, "step")), \(counted(paths.total, "shortest way"))"
    ]
    for path in paths.paths {
      lines.append("")
      for (i, step) in path.enumerated() {
        let label = i == 0 ? nil : path[i - 1].label
        let relation = label.map { "↑ " + $0.relation.word.padding(10) } ?? ""
        lines.append("  " + Style.relation.apply(relation) + printable(step.id))
      }
    }
    if paths.total > paths.paths.count {
      lines += ["", "\(grouped(paths.total - paths.paths.count)) more (--limit)."]
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension String {
  /// The text with blanks behind it, at least one.
  func padding(_ width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}
