import Foundation
import LineageCore
import LineageSnapshot
import Testing

/// The files behind shares: as shipped, and what is said when one of them is wrong.
@Suite struct ShareKnowledgeTests {
  private static func shipped(_ name: String) throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try String(contentsOf: root.appending(path: "Graphs/" + name), encoding: .utf8)
  }

  @Test func shipsNoiseRulesWithASampleAndAJudgedPrecision() throws {
    let rules = try NoiseFile.parse(Self.shipped("noise.yaml"))
    #expect(rules.rules.count >= 10)
    #expect(Set(rules.rules.map(\.noiseClass)) == Set(NoiseClass.allCases))
    for (number, rule) in rules.rules.enumerated() {
      #expect(rules.flags("someone/" + rule.sample) >> UInt32(number) & 1 == 1, "\(rule.id)")
      let precision = try #require(rule.precision, "\(rule.id)")
      #expect(precision.judged >= 50 && precision.right * 10 >= precision.judged * 9, "\(rule.id)")
      // A rule that recognises what began with the listings has nothing to be judged by before them.
      guard let before = rule.precisionBefore else {
        #expect(rule.id == "swarm")
        continue
      }
      #expect(before.judged <= 100 && before.right * 20 >= before.judged * 17, "\(rule.id)")
    }
    for name in [
      "meta-llama/Llama-3.1-8B", "Qwen/Qwen2.5-7B-Instruct", "x/attestation", "x/contest-winner", "x/hw-7b",
    ] {
      #expect(rules.flags(name) == 0, "\(name)")
    }
  }

  @Test func shipsClaimsThatKnowTheirSourceAndReadings() throws {
    let claims = try ClaimFile.parse(Self.shipped("claims.yaml"))
    #expect(claims.count >= 20)
    let ids = Set(claims.map(\.id))
    for claim in claims {
      #expect(claim.repeats.map(ids.contains) ?? true, "\(claim.id)")
      #expect(claim.readings.allSatisfy { $0.window == claim.window }, "\(claim.id)")
      let isLineage = [.derivativeShare, .derivativeCount].contains(claim.metric)
      #expect(claim.readings.isEmpty != isLineage, "\(claim.id)")
    }
  }

  @Test func shipsReportedDerivationsOfEveryGrade() throws {
    let derivations = try ReportedFile.parse(Self.shipped("reported.yaml"))
    #expect(Set(derivations.map(\.grade)) == [.alleged, .reported, .admitted, .documented])
    #expect(derivations.count(where: \.isCountable) >= 7)
    #expect(derivations.filter(\.isCountable).allSatisfy { $0.status == .confirmed && $0.part == .model })
  }

  @Test(arguments: [
    ("rules: [{id: a, class: loud, pattern: x, why: y}]", "class: 'loud' is not allowed"),
    ("rules: [{id: a, class: test, pattern: '(x', why: y}]", "‘(’ without ‘)’"),
    ("rules: [{id: a, class: test, pattern: x, why: y, sample: z}]", "the pattern does not fit 'z'"),
    ("rules: [{id: a, class: test, pattern: x, why: y, judged: 5, right: 6}]", "from 0 to 5"),
    (
      "rules: [{id: a, class: test, pattern: x, why: y}, {id: a, class: test, pattern: x, why: y}]",
      "used twice"
    ),
    ("rules: [{class: test}]", "rule number 1"), ("rules: 7", "must be a list"),
    ("noise: []", "not a key here"),
  ]) func namesWhatIsWrongWithNoiseRules(yaml: String, message: String) {
    #expect { try NoiseFile.parse(yaml) } throws: { "\($0)".contains(message) }
  }

  private static func claim(_ changes: [String: String]) -> String {
    var keys = [
      "id": "c", "text": "t", "source": "{title: t, by: b, date: d}", "metric": "derivative-share",
      "says": "[qwen >= 40 percent]", "readings": "[lm/all/all/root/each/models/family/all]", "note": "n",
    ]
    keys.merge(changes) { $1 }
    return "claims: [{" + keys.sorted { $0.key < $1.key }.map { "\($0): \($1)" }.joined(separator: ", ")
      + "}]"
  }

  @Test func readsAClaim() throws {
    let claim = try #require(
      try ClaimFile.parse(
        Self.claim(["says": "[Beta Inc ~ 4.5 models, x = 1 models]", "group": "developer", "readings": "[]"])
      ).first)
    #expect(claim.parts.map(\.group) == ["Beta Inc", "x"])
    #expect(claim.parts.first?.comparator == .about)
    #expect(claim.axis == .developer && claim.window == .all)
  }

  @Test(arguments: [
    (["says": "[qwen at least 40]"], "is not: group, one of"), (["says": "[]"], "missing or empty"),
    (["time": "soon"], "‘soon’ is no window"), (["metric": "beauty"], "'beauty' is not allowed"),
    (["readings": "[lm/all/all/top/each/models/family/all]"], "‘top’ is no attribution"),
    (["readings": "[lm/all/all/root/each/models/region/all]"], "does not group by family"),
    (["source": "{title: t}"], "key by: missing"),
  ]) func namesWhatIsWrongWithAClaim(changes: [String: String], message: String) {
    #expect { try ClaimFile.parse(Self.claim(changes)) } throws: { "\($0)".contains(message) }
  }

  @Test func readsATrackedListAndASeries() throws {
    let list = try Array("org,model,modelId\na,B,a/B\na,,broken\n\"c\",\"d\",c/D\n".utf8).withUnsafeBytes {
      try KnowledgeFile.tracked($0)
    }
    #expect(list.ids == ["a/B", "c/D"])
    let series = try Array("source,date,group,value,unit\ns,2025-04-30,qwen,12.5,percent\n".utf8)
      .withUnsafeBytes {
        try KnowledgeFile.series($0)
      }
    let day = try #require(Day("2025-04-30"))
    #expect(series == [SeriesPoint(date: day, group: "qwen", value: 12.5, unit: "percent", source: "s")])
  }

  @Test(arguments: [
    "date,group,value,unit\n", "date,group,value,unit,source\nsoon,q,1,u,s\n",
    "date,group,value,unit,source\n2025-01-01,q,many,u,s\n",
  ])
  func refusesASeriesWithAHole(csv: String) {
    #expect(throws: KnowledgeFile.Fault.self) {
      try Array(csv.utf8).withUnsafeBytes { try KnowledgeFile.series($0) }
    }
  }
}
