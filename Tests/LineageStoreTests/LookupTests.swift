import LineageCore
import LineageTestSupport
import Testing

@testable import LineageStore

@Suite struct LookupTests {
  @Test func prefersTheExactSpellingThenTheSmallest() throws {
    let folder = try TemporaryFolder()
    var drawing = DrawnSnapshot()
    drawing.alone = ["a/model", "A/Model", "a/MODEL", "b/x"]
    let catalog = try drawing.catalog(in: folder)
    #expect(try catalog.resolve("a/MODEL")?.id == "a/MODEL")
    #expect(try catalog.resolve("a/model")?.id == "a/model")
    #expect(try catalog.resolve("a/mODEL")?.id == "A/Model")
    #expect(try catalog.resolve("A/MODEL")?.id == "A/Model")
    #expect(try catalog.resolve("a/mode") == nil)
    #expect(try catalog.resolve("") == nil)
  }

  @Test func ignoresTheCaseOfLettersBeyondASCII() throws {
    let folder = try TemporaryFolder()
    var drawing = DrawnSnapshot()
    drawing.alone = ["x/Größe", "x/groesse", "모델/라마"]
    let catalog = try drawing.catalog(in: folder)
    #expect(try catalog.resolve("X/GRÖßE")?.id == "x/Größe")
    #expect(try catalog.resolve("모델/라마")?.id == "모델/라마")
    #expect(try catalog.resolve("x/grüße") == nil)
  }

  @Test func findsEveryNameInEveryLetterCase() throws {
    let folder = try TemporaryFolder()
    let drawing = randomSnapshot(seed: 21, models: 700)
    let catalog = try drawing.catalog(in: folder)
    let index = try drawing.make().written
    var generator = SeededGenerator(seed: 5)
    for node in index.graph.nodes where !index.isGhost(node) {
      let id = index.models.id(node)
      let mixed = id.map { Bool.random(using: &generator) ? $0.uppercased() : String($0) }.joined()
      for spelling in [id, id.lowercased(), mixed] where ModelID.folded(spelling) == ModelID.folded(id) {
        let found = try #require(try catalog.resolve(spelling, in: .written), "\(spelling)")
        let expected = try #require(index.models.find(spelling))
        #expect(found.row.rawValue == expected.rawValue && found.id == index.models.id(expected))
      }
      #expect(try catalog.resolve(id + "+", in: .written) == nil)
    }
  }

  @Test func followsAnAliasAndShowsIt() throws {
    let folder = try TemporaryFolder()
    let catalog = try richSnapshot().catalog(in: folder)
    let found = try #require(try catalog.resolve("old/tuned"))
    #expect(found.id == "lab/tuned")
    #expect(found.alias?.reason == "renamed")
    #expect(try catalog.resolve("old/nowhere") == nil)
  }

  @Test func findsAGhostOnlyWhereItHasAnEdge() throws {
    let folder = try TemporaryFolder()
    let catalog = try richSnapshot().catalog(in: folder)
    let written = try #require(try catalog.resolve("copies/base", in: .written))
    #expect(written.ghost && written.alias == nil && written.id == "copies/base")
    let resolved = try #require(try catalog.resolve("copies/base", in: .resolved))
    #expect(!resolved.ghost && resolved.alias?.target == "meta/base" && resolved.id == "meta/base")
    #expect(try catalog.resolve("gone/ghost")?.ghost == true)
    // In the graph as written nothing names meta/base, but it is present.
    #expect(try catalog.resolve("meta/base", in: .written)?.ghost == false)
  }

  @Test func agreesWithTheIndexOnWhatIsThere() throws {
    let folder = try TemporaryFolder()
    let catalog = try richSnapshot().catalog(in: folder)
    let snapshot = try richSnapshot().make()
    for identity in Identity.allCases {
      for id in snapshot.written.graph.nodes.map({ snapshot.written.models.id($0) }) {
        for spelling in [id, id.uppercased(), id + "x"] {
          let found = try catalog.resolve(spelling, in: identity).flatMap { $0.alias == nil ? $0 : nil }
          let expected = snapshot[identity].find(spelling)
          #expect(found.map { $0.row.rawValue } == expected?.rawValue, "\(spelling) in \(identity)")
        }
      }
    }
  }
}
