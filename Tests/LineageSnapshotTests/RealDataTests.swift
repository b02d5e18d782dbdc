import Foundation
import LineageCore
import Testing

@testable import LineageSnapshot

/// Reads public data that this repository does not hold. Without them the suite is skipped.
@Suite(
  .enabled(if: Place.realData != nil, "no real data here: set LINEAGE_REAL_DATA to a folder that has them"))
struct RealDataTests {
  private func folder() throws -> URL { try #require(Place.realData) }

  private func read(_ file: URL, into table: inout RecordTable) throws {
    LineageSnapshotTests.read(Array(try Data(contentsOf: file)), name: file.lastPathComponent, into: &table)
  }

  /// One row of a weekly file as a plain reader sees it: quotes only around the parents.
  private func plainRows(_ file: URL, day: Day) throws -> [String] {
    try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst().map { line in
      let cells = line.split(separator: ",", maxSplits: 2, omittingEmptySubsequences: false)
      let relation = Relation(spelling: cells[1])
      let parents = cells[2].split(separator: ",").map { $0.filter { $0 != "\"" && $0 != " " } }
      return ([String(cells[0]), "\(day)"] + parents.map { relation.word + ":" + $0 }).joined(separator: " ")
    }
  }

  @Test func yieldsTheRowsAndParentsOfTheWeeklyFilesInTheirOrder() throws {
    let root = try folder().appending(path: "msc_weekly")
    let names = try FileManager.default.contentsOfDirectory(atPath: root.path).filter {
      $0.hasPrefix("added_")
    }
    var table = RecordTable()
    var expected: [String] = []
    for name in names.sorted() {
      let file = root.appending(path: name)
      try read(file, into: &table)
      let stamp = name.filter(\.isNumber)
      let day = try #require(Day("2025-\(stamp.prefix(2))-\(stamp.suffix(2))"))
      expected += try plainRows(file, day: day)
    }
    let rows = table.records.map { record in
      let parents = table.references(of: record).map {
        $0.label.relation.word + ":" + table.texts[$0.written]
      }
      return ([table.texts[record.id], record.attributes.created.map { "\($0)" } ?? "-"] + parents).joined(
        separator: " ")
    }
    #expect(rows.count == 436_427)
    #expect(table.references.count == 128_296)
    #expect(rows == expected)
    #expect(table.findings.isEmpty)
  }

  @Test func readsTheWeeklyDeletions() throws {
    let root = try folder().appending(path: "msc_weekly")
    let names = try FileManager.default.contentsOfDirectory(atPath: root.path).filter {
      $0.hasPrefix("deleted_")
    }
    var table = RecordTable()
    for name in names.sorted() { try read(root.appending(path: name), into: &table) }
    #expect(table.records.count == 99_042)
    #expect(table.records.allSatisfy { $0.role == .deletion && $0.attributes.created != nil })
    #expect(table.findings.isEmpty)
  }

  @Test func readsEveryRealCardOrReportsIt() throws {
    var table = RecordTable()
    try read(try folder().appending(path: "model_cards/front_matter.jsonl"), into: &table)
    #expect(table.records.count == 1500)
    #expect(table.isConsistent)
    #expect(table.rules.count { $0 == "card-without-front-matter" } == 40)
    #expect(Set(table.rules) == ["card-without-front-matter", "inferred-relation"])
    #expect(table.records.count { $0.attributes.license != nil } == 1097)
    #expect(table.records.count { !table.references(of: $0).isEmpty } == 599)
  }

  @Test func readsWhatTheHubsClientSaved() throws {
    var table = RecordTable()
    let name = "hub_api_samples/mistral-small-24b_finetunes_2025-04-05.csv"
    try read(try folder().appending(path: name), into: &table)
    #expect(table.records.count == 67)
    #expect(table.findings.isEmpty)
    #expect(table.records.allSatisfy { $0.attributes.created != nil })
    #expect(table.texts[try #require(table.records.first).id] == "mistralai/Mistral-Small-24B-Base-2501")
    #expect(table.records.dropFirst().allSatisfy { !table.references(of: $0).isEmpty })
  }
}
