import LineageCore

extension SiteRenderer {
  func familiesDraft() -> PageDraft {
    let page = place(of: .families)
    let childless: [View] = content.families.filter { $0.derivatives == 0 }.map {
      ["name": .text($0.name), "link": .optional(map.link(from: page, family: $0.id))]
    }
    var view = PageView(
      template: "families", title: words[.familiesTitle, content.title], description: words[.familiesLede],
      body: [
        "families": .list(familyRows(from: page, limit: content.families.count)),
        "hasFamilies": .flag(content.families.contains { $0.derivatives > 0 }),
        "hasNone": .flag(content.families.isEmpty), "hasChildless": .flag(!childless.isEmpty),
        "childless": .list(childless),
        "familiesRegion": .text(words[.tableRegion, words[.families]]),
      ])
    view.crumbs = [crumb(words[.home], place(of: .front), from: page)]
    view.here = words[.families]
    let picture = content.mixes.flatMap { mixes in
      WorldPicture(content.families, mixes: mixes, words: words) { map.link(from: page, family: $0) }
    }
    var files: [SiteFile] = []
    if let picture {
      let folder = language.folder + "f/"
      files.append(
        SiteFile(folder + "world.svg", picture.svg(style: assets.pictureStyle + assets.chartStyle)))
      files.append(SiteFile(folder + "world.dot", picture.dot()))
      view.body["world"] = .markup(Markup(trusted: picture.svg()))
      view.body["worldRegion"] = .text(words[.chartRegion, words[.worldTitle]])
    }
    view.body["mixes"] = .list(mixRows(from: page))
    view.body["hasMixes"] = .flag(content.mixes?.isEmpty == false)
    view.body["mixesRegion"] = .text(words[.tableRegion, words[.mixesHead]])
    return draft(path(of: .families), view, plain: files)
  }

  func familyDraft(_ id: String) throws(SiteError) -> PageDraft {
    guard let family = content.families.first(where: { $0.id == id }) else {
      throw .unknownPage(path: SiteMap.path(family: id))
    }
    let page = place(of: .family(id))
    let lede = words[
      .familyLede, words.count(family.models, one: .familyModel, many: .familyModels),
      family.derivatives == 0
        ? words[.familyNoOther] : words.count(family.derivatives, one: .familyOther, many: .familyOthers)]
    let used = family.top.filter { $0.descendants > 0 }
    let top = used.isEmpty ? family.top : used
    var body: View = [
      "name": .text(family.name), "lede": .text(lede), "facts": .list(facts(family)),
      "hubsTable": .view(table(family.hubs, [.direct], from: page)), "hasHubs": .flag(!family.hubs.isEmpty),
      "hubsRegion": .text(words[.tableRegion, words[.hubsHead]]),
      "topTable": .view(table(top.prefix(Self.mostFrontRows), [.direct], from: page)),
      "hasTop": .flag(!top.isEmpty), "topHead": .text(words[used.isEmpty ? .modelsHead : .topHead]),
      "topRegion": .text(words[.tableRegion, words[used.isEmpty ? .modelsHead : .topHead]]),
      "parts": .list(parts(family)), "hasParts": .flag(family.subfamilies.count > 1),
      "showsKind": .flag(Set(family.subfamilies.map(\.kind)).count > 1),
      "partsRegion": .text(words[.tableRegion, words[.subfamiliesHead]]),
      "relations": .list(relations(family)), "hasRelations": .flag(!family.byRelation.isEmpty),
      "relationsRegion": .text(words[.tableRegion, words[.byRelationHead]]),
    ]
    let link = { (id: String) in map.link(from: page, model: id) }
    var files: [SiteFile] = []
    var picture: LineagePicture?
    let releases = FamilyPicture(family, style: pictureStyle, korean: language == .korean, link: link)
    if let releases {
      let folder = language.folder + page.dropLast("index.html".count)
      var view: View = [
        "rows": .list(releaseRows(family, from: page)),
        "region": .text(words[.tableRegion, words[.releasesHead]]),
      ]
      if let drawn = try drawn(releases) {
        view["drawing"] = .view(drawn.view)
        files.append(SiteFile(folder + "family.svg", drawn.file))
        files.append(SiteFile(folder + "family.dot", releases.dot()))
      }
      body["releases"] = .view(view)
    } else {
      picture = LineagePicture(family: family, style: pictureStyle, link: link)
    }
    var view = PageView(
      template: "family", title: words[.familyTitle, family.name, content.title],
      description: family.name + ": " + lede, body: body)
    view.crumbs = [
      crumb(words[.home], place(of: .front), from: page),
      crumb(words[.families], place(of: .families), from: page),
    ]
    view.here = family.name
    return draft(path(of: .family(id)), view, picture: picture, plain: files)
  }

  /// The picture of releases, or nil if Graphviz gave no layout for it.
  private func drawn(_ picture: FamilyPicture) throws(SiteError) -> DrawnFiles? {
    do throws(SiteError) {
      let layout = try picture.layout(by: layouts)
      return DrawnFiles(
        inline: Markup(trusted: picture.svg(layout)), slim: Markup(trusted: picture.slim()),
        file: picture.svg(layout, style: assets.pictureStyle + assets.chartStyle), beginsAtEnd: false,
        caption: (picture.lines.isEmpty ? "" : words[.releasesArrows] + " ") + words[.releasesCaption])
    } catch {
      switch error {
      case .layoutFailed, .pictureTooLarge: return nil
      default: throw error
      }
    }
  }

  /// What the picture of releases says of official models, as a table.
  private func releaseRows(_ family: FamilySummary, from page: String) -> [View] {
    family.overview.releases.flatMap { release in
      release.top.filter { $0.derivatives > 0 || release.derivatives == 0 }.map { entry in
        var row = reference(entry.model.id, ghost: entry.model.ghost, from: page)
        row["release"] = .text(language == .korean ? release.korean : release.english)
        row["count"] = .text(NumberText.grouped(entry.derivatives))
        let parts = entry.byRelation.map { words[plural: $0.relation] + " " + NumberText.grouped($0.count) }
        row["relations"] = .text(parts.joined(separator: ", "))
        return row
      }
    }
  }

  /// Most rows of pairs of families.
  static let mostMixes = 100

  /// Pairs of families with the number of merges that mix them.
  private func mixRows(from page: String) -> [View] {
    let names = content.families.reduce(into: [String: String]()) { $0[$1.id] = $1.name }
    let mixes = content.mixes ?? []
    let most = mixes.map(\.merges).max() ?? 0
    return mixes.prefix(Self.mostMixes).map { mix in
      let both = mix.families.map { id -> String in
        let name = Markup(names[id] ?? id).text
        guard let link = map.link(from: page, family: id) else { return name }
        return "<a href=\"\(Markup(link).text)\">\(name)</a>"
      }
      return [
        "families": .markup(Markup(trusted: said.enumeration(both))),
        "merges": .text(NumberText.grouped(mix.merges)), "bar": .text(Self.bar(mix.merges, of: most)),
      ]
    }
  }

  /// Families that others build on, with a bar as long as their share of the largest.
  func familyRows(from page: String, limit: Int) -> [View] {
    let largest = content.families.map(\.derivatives).max() ?? 0
    return content.families.filter { $0.derivatives > 0 }.prefix(limit).map { family in
      [
        "name": .text(family.name), "link": .optional(map.link(from: page, family: family.id)),
        "developer": .optional(family.developer),
        "region": .optional(family.region.map { words[region: $0] }),
        "models": .text(NumberText.grouped(family.models)),
        "derivatives": .text(NumberText.grouped(family.derivatives)),
        "bar": .text(Self.bar(family.derivatives, of: largest)),
      ]
    }
  }

  private func facts(_ family: FamilySummary) -> [View] {
    let facts: [(Phrase, String?)] = [
      (.developer, family.developer), (.region, family.region.map { words[region: $0] }),
      (.kind, family.kind),
      (.modelsHead, NumberText.grouped(family.models)),
      (.derivativesHead, NumberText.grouped(family.derivatives)),
    ]
    return facts.compactMap { name, value in
      value.map { ["name": .text(words[name]), "value": .text($0)] }
    }
  }

  private func parts(_ family: FamilySummary) -> [View] {
    let largest = family.subfamilies.map(\.derivatives).max() ?? 0
    return family.subfamilies.map { part in
      [
        "id": .text(part.id == family.id ? words[.otherMembers] : part.id), "kind": .text(part.kind),
        "models": .text(NumberText.grouped(part.models)),
        "derivatives": .text(NumberText.grouped(part.derivatives)),
        "bar": .text(Self.bar(part.derivatives, of: largest)),
      ]
    }
  }

  private func relations(_ family: FamilySummary) -> [View] {
    let largest = family.byRelation.map(\.count).max() ?? 0
    return family.byRelation.map { entry in
      [
        "name": .text(words[plural: entry.relation]), "count": .text(NumberText.grouped(entry.count)),
        "bar": .text(Self.bar(entry.count, of: largest)),
      ]
    }
  }

  /// A length in per cent, for CSS.
  static func bar(_ value: Int, of largest: Int) -> String {
    largest == 0 ? "0" : NumberText.decimal(Double(value) / Double(largest) * 100, places: 1)
  }
}

extension Words {
  /// Where a family is made; a word that is no ``FamilyRegion`` stays as it is.
  subscript(region word: String) -> String {
    switch FamilyRegion(rawValue: word) {
    case .china: self[Phrase.regionChina]
    case .us: self[Phrase.regionUS]
    case .eu: self[Phrase.regionEurope]
    case .korea: self[Phrase.regionKorea]
    case .elsewhere: self[Phrase.regionElsewhere]
    case .international: self[Phrase.regionInternational]
    case nil: word
    }
  }
}
