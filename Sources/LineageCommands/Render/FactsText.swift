import LineageCore
import LineageStore

/// The counts of a graph for a reader.
struct FactsText {
  let facts: Facts
  let sources: [Source]
  let findings: [FindingCount]
  let identity: Identity

  var text: String {
    var columns = TextColumns([.left, .right, .left])
    for (name, value, remark) in rows { columns.add([name, grouped(value), remark]) }
    var lines = columns.lines()
    lines += ["", "Most derivatives"]
    var top = TextColumns([.right, .left])
    for entry in facts.topDescendants.prefix(10) {
      top.add(["  " + grouped(entry.count), printable(entry.id)])
    }
    lines += top.lines()
    if facts.longestChainEdges > 0 {
      lines += ["", "Longest chain, \(counted(facts.longestChainEdges, "step"))"]
      lines += facts.longestChainExample.map { "  " + printable($0) }
    }
    if !findings.isEmpty {
      lines += ["", "What is wrong or odd in the data (lineage doctor --rule RULE lists them)"]
      var table = TextColumns([.right, .left, .left])
      for entry in findings {
        table.add(["  " + grouped(entry.count), entry.rule, FindingRule.named(entry.rule)?.summary ?? ""])
      }
      lines += table.lines()
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var rows: [(String, Int, String)] {
    [
      ("models", facts.models, "in \(counted(sources.count, "input"))"),
      ("with a parent", facts.modelsWithParent, percent(facts.modelsWithParent, facts.models) + " of models"),
      ("without an edge", facts.isolatedModels, percent(facts.isolatedModels, facts.models) + " of models"),
      ("ghosts", facts.ghosts, "named as parents, not in the snapshot"),
      ("edges", facts.edges, relations),
      ("  to ghosts", facts.edgesToGhosts, percent(facts.edgesToGhosts, facts.edges) + " of edges"),
      (
        "declared references", facts.declaredEdges,
        "\(grouped(facts.duplicates)) repeated, \(grouped(facts.selfLoops)) to themselves, "
          + "\(grouped(facts.invalidParents)) no id"
      ),
      (
        "rewritten by an alias", facts.aliasRewritten,
        identity == .resolved ? "copies and former names" : "aliases are off"
      ),
      ("letter case repaired", facts.caseFixed, ""),
      ("roots", facts.roots, "nodes with derivatives and no parent"),
      (
        "models with several parents", facts.multiParent,
        facts.multiParent == 0 ? "" : "at most \(grouped(facts.maxParents)): " + maxParents
      ),
      ("cycles", facts.cycles.count, facts.cycles.isEmpty ? "" : "of " + cycleSizes + " models"),
      (
        "weak components", facts.weakComponents,
        "the largest has \(grouped(facts.largestWeakComponent)) nodes"
      ),
    ]
  }

  private var relations: String {
    Relation.readingOrder.compactMap { relation in
      facts.edgesByRelation[relation.word].flatMap { $0 > 0 ? "\(grouped($0)) \(relation.word)" : nil }
    }.joined(separator: ", ")
  }

  private var maxParents: String {
    let shown = facts.maxParentsModels.prefix(1).map(printable).joined()
    return facts.maxParentsModels.count > 1 ? shown + ", …" : shown
  }

  private var cycleSizes: String {
    facts.cycles.map(\.count).sorted(by: >).prefix(5).map(String.init).joined(separator: ", ")
  }

  private func percent(_ part: Int, _ whole: Int) -> String {
    whole == 0 ? "0 %" : "\(Int((Double(part) * 100 / Double(whole)).rounded())) %"
  }
}
