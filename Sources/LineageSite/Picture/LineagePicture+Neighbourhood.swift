import LineageCore

extension LineagePicture {
  /// The lineage of one model: its nearest ancestors and its largest derivatives.
  ///
  /// `link` gives the address of a model's page, relative to the page that holds the picture; a model without a
  /// page gets no link. `cycle` does the same for the page of a cycle, told by its least id.
  ///
  /// - Complexity: O(ancestors and the edges among them).
  public init(
    of neighbourhood: Neighbourhood, style: PictureStyle, cycle: @escaping (String) -> String? = { _ in nil },
    link: @escaping (String) -> String?
  ) {
    var builder = LineageBuilder(neighbourhood, style: style, cycle: cycle, link: link)
    builder.build()
    let cards = neighbourhood.children.map(builder.card)
    let words = style.words
    var summary = words.drawn(
      ancestors: builder.ancestors.count - builder.folded, of: neighbourhood.ancestry.ancestors.count,
      derivatives: cards.reduce(0) { $0 + $1.rows.count },
      of: neighbourhood.children.reduce(0) { $0 + $1.total })
    if builder.linesLeftOut > 0 {
      summary += " " + words.count(builder.linesLeftOut, one: .lineLeftOut, many: .linesLeftOut)
    }
    if let day = style.snapshot { summary += " " + words[.snapshotOf, day.description] + "." }
    self.init(
      title: words[.pictureTitle, Markup.visible(neighbourhood.subject.id)], summary: summary,
      boxes: builder.boxes, lines: builder.lines, subject: builder.subject, cards: cards, words: words,
      compact: builder.compact, shownPaths: builder.shownPaths)
  }
}

/// Chooses what is drawn above a model, and turns it into boxes and lines.
///
/// A cycle is one box with a row for each member, because no order of boxes can show it. Everywhere below a model
/// goes by its key: its own id, or that of the first member of its cycle.
private struct LineageBuilder {
  let neighbourhood: Neighbourhood
  let style: PictureStyle
  let cycle: (String) -> String?
  let link: (String) -> String?
  /// The ancestors drawn, nearest first.
  let ancestors: [ModelSummary]
  private let models: [String: ModelSummary]
  private let parents: [String: [ParentLink]]
  private let key: [String: String]
  private let cycles: [String: [String]]
  private let lineChoice: LineChoice
  private let drops: Set<DroppedStep>
  private let paths: TrailPaths
  private(set) var boxes: [PictureBox] = []
  private(set) var lines: [PictureLine] = []
  private(set) var subject = 0
  /// Ancestors that stand in for each other in a folded run.
  private(set) var folded = 0
  private(set) var compact = false
  private(set) var shownPaths: [Int] = []
  /// Boxes by the keys of the models in them.
  private var place: [String: Int] = [:]
  /// Rows by the model whose parents they are.
  private var lists: [ParentList] = []
  private var inList: Set<String> = []

  struct ParentList {
    let child: String
    let label: EdgeLabel
    var members: [ModelSummary]
  }

  var linesLeftOut: Int { lineChoice.leftOut }
  private var words: Words { style.words }

  init(
    _ neighbourhood: Neighbourhood, style: PictureStyle, cycle: @escaping (String) -> String?,
    link: @escaping (String) -> String?
  ) {
    (self.neighbourhood, self.style, self.cycle, self.link) = (neighbourhood, style, cycle, link)
    let subject = neighbourhood.subject
    let drops = DroppedStep.all(of: style.licenses.trail(subject.id))
    paths = TrailPaths(style.licenses.trail(subject.id))
    ancestors = neighbourhood.drawn(with: drops, along: paths, atMost: LineagePicture.mostAncestors)
    models = (ancestors + [subject]).reduce(into: [:]) { $0[$1.id] = $1 }
    let parents = neighbourhood.ancestry.ancestors.reduce(into: [subject.id: neighbourhood.ancestry.parents])
    {
      $0[$1.model.id] = $1.parents
    }
    let drawn = Set(ancestors.map(\.id) + [subject.id])
    var key: [String: String] = [:]
    var cycles: [String: [String]] = [:]
    for cycle in neighbourhood.ancestry.cycles {
      let members = cycle.filter(drawn.contains)
      guard members.count > 1, let first = members.first else { continue }
      cycles[first] = cycle
      for member in members { key[member] = first }
    }
    (self.parents, self.key, self.cycles, self.drops) = (parents, key, cycles, drops)
    let edges = ([subject.id] + ancestors.map(\.id)).flatMap { child in
      (parents[child] ?? []).filter { drawn.contains($0.id) }.map {
        LineChoice.Line(child: child, parent: $0.id, label: $0.label)
      }
    }
    let steps = drops.map { [$0.child, $0.parent] } + paths.steps
    let wanted = Set(steps.map { $0.map { key[$0] ?? $0 } })
    lineChoice = LineChoice(
      edges, from: subject.id, limit: LineagePicture.mostLines, keeping: wanted
    ) { key[$0] ?? $0 }
  }

  mutating func build() {
    makeLists()
    compact = ancestors.count - inList.count > LineagePicture.manyBoxes
    makeBoxes()
    fold()
    if compact, boxes.count <= LineagePicture.manyBoxes {
      // What is left after folding has room for whole boxes.
      (boxes, lines, compact) = ([], [], false)
      makeBoxes()
      fold()
    }
    let (place, key) = (place, key)
    shownPaths = paths.mark(&boxes, &lines) { place[key[$0] ?? $0] }
  }

  private mutating func fold() {
    var run = RunFolding(boxes: boxes, lines: lines, subject: subject)
    run.fold(words)
    (boxes, lines, subject, folded) = (run.boxes, run.lines, run.subject, run.folded)
    place = place.mapValues { run.moved[$0] ?? $0 }
  }

  private func key(of id: String) -> String { key[id] ?? id }

  /// Gathers parents that stand at the top and lead to one child alone.
  private mutating func makeLists() {
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
    for var group in groups {
      let hides = outsideParents(of: group.child).subtracting(drawn).count > 1
      guard group.members.count >= (hides ? 1 : fewest) else { continue }
      group.members.sort(by: strictestFirst)
      lists.append(group)
      inList.formUnion(group.members.map(\.id))
    }
  }

  private func strictestFirst(_ a: ModelSummary, _ b: ModelSummary) -> Bool {
    let (p, q) = (style.licenses.mark(a).order, style.licenses.mark(b).order)
    if p != q { return p < q }
    return a.descendants != b.descendants ? a.descendants > b.descendants : byteOrder(a.id, b.id)
  }

  private mutating func makeBoxes() {
    var position: [String: Int] = [:]
    let subjectKey = key(of: neighbourhood.subject.id)
    let all = ancestors + [neighbourhood.subject]
    let alone = all.filter { !inList.contains($0.id) && key(of: $0.id) != subjectKey }
    let stubs = stubbed(alone.map(\.id) + [neighbourhood.subject.id])
    for model in alone.sorted(by: { byteOrder($0.id, $1.id) }) where key(of: model.id) == model.id {
      position[model.id] = boxes.count
      boxes.append(cycles[model.id].map(cycleBox) ?? box(model, stubs))
    }
    subject = boxes.count
    position[subjectKey] = subject
    boxes.append(cycles[subjectKey].map(cycleBox) ?? box(neighbourhood.subject, stubs))
    for line in lineChoice.lines {
      guard let base = position[line.parent], let derivative = position[line.child] else { continue }
      lines.append(
        PictureLine(
          base: base, derivative: derivative, label: line.label, step: step(from: line.parent, to: line.child)
        ))
    }
    place = position
    addLists(position)
    for (child, hidden) in stubs.sorted(by: { byteOrder($0.key, $1.key) }) {
      guard let derivative = position[child], let label = parents[child]?.first?.label else { continue }
      lines.append(PictureLine(base: boxes.count, derivative: derivative, label: label))
      boxes.append(
        .stub(
          words.count(hidden, one: .stubParent, many: .stubParents), node: "stub of " + DOTText.name(child),
          link: "index.html#built-from"))
    }
  }

  /// Models that get a pill for the parents that no line shows, with their number. None if they were too many.
  private func stubbed(_ ids: [String]) -> [String: Int] {
    let listed = Set(lists.map(\.child))
    var stubs: [String: Int] = [:]
    for id in ids where key[id] == nil && !listed.contains(id) {
      let hidden = hiddenParents(of: id)
      if hidden > 0 { stubs[id] = hidden }
    }
    return stubs.count <= LineagePicture.mostStubs ? stubs : [:]
  }

  private func hiddenParents(of id: String) -> Int {
    (parents[id] ?? []).count { !lineChoice.contains(child: id, parent: key(of: $0.id)) }
  }

  private func step(from parent: String, to child: String) -> PictureStep {
    guard let base = models[parent], let derivative = models[child] else { return .same }
    let (from, to) = (style.licenses.mark(base), style.licenses.mark(derivative))
    if drops.contains(where: { key(of: $0.parent) == parent && key(of: $0.child) == child }) {
      return .dropped(from, to)
    }
    return from != to && from.isKnown && to.isKnown && !compact ? .changed(from, to) : .same
  }

  private func box(_ model: ModelSummary, _ stubs: [String: Int]) -> PictureBox {
    let isSubject = model.id == neighbourhood.subject.id
    let all = parents[model.id] ?? []
    // Without a pill or a list, the box itself says how many of its parents are drawn.
    let said = stubs[model.id] != nil || lists.contains { $0.child == model.id }
    let note = words.note(
      of: model, parents: all, drawn: said ? nil : all.count - hiddenParents(of: model.id))
    return .model(
      model, note: note, subject: isSubject, link: isSubject ? nil : link(model.id), style: style,
      compact: compact && (said || hiddenParents(of: model.id) == 0))
  }

  /// The members of a cycle that are drawn, as rows of one box.
  private func cycleBox(_ cycle: [String]) -> PictureBox {
    let members = cycle.compactMap { models[$0] }
    var rows = members.map { model in
      let isSubject = model.id == neighbourhood.subject.id
      return PictureRow(
        model, mark: "", note: words.note(of: model, parents: parents[model.id] ?? []),
        link: isSubject ? nil : link(model.id), style: style, subject: isSubject)
    }
    if members.count < cycle.count { rows.append(more(cycle.count - members.count, anchor: "built-from")) }
    let head = words[.cycleHead, NumberText.grouped(cycle.count)]
    return PictureBox(
      node: "cycle of " + DOTText.name(cycle[0]), title: head, content: .list(head: head, rows: rows),
      state: cycle.contains(neighbourhood.subject.id) ? .subject : .plain, link: self.cycle(cycle[0]))
  }

  private mutating func addLists(_ position: [String: Int]) {
    for list in lists {
      guard let child = position[list.child] else { continue }
      let all = outsideParents(of: list.child)
      let hidden = all.subtracting(drawn).count
      var rows = list.members.map { row($0, child: list.child) }
      if hidden > 0, lists.first(where: { $0.child == list.child })?.label == list.label {
        rows.append(more(hidden, anchor: "built-from"))
      }
      let (shown, total) = (NumberText.grouped(list.members.count), NumberText.grouped(all.count))
      let head =
        all.count == list.members.count ? words[.parentsHead, total] : words[.someParentsHead, shown, total]
      lines.append(
        PictureLine(
          base: boxes.count, derivative: child, label: list.label,
          step: rows.contains { $0.drop != nil } ? .dropped(.unknown, .unknown) : .same))
      for member in list.members { place[member.id] = boxes.count }
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

  private func row(_ model: ModelSummary, child: String) -> PictureRow {
    // Parents that are not drawn, and those whose line is not.
    let hidden = parents[model.id]?.count ?? 0
    let mark = hidden > 0 ? PictureMark.above + NumberText.grouped(hidden) : ""
    var drop: String?
    if case .dropped = step(from: model.id, to: child) { drop = step(from: model.id, to: child).pill }
    return PictureRow(
      model, mark: mark, note: words.note(of: model, parents: parents[model.id] ?? []), link: link(model.id),
      style: style, drop: drop)
  }

  private func more(_ count: Int, anchor: String) -> PictureRow {
    let text = words[.moreRows, NumberText.grouped(count)]
    return PictureRow(
      name: text, owner: "", mark: "", title: text, link: "index.html#" + anchor, ghost: false)
  }

  func card(_ group: Neighbourhood.ChildGroup) -> PictureCard {
    let shown = group.top.prefix(LineagePicture.mostRows)
    let rows = shown.map { model in
      var note = [words[group.relation]]
      if let license = words.label(of: model) { note.append(license) }
      if model.descendants > 0 {
        note.append(words.count(model.descendants, one: .derivativeBelow, many: .derivativesBelow))
      }
      return PictureRow(
        model, mark: model.descendants > 0 ? PictureMark.below + NumberText.grouped(model.descendants) : "",
        note: note.joined(separator: " · "), link: link(model.id), style: style)
    }
    let left = group.total - rows.count
    return PictureCard(
      relation: group.relation, head: words[plural: group.relation],
      count: words[.direct, NumberText.grouped(group.total)], rows: rows,
      more: left > 0 ? more(left, anchor: "list-" + group.relation.word) : nil)
  }
}
