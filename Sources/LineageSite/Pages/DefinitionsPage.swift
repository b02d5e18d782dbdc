import LineageCore

/// What shares, edges and signs mean: the legend of all pictures as a page.
extension SiteRenderer {
  func definitionsPage() -> PageView {
    let page = place(of: .definitions)
    let evidence = Evidence.allCases.sorted { $0.grade > $1.grade }
    var body: View = [
      "lede": .text(words[.definitionsLede]),
      "marks": .list(LicenseMark.legendOrder.map(chip)),
      "relations": .list(
        Relation.readingOrder.map { relation in
          ["word": .text(words[relation]), "sign": .markup(Markup(trusted: sign(EdgeLabel(relation))))]
        }),
      "evidence": .list(
        evidence.map { grade in
          [
            "word": .text(words[grade]),
            "sign": .markup(Markup(trusted: sign(EdgeLabel(.mirror, grade), bare: true))),
          ]
        }),
      "definition": .optional(content.shares?.definition),
      "description": .optional(content.shares?.description),
      "axes": .list(
        zip(content.shares?.definition.split(separator: "/") ?? [], words[.axes].split(separator: "|")).map {
          ["id": .text(String($0)), "meaning": .text(String($1))]
        }),
    ]
    if let answer = content.answer { body["answer"] = .text(answer.definition) }
    var view = PageView(
      template: "about", title: words[.definitionsTitle, content.title], description: words[.definitionsLede],
      body: body)
    view.crumbs = [crumb(words[.home], place(of: .front), from: page)]
    view.here = words[.definitions]
    return view
  }

  /// A line as pictures draw it, 56 px long, hidden from screen readers: its word stands beside it.
  private func sign(_ label: EdgeLabel, bare: Bool = false) -> String {
    var out = SVGText()
    let classes = ["e", bare ? nil : label.relation.pictureClass, label.evidence.pictureClass]
    out.raw("<svg class=\"lg sg\" aria-hidden=\"true\" width=\"60\" height=\"18\" viewBox=\"0 0 60 18\">")
    out.raw("<g class=\"\(classes.compactMap { $0 }.joined(separator: " "))\">")
    let end = bare || !label.relation.headHidesLine ? 56 : 47
    out.raw("<path d=\"M2,9H\(end)\"/>")
    if !bare {
      if label.relation == .mirror { out.raw("<path class=\"in\" d=\"M2,9H\(end)\"/>") }
      ArrowHead.write(label.relation, tip: (56, 9), from: (40, 9), to: &out)
    }
    out.raw("</g></svg>")
    return out.text
  }
}
