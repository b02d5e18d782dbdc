import LineageCore
import LineageTestSupport
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

  @Test func countsLinesOnFromThePartBefore() {
    var table = part("a/b", parent: "p/q", sources: true)
    var next = part("c/d", parent: "p/q", sources: false)
    next.findings.append(
      Finding(.emptySource, subject: "x", detail: "z", at: SourceLocation(source: 0, line: 0)))
    table.append(contentsOf: next, linesBefore: 40)
    #expect(table.records.map(\.line) == [3, 43])
    #expect(table.findings.map { $0.location?.line } == [3, nil, 43, nil, 0])
  }

  @Test func numbersTextsAsIfTheyHadComeOneByOne() {
    var random = SeededGenerator(seed: 21)
    var (whole, table) = (RecordTable(), RecordTable())
    var part = RecordTable()
    for _ in 0..<30 {
      for _ in 0..<200 {
        let word = ["", "a", "é", "Ab", "ab", "owner/Name"].randomElement(using: &random) ?? ""
        let text = word + String(Int.random(in: 0..<3000, using: &random))
        for id in [text, word, "parent/\(text.count)"] {
          let row = Record(id: part.texts.intern(id), source: 0, line: 1)
          part.append(row, references: [Reference(part.texts.intern(word), EdgeLabel(.merge))])
          let same = Record(id: whole.texts.intern(id), source: 0, line: 1)
          whole.append(same, references: [Reference(whole.texts.intern(word), EdgeLabel(.merge))])
        }
      }
      table.append(contentsOf: part)
      part.removeAll()
      #expect(part.texts.count == 0 && part.records.isEmpty && part.references.isEmpty)
    }
    #expect(table.texts.ids.map { table.texts[$0] } == whole.texts.ids.map { whole.texts[$0] })
    #expect(table.records.map(\.id) == whole.records.map(\.id))
    #expect(table.references == whole.references)
    #expect(table.records.map(\.references) == whole.records.map(\.references))
    for id in whole.texts.ids { #expect(table.texts.leader(of: id) == whole.texts.leader(of: id)) }
  }

  @Test func keepsWhatItHoldsWhenItMakesRoom() {
    var table = part("a/b", parent: "p/q", sources: true)
    let before = table.extent
    table.append(contentsOf: part("c/d", parent: "P/Q", sources: false))
    table.reserve(before.extrapolated(to: table.extent, 5000))
    #expect(table.texts.ids.map { table.texts[$0] } == ["a/b", "mit", "p/q", "c/d", "P/Q"])
    #expect(table.texts.find("c/d") == table.records[1].id)
    #expect(table.texts.leader(of: table.references[2].written) == table.references[0].written)
    #expect(table.records.count == 2)
  }
}
