import LineageCore

/// What changed between two snapshots, as text, Markdown and the JSON document of the contract.
struct DiffOutput {
  let diff: SnapshotDiff
  let old: Side
  let new: Side

  /// One of the two snapshots in numbers.
  struct Side {
    let snapshot: Day?
    let models: Int
    let edges: Int

    fileprivate var document: JSONDocument {
      .object([
        "snapshot": .optional(snapshot?.description), "models": .integer(models), "edges": .integer(edges),
      ])
    }
  }

  var document: JSONDocument {
    .object([
      "old": old.document, "new": new.document,
      "models": .object([
        "added": .strings(diff.added), "removed": .strings(diff.removed),
        "renamed": .array(
          diff.renamed.map {
            .object(["from": .string($0.from), "to": .string($0.to), "reason": .string($0.reason)])
          }),
      ]),
      "edges": .object([
        "added": .array(diff.addedEdges.map(Self.edge)), "removed": .array(diff.removedEdges.map(Self.edge)),
        "changed": .array(
          diff.changedEdges.map {
            .object([
              "child": .string($0.child), "parent": .string($0.parent),
              "from": .object(Self.label($0.old)), "to": .object(Self.label($0.new)),
            ])
          }),
      ]),
      "licenses": .array(
        diff.licenses.map {
          .object(["model": .string($0.model), "from": .optional($0.old), "to": .optional($0.new)])
        }),
    ])
  }

  private static func label(_ label: EdgeLabel) -> [String: JSONDocument] {
    ["relation": .string(label.relation.word), "evidence": .string(label.evidence.word)]
  }

  private static func edge(_ edge: SnapshotDiff.EdgeChange) -> JSONDocument {
    .object(
      ["child": .string(edge.child), "parent": .string(edge.parent)].merging(label(edge.label)) { $1 })
  }

  /// The counts, then the first of each list.
  func text(limit: Int) -> String {
    var lines = [Style.bold.apply("\(name(old, "old")) → \(name(new, "new"))")]
    var table = TextColumns([.left, .right, .left, .right, .left])
    table.add([
      "models", grouped(old.models), "→", grouped(new.models),
      "+\(grouped(diff.added.count)) −\(grouped(diff.removed.count)), \(grouped(diff.renamed.count)) renamed",
    ])
    table.add([
      "edges", grouped(old.edges), "→", grouped(new.edges),
      "+\(grouped(diff.addedEdges.count)) −\(grouped(diff.removedEdges.count)), "
        + "\(grouped(diff.changedEdges.count)) with another relation or evidence",
    ])
    table.add(["licenses", "", "", "", "\(grouped(diff.licenses.count)) changed"])
    lines += table.lines()
    if diff.isEmpty { lines.append("Nothing changed.") }
    for section in sections where !section.rows.isEmpty {
      lines += ["", Style.bold.apply(section.title)]
      lines += section.rows.prefix(limit).map { "  " + section.mark + " " + $0(printable) }
      if section.rows.count > limit {
        lines.append("  … \(grouped(section.rows.count - limit)) more (--limit)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  func markdown(limit: Int) -> String {
    var lines = [
      "# What changed: \(name(old, "old")) → \(name(new, "new"))", "", "| | old | new | change |",
      "|---|---:|---:|---|",
      "| models | \(grouped(old.models)) | \(grouped(new.models)) | +\(grouped(diff.added.count)) −\(grouped(diff.removed.count)), \(grouped(diff.renamed.count)) renamed |",
      "| edges | \(grouped(old.edges)) | \(grouped(new.edges)) | +\(grouped(diff.addedEdges.count)) −\(grouped(diff.removedEdges.count)), \(grouped(diff.changedEdges.count)) relabelled |",
      "| licenses | | | \(grouped(diff.licenses.count)) changed |",
    ]
    for section in sections where !section.rows.isEmpty {
      lines += ["", "## \(section.title)", ""]
      lines += section.rows.prefix(limit).map { "- " + $0 { "`\(printable($0))`" } }
      if section.rows.count > limit { lines.append("- … \(grouped(section.rows.count - limit)) more") }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A list; each row is told how to show what comes from the data.
  private struct Section {
    let title: String
    let mark: String
    let rows: [((String) -> String) -> String]
  }

  private var sections: [Section] {
    func edges(_ edges: [SnapshotDiff.EdgeChange]) -> [((String) -> String) -> String] {
      edges.map { edge in { show in "\(show(edge.child)) → \(show(edge.parent)): \(Self.words(edge.label))" }
      }
    }
    return [
      Section(title: "Models added", mark: "+", rows: diff.added.map { id in { $0(id) } }),
      Section(title: "Models removed", mark: "−", rows: diff.removed.map { id in { $0(id) } }),
      Section(
        title: "Models renamed", mark: "~",
        rows: diff.renamed.map { rename in
          { show in "\(show(rename.from)) → \(show(rename.to)) (\(printable(rename.reason)))" }
        }),
      Section(title: "Edges added", mark: "+", rows: edges(diff.addedEdges)),
      Section(title: "Edges removed", mark: "−", rows: edges(diff.removedEdges)),
      Section(
        title: "Edges changed", mark: "~",
        rows: diff.changedEdges.map { edge in
          { show in
            "\(show(edge.child)) → \(show(edge.parent)): \(Self.words(edge.old)), now \(Self.words(edge.new))"
          }
        }),
      Section(
        title: "Licenses changed", mark: "~",
        rows: diff.licenses.map { change in
          { show in
            "\(show(change.model)): \(change.old.map(show) ?? "none"), now \(change.new.map(show) ?? "none")"
          }
        }),
    ]
  }

  private static func words(_ label: EdgeLabel) -> String {
    label.evidence == .declared ? label.relation.word : "\(label.relation.word), \(label.evidence.word)"
  }

  private func name(_ side: Side, _ fallback: String) -> String { side.snapshot?.description ?? fallback }
}
