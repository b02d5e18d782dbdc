import Foundation
import GRDB
import LineageCore
import LineageGraph
import Testing

@testable import LineageStore

@Suite struct RoundTripTests {
  @Test(arguments: Identity.allCases)
  func givesBackTheWholeGraphAsItWas(identity: Identity) throws {
    let folder = try TemporaryFolder()
    let catalog = try richSnapshot().catalog(in: folder)
    let original = try richSnapshot().make()
    #expect(described(try catalog.index(identity)) == described(original[identity]))
    #expect(original.written.graph.edgeCount == 4)
    #expect(described(original.written) != described(original.resolved))
  }

  @Test(arguments: 0..<8)
  func givesBackRandomSnapshots(seed: Int) throws {
    let folder = try TemporaryFolder()
    let drawing = randomSnapshot(seed: UInt64(seed), models: [3, 40, 900][seed % 3])
    let original = try drawing.make()
    let catalog = try drawing.catalog(in: folder)
    for identity in Identity.allCases {
      #expect(described(try catalog.index(identity)) == described(original[identity]))
    }
    let sets = original.familySets
    let stored = try catalog.read { database in
      let rows = try RawStatement(
        database,
        """
        SELECT m.id, s.code FROM models AS m LEFT JOIN family_sets AS s ON s.number = m.families
        WHERE m.families IS NOT NULL ORDER BY m.id, s.position
        """)
      var codes: [Int: [FamilyCode?]] = [:]
      while try rows.step() {
        let code = rows.optionalInteger(1).map { FamilyCode(rawValue: UInt16($0)) }
        codes[Int(rows.integer(0)), default: []].append(code)
      }
      return codes
    }
    for node in sets.setOfNode.indices {
      let set = sets.setOfNode[node]
      #expect(stored[node] == (set == FamilySets.none ? nil : sets.sets[Int(set)]))
    }
  }

  @Test func keepsRowsInSideTablesOnlyWhereThereIsSomething() throws {
    let folder = try TemporaryFolder()
    let catalog = try richSnapshot().catalog(in: folder)
    let counts = try catalog.read { database in
      try ["license_details", "deletions", "descents"].map {
        try Int.fetchOne(database, sql: "SELECT count(*) FROM \($0)")
      }
    }
    // lab/tuned alone has the first two; five models have a child in one of the graphs.
    #expect(counts == [1, 1, 5])
  }

  @Test func storesAnEdgeOfBothGraphsOnce() throws {
    let folder = try TemporaryFolder()
    let catalog = try richSnapshot().catalog(in: folder)
    let rows = try catalog.read { database in
      let rows = try RawStatement(
        database, "SELECT position, graphs FROM edges ORDER BY child, position, graphs")
      var all: [String] = []
      while try rows.step() { all.append("\(rows.integer(0)):\(rows.integer(1))") }
      return all
    }
    // lab/tuned has its two parents in another order in each graph; the other two edges are equal.
    #expect(rows == ["0:1", "0:2", "1:1", "1:2", "0:3", "0:3"])
  }

  @Test func givesBackFactsSourcesAndAliases() throws {
    let folder = try TemporaryFolder()
    let catalog = try richSnapshot().catalog(in: folder)
    let original = try richSnapshot().make()
    #expect(try catalog.facts(.written) == original.writtenFacts)
    #expect(try catalog.facts(.resolved) == original.resolvedFacts)
    #expect(try catalog.sources() == original.sources)
    #expect(try catalog.aliases() == original.aliases)
    #expect(try catalog.families().labels == original.resolved.models.families.labels)
    #expect(try catalog.families().families.map(\.korean) == ["라마"])
  }

  @Test func remembersWhatWroteIt() throws {
    let folder = try TemporaryFolder()
    let meta = try richSnapshot().catalog(in: folder).meta
    #expect(
      meta
        == CatalogMeta(
          schemaVersion: 3, toolVersion: "1.2.3", knowledgeVersion: "2025-05-01", snapshot: Day("2025-04-09"))
    )
  }

  @Test func carriesTheKnowledgeAndWhatFollowsFromIt() throws {
    let folder = try TemporaryFolder()
    let snapshot = try richSnapshot().make()
    let rules = try #require(
      NoiseRules([
        NoiseRule(id: "lora", noiseClass: .machine, pattern: try NamePattern("lora"), why: "w"),
        NoiseRule(id: "o", noiseClass: .test, pattern: try NamePattern("^o"), why: "w"),
      ]))
    let knowledge = ShareKnowledge(noise: rules, tracked: TrackedList(["META/base", "no/where"]))
    let marks = ShareMarks(snapshot.resolved.models, knowledge)
    let documents = [
      KnowledgeDocument(name: .noise, origin: "", text: "rules"),
      KnowledgeDocument(name: .tracked, origin: "list.csv", text: "modelId\n모델\n"),
    ]
    try Catalog.write(
      snapshot, to: folder.file("k.db"), toolVersion: "", knowledgeVersion: "",
      knowledge: StoredKnowledge(documents: documents, noise: rules, marks: marks))
    let catalog = try Catalog(path: folder.file("k.db"))
    #expect(try catalog.knowledge(.noise) == documents[0] && catalog.knowledge(.tracked) == documents[1])
    #expect(try catalog.knowledge(.claims) == nil)
    #expect(try catalog.noiseMarks() == marks.noise && marks.noise?.flags.sorted() == [1, 2])
    #expect(try catalog.trackedNodes() == marks.tracked && marks.tracked?.count == 1)
    let details = try catalog.read { database in
      let rows = try RawStatement(database, "SELECT model, rule, class FROM noise_details ORDER BY model")
      var all: [String] = []
      while try rows.step() { all.append("\(rows.text(0)) \(rows.text(1)) \(rows.text(2))") }
      return all
    }
    #expect(details == ["lab/lora lora machine", "lab/other o test"])
  }

  @Test func hasNoMarksWithoutTheDocumentsTheyFollowFrom() throws {
    let folder = try TemporaryFolder()
    let catalog = try richSnapshot().catalog(in: folder)
    #expect(try catalog.noiseMarks() == nil && catalog.trackedNodes() == nil)
  }

  @Test func listsFindingsByRuleLevelAndSubject() throws {
    let folder = try TemporaryFolder()
    let catalog = try richSnapshot().catalog(in: folder)
    let all = try richSnapshot().make().findings
    #expect(try catalog.findings() == all)
    #expect(try catalog.findings(rule: "case-fixed") == Array(all[1...2]))
    #expect(try catalog.findings(level: .warning) == Array(all[0...2]))
    #expect(try catalog.findings(level: .error) == [all[0]])
    #expect(try catalog.findings(subject: "lab/tuned") == [all[1]])
    #expect(try catalog.findings(rule: "case-fixed", level: .error).isEmpty)
    #expect(try catalog.findings(limit: 2, offset: 1) == Array(all[1...2]))
    #expect(try catalog.findings(rule: "no-such-rule").isEmpty)
  }

  @Test func countsFindingsByRuleInTheOrderOfTheReport() throws {
    let folder = try TemporaryFolder()
    let counts = try richSnapshot().catalog(in: folder).findingCounts()
    #expect(counts.map(\.rule) == ["malformed-record", "case-fixed", "from-the-future"])
    #expect(counts.map(\.count) == [1, 2, 1])
    #expect(counts.map(\.level) == [.error, .warning, .note])
  }

  @Test func storesAnEmptySnapshot() throws {
    let folder = try TemporaryFolder()
    let catalog = try DrawnSnapshot().catalog(in: folder)
    #expect(try catalog.index(.resolved).models.count == 0)
    #expect(try catalog.search("a", limit: 5).isEmpty)
    #expect(try catalog.suggestions(for: "a/b", limit: 5).isEmpty)
    #expect(try catalog.indexAbove([]).models.count == 0)
  }

  @Test func showsPeopleWordsAndDates() throws {
    let folder = try TemporaryFolder()
    let catalog = try richSnapshot().catalog(in: folder)
    let (details, edge) = try catalog.read { database in
      let model = try RawStatement(
        database, "SELECT created, license, subfamily, children FROM model_details WHERE name = 'lab/tuned'")
      _ = try model.step()
      let edge = try RawStatement(
        database,
        "SELECT parent, relation, evidence, written, resolved FROM ancestry_edges WHERE child = 'lab/other'")
      _ = try edge.step()
      return ((0..<4).map { model.text($0) }, (0..<5).map { edge.text($0) })
    }
    #expect(details == ["2024-02-29", "apache-2.0", "llama3", "1"])
    #expect(edge == ["gone/ghost", "quantized", "alleged", "1", "1"])
  }

  @Test func decodesFlagsAndSideTablesInItsViews() throws {
    let folder = try TemporaryFolder()
    var drawing = richSnapshot()
    drawing.attributes["meta/base"] = { known, _ in known.family = FamilyCode(rawValue: 0) }
    let catalog = try drawing.catalog(in: folder)
    let columns =
      "ghost, predates_clock, deleted, license_name, license_link, has_card, gated, written_descendants"
    let rows = try catalog.read { database in
      try ["lab/tuned", "lab/lora", "gone/ghost", "copies/base"].map { name in
        let row = try RawStatement(database, "SELECT \(columns) FROM model_details WHERE name = '\(name)'")
        _ = try row.step()
        return (0..<8).map { row.optionalText($0) ?? "-" }.joined(separator: " ")
      }
    }
    #expect(
      rows == [
        "0 0 2025-01-01  https://example.org/LICENSE 0 0 1", "0 1 - - - 0 1 0", "1 0 - - - 0 - 3",
        "1 0 - - - 0 - 2",
      ])
    let roots = try catalog.read { database in
      let rows = try RawStatement(
        database, "SELECT coalesce(subfamily, 'other') FROM root_families WHERE model = 'lab/lora' ORDER BY 1"
      )
      var families: [String] = []
      while try rows.step() { families.append(rows.text(0)) }
      return families
    }
    #expect(roots == ["llama", "other"])
  }
}
