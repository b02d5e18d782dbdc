import Foundation
import LineageCore
import Testing

@testable import LineageSite

/// All families on one sheet.
@Suite struct WorldPictureTests {
  private func families(_ derivatives: [Int]) -> [FamilySummary] {
    derivatives.enumerated().map { i, count in
      var family = FamilySummary(id: "f\(i)", name: "Family \(i)")
      family.derivatives = count
      return family
    }
  }

  private let mixes = [
    FamilyMix(["f0", "f3"], merges: 40), FamilyMix(["f0", "f1"], merges: 8),
    FamilyMix(["f1", "f9"], merges: 2),
    FamilyMix(["f1", "elsewhere"], merges: 2),
  ]

  private func svg(_ derivatives: [Int]) throws -> ParsedMarkup {
    let picture = try #require(
      WorldPicture(families(derivatives), mixes: mixes, words: Repository.words()) { $0 + "/index.html" })
    return ParsedMarkup(picture.svg())
  }

  @Test func drawsACircleForEachFamilyWithDerivatives() throws {
    let svg = try svg([9000, 4000, 1000, 500, 200, 100, 50, 20, 10, 5, 0])
    #expect(svg.failure == nil)
    #expect(svg.all("a").count == 10 && svg.all("circle").count == 10)
    #expect(svg.all("title").map(\.text).contains("Family 2: 1,000 derivatives"))
    #expect(svg.all("path").count == 3)
    // From seven merges on the number is written, below it the thickness alone tells.
    let pills = svg.all("text").filter { $0.attributes["class"] == "pt c" }.map(\.text)
    #expect(pills.sorted() == ["40", "8"])
    #expect(
      svg.all("desc").first?.text
        == "Drawn: 10 of 10 families with derivatives. Pairs of families that merges mix: 3.")
  }

  @Test func drawsAreasInProportion() throws {
    let svg = try svg([8000, 2000])
    let radii = svg.all("circle").compactMap { $0.attributes["r"].flatMap(Double.init) }
    #expect(radii == [84, 42])
  }

  @Test func stopsAtWhatASheetHolds() throws {
    let svg = try svg(Array(repeating: 100, count: 60))
    #expect(svg.all("circle").count == WorldPicture.mostFamilies)
    #expect(svg.all("desc").first?.text.hasPrefix("Drawn: 27 of 60 families") == true)
  }

  @Test func needsTwoFamilies() throws {
    #expect(WorldPicture(families([5, 0]), mixes: [], words: try Repository.words()) { _ in nil } == nil)
  }

  @Test func letsNoTwoCirclesTouch() {
    let radii = (0..<30).map { Double(60 - 2 * $0) }
    let packing = CirclePacking(radii) { ($0 + $1) % 7 == 0 ? 0.5 : 0 }
    for i in radii.indices {
      for j in 0..<i {
        let (a, b) = (packing.middles[i], packing.middles[j])
        let gap = ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot() - radii[i] - radii[j]
        #expect(gap > -0.02, "\(i) and \(j)")
      }
    }
  }

  @Test func publishesDOTThatGraphvizReads() throws {
    let picture = try #require(
      WorldPicture(families([90, 40, 10]), mixes: mixes, words: Repository.words()) { _ in nil })
    let text = picture.dot().replacing("layout=\"neato\", ", with: "")
    #expect(try Graphviz.draw(dot: text, format: "svg").contains("Family 1"))
  }
}

@Suite struct StyleTests {
  @Test func compactsAStyleWithoutChangingWhatItSays() {
    let style =
      "/* Whole line. */\n.a > .b, .c {\n  color: red;\n  margin: 0 auto;\n}\n.d { x: y; } .e { z: 1; }\n"
    #expect(SiteAssets.compacted(style) == ".a > .b,.c{color:red;margin:0 auto}\n.d{x:y}.e{z:1}\n")
  }
}
