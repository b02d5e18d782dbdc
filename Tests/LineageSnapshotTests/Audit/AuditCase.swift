import Foundation
import LineageCore
import LineageGraph
import LineageSnapshot
import LineageTestSupport
import Testing

/// A file of Fixtures/audit: models, what their files hold, a policy and what is expected.
struct AuditCase {
  static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// `Graphs/licenses.yaml` as it is shipped.
  static let shipped: Result<LicenseFile.Contents, any Error> = Result {
    try LicenseFile.parse(
      String(contentsOf: repository.appendingPathComponent("Graphs/licenses.yaml"), encoding: .utf8))
  }

  let index: LineageIndex
  let policy: AuditPolicy
  let files: [NodeID: RepositoryFiles]
  let expected: [String]
  let day = Day("2026-11-22")

  init(rule: String) throws {
    let url = Self.repository.appendingPathComponent("Fixtures/audit/\(rule).txt")
    try self.init(text: String(contentsOf: url, encoding: .utf8))
  }

  init(text: String) throws {
    var sections: [String: String] = [:]
    var name = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("--- ") {
        name = String(line.dropFirst(4))
      } else {
        sections[name, default: ""] += line + "\n"
      }
    }
    index = LicensedSnapshot.index(try #require(sections["models"]))
    policy = try sections["policy"].map { try PolicyFile.parse($0) } ?? AuditPolicy()
    expected = (sections["expect"] ?? "").split(separator: "\n").map(String.init)
    var files: [NodeID: RepositoryFiles] = [:]
    for line in (sections["files"] ?? "").split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 2).map(String.init)
      let node = try #require(index.find(words[0]))
      var known = files[node] ?? RepositoryFiles()
      switch words[1] {
      case "card": known.card = words[2]
      case "license": known.licenseText = words[2]
      case "names": known.names = words[2].split(separator: " ").map(String.init)
      case "dataset":
        let parts = words[2].split(separator: " ").map(String.init)
        known.datasets.append(.init(id: parts[0], license: parts.dropFirst().first))
      default: Issue.record("\(words[1]) is no kind of file")
      }
      files[node] = known
    }
    self.files = files
  }

  func auditor() throws -> ModelAuditor {
    ModelAuditor(index, table: try Self.shipped.get().table, policy: policy, files: files, day: day)
  }

  func report(_ id: String) throws -> AuditReport {
    try auditor().audit(try #require(index.find(id), "\(id) is not drawn"))
  }
}
