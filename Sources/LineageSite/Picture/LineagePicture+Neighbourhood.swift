import LineageCore

extension LineagePicture {
  /// The lineage of one model: its nearest ancestors and its largest derivatives.
  ///
  /// `link` gives the address of a model's page, relative to the page that holds the picture; a model without a
  /// page gets no link.
  ///
  /// - Complexity: O(ancestors and the edges among them).
  public init(of neighbourhood: Neighbourhood, words: Words, link: (String) -> String?) {
    var builder = LineageBuilder(neighbourhood, words: words)
    builder.chooseLines()
    builder.makeLists(link)
    builder.makeBoxes(link)
    let cards = neighbourhood.children.map { builder.card($0, link) }
    let drawn = cards.reduce(0) { $0 + $1.rows.count }
    let direct = neighbourhood.children.reduce(0) { $0 + $1.total }
    var summary = words[
      .drawn, NumberText.grouped(builder.ancestors.count),
      NumberText.grouped(neighbourhood.ancestry.ancestors.count), NumberText.grouped(drawn),
      NumberText.grouped(direct)]
    if builder.linesLeftOut > 0 {
      summary += " " + words.count(builder.linesLeftOut, one: .lineLeftOut, many: .linesLeftOut)
    }
    self.init(
      title: words[.pictureTitle, Markup.visible(neighbourhood.subject.id)], summary: summary,
      boxes: builder.boxes, lines: builder.lines, subject: builder.subject, cards: cards, words: words)
  }
}

/// Chooses what is drawn above a model, and turns it into boxes and lines.
private struct LineageBuilder {
  let neighbourhood: Neighbourhood
  let words: Words
  /// The ancestors drawn, nearest first.
  let ancestors: [ModelSummary]
  private let parents: [String: [ParentLink]]
  private var chosen: [Neighbourhood.Link] = []
  private(set) var linesLeftOut = 0
  private(set) var boxes: [PictureBox] = []
  private(set) var lines: [PictureLine] = []
  private(set) var subject = 0
  /// Rows by the model whose parents they are.
  private var lists: [ParentList] = []
  private var inList: Set<String> = []

  struct ParentList {
    let child: String
    let label: EdgeLabel
    let members: [ModelSummary]
  }

  init(_ neighbourhood: Neighbourhood, words: Words) {
    (self.neighbourhood, self.words) = (neighbourhood, words)
    ancestors = Array(neighbourhood.drawnAncestors.prefix(LineagePicture.mostAncestors))
    parents = neighbourhood.ancestry.ancestors.reduce(
      into: [neighbourhood.subject.id: neighbourhood.ancestry.parents]
    ) { $0[$1.model.id] = $1.parents }
  }

  private var drawn: Set<String> { Set(ancestors.map(\.id) + [neighbourhood.subject.id]) }

  /// Keeps for every ancestor its first line downwards, then others in order while there is room.
  mutating func chooseLines() {
    let drawn = drawn
    let all = neighbourhood.edges.filter { drawn.contains($0.child) && drawn.contains($0.parent) }
    var placed: Set<String> = [neighbourhood.subject.id]
    var keep = [Bool](repeating: false, count: all.count)
    for (i, edge) in all.enumerated() where placed.insert(edge.parent).inserted { keep[i] = true }
    var room = LineagePicture.mostLines - keep.count { $0 }
    for i in all.indices where !keep[i] && room > 0 {
      keep[i] = true
      room -= 1
    }
    chosen = all.indices.filter { keep[$0] }.map { all[$0] }
    linesLeftOut = all.count - chosen.count
  }

  /// Gathers parents that stand at the top and lead to one child alone.
  mutating func makeLists(_ link: (String) -> String?) {
    let children = Dictionary(grouping: chosen, by: \.parent)
    let isChild = Set(chosen.map(\.child))
    var groups: [(child: String, label: EdgeLabel, members: [ModelSummary])] = []
    for model in ancestors {
      guard !isChild.contains(model.id), let edges = children[model.id], edges.count == 1 else { continue }
      let (child, label) = (edges[0].child, edges[0].label)
      if let i = groups.firstIndex(where: { $0.child == child && $0.label == label }) {
        groups[i].members.append(model)
      } else {
        groups.append((child, label, [model]))
      }
    }
    for group in groups where group.members.count >= LineagePicture.listFrom {
      let members = group.members.sorted {
        $0.descendants != $1.descendants ? $0.descendants > $1.descendants : byteOrder($0.id, $1.id)
      }
      lists.append(ParentList(child: group.child, label: group.label, members: members))
      inList.formUnion(members.map(\.id))
    }
  }

  mutating func makeBoxes(_ link: (String) -> String?) {
    var position: [String: Int] = [:]
    let alone = ancestors.filter { !inList.contains($0.id) }.sorted { byteOrder($0.id, $1.id) }
    for model in alone + [neighbourhood.subject] {
      let isSubject = model.id == neighbourhood.subject.id
      position[model.id] = boxes.count
      let note = words.note(of: model, parents: parents[model.id] ?? [])
      boxes.append(
        .model(model, note: note, subject: isSubject, link: isSubject ? nil : link(model.id), words: words))
    }
    subject = boxes.count - 1
    for edge in chosen {
      guard let base = position[edge.parent], let derivative = position[edge.child] else { continue }
      lines.append(PictureLine(base: base, derivative: derivative, label: edge.label))
    }
    addLists(position, link)
    addStubs(position)
  }

  private mutating func addLists(_ position: [String: Int], _ link: (String) -> String?) {
    for list in lists {
      guard let child = position[list.child] else { continue }
      let all = parents[list.child]?.count ?? list.members.count
      let head =
        all == list.members.count
        ? words[.parentsHead, NumberText.grouped(all)]
        : words[.someParentsHead, NumberText.grouped(list.members.count), NumberText.grouped(all)]
      var rows = list.members.map { row($0, link) }
      let hidden = hiddenParents(of: list.child)
      if hidden > 0, lists.first(where: { $0.child == list.child })?.label == list.label {
        rows.append(more(hidden, anchor: "built-from"))
      }
      lines.append(PictureLine(base: boxes.count, derivative: child, label: list.label))
      boxes.append(
        PictureBox(
          node: "parents \(boxes.count)", title: head, content: .list(head: head, rows: rows), state: .plain,
          link: nil))
    }
  }

  private mutating func addStubs(_ position: [String: Int]) {
    for (id, place) in position.sorted(by: { $0.value < $1.value }) {
      let hidden = hiddenParents(of: id)
      if hidden == 0 || lists.contains(where: { $0.child == id }) { continue }
      let text = words.count(hidden, one: .moreParent, many: .moreParents)
      let label = parents[id]?.first?.label ?? EdgeLabel(.unspecified)
      lines.append(PictureLine(base: boxes.count, derivative: place, label: EdgeLabel(label.relation)))
      boxes.append(
        PictureBox(
          node: "more \(boxes.count)", title: text, content: .stub(text), state: .plain,
          link: "index.html#built-from"))
    }
  }

  private func hiddenParents(of id: String) -> Int {
    let drawn = drawn
    return (parents[id] ?? []).count { !drawn.contains($0.id) }
  }

  private func row(_ model: ModelSummary, _ link: (String) -> String?) -> PictureRow {
    // Parents that are not drawn, and those whose line is not.
    let hidden = (parents[model.id]?.count ?? 0) - chosen.count { $0.child == model.id }
    let mark = hidden > 0 ? "▴\u{A0}" + NumberText.grouped(hidden) : ""
    return PictureRow(
      model, mark: mark, note: words.note(of: model, parents: parents[model.id] ?? []), link: link(model.id),
      words: words)
  }

  private func more(_ count: Int, anchor: String) -> PictureRow {
    let text = words[.moreRows, NumberText.grouped(count)]
    return PictureRow(
      name: text, owner: "", mark: "", title: text, link: "index.html#" + anchor, ghost: false)
  }

  func card(_ group: Neighbourhood.ChildGroup, _ link: (String) -> String?) -> PictureCard {
    let shown = group.top.prefix(LineagePicture.mostRows)
    let rows = shown.map { model in
      var note = [words[group.relation]]
      if let license = words.label(of: model) { note.append(license) }
      if model.descendants > 0 {
        note.append(words.count(model.descendants, one: .derivativeBelow, many: .derivativesBelow))
      }
      return PictureRow(
        model, mark: model.descendants > 0 ? "▾\u{A0}" + NumberText.grouped(model.descendants) : "",
        note: note.joined(separator: " · "), link: link(model.id), words: words)
    }
    let left = group.total - rows.count
    return PictureCard(
      relation: group.relation, head: words[plural: group.relation],
      count: words[.direct, NumberText.grouped(group.total)], rows: rows,
      more: left > 0 ? more(left, anchor: "list-" + group.relation.word) : nil)
  }
}
