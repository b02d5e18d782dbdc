import LineageCore
import Testing

@Suite struct RecordTableMergeTests {
  private func part(_ id: String, parent: String, sources: Bool) -> RecordTable {
    var table = RecordTable()
    if sources { table.sources = [Source(name: id, format: .hubRecords)] }
    var record = Record(id: table.texts.intern(id), source: 0, line: 3)
    record.attributes.license = table.texts.intern("mit")
    let parent = table.texts.intern(parent)
    table.append(
      record, references: [Reference(parent, EdgeLabel(.merge)), Reference(parent, EdgeLabel(.adapter))])
    table.findings = [
      Finding(.wrongType, subject: id, detail: "x", at: SourceLocation(source: 0, line: 3)),
      Finding(.cycle, subject: id, detail: "y"),
    ]
    return table
  }

  @Test func movesTextsReferencesAndSources() throws {
    var table = part("a/b", parent: "p/q", sources: true)
    table.append(contentsOf: part("p/q", parent: "a/b", sources: true))
    #expect(table.sources.map(\.name) == ["a/b", "p/q"])
    let second = try #require(table.records.last)
    #expect(table.texts[second.id] == "p/q")
    #expect(second.source == 1)
    #expect(second.attributes.license == table.records.first?.attributes.license)
    #expect(table.references(of: second).map { table.texts[$0.written] } == ["a/b", "a/b"])
    #expect(table.references(of: second).map(\.label.relation) == [.merge, .adapter])
    #expect(table.findings.map { $0.location?.source } == [0, nil, 1, nil])
    #expect(table.texts.count == 3)
  }

  @Test func keepsSourceNumbersOfAPartWithoutSources() throws {
    var table = part("a/b", parent: "p/q", sources: true)
    table.append(contentsOf: part("c/d", parent: "p/q", sources: false))
    #expect(table.sources.count == 1)
    #expect(table.records.map(\.source) == [0, 0])
    #expect(table.findings.compactMap { $0.location?.source } == [0, 0])
  }
}
