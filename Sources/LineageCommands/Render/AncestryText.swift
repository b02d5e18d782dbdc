import LineageCore

/// An ancestry as a tree for a terminal.
///
/// A line names a parent of the line above it. A sole parent stands under its child without stepping in (`↑`), so
/// a chain of twenty steps is twenty lines and not a staircase; only merges branch. A model met again is named
/// and not unfolded again.
struct AncestryText {
  let ancestry: Ancestry

  var text: String {
    (heading + tree.lines(style: style) + [""] + summary).joined(separator: "\n") + "\n"
  }

  private var heading: [String] {
    let model = ancestry.model
    var facts = [Self.date(model)]
    facts.append(model.ghost ? "not in the snapshot" : "license " + Self.license(model))
    facts.append(model.family.map { "family \($0)" } ?? "no known family")
    facts.append("\(counted(model.descendants, "derivative")), \(grouped(model.children)) direct")
    return [
      Style.bold.apply(printable(model.id)),
      Style.dim.apply(facts.filter { !$0.isEmpty }.joined(separator: " · ")),
    ]
  }

  private var summary: [String] {
    guard !ancestry.ancestors.isEmpty else {
      return ["No base is declared for this model."]
    }
    let deepest = ancestry.ancestors.map(\.distance).max() ?? 0
    let ghosts = ancestry.ancestors.count { $0.model.ghost }
    var parts = [
      "\(counted(ancestry.ancestors.count, "ancestor")) in \(counted(deepest, "step")), "
        + counted(ancestry.roots.count, "root")
    ]
    if ghosts > 0 {
      parts.append("\(grouped(ghosts)) not in the snapshot (what they are built on is unknown)")
    }
    let families = Set(ancestry.ancestors.compactMap(\.model.family)).sorted()
    if !families.isEmpty { parts.append("families: " + families.joined(separator: ", ")) }
    var lines = [parts.joined(separator: "; ") + "."]
    if !ancestry.cycle.isEmpty {
      lines.append(
        Style.warning.apply(
          "This model lies on a cycle: \(counted(ancestry.cycle.count, "model")) name each other as ancestors: "
            + ancestry.cycle.map(printable).joined(separator: ", ") + "."))
    }
    if ancestry.truncated { lines.append("Deeper ancestors were left out (--depth).") }
    return lines
  }

  private func style(_ column: Int, _ cell: String) -> String {
    column == 0 ? cell : Style.dim.apply(cell)
  }

  private var tree: TextColumns {
    var builder = TreeBuilder(ancestry: ancestry)
    builder.addParents(of: ancestry.model.id, ancestry.parents)
    return builder.columns
  }

  static func date(_ model: ModelSummary) -> String {
    if let deleted = model.deleted { return "deleted \(deleted)" }
    if model.predatesClock { return "before 2022-03-02" }
    return model.created?.description ?? ""
  }

  static func license(_ model: ModelSummary) -> String {
    guard let license = model.license else { return "not declared" }
    return printable(model.licenseName.map { "\(license) (\($0))" } ?? license)
  }
}

/// Unfolds the ancestors without recursion: a chain may be longer than a stack is deep.
private struct TreeBuilder {
  private let known: [String: Ancestor]
  private var shown: Set<String>
  private(set) var columns = TextColumns([.left, .left, .left, .left])

  private struct Item {
    let link: ParentLink
    let prefix: String
    let branch: String
    /// What stands before the lines of its own parents.
    let below: String
  }

  init(ancestry: Ancestry) {
    known = Dictionary(uniqueKeysWithValues: ancestry.ancestors.map { ($0.model.id, $0) })
    shown = [ancestry.model.id]
  }

  mutating func addParents(of child: String, _ parents: [ParentLink]) {
    var pending = Array(items(parents, prefix: "").reversed())
    while let item = pending.popLast() {
      guard let ancestor = known[item.link.id] else { continue }
      let again = !shown.insert(item.link.id).inserted
      let unfolds = !again && !ancestor.parents.isEmpty
      columns.add(cells(item, ancestor.model, again: again && !ancestor.parents.isEmpty))
      if unfolds { pending += items(ancestor.parents, prefix: item.below).reversed() }
    }
  }

  private func items(_ parents: [ParentLink], prefix: String) -> [Item] {
    let parents = parents.filter { known[$0.id] != nil || shown.contains($0.id) }
    if parents.count == 1 {
      return [Item(link: parents[0], prefix: prefix, branch: "↑ ", below: prefix)]
    }
    return parents.enumerated().map { position, link in
      let last = position == parents.count - 1
      return Item(
        link: link, prefix: prefix, branch: last ? "└─ " : "├─ ", below: prefix + (last ? "   " : "│  "))
    }
  }

  private func cells(_ item: Item, _ model: ModelSummary, again: Bool) -> [String] {
    let relation = item.link.label.relation.word
    let first =
      Style.dim.apply(item.prefix + item.branch)
      + Style.relation.apply(relation) + String(repeating: " ", count: max(1, 10 - relation.count))
      + (model.ghost ? printable(model.id) : Style.bold.apply(printable(model.id)))
    if again { return [first, "(shown above)", "", ""] }
    let license = model.ghost ? "not in the snapshot" : AncestryText.license(model)
    return [first, license, item.link.label.evidence.word, AncestryText.date(model)]
  }
}
