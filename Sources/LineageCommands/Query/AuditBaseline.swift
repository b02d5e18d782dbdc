import Foundation
import LineageCore

/// The findings that were known on some day: `{"version": 1, "findings": [id, ...]}`.
struct AuditBaseline: Codable {
  let version: Int
  let findings: [String]

  var ids: Set<String> { Set(findings) }

  init(_ findings: [AuditFinding]) { self.init(ids: findings.map(\.id)) }

  init(ids: [String]) { (version, findings) = (1, Set(ids).sorted()) }

  /// - Throws: A failure with status 2 for a file that is no baseline, 3 for one that cannot be read.
  init(path: String) throws {
    let text = try TextFile.read(path)
    do {
      self = try JSONDecoder().decode(AuditBaseline.self, from: Data(text.utf8))
    } catch {
      throw CommandFailure(.usage, subject: path, "\(printable(path)) is not a baseline of findings")
    }
    guard version == 1 else {
      throw CommandFailure(
        .usage, subject: path, "\(printable(path)) is a baseline of version \(version); this program reads 1")
    }
  }

  /// Replaces the file in one step.
  func write(to path: String) throws {
    let text =
      JSONDocument.object(["version": .integer(version), "findings": .strings(findings)]).text() + "\n"
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw CommandFailure(.usage, subject: path, "\(printable(path)) cannot be written")
    }
  }
}
