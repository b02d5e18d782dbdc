import LineageCore

/// Models that name each other as base: a table of signs, the same as a list, and as files.
extension SiteRenderer {
  func cycleDraft(_ id: String) throws(SiteError) -> PageDraft {
    let page = place(of: .cycle(id))
    guard let cycle = content.cycles.first(where: { $0.id == id }) else { throw .unknownPage(path: page) }
    let itself = selfNaming(cycle)
    let picture = CyclePicture(cycle, itself: itself, words: words) { map.link(from: page, model: $0) }
    let total = NumberText.grouped(cycle.members.count)
    let back = cycle.links.filter(\.pointsBack)
    let head = words[.cycleHead, total]
    let folder = language.folder + page.dropLast("index.html".count)
    let data = "cycle.json"
    var body: View = [
      "head": .text(head), "summary": .text(summary(cycle)),
      "rows": .list(cycle.members.indices.map { row($0, of: cycle, itself, from: page) }),
      "back": .list(back.map { statement($0, of: cycle, from: page) }),
      "region": .text(words[.cycleRegion]),
      "data": .text(shared(from: page, to: place(of: .cycle(id)).dropLast("index.html".count) + data)),
    ]
    if let picture { body["picture"] = .markup(Markup(trusted: picture.svg())) }
    var view = PageView(
      template: "cycle", title: words[.cycleTitle, head, content.title],
      description: words[.cycleLede] + " " + summary(cycle), body: body)
    view.crumbs = [
      crumb(words[.home], place(of: .front), from: page),
      crumb(words[.findings], place(of: .findings), from: page),
    ]
    if content.findings.contains(where: { $0.rule == FindingRule.cycle.id }) {
      view.crumbs.append(
        crumb(FindingRule.cycle.id, SiteMap.path(rule: FindingRule.cycle.id), from: page))
    }
    view.here = head
    view.alternates = [
      ["type": .text("application/json"), "link": body["data"]],
      ["type": .text("text/markdown"), "link": .text("cycle.md")],
    ]
    var files = [SiteFile(folder + "cycle.md", markdown(cycle, itself, page: page))]
    if let picture {
      files.append(
        SiteFile(folder + "cycle.svg", picture.svg(style: assets.pictureStyle + assets.chartStyle)))
      files.append(SiteFile(folder + "cycle.dot", picture.dot()))
    }
    if language == .english {
      files.append(SiteFile(folder + data, bytes: json(cycle, itself).document()))
    }
    return draft(path(of: .cycle(id)), view, plain: files)
  }

  private func summary(_ cycle: CycleSummary) -> String {
    let back = cycle.links.count(where: \.pointsBack)
    return words[
      .cycleSummary, NumberText.grouped(cycle.links.count), NumberText.grouped(cycle.links.count - back),
      NumberText.grouped(back)]
  }

  /// Positions of members that name themselves: such statements are no edges, so only the findings know.
  private func selfNaming(_ cycle: CycleSummary) -> Set<Int> {
    let place = cycle.members.enumerated().reduce(into: [String: Int]()) { $0[$1.element.id] = $1.offset }
    return Set(
      content.findings.lazy.filter { $0.rule == FindingRule.selfLoop.id }.compactMap { place[$0.subject] })
  }

  private func row(_ member: Int, of cycle: CycleSummary, _ itself: Set<Int>, from page: String) -> View {
    let model = cycle.members[member]
    var view = reference(model.id, ghost: model.ghost, from: page)
    view["deleted"] = .optional(model.deleted.map { words[.deletedOn, $0.description] })
    var bases = cycle.links.filter { $0.child == member }.map { link in
      let base = mention(cycle.members[link.parent].id, from: page)
      return link.pointsBack ? base + " <strong class=\"lost\">" + said[.cyclePointsBack] + "</strong>" : base
    }
    if itself.contains(member) { bases.append(said[.cycleItself]) }
    view["names"] = .markup(Markup(trusted: said[.cycleNames, bases.joined(separator: ", ")]))
    return view
  }

  private func statement(_ link: CycleSummary.Link, of cycle: CycleSummary, from page: String) -> View {
    let ends = [link.child, link.parent].map { mention(cycle.members[$0].id, from: page) }
    return ["text": .markup(Markup(trusted: said[.cycleNamed, ends[0], ends[1]]))]
  }

  private func json(_ cycle: CycleSummary, _ itself: Set<Int>) -> JSONText {
    .object([
      "id": .text(cycle.id), "snapshot": JSONText(content.snapshot?.description),
      "members": .list(
        cycle.members.enumerated().map { i, model in
          .object([
            "id": .text(model.id), "ghost": .flag(model.ghost),
            "deleted": JSONText(model.deleted?.description), "names_itself": .flag(itself.contains(i)),
            "derivatives": .number(model.descendants),
          ])
        }),
      "links": .list(
        cycle.links.map { link in
          .object([
            "child": .text(cycle.members[link.child].id), "parent": .text(cycle.members[link.parent].id),
            "relation": .text(link.label.relation.word), "evidence": .text(link.label.evidence.word),
            "points_back": .flag(link.pointsBack),
          ])
        }),
    ])
  }

  private func markdown(_ cycle: CycleSummary, _ itself: Set<Int>, page: String) -> String {
    func mention(_ member: Int) -> String {
      let id = cycle.members[member].id
      let text = MarkdownText.escaped(id)
      return map.link(from: page, model: id).map { "[\(text)](\($0))" } ?? text
    }
    var lines = ["# " + words[.cycleHead, NumberText.grouped(cycle.members.count)], ""]
    lines += [words[.cycleLede], "", summary(cycle), ""]
    for i in cycle.members.indices {
      var bases = cycle.links.filter { $0.child == i }.map {
        mention($0.parent) + ($0.pointsBack ? " **" + words[.cyclePointsBack] + "**" : "")
      }
      if itself.contains(i) { bases.append(words[.cycleItself]) }
      lines.append("\(i + 1). " + mention(i) + " · " + words[.cycleNames, bases.joined(separator: ", ")])
    }
    lines += ["", words[.notLegal] + " " + words[.incomplete]]
    return lines.joined(separator: "\n") + "\n"
  }

  /// What a model's page says of the cycles it is in or goes back to, with the way to their pages.
  func cycles(of neighbourhood: Neighbourhood, from page: String) -> [View] {
    let ancestry = neighbourhood.ancestry
    return ancestry.cycles.map { members in
      let phrase: Phrase = members == ancestry.cycle ? .inCycle : .aboveCycle
      return [
        "text": .text(words[phrase, NumberText.grouped(members.count)]),
        "link": .optional(members.first.flatMap { map.link(from: page, cycle: $0) }),
      ]
    }
  }
}
