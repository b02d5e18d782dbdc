import LineageCore
import LineageSnapshot
import Testing

private let small = """
  version: 1
  families:
    - id: star
      en: Star
      ko: 별
      by: Star Lab
      region: china
      kind: language
      since: 2024-02
      source: https://example.org/star
      match: ["Star/*"]
      exact: [Old/Star]
      names: ["*star*"]
      sub:
        - id: star2.5
          en: Star 2.5
          kind: vision-language
          match:
            - "Star/2.5*"
    - {id: moon, en: Moon, by: 01.AI, region: eu, kind: audio, match: ["Moon/*"], names: []}

  """

@Suite struct FamilyFileTests {
  @Test func readsEveryKeyInBothLayouts() throws {
    let table = try FamilyFile.parse(small)
    #expect(
      table.families == [
        Family(
          id: "star", english: "Star", korean: "별", developer: "Star Lab", region: .china, kind: .language,
          since: "2024-02", source: "https://example.org/star",
          rules: FamilyRules(exact: ["Old/Star"], ids: ["Star/*"], names: ["*star*"]),
          subfamilies: [
            Subfamily(
              id: "star2.5", english: "Star 2.5", kind: .visionLanguage,
              rules: FamilyRules(ids: ["Star/2.5*"]))
          ]),
        Family(
          id: "moon", english: "Moon", developer: "01.AI", region: .eu, kind: .audio,
          rules: FamilyRules(ids: ["Moon/*"])),
      ])
    #expect(table.code(forID: "star/2.5-7b").map { table[$0].subfamily } == "star2.5")
  }

  @Test(arguments: [
    (
      "region: china", "region: asia", 7, "family star", "region", "china us eu korea elsewhere international"
    ),
    ("kind: audio", "kind: sound", 20, "family moon", "kind", "audio"),
    ("    by: Star Lab\n", "", 3, "family star", "by", "missing"),
    ("ko: 별", "kr: 별", 5, "family star", "kr", "allowed: id en ko by"),
    ("id: moon", "id: star", 20, "family star", "id", "already"),
    ("id: moon", "id: other", 20, "family other", "id", "no family"),
    ("id: moon", "id: Moon Base", 20, "family Moon Base", "id", "lower-case"),
    ("since: 2024-02", "since: 2024-13", 9, "family star", "since", "YYYY-MM"),
    ("exact: [Old/Star]", "exact: [Old]", 12, "family star", "exact", "owner/name"),
    ("names: []", "exact: [old/star]", 20, "family moon", "exact", "family star"),
    ("names: [\"*star*\"]", "names: [\"a/*star*\"]", 13, "family star", "names", "without owner"),
    ("- \"Star/2.5*\"", "- [nested]", 19, "family star2.5", "match", "no blank"),
    ("en: Star 2.5", "by: Star 2.5", 16, "family star2.5", "by", "allowed: id en ko kind"),
    ("version: 1", "version: 2", 1, "", "version", "allowed: 1"),
  ]) func saysWhatIsWrongAndWhatIsAllowed(
    old: String, new: String, line: Int, subject: String, key: String, allowed: String
  ) throws {
    let error = try #require(throws: FamilyFileError.self) {
      try FamilyFile.parse(small.replacing(old, with: new))
    }
    #expect((error.line, error.subject, error.key) == (line, subject, key))
    #expect(error.problem.contains(allowed), "\(error)")
    #expect(error.description.hasPrefix("line \(line): "))
  }

  @Test(arguments: [
    "", "- a", "families: 3", "families: []", "families: [3]", "a: [", "families:\n  - {id: a, id: b}",
    String(repeating: "[", count: 100_000), String(repeating: "- ", count: 100_000),
    String(repeating: "#", count: 2 << 20),
    "families:\n  - {id: a, en: A, by: A, region: us, kind: other, match: ["
      + String(repeating: "'*',", count: 70_000) + "]}",
  ]) func refusesWhatIsNoFamilyFile(text: String) {
    #expect(throws: FamilyFileError.self) { try FamilyFile.parse(text) }
  }
}
