import LineageCore

/// An ancestry as Markdown: a heading, one sentence, a table that is complete and nearest first.
struct AncestryMarkdown {
  let ancestry: Ancestry
  let limits: WalkLimits
  let notes: [FindingNote]
  /// What is said and declared by no card.
  let reported: [ReportedDerivation]
  /// The subject, if it is no model.
  var product: ReportedProduct?

  var text: String {
    let model = ancestry.model
    var lines = ["# Ancestry of `\(cell(model.id))`", ""]
    if let product {
      lines.append("A product of \(cell(product.maker)), declared nowhere: what follows is reported.")
    } else {
      lines.append(
        "\(cell(AncestryText.license(model, labelled: true))) · family \(model.family ?? "unknown") · "
          + "\(counted(model.descendants, "derivative")) known, \(grouped(model.children)) direct.")
    }
    let sentences = AncestryText(
      ancestry: ancestry, limits: limits, notes: [], reported: [], width: .max, product: product
    ).sentences
    lines += [""] + sentences.map(cell)
    if !ancestry.ancestors.isEmpty {
      lines += [
        "", "| steps | ancestor | relation | evidence | license | date | family | derived through |",
        "|--:|--|--|--|--|--|--|--|",
      ]
    }
    for ancestor in ancestry.ancestors {
      let license = ancestor.model.ghost ? "not in the snapshot" : AncestryText.license(ancestor.model)
      let cells = [
        String(ancestor.distance), "`\(cell(ancestor.model.id))`", ancestor.label.relation.word,
        ancestor.label.evidence.word, cell(license), AncestryText.date(ancestor.model),
        ancestor.model.family ?? "",
        ancestor.via.map { "`\(cell($0))`" }.joined(separator: ", "),
      ]
      lines.append("| " + cells.joined(separator: " | ") + " |")
    }
    if !reported.isEmpty {
      lines += ["", "## " + reportedHeading, ""] + reported.map { "* " + cell($0.line) }
    }
    if !notes.isEmpty {
      lines += ["", "## Notes on the evidence", ""]
      for note in notes {
        let place = note.place.isEmpty ? "" : " (`\(cell(note.place))`)"
        lines.append("* `\(cell(note.finding.subject))`: \(cell(note.finding.detail))\(place)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Text inside a cell or a code span: the characters that would end either are replaced.
  private func cell(_ text: String) -> String {
    printable(text).map { $0 == "|" ? "\\|" : $0 == "`" ? "'" : $0 == "<" ? "&lt;" : String($0) }.joined()
  }
}
