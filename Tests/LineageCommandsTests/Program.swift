import Foundation
import Testing

/// Runs the built program as a user would.
struct Program {
  /// What a run left behind.
  struct Outcome {
    let status: Int32
    let out: String
    let err: String

    /// Standard output as JSON.
    func json() throws -> [String: Any] {
      try #require(try JSONSerialization.jsonObject(with: Data(out.utf8)) as? [String: Any])
    }
  }

  /// The folder in which a run happens.
  let folder: URL

  /// A program in a fresh folder.
  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("lineage-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// Removes the folder.
  func clean() {
    try? FileManager.default.removeItem(at: folder)
  }

  /// The binary that was built along with this test.
  static var binary: URL? {
    // The test runner is either the test bundle itself, or a helper of the toolchain that was given its path.
    let bundle = CommandLine.arguments.first { $0.contains(".xctest") }.map { URL(fileURLWithPath: $0) }
    return (bundle ?? Bundle.main.executableURL)?.deletingLastPathComponent().appendingPathComponent(
      "lineage")
  }

  @discardableResult
  func run(_ arguments: [String], input: Data? = nil, environment: [String: String] = [:]) throws -> Outcome {
    let process = Process()
    process.executableURL = Self.binary
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    // Files, not pipes: a pipe that nobody drains would stop the program.
    let (out, err) = (folder.appendingPathComponent(".out"), folder.appendingPathComponent(".err"))
    for file in [out, err] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
    process.standardOutput = try FileHandle(forWritingTo: out)
    process.standardError = try FileHandle(forWritingTo: err)
    let stdin = folder.appendingPathComponent(".in")
    try (input ?? Data()).write(to: stdin)
    process.standardInput = try FileHandle(forReadingFrom: stdin)
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
      out: try String(contentsOf: out, encoding: .utf8), err: try String(contentsOf: err, encoding: .utf8))
  }

  /// Writes a file into the folder.
  func write(_ text: String, to name: String) throws {
    let url = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  /// The bytes of every file below a folder, by relative path.
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
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      ![".in", ".out", ".err"].contains($0)
    }
    .sorted()
  }
}

/// The top of the working tree.
let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()
