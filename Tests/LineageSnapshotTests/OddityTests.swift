import Foundation
import LineageCore
import LineageTestSupport
import Testing

@testable import LineageSnapshot

/// Every folder of Fixtures/oddities goes the whole way from bytes to edges, and reports what it says it reports.
@Suite struct OddityTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Fixtures/oddities")
  static let folders = ((try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? [])
    .filter { !$0.hasSuffix(".md") && !$0.hasPrefix(".") }.sorted()

  private struct Expected: Decodable {
    struct Found: Decodable, Hashable, CustomStringConvertible {
      let rule: String
      let subject: String
      let line: Int?
      var description: String { "\(rule) \(subject) \(line.map(String.init) ?? "-")" }
    }
    let findings: [Found]
    let models: Int
    let edges: [[String]]
  }

  @Test func hasAFolderForEveryRule() {
    #expect(Set(FindingRule.all.map(\.id)).subtracting(Self.folders) == [])
  }

  @Test(arguments: folders)
  func reportsWhatTheFolderSays(folder: String) throws {
    let url = Self.root.appendingPathComponent(folder)
    let expected = try JSONDecoder().decode(
      Expected.self, from: Data(contentsOf: url.appendingPathComponent("expected.json")))
    let snapshot = TextSnapshot.indexed(try read(url), aliases: try aliases(url))
    let index = folder == "alias-resolved" ? snapshot.resolved : snapshot.written
    let facts = folder == "alias-resolved" ? snapshot.resolvedFacts : snapshot.writtenFacts

    let found = snapshot.findings.map {
      Expected.Found(rule: $0.rule, subject: $0.subject, line: $0.location?.line).description
    }
    #expect(found.sorted() == expected.findings.map(\.description).sorted())
    #expect(facts.models == expected.models)
    let edges = index.graph.nodes.flatMap { node in
      index.parentLinks(node).map { [index.models.id(node), $0.id, $0.label.relation.word] }
    }
    #expect(
      edges.map { $0.joined(separator: " ") }.sorted()
        == expected.edges.map { $0.joined(separator: " ") }.sorted())
  }

  private func read(_ folder: URL) throws -> RecordTable {
    var names: [String] = []
    let walk = try #require(FileManager.default.enumerator(atPath: folder.path))
    for case let name as String in walk where !name.hasPrefix("knowledge") && name != "expected.json" {
      var isFolder: ObjCBool = false
      let path = folder.appendingPathComponent(name).path
      if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue {
        names.append(name)
      }
    }
    var table = RecordTable()
    var reader = SnapshotReader()
    for name in names.sorted(by: byteOrder) {
      let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
      var position = 0
      reader.read(name: name, into: &table) { buffer in
        let count = min(buffer.count, bytes.count - position)
        bytes[position..<position + count].withUnsafeBytes { buffer.copyMemory(from: $0) }
        position += count
        return count
      }
    }
    return table
  }

  private func aliases(_ folder: URL) throws -> [Alias] {
    guard let text = try? Data(contentsOf: folder.appendingPathComponent("knowledge/aliases.csv")) else {
      return []
    }
    return try [UInt8](text).withUnsafeBytes { bytes in try KnowledgeFile.aliases(bytes) }
  }
}
