import LineageCore
import Testing

@testable import LineageSite

@Suite struct PageDraftTests {
  private let site: SiteFixture
  private var renderer: SiteRenderer { site.renderer }
  private static let shared = Result { try SiteFixture() }

  init() throws { site = try Self.shared.get() }

  /// Every page of the fixture, drafted and made.
  private func made() throws -> [(page: SitePage, draft: PageDraft, made: MadePage)] {
    try renderer.pages().map { page in
      let draft = try renderer.draft(page)
      return (page, draft, try renderer.make(draft))
    }
  }

  private func reading(_ files: [SiteFile]) -> (String) -> [UInt8]? {
    let known = files.reduce(into: [:]) { $0[$1.path] = $1.bytes }
    return { known[$0] }
  }

  @Test func makesTheFilesOfThePage() throws {
    for (page, draft, made) in try made() {
      #expect(try renderer.render(page) == made.files)
      #expect(made.files.first?.path == draft.path)
      #expect((made.stamp == nil) == (page == .assets))
      if let stamp = made.stamp {
        let text = String(decoding: try #require(made.files.first).bytes, as: UTF8.self)
        let main = String(decoding: try #require(made.files.first).bytes[stamp.main], as: UTF8.self)
        #expect(text.contains(main + "\n</main>"), "\(page)")
      }
    }
  }

  @Test func takesOverWhatItMade() throws {
    for (page, draft, made) in try made() {
      guard let stamp = made.stamp else { continue }
      let taken = try renderer.takeOver(draft, stamp: stamp, read: reading(made.files))
      #expect(taken?.files == made.files, "\(page)")
      #expect(taken?.stamp == stamp)
    }
  }

  @Test func putsAnOldPageIntoTheFrameOfTheNewSite() throws {
    var content = try SiteFixture.content()
    content.snapshot = Day("2026-01-31")
    content.facts.edges += 1
    content.shares = nil
    let next = try SiteRenderer(content: content, assets: Repository.assets())
    var taken = 0
    for (page, _, made) in try made() {
      let draft = try next.draft(page)
      guard let stamp = made.stamp,
        let old = try next.takeOver(draft, stamp: stamp, read: reading(made.files))
      else { continue }
      let fresh = try next.make(draft)
      #expect(old.files == fresh.files, "\(page)")
      #expect(old.stamp == fresh.stamp)
      #expect(old.files != made.files)
      if case .model = page { taken += 1 }
    }
    #expect(taken == content.models.count)
  }

  @Test func refusesFilesThatAreNotAsTheyWereLeft() throws {
    let page = SitePage.model("maker/Hub-7B")
    let draft = try renderer.draft(page)
    let made = try renderer.make(draft)
    let stamp = try #require(made.stamp)
    let kept = ["index.html", "lineage.dot", "lineage.svg"].map { "m/maker/Hub-7B/" + $0 }
    for path in kept {
      let missing = made.files.filter { $0.path != path }
      #expect(try renderer.takeOver(draft, stamp: stamp, read: reading(missing)) == nil)
      var bytes = try #require(made.files.first { $0.path == path }).bytes
      bytes[bytes.count / 2] ^= 1
      let altered = missing + [SiteFile(path, bytes: bytes)]
      #expect(try renderer.takeOver(draft, stamp: stamp, read: reading(altered)) == nil)
    }
    // The twins are made anew, whatever became of the old ones.
    let without = made.files.filter { kept.contains($0.path) }
    #expect(try renderer.takeOver(draft, stamp: stamp, read: reading(without))?.files == made.files)
    let beyond = PageStamp(key: stamp.key, frame: [], files: stamp.files, main: 0..<1_000_000)
    #expect(try renderer.takeOver(draft, stamp: beyond, read: reading(made.files)) == nil)
  }

  @Test func changesItsKeyWithEverythingThePageShows() throws {
    let page = SitePage.model("maker/Hub-7B")
    let plain = try #require(try renderer.draft(page).key)
    func key(_ change: (inout SiteContent) -> Void, _ assets: SiteAssets? = nil) throws -> [UInt8]? {
      var content = try SiteFixture.content()
      change(&content)
      return try SiteRenderer(content: content, assets: assets ?? Repository.assets()).draft(page).key
    }
    #expect(try key { _ in } == plain)
    #expect(try key { $0.snapshot = nil } == plain)
    #expect(try key { $0.title = "other" } != plain)
    #expect(try key { $0.toolVersion = "0.1.1" } != plain)
    // A page that it links to is gone.
    #expect(try key { $0.models.removeAll { $0 == "maker/Hub-7B-Base" } } != plain)
    // A twin in letter case is gone.
    #expect(try key { $0.models.removeAll { $0 == "maker/hub-7b" } } != plain)
    #expect(try key { $0.models.removeAll { $0 == "owner-9/Chain-Model-9B" } } == plain)
    var style = try Repository.assets()
    style.style += " "
    #expect(try key({ _ in }, style) != plain)
    var words = try Repository.assets()
    words.strings[.english]?.append("\n")
    #expect(try key({ _ in }, words) != plain)
  }

  @Test func neverGivesTwoDifferentPagesOneKey() throws {
    let all = try made()
    let keys = Set(all.compactMap(\.draft.key))
    #expect(keys.count == all.count - 1)
  }
}
