/// A page as plain values: all that its bytes depend on, before a picture is laid out and a template filled in.
///
/// It costs little next to the page itself, so a page made before is recognised by its draft.
public struct PageDraft: Sendable {
  /// Path of the page's main file from the root of the site.
  public let path: String
  /// SHA-256 of everything that goes into the page but what all pages share; nil if it is nothing but plain files.
  public let key: [UInt8]?
  let view: PageView?
  let picture: LineagePicture?
  /// Folder with a final slash in which the picture stands alone, if it does.
  let pictureFolder: String?
  /// Files that need neither layout nor template; they are made anew every time.
  let plain: [SiteFile]

  init(
    path: String, key: [UInt8]?, view: PageView?, picture: LineagePicture?, pictureFolder: String?,
    plain: [SiteFile]
  ) {
    (self.path, self.key, self.view) = (path, key, view)
    (self.picture, self.pictureFolder, self.plain) = (picture, pictureFolder, plain)
  }

  /// Files that belong to no page.
  init(plain: [SiteFile], path: String) {
    self.init(path: path, key: nil, view: nil, picture: nil, pictureFolder: nil, plain: plain)
  }
}

/// The files of a page, and how a later site recognises them.
public struct MadePage: Sendable {
  /// The files, the main one first.
  public let files: [SiteFile]
  /// Nil for a page that is nothing but plain files.
  public let stamp: PageStamp?
}

/// What is kept of a page, so that a later site can take it over instead of making it again.
public struct PageStamp: Hashable, Sendable {
  /// ``PageDraft/key``.
  public let key: [UInt8]
  /// SHA-256 of what all pages of its site shared: title, day, totals.
  public let frame: [UInt8]
  /// SHA-256 of the files that were laid out or filled in.
  public let files: [UInt8]
  /// Where in the main file the page's own part stands, in bytes.
  public let main: Range<Int>

  /// A stamp that was kept.
  public init(key: [UInt8], frame: [UInt8], files: [UInt8], main: Range<Int>) {
    (self.key, self.frame, self.files, self.main) = (key, frame, files, main)
  }
}

extension SiteRenderer {
  /// Goes up whenever the same draft gives other bytes, so that no page of an older program is taken over.
  static let revision = 3

  /// The values of a page.
  ///
  /// - Throws: ``SiteError/unknownPage(path:)`` for a family or rule that the content does not have,
  ///   ``SiteError/unreadableModel(id:detail:)`` if the lineage of a model cannot be read.
  public func draft(_ page: SitePage) throws(SiteError) -> PageDraft {
    let path = path(of: page)
    switch page {
    case .assets: return PageDraft(plain: siteFiles(), path: path)
    case .front: return draft(path, frontPage(), plain: frontTwins())
    case .shares: return draft(path, sharesPage(), plain: shareFiles())
    case .licenses: return draft(path, licensesPage())
    case .license(let id): return draft(path, try licensePage(id))
    case .licensePath(let id, let number): return try licensePathDraft(id, number)
    case .claims: return draft(path, claimsPage())
    case .claim(let slug): return draft(path, try claimPage(slug))
    case .definitions: return draft(path, definitionsPage())
    case .search: return draft(path, searchPage())
    case .owner(let folder): return draft(path, ownerPage(folder))
    case .families: return familiesDraft()
    case .family(let id): return try familyDraft(id)
    case .model(let id): return try modelDraft(id)
    case .derivatives(let id, let relation, let number):
      return draft(path, try derivativesPage(id, relation, number))
    case .cycle(let id): return try cycleDraft(id)
    case .findings: return draft(path, findingsPage())
    case .rule(let id): return draft(path, try rulePage(id))
    case .notFound: return draft(path, notFoundPage())
    }
  }

  func draft(
    _ path: String, _ view: PageView, picture: LineagePicture? = nil, pictureFolder: String? = nil,
    plain: [SiteFile] = []
  ) -> PageDraft {
    var key = PageKey()
    key.add(siteKey)
    key.add(path)
    key.add(view)
    key.add(picture != nil)
    if let picture { key.add(picture) }
    key.add(pictureFolder)
    return PageDraft(
      path: path, key: key.digest, view: view, picture: picture, pictureFolder: pictureFolder, plain: plain)
  }

  /// The files of a page, made.
  ///
  /// A picture that cannot be laid out is no error: the page says so and shows its list.
  public func make(_ draft: PageDraft) throws(SiteError) -> MadePage {
    guard var view = draft.view, let key = draft.key else { return MadePage(files: draft.plain, stamp: nil) }
    var kept: [SiteFile] = []
    if let picture = draft.picture {
      let drawn = try drawn(picture)
      if let drawn { view.body["drawing"] = .view(drawn.view) }
      if let folder = draft.pictureFolder {
        kept.append(SiteFile(folder + "lineage.dot", picture.dot()))
        if let drawn { kept.append(SiteFile(folder + "lineage.svg", drawn.file)) }
      }
    }
    let main = try main(of: view)
    let file = try document(view, main: main, path: draft.path)
    kept.insert(file, at: 0)
    return MadePage(files: kept + draft.plain, stamp: stamp(key, kept, main: Array(main.text.utf8)))
  }

  /// The files of a page as an older site has them, in the frame of this one: the bytes that ``make(_:)`` would give.
  /// Nil if the page has changed since, or the older files are not as they were left.
  ///
  /// - Parameter read: The bytes of a file of the older site by its path; nil if there is none.
  public func takeOver(_ draft: PageDraft, stamp: PageStamp, read: (String) -> [UInt8]?)
    throws(SiteError) -> MadePage?
  {
    guard let view = draft.view, stamp.key == draft.key, let old = read(draft.path) else { return nil }
    var kept = [SiteFile(draft.path, bytes: old)]
    if let folder = draft.pictureFolder {
      for path in [folder + "lineage.dot", folder + "lineage.svg"] {
        if let bytes = read(path) { kept.append(SiteFile(path, bytes: bytes)) }
      }
    }
    guard PageKey.digest(of: kept) == stamp.files, stamp.main.upperBound <= old.count else { return nil }
    if stamp.frame == frameKey { return MadePage(files: kept + draft.plain, stamp: stamp) }
    let main = Array(old[stamp.main])
    kept[0] = try document(
      view, main: Markup(trusted: String(decoding: main, as: UTF8.self)), path: draft.path)
    return MadePage(files: kept + draft.plain, stamp: self.stamp(stamp.key, kept, main: main))
  }

  private func stamp(_ key: [UInt8], _ kept: [SiteFile], main: [UInt8]) -> PageStamp {
    let start = kept[0].bytes.offset(of: main)
    return PageStamp(
      key: key, frame: frameKey, files: PageKey.digest(of: kept), main: start..<start + main.count)
  }
}
