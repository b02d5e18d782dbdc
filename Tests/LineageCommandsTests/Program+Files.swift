import Foundation
import Testing

extension Program {
  /// Writes a file into the folder.
  func write(_ text: String, to name: String) throws { try write(Data(text.utf8), to: name) }

  /// Writes a file into the folder.
  func write(_ bytes: Data, to name: String) throws {
    let url = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try bytes.write(to: url)
  }

  /// A path in the folder.
  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

  /// The bytes of every file below a folder, hidden ones included, by relative path.
  func files(below name: String) throws -> [String: Data] {
    let start = folder.appendingPathComponent(name)
    var found: [String: Data] = [:]
    let walk = try #require(FileManager.default.enumerator(atPath: start.path))
    for case let path as String in walk {
      var isFolder: ObjCBool = false
      let full = start.appendingPathComponent(path).path
      if FileManager.default.fileExists(atPath: full, isDirectory: &isFolder), !isFolder.boolValue {
        found[path] = try Data(contentsOf: URL(fileURLWithPath: full))
      }
    }
    return found
  }

  /// Names directly in the folder, hidden ones included, without this type's own files.
  func entries() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { !$0.hasPrefix(".streams-") }
      .sorted()
  }

  /// The folder in which a build into `site` prepares its result; nil if there is none.
  func staging() -> String? { (try? entries())?.first { $0.hasPrefix(".site.building-") } }
}

/// Names of files that are missing on one side or differ, for a message that can be read.
func differences(_ a: [String: Data], _ b: [String: Data]) -> [String] {
  Set(a.keys).union(b.keys).filter { a[$0] != b[$0] }.sorted()
}

extension Data {
  /// The same bytes through a program that reads stdin and writes stdout.
  func piped(through command: String) throws -> Data {
    let program = try Program()
    defer { program.clean() }
    try program.write(self, to: "plain")
    let outcome = try program.shell("\(command) < plain > packed")
    try #require(outcome.status == 0, "\(command): \(outcome.err)")
    return try Data(contentsOf: program.folder.appendingPathComponent("packed"))
  }
}
