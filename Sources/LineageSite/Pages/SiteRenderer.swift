import LineageCore

/// Makes the files of a site from its content: pages and pictures as bytes, nothing else.
///
/// The caller writes the files and shows progress. A page is drafted, which is cheap, and then made, or taken over from
/// an older site where its draft is the same. All of it may be called from any number of threads; Graphviz works
/// for one of them at a time.
public struct SiteRenderer: Sendable {
  /// The language of its pages.
  public let language: SiteLanguage
  let content: SiteContent
  let map: SiteMap
  let words: Words
  /// ``words`` as markup.
  let said: Words
  /// What pictures are made with.
  let pictureStyle: PictureStyle
  /// ``words`` for templates.
  private let phrases: View
  private let templates: Templates
  let assets: SiteAssets
  let layouts: LayoutDoor
  /// SHA-256 of what every page is made with: the program and its templates, styles and words.
  let siteKey: [UInt8]
  /// SHA-256 of what ``document(_:main:path:)`` puts around every page.
  let frameKey: [UInt8]

  /// A renderer of that content, with pictures laid out in this process or by others.
  ///
  /// - Throws: ``SiteError/invalidAsset(name:detail:)`` for a bad template or language file,
  ///   ``SiteError/graphvizUnavailable(_:)`` if pictures could not be made.
  public init(
    content: SiteContent, assets: SiteAssets, language: SiteLanguage = .english, layouts: LayoutDoor = .here
  ) throws(SiteError) {
    (self.content, self.assets, self.language, self.layouts) = (content, assets, language, layouts)
    map = SiteMap(
      models: content.models, families: content.families.map(\.id),
      licenses: content.declaredLicenses.map(\.id), cycles: content.cycles.map(\.id))
    words = try Words(json: assets.strings[language] ?? "")
    said = words.escaped
    // Without the day: a page that did not change is taken over by later builds.
    pictureStyle = PictureStyle(words: words, licenses: content.licenses)
    phrases = words.view
    templates = try Templates(assets.templates)
    var key = PageKey()
    key.add(Self.revision)
    key.add(content.toolVersion)
    key.add(assets)
    key.add(language.rawValue)
    siteKey = key.digest
    frameKey = Self.frameKey(content)
    try Graphviz.load()
  }

  /// All pages, in the order in which they should be made: the few that everybody opens first.
  public func pages() -> [SitePage] {
    var pages: [SitePage] = language == .english ? [.assets] : []
    pages += [.front, .families, .findings, .definitions, .search]
    if content.shares != nil { pages.append(.shares) }
    if !content.declaredLicenses.isEmpty { pages.append(.licenses) }
    pages += content.declaredLicenses.map { .license($0.id) }
    if !content.claims.isEmpty { pages.append(.claims) }
    pages += content.claims.map { .claim($0.slug) }
    if language == .english { pages.append(.notFound) }
    pages += content.families.map { .family($0.id) }
    let found = Set(content.findings.map(\.rule))
    pages += FindingRule.all.filter { found.contains($0.id) }.map { .rule($0.id) }
    pages += content.cycles.map { .cycle($0.id) }
    pages += map.owners.map { .owner($0) }
    for id in content.models {
      pages.append(.model(id))
      let drops = content.licenses.trail(id)?.drops.count ?? 0
      pages += (0..<drops).map { .licensePath(id, $0 + 1) }
      pages += lists(of: id)
    }
    return pages
  }

  /// Path of a page's main file from the root of the site.
  public func path(of page: SitePage) -> String {
    switch page {
    case .assets, .notFound: place(of: page)
    default: language.folder + place(of: page)
    }
  }

  /// Path of a page's main file from the root of its language.
  func place(of page: SitePage) -> String {
    switch page {
    case .assets: "site.css"
    case .front: "index.html"
    case .shares: "shares/index.html"
    case .licenses: "license/index.html"
    case .license(let id): SiteMap.path(license: id)
    case .licensePath(let id, let number): map.book.address(of: id).folder + "license/\(number)/index.html"
    case .derivatives(let id, let relation, let number):
      map.book.address(of: id).folder + "list/\(relation.word)/\(number)/index.html"
    case .claims: "claims/index.html"
    case .claim(let slug): "claims/" + PathSegment.encode(slug, of: slug) + "/index.html"
    case .definitions: "about/index.html"
    case .search: "search/index.html"
    case .owner(let folder): "m/" + folder + "/index.html"
    case .families: "f/index.html"
    case .family(let id): SiteMap.path(family: id)
    case .model(let id): map.path(model: id)
    case .cycle(let id): map.path(cycle: id) ?? "findings/cycle/" + map.path(model: id)
    case .findings: "findings/index.html"
    case .rule(let id): SiteMap.path(rule: id)
    case .notFound: "404.html"
    }
  }

  /// The files of a page.
  ///
  /// - Throws: ``SiteError/unknownPage(path:)`` for a family or rule that the content does not have,
  ///   ``SiteError/unreadableModel(id:detail:)`` if the lineage of a model cannot be read. A picture that cannot be
  ///   laid out is no error: the page says so and shows its list.
  public func render(_ page: SitePage) throws(SiteError) -> [SiteFile] {
    try make(draft(page)).files
  }

  /// A page's own part, from its own template.
  func main(of page: PageView) throws(SiteError) -> Markup {
    var body = page.body
    body["t"] = .view(phrases)
    body["words"] = .text(relationWords)
    return try templates.render(page.template, body)
  }

  /// Classes of lines with their words as JSON, for the script that fades them.
  private var relationWords: String {
    let words = Relation.readingOrder.map { relation in
      var bytes: [UInt8] = []
      JSONText.quote(relation.pictureClass, to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      JSONText.quote(self.words[plural: relation], to: &bytes)
      return String(decoding: bytes, as: UTF8.self)
    }
    return "{" + words.joined(separator: ",") + "}"
  }

  /// A page's own part put into what all pages share.
  ///
  /// - Parameter path: Where the page is, from the root of the site.
  func document(_ page: PageView, main: Markup, path: String) throws(SiteError) -> SiteFile {
    let place = page.standalone ? path : String(path.dropFirst(language.folder.count))
    let root = String(repeating: "../", count: place.count { $0 == "/" })
    let assetRoot = String(repeating: "../", count: path.count { $0 == "/" })
    let others = SiteLanguage.allCases.filter { $0 != language && assets.strings[$0] != nil }
    let view: View = [
      "t": .view(phrases), "title": .text(page.title), "description": .text(page.description),
      "lang": .text(language.rawValue), "site": .text(content.title), "root": .text(root),
      "assets": .text(assetRoot), "main": .markup(main),
      "canonical": .optional(content.baseAddress.map { $0 + path }),
      "image": .optional(
        content.baseAddress.flatMap { content.shares == nil ? nil : $0 + "shares/shares.svg" }),
      "alternates": .list(page.alternates), "crumbs": .list(page.crumbs),
      "hasCrumbs": .flag(!page.crumbs.isEmpty), "here": .optional(page.crumbs.isEmpty ? nil : page.here),
      "style": page.standalone ? .none : .flag(true),
      "inline": page.standalone ? .markup(Markup(trusted: assets.style)) : .none,
      "nav": .flag(!page.standalone), "shares": .flag(content.shares != nil),
      "licenses": .flag(!content.declaredLicenses.isEmpty), "claims": .flag(!content.claims.isEmpty),
      "languages": .list(
        page.standalone
          ? []
          : others.map { other in
            [
              "code": .text(other.rawValue), "link": .text(assetRoot + other.folder + place),
              "name": .text(words[.otherLanguage]),
            ]
          }),
      "snapshot": .text(
        content.snapshot.map { words[.snapshotOf, $0.description] } ?? words[.snapshotUndated]),
      "declarations": .text(words[.declarations, NumberText.grouped(content.facts.edges)]),
      "tool": .text(words[.madeBy, content.toolVersion]),
    ]
    return SiteFile(path, try templates.render("page", view).text)
  }

  private static func frameKey(_ content: SiteContent) -> [UInt8] {
    var key = PageKey()
    key.add(content.title)
    key.add(content.baseAddress)
    key.add(content.shares != nil)
    key.add(content.declaredLicenses.isEmpty)
    key.add(content.claims.isEmpty)
    key.add(content.snapshot?.description)
    key.add(content.facts.edges)
    return key.digest
  }

  /// The picture for a page, or nil if Graphviz gave no layout for it.
  func drawn(_ picture: LineagePicture) throws(SiteError) -> DrawnFiles? {
    do throws(SiteError) {
      let layout = try picture.layout(by: layouts)
      let (inline, slim, file) = picture.svg(inlineAndWith: assets.pictureStyle, layout: layout)
      return DrawnFiles(
        inline: Markup(trusted: inline), slim: slim.map(Markup.init(trusted:)), file: file,
        beginsAtEnd: layout.leftToRight && picture.subject != nil)
    } catch {
      switch error {
      case .layoutFailed, .pictureTooLarge: return nil
      default: throw error
      }
    }
  }

  /// A mention of a model: a link to its page, else to the Hub, else its id alone.
  func reference(_ id: String, ghost: Bool, from page: String) -> View {
    let own = map.link(from: page, model: id)
    return [
      "id": .text(id), "link": .optional(own),
      "hub": .optional(own == nil && !ghost ? HubAddress.ofModel(id) : nil),
      "ghost": .optional(ghost ? words[.notInSnapshot] : nil),
    ]
  }

  /// The same inside a sentence.
  func mention(_ id: String, from page: String) -> String {
    guard let link = map.link(from: page, model: id) else { return Markup(id).text }
    return "<a href=\"\(Markup(link).text)\">\(Markup(id).text)</a>"
  }

  /// A step of the way from the start page.
  func crumb(_ text: String, _ path: String, from page: String) -> View {
    ["text": .text(text), "link": .text(SiteMap.relative(from: page, to: path))]
  }
}

/// A picture that was laid out and written.
struct DrawnFiles {
  let inline: Markup
  /// A variant for phones, if there is one.
  let slim: Markup?
  /// The picture with its style, to stand alone.
  let file: String
  /// Whether the model that the page is about stands at the right.
  let beginsAtEnd: Bool
  /// What stands below it instead of the usual sentence.
  var caption: String?

  /// For the template `picture`.
  var view: View {
    [
      "inline": .markup(inline), "slim": slim.map { .markup($0) } ?? .none, "end": .flag(beginsAtEnd),
      "caption": .optional(caption),
    ]
  }
}

/// A page before it is put together.
struct PageView: Sendable {
  let template: String
  let title: String
  /// One sentence for search engines and previews.
  let description: String
  var body: View
  /// The pages above, from the start page on.
  var crumbs: [View] = []
  /// The last step: this page.
  var here = ""
  /// The same content in other formats.
  var alternates: [View] = []
  /// Whether it carries its style and no link to another page, because it is shown at any address.
  var standalone = false
}
