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
    builder.makeLists()
    builder.makeBoxes(link)
    let cards = neighbourhood.children.map { builder.card($0, link) }
    let drawn = cards.reduce(0) { $0 + $1.rows.count }
    let direct = neighbourhood.children.reduce(0) { $0 + $1.total }
    var summary = words.drawn(
      ancestors: builder.ancestors.count, of: neighbourhood.ancestry.ancestors.count, derivatives: drawn,
      of: direct)
    if builder.linesLeftOut > 0 {
      summary += " " + words.count(builder.linesLeftOut, one: .lineLeftOut, many: .linesLeftOut)
    }
    self.init(
      title: words[.pictureTitle, Markup.visible(neighbourhood.subject.id)], summary: summary,
      boxes: builder.boxes, lines: builder.lines, subject: builder.subject, cards: cards, words: words)
  }
}

/// Chooses what is drawn above a model, and turns it into boxes and lines.
///
/// A cycle is one box with a row for each member, because no order of boxes can show it. Everywhere below a model
/// goes by its key: its own id, or that of the first member of its cycle.
private struct LineageBuilder {
  let neighbourhood: Neighbourhood
  let words: Words
  /// The ancestors drawn, nearest first.
  let ancestors: [ModelSummary]
  private let parents: [String: [ParentLink]]
  private let key: [String: String]
  private let cycles: [String: [String]]
  private let lineChoice: LineChoice
  private(set) var boxes: [PictureBox] = []
  private(set) var lines: [PictureLine] = []
  private(set) var subject = 0
  /// Rows by the model whose parents they are.
  private var lists: [ParentList] = []
  private var inList: Set<String> = []

  struct ParentList {
    let child: String
    let label: EdgeLabel
    var members: [ModelSummary]
  }

  var linesLeftOut: Int { lineChoice.leftOut }

  init(_ neighbourhood: Neighbourhood, words: Words) {
    (self.neighbourhood, self.words) = (neighbourhood, words)
    let subject = neighbourhood.subject.id
    ancestors = Array(neighbourhood.drawnAncestors.prefix(LineagePicture.mostAncestors))
    parents = neighbourhood.ancestry.ancestors.reduce(into: [subject: neighbourhood.ancestry.parents]) {
      $0[$1.model.id] = $1.parents
    }
    let drawn = Set(ancestors.map(\.id) + [subject])
    var key: [String: String] = [:]
    var cycles: [String: [String]] = [:]
    for cycle in neighbourhood.ancestry.cycles {
      let members = cycle.filter(drawn.contains)
      guard members.count > 1, let first = members.first else { continue }
      cycles[first] = cycle
      for member in members { key[member] = first }
    }
    (self.key, self.cycles) = (key, cycles)
    let edges = neighbourhood.edges.filter { drawn.contains($0.child) && drawn.contains($0.parent) }
    lineChoice = LineChoice(edges, from: subject, limit: LineagePicture.mostLines) { key[$0] ?? $0 }
  }

  private func key(of id: String) -> String { key[id] ?? id }

  /// Gathers parents that stand at the top and lead to one child alone.
  mutating func makeLists() {
    let lines = Dictionary(grouping: lineChoice.lines, by: \.parent)
    let isChild = Set(lineChoice.lines.map(\.child))
    var groups: [ParentList] = []
    for model in ancestors where key[model.id] == nil {
      guard !isChild.contains(model.id), let line = lines[model.id], line.count == 1 else { continue }
      let (child, label) = (line[0].child, line[0].label)
      if let i = groups.firstIndex(where: { $0.child == child && $0.label == label }) {
        groups[i].members.append(model)
      } else {
        groups.append(ParentList(child: child, label: label, members: [model]))
      }
    }
    let gathered = groups.filter { $0.members.count >= LineagePicture.listFrom }
    let alone = ancestors.count - gathered.reduce(0) { $0 + $1.members.count }
    let fewest = alone > LineagePicture.manyBoxes ? 2 : LineagePicture.listFrom
    for var group in groups where group.members.count >= fewest {
      group.members.sort {
        $0.descendants != $1.descendants ? $0.descendants > $1.descendants : byteOrder($0.id, $1.id)
      }
      lists.append(group)
      inList.formUnion(group.members.map(\.id))
    }
  }

  mutating func makeBoxes(_ link: (String) -> String?) {
    var position: [String: Int] = [:]
    let subjectKey = key(of: neighbourhood.subject.id)
    let all = ancestors + [neighbourhood.subject]
    let alone = all.filter { !inList.contains($0.id) && key(of: $0.id) != subjectKey }
    for model in alone.sorted(by: { byteOrder($0.id, $1.id) }) where key(of: model.id) == model.id {
      position[model.id] = boxes.count
      boxes.append(cycles[model.id].map { cycleBox($0, link) } ?? box(model, link))
    }
    subject = boxes.count
    position[subjectKey] = subject
    boxes.append(cycles[subjectKey].map { cycleBox($0, link) } ?? box(neighbourhood.subject, link))
    for line in lineChoice.lines {
      guard let base = position[line.parent], let derivative = position[line.child] else { continue }
      lines.append(PictureLine(base: base, derivative: derivative, label: line.label))
    }
    addLists(position, link)
  }

  private func box(_ model: ModelSummary, _ link: (String) -> String?) -> PictureBox {
    let isSubject = model.id == neighbourhood.subject.id
    return .model(
      model, note: note(of: model), subject: isSubject, link: isSubject ? nil : link(model.id), words: words)
  }

  /// The members of a cycle that are drawn, as rows of one box.
  private func cycleBox(_ cycle: [String], _ link: (String) -> String?) -> PictureBox {
    let models = (ancestors + [neighbourhood.subject]).reduce(into: [String: ModelSummary]()) {
      $0[$1.id] = $1
    }
    let members = cycle.compactMap { models[$0] }
    var rows = members.map { model in
      let isSubject = model.id == neighbourhood.subject.id
      return PictureRow(
        model, mark: "", note: words.note(of: model, parents: parents[model.id] ?? []),
        link: isSubject ? nil : link(model.id), words: words, subject: isSubject)
    }
    if members.count < cycle.count { rows.append(more(cycle.count - members.count, anchor: "built-from")) }
    let head = words[.cycleHead, NumberText.grouped(cycle.count)]
    return PictureBox(
      node: "cycle of " + DOTText.name(cycle[0]), title: head, content: .list(head: head, rows: rows),
      state: cycle.contains(neighbourhood.subject.id) ? .subject : .plain, link: nil)
  }

  private mutating func addLists(_ position: [String: Int], _ link: (String) -> String?) {
    for list in lists {
      guard let child = position[list.child] else { continue }
      let all = outsideParents(of: list.child)
      let hidden = all.subtracting(drawn).count
      var rows = list.members.map { row($0, link) }
      if hidden > 0, lists.first(where: { $0.child == list.child })?.label == list.label {
        rows.append(more(hidden, anchor: "built-from"))
      }
      let (shown, total) = (NumberText.grouped(list.members.count), NumberText.grouped(all.count))
      let head =
        all.count == list.members.count ? words[.parentsHead, total] : words[.someParentsHead, shown, total]
      lines.append(PictureLine(base: boxes.count, derivative: child, label: list.label))
      boxes.append(
        PictureBox(
          node: "parents \(boxes.count)", title: head, content: .list(head: head, rows: rows), state: .plain,
          link: nil))
    }
  }

  private var drawn: Set<String> { Set(ancestors.map(\.id) + [neighbourhood.subject.id]) }

  /// The parents of a model, or those of a cycle that are no members.
  private func outsideParents(of key: String) -> Set<String> {
    let members = cycles[key] ?? [key]
    return Set(members.flatMap { parents[$0] ?? [] }.map(\.id)).subtracting(members)
  }

  /// The third line of a box, with the number of lines that lead to it if some are missing.
  private func note(of model: ModelSummary) -> String {
    let all = parents[model.id] ?? []
    let shown = all.count { lineChoice.contains(child: model.id, parent: key(of: $0.id)) }
    return words.note(of: model, parents: all, drawn: shown)
  }

  private func row(_ model: ModelSummary, _ link: (String) -> String?) -> PictureRow {
    // Parents that are not drawn, and those whose line is not.
    let hidden = parents[model.id]?.count ?? 0
    let mark = hidden > 0 ? PictureMark.above + NumberText.grouped(hidden) : ""
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
        model, mark: model.descendants > 0 ? PictureMark.below + NumberText.grouped(model.descendants) : "",
        note: note.joined(separator: " · "), link: link(model.id), words: words)
    }
    let left = group.total - rows.count
    return PictureCard(
      relation: group.relation, head: words[plural: group.relation],
      count: words[.direct, NumberText.grouped(group.total)], rows: rows,
      more: left > 0 ? more(left, anchor: "list-" + group.relation.word) : nil)
  }
}
