import Foundation
import Testing

/// What a tree that is easy to read keeps to.
@Suite struct TreeTests {
  private static let sources = Repository.files(below: "Sources", withExtension: "swift")
  private static let tests = Repository.files(below: "Tests", withExtension: "swift")

  @Test func keepsSourceFilesShort() throws {
    let lengths = try Self.sources.map { try (file: $0, lines: Self.lines($0)) }.sorted {
      $0.lines < $1.lines
    }
    for (file, lines) in lengths { #expect(lines <= 600, "\(file) has \(lines) lines") }
    let ninth = lengths[lengths.count * 9 / 10]
    #expect(ninth.lines <= 350, "a tenth of the files is longer than \(ninth.lines) lines")
  }

  @Test(arguments: tests)
  func keepsTestFilesShort(file: String) throws {
    let lines = try Self.lines(file)
    #expect(lines <= 800, "\(file) has \(lines) lines")
  }

  @Test(arguments: sources)
  func leavesNothingUndone(file: String) throws {
    let text = try Repository.text(file)
    for mark in ["TO" + "DO", "FIX" + "ME", "XX" + "X", "try" + "!", "fatal" + "Error("] {
      #expect(!text.contains(mark), "\(file) has \(mark)")
    }
  }

  @Test func hasTheFoldersThatTheReadmeNames() {
    for name in [
      "Graphs/README.md", "Fixtures/README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md",
      "LICENSE",
    ] {
      #expect(
        FileManager.default.fileExists(atPath: Repository.root.appendingPathComponent(name).path), "\(name)")
    }
  }

  private static func lines(_ file: String) throws -> Int {
    try Repository.text(file).split(separator: "\n", omittingEmptySubsequences: false).count - 1
  }
}
