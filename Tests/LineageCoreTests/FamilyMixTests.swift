import LineageTestSupport
import Testing

@testable import LineageCore

@Suite struct FamilyMixTests {
  private static let families = FamilyTable(
    ["oak", "elm", "ash"].map { id in
      Family(
        id: id, english: id, developer: id, region: .korea, kind: .language,
        rules: FamilyRules(ids: [id + "/*"]))
    })

  /// Merges of oak and elm, of all three, of one family alone, and a finetune of two.
  @Test func countsMergesForEachPairOfTheirFamilies() {
    let snapshot = TextSnapshot.indexed(
      """
      oak/a 2025-01-01
      oak/b 2025-01-01
      elm/a 2025-01-01
      ash/a 2025-01-01
      u/one 2025-02-01 merge:oak/a merge:elm/a
      u/two 2025-02-01 merge:oak/b merge:elm/a
      u/all 2025-02-01 merge:oak/a merge:elm/a merge:ash/a
      u/own 2025-02-01 merge:oak/a merge:oak/b
      u/fine 2025-02-01 finetune:oak/a finetune:ash/a
      u/below 2025-03-01 finetune:u/all
      """, families: Self.families)
    #expect(
      snapshot.familyMixes(fewest: 1) == [
        FamilyMix(["elm", "oak"], merges: 3), FamilyMix(["ash", "elm"], merges: 1),
        FamilyMix(["ash", "oak"], merges: 1),
      ])
    #expect(snapshot.familyMixes() == [FamilyMix(["elm", "oak"], merges: 3)])
  }

  @Test func creditsEachDerivativeToOneOfficialModel() throws {
    let snapshot = TextSnapshot.indexed(
      """
      oak/a 2025-01-01
      oak/b 2025-02-01 finetune:oak/a
      u/near 2025-03-01 merge:oak/b merge:elm/a
      u/far 2025-03-02 adapter:u/near
      u/both 2025-03-03 merge:oak/a merge:oak/b
      elm/a 2025-01-01
      """, families: Self.families)
    let summaries = snapshot.resolved.familySummaries()
    let oak = try #require(summaries.first { $0.id == "oak" }).overview
    let release = try #require(oak.releases.first)
    #expect(oak.releases.count == 1 && release.models == 2 && release.derivatives == 3)
    let counts = release.top.reduce(into: [:]) { $0[$1.model.id] = $1.derivatives }
    #expect(counts.values.reduce(0, +) == 3 && (counts["oak/b"] ?? 0) >= 2)
    #expect(oak.steps.isEmpty && oak.hubs.isEmpty)
    let elm = try #require(summaries.first { $0.id == "elm" }).overview
    #expect(elm.releases.map(\.derivatives) == [2])
  }
}
