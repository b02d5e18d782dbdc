import LineageCore

/// Where a reader looks for a model: by script in the index, without one by owner.
extension SiteRenderer {
  /// Most owners that the page lists; the others are found by script and by the address of their page.
  static let mostOwners = 1000
  /// Most models on the page of an owner.
  static let mostOfOwner = 500

  func searchPage() -> PageView {
    let page = place(of: .search)
    let bySize = map.owners.sorted { a, b in
      let (p, q) = (map.models(ofOwner: a).count, map.models(ofOwner: b).count)
      return p != q ? p > q : byteOrder(a, b)
    }
    let listed = bySize.prefix(Self.mostOwners).sorted {
      let (p, q) = ($0.lowercased(), $1.lowercased())
      return p != q ? byteOrder(p, q) : byteOrder($0, $1)
    }
    var view = PageView(
      template: "search", title: words[.searchTitle, content.title], description: words[.searchLede],
      body: [
        "hasOwners": .flag(!listed.isEmpty),
        "owners": .list(
          listed.map { folder in
            [
              "name": .text(owner(folder)),
              "link": .text(SiteMap.relative(from: page, to: place(of: .owner(folder)))),
              "count": .text(NumberText.grouped(map.models(ofOwner: folder).count)),
            ]
          }),
      ])
    view.crumbs = [crumb(words[.home], place(of: .front), from: page)]
    view.here = words[.find]
    return view
  }

  func ownerPage(_ folder: String) -> PageView {
    let page = place(of: .owner(folder))
    let models = map.models(ofOwner: folder)
    let name = owner(folder)
    let lede = words.count(models.count, one: .ownerLedeOne, many: .ownerLede)
    var view = PageView(
      template: "owner", title: words[.ownerTitle, name, content.title], description: name + ": " + lede,
      body: [
        "name": .text(name), "lede": .text(lede),
        "models": .list(models.prefix(Self.mostOfOwner).map { reference($0, ghost: false, from: page) }),
        "more": .optional(
          models.count > Self.mostOfOwner
            ? words.count(models.count - Self.mostOfOwner, one: .oneNotListed, many: .moreNotListed) : nil),
      ])
    view.crumbs = [
      crumb(words[.home], place(of: .front), from: page), crumb(words[.find], place(of: .search), from: page),
    ]
    view.here = name
    return view
  }

  /// An owner as its models spell it.
  private func owner(_ folder: String) -> String {
    map.models(ofOwner: folder).first.map { Markup.visible(ModelID.owner($0)) } ?? folder
  }
}
