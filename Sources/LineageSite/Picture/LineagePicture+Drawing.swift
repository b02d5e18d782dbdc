import LineageCore

extension LineagePicture {
  /// The picture as DOT text: `dot -Tsvg` draws it without anything else, the same boxes with the same links.
  ///
  /// - Complexity: O(boxes, rows and lines).
  public func dot() -> String {
    var drawing = Drawing(name: title)
    drawing.graph = layoutAttributes + [.init("bgcolor", "transparent"), .init("charset", "utf-8")]
    drawing.nodeDefaults = [
      .init("shape", "box"), .init("style", "filled"), .init("fontname", "Helvetica,Arial,sans-serif"),
      .init("fontsize", "11"), .init("color", "#767F8C"), .init("fillcolor", "#FFFFFF"),
    ]
    drawing.edgeDefaults = [
      .init("color", "#5F6B7A"), .init("arrowsize", "0.8"), .init("fontname", "Helvetica,Arial,sans-serif"),
      .init("fontsize", "11"),
    ]
    drawing.nodes = boxes.map { Drawing.Node(name: $0.node, attributes: Self.published($0)) }
    drawing.edges = lines.map { line in
      Drawing.Edge(
        tail: line.base, head: line.derivative, attributes: published(line.label, line.step, line.fate))
    }
    for card in cards {
      guard let subject else { break }
      drawing.edges.append(
        Drawing.Edge(
          tail: subject, head: drawing.nodes.count, attributes: published(EdgeLabel(card.relation))))
      drawing.nodes.append(Self.published(card))
    }
    return drawing.dot()
  }

  /// The picture as Graphviz is asked to lay it out: boxes of fixed size without text. The lists below the
  /// subject are placed by the writer.
  func drawing() -> Drawing {
    var drawing = Drawing(name: title)
    drawing.graph = layoutAttributes
    drawing.nodeDefaults = [.init("shape", "box"), .init("fixedsize", "true"), .init("label", "")]
    drawing.edgeDefaults = [.init("arrowsize", "0.9"), .init("fontname", "Arial"), .init("fontsize", "11")]
    drawing.nodes = boxes.map { Drawing.Node(name: $0.node, attributes: Self.size($0)) }
    drawing.edges = lines.map { line in
      let label = pill(line).map { [Drawing.Attribute("label", "    " + $0 + "    ")] }
      return Drawing.Edge(tail: line.base, head: line.derivative, attributes: label ?? [])
    }
    drawing.sink = cards.isEmpty ? nil : subject
    return drawing
  }

  /// What is written on a line: its evidence unless that is a declaration, and what it does to the license unless
  /// the rows it comes from say it.
  func pill(_ line: PictureLine) -> String? {
    var parts: [String] = []
    if line.label.evidence != .declared { parts.append(words[line.label.evidence]) }
    if let fate = line.fate { parts.append(word(of: fate)) }
    if boxes[line.base].license != nil, let step = line.step.pill { parts.append(step) }
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }

  private var layoutAttributes: [Drawing.Attribute] {
    [
      .init("rankdir", "TB"), .init("nodesep", compact ? "0.14" : "0.2"),
      .init("ranksep", compact ? "0.34" : "0.42"), .init("outputorder", "edgesfirst"),
    ]
  }

  private static func size(_ box: PictureBox) -> [Drawing.Attribute] {
    let (width, height) = box.size
    return [
      .init("width", NumberText.decimal(width / 72, places: 4)),
      .init("height", NumberText.decimal(height / 72, places: 4)),
    ]
  }

  private static func published(_ box: PictureBox) -> [Drawing.Attribute] {
    var attributes = size(box)
    let chip = box.license.map { "[" + $0.letter + "] " } ?? ""
    switch box.content {
    case .model(let owner, let name, let note):
      let texts = (owner.isEmpty ? [] : [owner]) + name + (note.isEmpty ? [] : [note])
      attributes.append(.init("label", chip + texts.map(DOTText.label).joined(separator: "\\n")))
    case .compact(let name, let note):
      attributes.append(.init("label", chip + DOTText.label(name) + "\\n" + DOTText.label(note)))
    case .list(let head, let rows): attributes.append(.init("label", list(head, rows)))
    case .stub(let text): attributes.append(.init("label", DOTText.label(text)))
    }
    attributes.append(.init("tooltip", DOTText.label(box.title)))
    if let link = box.link { attributes.append(.init("URL", DOTText.label(link))) }
    var style = ["filled"]
    if let mark = box.license, let fill = mark.fill {
      attributes += [.init("fillcolor", fill), .init("fontcolor", mark.ink)]
    }
    switch box.state {
    case .plain: break
    case .subject: attributes += [.init("color", "#0B5CAD"), .init("penwidth", "3")]
    case .ghost, .deleted: style.append("dashed")
    }
    if case .stub = box.content { style.append("rounded") }
    if style.count > 1 { attributes.append(.init("style", style.joined(separator: ","))) }
    return attributes
  }

  private static func published(_ card: PictureCard) -> Drawing.Node {
    let rows = card.rows + (card.more.map { [$0] } ?? [])
    return Drawing.Node(
      name: "derivatives by " + card.relation.word,
      attributes: [
        .init("label", list(card.head + " (" + card.count + ")", rows)), .init("fillcolor", "#F4F6F8"),
        .init("tooltip", DOTText.label(card.head)),
        .init("URL", "index.html#list-" + card.relation.word),
      ])
  }

  private static func list(_ head: String, _ rows: [PictureRow]) -> String {
    let texts = rows.map { row in
      (row.license.map { "[" + $0.letter + "] " } ?? "")
        + (row.owner.isEmpty ? row.name : row.owner + "/" + row.name)
    }
    return ([head] + texts).map { DOTText.label($0) + "\\l" }.joined()
  }

  private func published(
    _ label: EdgeLabel, _ step: PictureStep = .same, _ fate: EdgeFate? = nil
  ) -> [Drawing.Attribute] {
    var attributes = [Drawing.Attribute("arrowhead", label.relation.arrowhead)]
    if let fate {
      attributes += fate.attributes
    } else if case .dropped = step {
      attributes += [.init("color", "#A33B00"), .init("penwidth", "3")]
    } else if label.relation == .mirror {
      attributes.append(.init("color", "#5F6B7A:#5F6B7A"))
    }
    if let style = label.evidence.lineStyle, fate != .removed { attributes.append(.init("style", style)) }
    var words: [String] = []
    if label.evidence != .declared { words.append(self.words[label.evidence]) }
    if let fate { words.append(word(of: fate)) }
    if let pill = step.pill { words.append(pill) }
    if !words.isEmpty { attributes.append(.init("label", DOTText.label(words.joined(separator: " ")))) }
    return attributes
  }
}
