import LineageCore
import Testing

/// Rules of every sort, small enough to check by hand.
///
/// ```
/// star    (language)         Star/*      name *star*
///   star-new                 Star/New*   name *star-new*
///   star-tie                 Star/Tie*   the same glob as a rule of its family, which stands first in the file
///   star-eye (vision)        Star/Eye*
/// moon    (language)         Moon/*      name *moon*    exact Old/Moon-Zero
/// paint   (image)            Paint/*     name *paint*
/// ```
private let table = FamilyTable([
  Family(
    id: "star", english: "Star", korean: "별", developer: "Star Lab", region: .china, kind: .language,
    rules: FamilyRules(ids: ["Star/*", "Star/Tie*"], names: ["*star*"]),
    subfamilies: [
      Subfamily(id: "star-tie", kind: .language, rules: FamilyRules(ids: ["Star/Tie*"])),
      Subfamily(
        id: "star-new", kind: .language, rules: FamilyRules(ids: ["Star/New*"], names: ["*star-new*"])),
      Subfamily(id: "star-eye", kind: .visionLanguage, rules: FamilyRules(ids: ["Star/Eye*"])),
    ]),
  Family(
    id: "moon", english: "Moon", developer: "Moon Inc", region: .us, kind: .language,
    rules: FamilyRules(exact: ["Old/Moon-Zero"], ids: ["Moon/*"], names: ["*moon*"])),
  Family(
    id: "paint", english: "Paint", developer: "Paint Studio", region: .eu, kind: .image,
    rules: FamilyRules(ids: ["Paint/*"], names: ["*paint*"])),
])

private func subfamily(id: String) -> String? { table.code(forID: id).map { table[$0].subfamily } }
private func family(name: String) -> String? { table.code(forName: name).map { table[$0].family } }

@Suite struct FamilyTableTests {
  @Test func prefersTheSubfamilyWhenItsGlobIsAsLongAsItsFamilys() {
    #expect(subfamily(id: "Star/Tie-1") == "star-tie")
  }

  @Test func prefersTheLongerGlobWhateverTheLetterCase() {
    #expect(subfamily(id: "star/NEW-7b") == "star-new")
    #expect(subfamily(id: "Star/Base") == "star")
  }

  @Test func prefersAnExactIDAndAsksForAllOfIt() {
    #expect(subfamily(id: "old/moon-zero") == "moon")
    #expect(subfamily(id: "Old/Moon-Zero-2") == nil)
  }

  @Test func findsNoFamilyForAStrangerOrAnIDWithoutOwner() {
    #expect(subfamily(id: "u1/star-new") == nil)
    #expect(subfamily(id: "star") == nil)
    #expect(subfamily(id: "") == nil)
  }

  @Test func readsNamesByTheirOwnRulesWithOrWithoutOwner() {
    #expect(family(name: "u1/My-STAR-7b") == "star")
    #expect(family(name: "Old/Moon-Zero-2") == "moon")
    #expect(family(name: "moonlight") == "moon")
    #expect(family(name: "star/plain") == nil)
  }

  @Test func labelsEachFamilyBeforeItsSubfamilies() throws {
    #expect(table.labels.map(\.subfamily) == ["star", "star-tie", "star-new", "star-eye", "moon", "paint"])
    let eye = table[try #require(table.code(forID: "Star/Eye-2"))]
    let expected = FamilyLabel(
      family: "star", subfamily: "star-eye", developer: "Star Lab", region: .china, kind: .visionLanguage)
    #expect(eye == expected)
  }

  @Test func keepsTheEarlierOfTwoGlobsOfOneLength() {
    let twins = FamilyTable(
      ["a", "b"].map { plainFamily($0, FamilyRules(ids: ["Both/*"], names: ["*x", "x*"])) })
    #expect(twins.code(forID: "both/1") == FamilyCode(rawValue: 0))
    #expect(twins.code(forName: "x") == FamilyCode(rawValue: 0))
  }

  @Test func keepsTheEarlierOfTwoEqualExactIDs() {
    let twins = FamilyTable(["a", "b"].map { plainFamily($0, FamilyRules(exact: ["Same/One"])) })
    #expect(twins.code(forID: "same/one") == FamilyCode(rawValue: 0))
  }

  @Test func countsLettersAndNotBytesOfAGlob() {
    let byLetters = FamilyTable([
      plainFamily("ascii", FamilyRules(names: ["*abc*"])),
      plainFamily("hangul", FamilyRules(names: ["*큐웬*"])),
    ])
    #expect(byLetters.code(forName: "abc-큐웬") == FamilyCode(rawValue: 0))
    #expect(byLetters.code(forName: "큐웬-7b") == FamilyCode(rawValue: 1))
    #expect(byLetters.code(forName: "É-ABC") == FamilyCode(rawValue: 0))
  }

  @Test func findsNothingInAnEmptyTable() {
    #expect(FamilyTable().code(forID: "a/b") == nil)
    #expect(FamilyTable().labels.isEmpty)
  }

  @Test func callsTextMakersGenerative() {
    let generative = FamilyKind.allCases.filter(\.isGenerativeText)
    #expect(generative == [.language, .visionLanguage])
  }
}

private func plainFamily(_ id: String, _ rules: FamilyRules) -> Family {
  Family(id: id, english: id, developer: id, region: .international, kind: .language, rules: rules)
}
