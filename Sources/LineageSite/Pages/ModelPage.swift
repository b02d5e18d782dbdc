import LineageCore

extension SiteRenderer {
  /// Most rows per relation on a model's page.
  static let mostDerivatives = 10

  /// The page of a model and its twins in other formats.
  func modelDraft(_ id: String) throws(SiteError) -> PageDraft {
    guard map.hasPage(id) else { throw .unknownPage(path: map.path(model: id)) }
    let found: Neighbourhood?
    let reported: ReportedSurroundings
    do {
      found = try content.neighbourhood(id)
      reported = try found.map(content.reported) ?? ReportedSurroundings()
    } catch {
      throw .unreadableModel(id: id, detail: "\(error)")
    }
    guard let neighbourhood = found else { throw .unreadableModel(id: id, detail: words[.notInSnapshot]) }
    let page = place(of: .model(id))
    let folder = map.book.address(of: id).folder
    let picture = LineagePicture(
      of: reported.drawn ?? neighbourhood, style: pictureStyle, cycle: { map.link(from: page, cycle: $0) },
      link: { map.link(from: page, model: $0) })
    let sentence = lede(neighbourhood, from: nil)
    let own = language.folder + folder
    let statements = reported.statements
    var twins = [
      SiteFile(own + "lineage.md", markdown(neighbourhood, statements, lede: sentence, page: page))
    ]
    // The facts are the same in every language.
    if language == .english {
      twins.append(
        SiteFile(
          own + "lineage.json",
          bytes: json(neighbourhood, statements, paths: picture.shownPaths).document()))
    }
    return draft(
      path(of: .model(id)),
      modelPage(neighbourhood, statements, lede: sentence, picture: picture, page: page),
      picture: picture, pictureFolder: own, plain: twins)
  }

  /// The way from a page of this language to a file at the root of the site.
  func shared(from page: String, to path: String) -> String {
    SiteMap.relative(from: language.folder + page, to: path)
  }

  private func modelPage(
    _ neighbourhood: Neighbourhood, _ reported: [ReportedDerivation], lede sentence: String,
    picture: LineagePicture, page: String
  ) -> PageView {
    let model = neighbourhood.subject
    let id = Markup.visible(model.id)
    let hasOwner = ModelID.isValid(id)
    let family = model.family.flatMap { id in content.families.first { $0.id == id } }
    var body: View = [
      "owner": .optional(hasOwner ? ModelID.owner(id) + "/" : nil),
      "name": .text(hasOwner ? ModelID.name(id) : id),
      "lede": .markup(Markup(trusted: lede(neighbourhood, from: page))),
      "facts": .list(facts(neighbourhood, family, page: page)),
      "hub": .optional(model.ghost ? nil : HubAddress.ofModel(model.id)),
      "cycles": .list(cycles(of: neighbourhood, from: page)),
      "hasGroups": .flag(!neighbourhood.children.isEmpty),
      "groups": .list(neighbourhood.children.map { group($0, of: model.id, page: page) }),
    ]
    let twins = map.book.twins(of: model.id).map { mention($0, from: page) }
    if !twins.isEmpty { body["twins"] = .markup(Markup(trusted: said[.twinNote, said.enumeration(twins)])) }
    builtFrom(neighbourhood, page: page, into: &body)
    let data = shared(from: page, to: map.book.address(of: model.id).folder + "lineage.json")
    body["data"] = .text(data)
    body["trail"] = trail(neighbourhood, shown: picture.shownPaths, from: page)
    body["hasPaths"] = .flag(!picture.shownPaths.isEmpty)
    body["paths"] = .list(picture.shownPaths.map { ["number": .text(String($0))] })
    body["reported"] = .list(reported.map { self.reported($0, page: page) })
    body["hasReported"] = .flag(!reported.isEmpty)
    var view = PageView(
      template: "model", title: words[.modelTitle, id, content.title],
      description: id + ": " + sentence, body: body)
    view.crumbs = [
      crumb(words[.home], "index.html", from: page), crumb(words[.families], "f/index.html", from: page),
    ]
    if let family { view.crumbs.append(crumb(family.name, SiteMap.path(family: family.id), from: page)) }
    view.here = id
    view.alternates = [
      ["type": .text("application/json"), "link": .text(data)],
      ["type": .text("text/markdown"), "link": .text("lineage.md")],
    ]
    return view
  }

  /// One or two sentences: what it was made from, what was made from it. With a page, models are links and the
  /// result is markup; without one it is text.
  func lede(_ neighbourhood: Neighbourhood, from page: String?) -> String {
    let say = page == nil ? words : said
    let parents = neighbourhood.ancestry.parents
    var sentences: [String] = []
    if neighbourhood.subject.ghost {
      let deleted = neighbourhood.subject.deleted
      sentences.append(deleted.map { say[.ledeDeleted, $0.description] } ?? say[.ledeGhost])
    }
    if let strongest = parents.max(by: { $0.label.relation.strength < $1.label.relation.strength }) {
      var what = say[article: strongest.label.relation]
      if parents.count > 1 { what = say[.ofNumber, what, NumberText.grouped(parents.count)] }
      let shown = parents.prefix(3).map { parent in
        page.map { mention(parent.id, from: $0) } ?? Markup.visible(parent.id)
      }
      sentences.append(say[.ledeFrom, what, say.enumeration(shown, of: parents.count)])
    } else if !neighbourhood.subject.ghost {
      sentences.append(say[.ledeRoot])
    }
    let direct = neighbourhood.children.reduce(0) { $0 + $1.total }
    let all = max(neighbourhood.subject.descendants, direct)
    switch (all, direct) {
    case (0, _): sentences.append(say[.ledeNoDerivative])
    case (1, _): sentences.append(say[.ledeOneDerivative])
    case (direct, _): sentences.append(say[.ledeDirectDerivatives, NumberText.grouped(all)])
    default: sentences.append(say[.ledeDerivatives, NumberText.grouped(all), NumberText.grouped(direct)])
    }
    return sentences.joined(separator: " ")
  }

  private func facts(_ neighbourhood: Neighbourhood, _ family: FamilySummary?, page: String) -> [View] {
    let model = neighbourhood.subject
    let evidence = Set(neighbourhood.ancestry.parents.map(\.label.evidence)).sorted {
      $0.rawValue < $1.rawValue
    }
    var facts: [View] = []
    func add(_ name: Phrase, _ text: String?, link: String? = nil) {
      guard let text else { return }
      facts.append(["name": .text(words[name]), "value": .text(text), "link": .optional(link)])
    }
    var license: View = [
      "name": .text(words[.license]), "value": .text(licenseFact(model)),
      "chip": .view(chip(content.licenses.mark(model))),
    ]
    license["link"] = .optional(model.license.flatMap { map.link(from: page, license: $0) })
    facts.append(license)
    if let inherited = content.licenses.trail(model.id)?.inherited, !inherited.isEmpty {
      add(.factInherited, inherited.joined(separator: ", "))
    }
    let ancestors = neighbourhood.ancestry.ancestors.count
    add(.factAncestors, model.ghost && ancestors == 0 ? words[.unknown] : NumberText.grouped(ancestors))
    add(.factDerivatives, derivativesFact(model))
    if !evidence.isEmpty { add(.factEvidence, evidence.map { words[$0] }.joined(separator: ", ")) }
    if !model.ghost { add(.factCreated, words.created(model)) }
    add(.factDeleted, model.deleted?.description)
    add(.familyHead, family?.name, link: family.flatMap { map.link(from: page, family: $0.id) })
    add(.factTask, model.task)
    add(.factDownloads, model.downloads.map { NumberText.grouped(Int($0)) })
    return facts
  }

  private func derivativesFact(_ model: ModelSummary) -> String {
    let direct = NumberText.grouped(model.children)
    if model.descendants == 0 { return "0" }
    if model.descendants == model.children { return words[.direct, direct] }
    return words[.directAndAll, direct, NumberText.grouped(model.descendants)]
  }

  private func licenseFact(_ model: ModelSummary) -> String {
    guard let license = model.license else { return words.license(of: model) }
    guard let name = model.licenseName, name != license else { return license }
    return words[.labelNamed, license, name]
  }

  private func group(_ group: Neighbourhood.ChildGroup, of id: String, page: String) -> View {
    let rows = group.top.prefix(Self.mostDerivatives)
    let left = group.total - rows.count
    let head = words[.listHead, words[plural: group.relation], NumberText.grouped(group.total)]
    let isListed = left > 0 && lists(of: id).contains(.derivatives(id, group.relation, 1))
    let list = place(of: .derivatives(id, group.relation, 1))
    return [
      "anchor": .text("list-" + group.relation.word), "head": .text(head),
      "region": .text(words[.tableRegion, words[plural: group.relation]]),
      "table": .view(table(rows, [.created], from: page)),
      "all": .optional(isListed ? SiteMap.relative(from: page, to: list) : nil),
      "allText": .text(words[.listAll, NumberText.grouped(group.total)]),
      "more": .optional(
        left > 0 && !isListed ? words.count(left, one: .oneNotListed, many: .moreNotListed) : nil),
    ]
  }
}

extension Words {
  /// How a sentence about a model begins that was made so: `A merge`.
  subscript(article relation: Relation) -> String {
    switch relation {
    case .finetune: self[.aFinetune]
    case .adapter: self[.anAdapter]
    case .merge: self[.aMerge]
    case .quantized: self[.aQuantization]
    case .mirror: self[.aMirror]
    case .distilled: self[.aDistillation]
    case .reported: self[.aReported]
    case .unspecified: self[.aDerivative]
    }
  }
}
