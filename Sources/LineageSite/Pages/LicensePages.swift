import LineageCore

/// Licenses: which there are, which models declare them, and where their terms got lost.
extension SiteRenderer {
  /// Most rows of a list of models whose labels leave something out.
  static let mostLost = 500

  func licensesPage() -> PageView {
    let page = place(of: .licenses)
    let largest = content.declaredLicenses.map(\.models).max() ?? 0
    var view = PageView(
      template: "licenses", title: words[.licensesTitle, content.title], description: words[.licensesLede],
      body: [
        "rows": .list(
          content.declaredLicenses.map { license in
            [
              "id": .text(license.id), "name": .optional(license.name),
              "link": .optional(map.link(from: page, license: license.id)),
              "chip": .view(chip(license.mark)), "models": .text(NumberText.grouped(license.models)),
              "bar": .text(Self.bar(license.models, of: largest)),
            ]
          }),
        "region": .text(words[.tableRegion, words[.licenses]]),
        "lost": lost(from: page, limit: Self.mostLost),
      ])
    view.crumbs = [crumb(words[.home], place(of: .front), from: page)]
    view.here = words[.licenses]
    return view
  }

  /// Models whose labels leave terms out, for the template `lost`; nothing without any.
  func lost(from page: String, limit: Int) -> View.Value {
    guard !content.lostTerms.isEmpty else { return .none }
    let count = max(content.lostTermsCount, content.lostTerms.count)
    return .view([
      "lede": .text(words[.lostLede, NumberText.grouped(count)]),
      "region": .text(words[.tableRegion, words[.lostHead]]),
      "rows": .list(
        content.lostTerms.prefix(limit).map { item in
          var row = reference(item.model.id, ghost: item.model.ghost, from: page)
          row["chip"] = .view(chip(content.licenses.mark(item.model)))
          row["license"] = .text(item.license)
          row["statement"] = .text(item.statement)
          row["descendants"] = .text(NumberText.grouped(item.model.descendants))
          return row
        }),
    ])
  }

  func licensePage(_ id: String) throws(SiteError) -> PageView {
    guard let license = content.declaredLicenses.first(where: { $0.id == id }) else {
      throw .unknownPage(path: SiteMap.path(license: id))
    }
    let page = place(of: .license(id))
    let lede = words.count(license.models, one: .licenseLedeOne, many: .licenseLede)
    var view = PageView(
      template: "license", title: words[.licenseTitle, id, content.title],
      description: (license.name ?? id) + ": " + lede,
      body: [
        "id": .text(id), "name": .optional(license.name), "lede": .text(lede),
        "chip": .view(chip(license.mark)), "kind": .text(words[license.mark.phrase]),
        "source": .optional(license.source), "hasTerms": .flag(!license.terms.isEmpty),
        "terms": .list(license.terms.map { ["text": .text($0)] }),
        "topTable": .view(table(license.top, [.family, .direct], from: page)),
        "hasTop": .flag(!license.top.isEmpty),
        "topRegion": .text(words[.tableRegion, words[.licenseTop]]),
      ])
    view.crumbs = [
      crumb(words[.home], place(of: .front), from: page),
      crumb(words[.licenses], place(of: .licenses), from: page),
    ]
    view.here = id
    return view
  }

  /// A chip beside a text.
  func chip(_ mark: LicenseMark) -> View {
    [
      "letter": .text(mark.letter), "class": .text(mark.styleClass), "word": .text(words[mark.phrase]),
    ]
  }

  // MARK: On a model's page

  /// What the labels along a lineage say, for the template `trail`; nothing where nothing was judged.
  ///
  /// - Parameter paths: Numbers of the ways that the picture shows.
  func trail(_ neighbourhood: Neighbourhood, shown paths: [Int], from page: String) -> View.Value {
    let id = neighbourhood.subject.id
    guard let trail = content.licenses.trail(id) else { return .none }
    let ancestors = NumberText.grouped(neighbourhood.ancestry.ancestors.count)
    switch trail.verdict {
    case .complete:
      return .view([
        "class": .text("ok"), "single": .flag(true), "head": .text(words[.trailComplete]),
        "text": .text(words[.trailCompleteText, ancestors]),
      ])
    case .undecided:
      return .view([
        "class": .text("open"), "single": .flag(true), "head": .text(words[.trailUndecided]),
        "text": .text(
          words[.trailUndecidedText, NumberText.grouped(trail.unknownAncestors), ancestors]),
      ])
    case .dropped:
      return .view([
        "class": .text("drop"),
        "drops": .list(
          trail.drops.enumerated().map { i, drop in
            [
              "head": .text(words[drop.isOtherVersion ? .trailOtherVersion : .trailDropped, drop.license]),
              "text": .text(drop.statement),
              "link": .text(SiteMap.relative(from: page, to: place(of: .licensePath(id, i + 1)))),
              "path": .optional(paths.contains(i + 1) ? "#path-\(i + 1)" : nil),
            ]
          }),
      ])
    }
  }

  // MARK: One path

  func licensePathDraft(_ id: String, _ number: Int) throws(SiteError) -> PageDraft {
    let page = place(of: .licensePath(id, number))
    guard let trail = content.licenses.trail(id), trail.drops.indices.contains(number - 1) else {
      throw .unknownPage(path: page)
    }
    let drop = trail.drops[number - 1]
    let picture = LicensePathPicture(drop, style: pictureStyle) { map.link(from: page, model: $0) }
    var body: View = [
      "head": .text(words.head(of: drop)), "statement": .text(drop.statement),
      "summary": .text(picture.summary), "source": .optional(drop.source.map { words[.pathSource, $0] }),
      "picture": .markup(Markup(trusted: picture.svg())), "fix": .optional(drop.fix),
      "steps": .list(drop.path.map { step($0, from: page) }),
    ]
    if drop.pathCount > 1 { body["more"] = .text(words[.pathsExist, NumberText.grouped(drop.pathCount)]) }
    var view = PageView(
      template: "licensepath", title: words[.pathTitle, Markup.visible(id), drop.license, content.title],
      description: drop.statement, body: body)
    view.crumbs = [
      crumb(words[.home], place(of: .front), from: page),
      crumb(Markup.visible(id), place(of: .model(id)), from: page),
    ]
    view.here = words.head(of: drop)
    let file = language.folder + page.dropLast("index.html".count) + "path.svg"
    return draft(
      path(of: .licensePath(id, number)), view,
      plain: [SiteFile(file, picture.svg(style: assets.pictureStyle + assets.chartStyle))])
  }

  private func step(_ step: LicenseStep, from page: String) -> View {
    var view = reference(step.model.id, ghost: step.model.ghost, from: page)
    view["chip"] = .view(chip(content.licenses.mark(step.model)))
    view["status"] = .text(words.status(step, license: nil))
    view["lost"] = .flag(step.status == .dropped || step.status == .omits)
    view["relation"] = .optional(step.edge.map { words[$0.relation] })
    return view
  }
}

extension Words {
  /// The title of a license's way.
  func head(of drop: LicenseDrop) -> String {
    self[drop.isOtherVersion ? .pathOtherHead : .pathHead, drop.license]
  }

  /// What a label says of a term, in fixed words.
  func status(_ step: LicenseStep, license: String?) -> String {
    let label = self.label(of: step.model) ?? self[.noLicense]
    switch step.status {
    case .starts: return self[.statusStarts, license ?? label]
    case .carries: return self[.statusCarries]
    case .otherVersion: return self[.statusOtherVersion, label]
    case .unknown: return self[.statusUnknown]
    case .dropped: return self[.statusDropped, label]
    case .omits: return self[.statusOmits, label]
    }
  }
}
