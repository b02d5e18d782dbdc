import LineageTestSupport
import Testing

@testable import LineageCore

@Suite struct NormaliserTests {
  @Test func countsTheWorkedExampleOfIdentity() {
    let facts = TextSnapshot.indexed(WorkedExamples.identity).writtenFacts
    #expect(facts.declaredEdges == 10)
    #expect(facts.edges == 6)
    #expect(facts.duplicates == 2)
    #expect(facts.selfLoops == 1)
    #expect(facts.invalidParents == 1)
    #expect(facts.caseFixed == 3)
    #expect(facts.caseGroups == 1)
    #expect(facts.conflictPairs == [["u/kid", "A/One"]])
    #expect(facts.ghosts == 1)
  }

  @Test func givesAGhostTheSmallestSpellingInUse() throws {
    let index = TextSnapshot.indexed(WorkedExamples.identity).written
    let ghost = try #require(index.find("g/ghost"))
    #expect(index.models.id(ghost) == "G/ghost")
    #expect(index.isGhost(ghost))
    #expect(index.graph.children(of: ghost).map { index.models.id($0) }.sorted() == ["u/kid", "u/kin"])
  }

  @Test func sendsAnAmbiguousSpellingToTheSmallerTwin() throws {
    let index = TextSnapshot.indexed(WorkedExamples.identity).written
    let child = try #require(index.find("u/z"))
    #expect(index.parentLinks(child).map(\.id) == ["v/Pair"])
  }

  @Test func keepsAnExactSpellingApartFromItsTwin() throws {
    let index = TextSnapshot.indexed(WorkedExamples.identity).written
    let child = try #require(index.find("u/w"))
    #expect(index.parentLinks(child).map(\.id) == ["v/pair"])
  }

  @Test func joinsRowsOfOneModelAndKeepsTheEarliestDate() throws {
    let index = TextSnapshot.indexed(WorkedExamples.identity).written
    let node = try #require(index.find("u/kid"))
    #expect(index.models[node].created == Day("2025-04-02"))
    #expect(index.parentLinks(node).map(\.id) == ["A/One", "G/ghost"])
  }

  @Test func keepsTheStrongerOfTwoRelationsInTheFirstPosition() throws {
    let index = TextSnapshot.indexed(WorkedExamples.identity).written
    let node = try #require(index.find("u/kid"))
    #expect(index.parentLinks(node).first?.label == EdgeLabel(.quantized))
  }

  @Test func keepsBothParentsOfAMerge() throws {
    let index = TextSnapshot.indexed("u/a -\nu/b -\nu/m - merge:u/b merge:u/a").written
    let node = try #require(index.find("u/m"))
    #expect(index.parentLinks(node).map(\.id) == ["u/b", "u/a"])
  }

  @Test func resolvesCopiesInOneGraphAndLeavesTheOtherAsDeclared() throws {
    let snapshot = TextSnapshot.indexed(WorkedExamples.mirrors, aliases: WorkedExamples.aliases)
    let parents = { (index: LineageIndex, id: String) in
      index.find(id).map { index.parentLinks($0).map(\.id) } ?? []
    }
    #expect(parents(snapshot.written, "u1/a") == ["mirror/alpha-base"])
    #expect(parents(snapshot.resolved, "u1/a") == ["Alpha/Base"])
    #expect(parents(snapshot.resolved, "u3/c") == ["Old/Beta-Zero"])
    #expect(parents(snapshot.written, "u5/e").isEmpty)
    #expect(parents(snapshot.resolved, "u5/e") == ["Alpha/One"])
    #expect(snapshot.resolvedFacts.aliasRewritten == 4)
    #expect(snapshot.writtenFacts.aliasRewritten == 0)
    #expect(snapshot.resolved.find("mirror/alpha-base") == nil)
  }

  @Test func givesAReceiptForEveryAliasThatWasFollowed() {
    let snapshot = TextSnapshot.indexed(WorkedExamples.mirrors, aliases: WorkedExamples.aliases)
    let receipts = snapshot.findings.filter { $0.rule == FindingRule.aliasResolved.id }
    #expect(receipts.map(\.subject) == ["u1/a", "u3/c", "u4/d", "u5/e"])
    #expect(receipts.first?.fix == "base_model: Alpha/Base")
    #expect(receipts.first?.location == SourceLocation(source: 0, line: 1))
  }

  @Test func accountsForEveryReferenceAsDeclared() {
    for text in [
      WorkedExamples.branches, WorkedExamples.mirrors, WorkedExamples.cycles, WorkedExamples.identity,
    ] {
      let snapshot = TextSnapshot.indexed(text, aliases: WorkedExamples.aliases)
      for facts in [snapshot.writtenFacts, snapshot.resolvedFacts] {
        #expect(
          facts.declaredEdges == facts.edges + facts.duplicates + facts.selfLoops + facts.invalidParents)
      }
    }
  }

  @Test func makesParentsPresentOnlyForABareEdgeList() throws {
    var table = TextSnapshot.table("u/a - finetune:b/base")
    var edges = RecordTable()
    edges.sources = table.sources
    let record = Record(id: edges.texts.intern("u/a"), role: .edge, source: 0, line: 1)
    edges.append(record, references: [Reference(edges.texts.intern("b/base"), EdgeLabel(.finetune))])
    #expect(TextSnapshot.indexed(edges).writtenFacts.ghosts == 0)

    table.append(
      Record(id: table.texts.intern("u/c"), role: .edge, source: 0, line: 2),
      references: [Reference(table.texts.intern("d/base"), EdgeLabel(.finetune))])
    #expect(TextSnapshot.indexed(table).writtenFacts.ghosts == 2)
  }

  @Test func marksModelsAndGhostsThatWereDeletedAndDidNotComeBack() throws {
    var table = TextSnapshot.table(
      "u/gone 2025-04-02 finetune:g/Ghost\nu/back 2025-04-02 finetune:g/Ghost\nu/back 2025-04-23")
    for id in ["u/gone", "u/back", "g/ghost", "never/seen"] {
      table.append(
        Record(id: table.texts.intern(id), role: .deletion, created: Day("2025-04-16"), source: 0, line: 9),
        references: [])
    }
    let index = TextSnapshot.indexed(table).written
    let deleted = { (id: String) in index.find(id).flatMap { index.models[$0].deleted } }
    #expect(deleted("u/gone") == Day("2025-04-16"))
    #expect(deleted("u/back") == nil)
    #expect(deleted("g/Ghost") == Day("2025-04-16"))
    #expect(index.find("never/seen") == nil)
  }

  @Test func reportsAChildThatIsOlderThanItsParent() {
    let findings = TextSnapshot.indexed("u/base 2025-05-01\nu/kid 2025-04-01 finetune:u/base").findings
    #expect(findings.filter { $0.rule == FindingRule.childOlderThanParent.id }.map(\.subject) == ["u/kid"])
  }

  @Test func dropsARowWithoutAUsableIDAndSaysWhere() {
    let snapshot = TextSnapshot.indexed("gpt2 2025-04-01 finetune:a/b\nu/ok 2025-04-01")
    #expect(snapshot.writtenFacts.models == 1)
    #expect(snapshot.writtenFacts.invalidModels == 1)
    #expect(snapshot.writtenFacts.declaredEdges == 0)
    let finding = snapshot.findings.first { $0.rule == FindingRule.invalidModelID.id }
    #expect(finding?.location == SourceLocation(source: 0, line: 1))
  }

  @Test func numbersNodesAlikeWhateverTheOrderOfRows() {
    let lines = WorkedExamples.branches.split(separator: "\n")
    let forward = TextSnapshot.indexed(WorkedExamples.branches).resolved
    let backward = TextSnapshot.indexed(lines.reversed().joined(separator: "\n")).resolved
    #expect(
      forward.graph.nodes.map { forward.models.id($0) } == backward.graph.nodes.map { backward.models.id($0) }
    )
  }

  @Test func numbersParentsBeforeTheirChildren() {
    let index = TextSnapshot.indexed(WorkedExamples.branches).resolved
    for node in index.graph.nodes {
      for parent in index.graph.parents(of: node) { #expect(parent < node) }
    }
  }
}
