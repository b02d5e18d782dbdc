import LineageCore
import LineageStore

/// An ancestry as a tree for a terminal.
///
/// A line names a parent of the line above it. A sole parent stands under its child without stepping in (`↑`), so
/// a chain of twenty steps is twenty lines and not a staircase; only merges branch. A model met again is named
/// and not unfolded again.
struct AncestryText {
  let ancestry: Ancestry
  /// What the walk was limited to.
  let limits: WalkLimits
  /// What was found in the data about the model and its ancestors: the receipts of repairs, and doubts.
  let notes: [FindingNote]
  /// What is said and declared by no card.
  let reported: [ReportedDerivation]
  /// Lines longer than this are not padded into columns.
  let width: Int
  /// The subject, if it is no model.
  var product: ReportedProduct?

  var text: String {
    (heading + tree + [""] + sentences + reportedLines + noteLines).joined(separator: "\n") + "\n"
  }

  private var heading: [String] {
    let model = ancestry.model
    if let product {
      return [
        Style.bold.apply(printable(product.name)),
        Style.dim.apply(
          "a product of \(printable(product.maker)), declared nowhere: what follows is reported"),
      ]
    }
    var facts = [Self.date(model)]
    facts.append(model.ghost ? "not in the snapshot" : Self.license(model, labelled: true))
    facts.append(model.family.map { "family \($0)" } ?? "no known family")
    facts.append(
      model.children == 0
        ? "no derivatives known"
        : "\(counted(model.descendants, "derivative")), \(grouped(model.children)) direct")
    return [
      Style.bold.apply(printable(model.id)),
      Style.dim.apply(facts.filter { !$0.isEmpty }.joined(separator: " · ")),
    ]
  }

  /// What the ancestry amounts to, in sentences without colour.
  var sentences: [String] {
    let left = Set(
      ([ancestry.parents] + ancestry.ancestors.map(\.parents)).joined().filter { !limits.allow($0.label) })
    let hidden =
      left.isEmpty ? [] : ["\(counted(left.count, "parent")) left out by --relations or --min-evidence."]
    guard !ancestry.ancestors.isEmpty else {
      if !hidden.isEmpty { return hidden }
      if product != nil { return ["What is said of it leads to no base."] }
      if ancestry.model.ghost {
        return ["It is named as a parent and not in the snapshot, so what it is built on is unknown."]
      }
      return [
        ancestry.model.hasCard ? "No base is declared for this model." : "No base is known for this model."
      ]
    }
    let deepest = ancestry.ancestors.map(\.distance).max() ?? 0
    let ghosts = ancestry.ancestors.count { $0.model.ghost }
    var parts = [
      "\(counted(ancestry.ancestors.count, "ancestor")) in \(counted(deepest, "step")), "
        + counted(ancestry.roots.count, "root")
    ]
    if ghosts > 0 {
      parts.append(
        "\(grouped(ghosts)) not in the snapshot, so what is above \(ghosts == 1 ? "it" : "them") is unknown")
    }
    let families = Set(ancestry.ancestors.compactMap(\.model.family)).sorted()
    if !families.isEmpty { parts.append("families: " + families.joined(separator: ", ")) }
    var lines = [parts.joined(separator: "; ") + "."]
    if !ancestry.cycle.isEmpty {
      lines.append(
        "This model lies on a cycle: \(counted(ancestry.cycle.count, "model")) are each other's ancestors: "
          + ancestry.cycle.map(printable).joined(separator: ", ") + ".")
    }
    if ancestry.truncated { lines.append("Deeper ancestors were left out (--depth).") }
    return lines + hidden
  }

  private var reportedLines: [String] {
    reported.isEmpty ? [] : ["", reportedHeading] + reported.map { "  " + $0.line }
  }

  private var noteLines: [String] {
    guard !notes.isEmpty else { return [] }
    let shown = notes.prefix(Self.mostNotes)
    var lines = ["", "Notes on the evidence"]
    for note in shown {
      let line = "  \(printable(note.finding.subject)): \(printable(note.finding.detail))"
      lines.append(line + (note.place.isEmpty ? "" : "  " + Style.dim.apply(printable(note.place))))
    }
    if notes.count > shown.count {
      lines.append("  … \(grouped(notes.count - shown.count)) more (--format json lists them all)")
    }
    return lines
  }

  private static let mostNotes = 12

  private var tree: [String] {
    var builder = TreeBuilder(ancestry: ancestry, limits: limits)
    builder.addParents(of: ancestry.model.id, ancestry.parents)
    return builder.columns.lines(fitting: width) { column, cell in column == 0 ? cell : Style.dim.apply(cell)
    }
  }

  static func date(_ model: ModelSummary) -> String {
    if let deleted = model.deleted { return "deleted \(deleted)" }
    if model.predatesClock { return "before 2022-03-02" }
    return model.created?.description ?? ""
  }

  /// The declared label; "none declared" where a card could have said, "unknown" where nothing could.
  static func license(_ model: ModelSummary, labelled: Bool = false) -> String {
    guard let license = model.license else {
      return model.hasCard ? (labelled ? "no license declared" : "none declared") : "license unknown"
    }
    let label = printable(model.licenseName.map { "\(license) (\($0))" } ?? license)
    return labelled ? "license " + label : label
  }
}

/// A finding with its place as a reader sees it.
struct FindingNote {
  let finding: Finding
  /// `file:line`; empty for what only the whole graph shows.
  let place: String

  init(_ finding: Finding, sources: [Source]) {
    self.finding = finding
    place = finding.location.map { sources[$0.source].name + ($0.line > 0 ? ":\($0.line)" : "") } ?? ""
  }

  /// What was found about a model and its ancestors: which parents were rewritten and why, and what is doubtful.
  static func all(on ancestry: Ancestry, of catalog: Catalog) throws -> [FindingNote] {
    let sources = try catalog.sources()
    let subjects = [ancestry.model.id] + ancestry.ancestors.filter { !$0.model.ghost }.map(\.model.id)
    return try catalog.findings(about: subjects).filter { $0.rule != FindingRule.repeatedModel.id }
      .map { FindingNote($0, sources: sources) }
  }
}

/// Unfolds the ancestors without recursion: a chain may be longer than a stack is deep.
private struct TreeBuilder {
  private let known: [String: Ancestor]
  private let limits: WalkLimits
  private var shown: Set<String>
  private(set) var columns = TextColumns([.left, .left, .left, .left])

  private struct Item {
    let link: ParentLink
    let prefix: String
    let branch: String
    /// What stands before the lines of its own parents.
    let below: String
  }

  init(ancestry: Ancestry, limits: WalkLimits) {
    self.limits = limits
    known = Dictionary(uniqueKeysWithValues: ancestry.ancestors.map { ($0.model.id, $0) })
    shown = [ancestry.model.id]
  }

  mutating func addParents(of child: String, _ parents: [ParentLink]) {
    var pending = Array(items(parents, prefix: "").reversed())
    while let item = pending.popLast() {
      let again = !shown.insert(item.link.id).inserted
      guard let ancestor = known[item.link.id] else {
        // Only the model itself is named as a parent and is not among its ancestors: it lies on a cycle.
        columns.add([label(item) + printable(item.link.id), "(the model itself)", "", ""])
        continue
      }
      columns.add(cells(item, ancestor.model, again: again && !ancestor.parents.isEmpty))
      if !again, ancestor.distance < limits.depth ?? .max {
        pending += items(ancestor.parents, prefix: item.below).reversed()
      }
    }
  }

  private func items(_ parents: [ParentLink], prefix: String) -> [Item] {
    let parents = parents.filter {
      limits.allow($0.label) && (known[$0.id] != nil || shown.contains($0.id))
    }
    if parents.count == 1 {
      return [Item(link: parents[0], prefix: prefix, branch: "↑ ", below: prefix)]
    }
    return parents.enumerated().map { position, link in
      let last = position == parents.count - 1
      return Item(
        link: link, prefix: prefix, branch: last ? "└─ " : "├─ ", below: prefix + (last ? "   " : "│  "))
    }
  }

  private func label(_ item: Item) -> String {
    Style.dim.apply(item.prefix + item.branch) + Style.relation.apply(item.link.label.relation.word) + " "
  }

  private func cells(_ item: Item, _ model: ModelSummary, again: Bool) -> [String] {
    let id = model.ghost ? printable(model.id) : Style.bold.apply(printable(model.id))
    let first = label(item) + id
    if again { return [first, "(shown above)", "", ""] }
    let license = model.ghost ? "not in the snapshot" : AncestryText.license(model)
    return [first, license, item.link.label.evidence.word, AncestryText.date(model)]
  }
}
