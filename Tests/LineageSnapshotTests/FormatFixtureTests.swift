import Foundation
import LineageCore
import Testing

@testable import LineageSnapshot

/// One folder per source format: what the readers make of it is written beside it.
@Suite struct FormatFixtureTests {
  static let folders = [
    "hub-records", "hub-page", "hub-client", "cards", "card-lines", "model-table", "edge-table", "weekly",
    "unknown",
  ]

  @Test(arguments: folders)
  func readsTheFolderAsExpected(folder: String) throws {
    var table = RecordTable()
    for file in try fixtures(in: folder) { read(file.bytes, name: file.name, into: &table) }
    #expect(table.isConsistent)
    let listing = table.listing.joined(separator: "\n") + "\n"
    let expected = Place.formats.appending(path: "\(folder)/expected.txt")
    if ProcessInfo.processInfo.environment["LINEAGE_RECORD"] == "1" {
      try listing.write(to: expected, atomically: true, encoding: .utf8)
    }
    #expect(try listing == String(contentsOf: expected, encoding: .utf8))
  }

  @Test func hasNoFolderWithoutATest() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Place.formats.path)
    #expect(Set(names).subtracting(Self.folders) == ["README.md", "aliases"])
  }

  @Test func givesTheSameTableWhenPartsAreReadApartAndJoined() throws {
    var whole = RecordTable()
    var joined = RecordTable()
    for folder in Self.folders {
      for file in try fixtures(in: folder) {
        read(file.bytes, name: file.name, into: &whole)
        joined.append(contentsOf: read(file.bytes, name: file.name))
      }
    }
    #expect(joined.listing == whole.listing)
    #expect(joined.texts.ids.map { joined.texts[$0] } == whole.texts.ids.map { whole.texts[$0] })
  }
}
