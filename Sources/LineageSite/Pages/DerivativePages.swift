import LineageCore

/// What was made from a model beyond the few that its own page lists: complete, in parts.
extension SiteRenderer {
  /// Rows of one part.
  static let listRows = 500

  /// The parts of all lists of a model that its own page does not hold.
  func lists(of id: String) -> [SitePage] {
    content.children(id, 0).filter { $0.total > Self.mostDerivatives }.flatMap { group in
      (0...(group.total - 1) / Self.listRows).map { .derivatives(id, group.relation, $0 + 1) }
    }
  }

  func derivativesPage(_ id: String, _ relation: Relation, _ number: Int) throws(SiteError) -> PageView {
    let page = place(of: .derivatives(id, relation, number))
    let group = content.children(id, .max).first { $0.relation == relation }
    let start = (number - 1) * Self.listRows
    guard let group, map.hasPage(id), number > 0, start < group.top.count else {
      throw .unknownPage(path: page)
    }
    let end = min(start + Self.listRows, group.top.count)
    let total = NumberText.grouped(group.total)
    let range = [NumberText.grouped(start + 1), NumberText.grouped(end), total]
    let head = words[.listHead, words[plural: relation], total]
    let visible = Markup.visible(id)
    var body: View = [
      "head": .text(visible + ": " + head),
      "lede": .markup(
        Markup(trusted: said[.listLede, mention(id, from: page), range[0], range[1], range[2]])),
      "region": .text(words[.tableRegion, words[plural: relation]]),
      "table": .view(table(group.top[start..<end], [.created], from: page)),
      "hasParts": .flag(group.top.count > Self.listRows),
    ]
    func part(_ other: Int) -> View.Value {
      .text(SiteMap.relative(from: page, to: place(of: .derivatives(id, relation, other))))
    }
    if number > 1 { body["previous"] = part(number - 1) }
    if end < group.top.count { body["next"] = part(number + 1) }
    var view = PageView(
      template: "derivatives", title: words[.modelTitle, visible + ": " + head, content.title],
      description: words[.listLede, visible, range[0], range[1], range[2]], body: body)
    view.crumbs = [
      crumb(words[.home], place(of: .front), from: page), crumb(visible, place(of: .model(id)), from: page),
    ]
    view.here = head
    return view
  }
}
