import Foundation
import Testing

/// The import table of ARCHITECTURE.md: who may use whom. SwiftPM does not enforce it, so this does.
@Suite struct LayeringTests {
  private static let allowed: [String: Set<String>] = [
    "LineageGraph": [],
    "LineageCore": ["LineageGraph", "FoundationEssentials", "Synchronization"],
    "LineageSnapshot": [
      "LineageCore", "CFastJSON", "CZlib", "CZstd", "Yams", "CYaml", "FoundationEssentials", "Glibc", "Musl",
      "Darwin", "Dispatch", "Synchronization",
    ],
    "LineageStore": [
      "LineageCore", "LineageGraph", "CFiles", "GRDB", "GRDBSQLite", "Foundation", "Synchronization",
    ],
    "LineageSite": ["LineageCore", "CGraphviz", "COpenSSL", "Mustache", "Foundation", "Synchronization"],
    "LineageServer": [
      "LineageCore", "LineageStore", "COpenSSL", "Foundation", "Synchronization", "Hummingbird",
      "HummingbirdCore", "HTTPTypes", "Logging", "NIOCore", "NIOPosix", "ServiceLifecycle", "UnixSignals",
    ],
    "LineageHub": ["LineageCore", "Foundation", "FoundationNetworking", "Synchronization"],
    "LineageCommands": [
      "LineageCore", "LineageGraph", "LineageSnapshot", "LineageStore", "LineageSite", "LineageHub",
      "LineageServer", "CEmbedded",
      "CFiles",
      "COpenSSL",
      "ArgumentParser", "Foundation", "Dispatch", "Synchronization",
    ],
    "lineage": ["LineageCommands", "Foundation"],
  ]

  @Test(arguments: allowed.keys.sorted())
  func importsOnlyWhatItsRowNames(target: String) throws {
    let files = Repository.files(below: "Sources/" + target, withExtension: "swift")
    try #require(!files.isEmpty, "the table names a target without files")
    let allowed = try #require(Self.allowed[target])
    for file in files {
      for module in Self.imports(try Repository.text(file)) {
        #expect(allowed.contains(module), "\(file) imports \(module)")
      }
    }
  }

  @Test func hasARowForEverySwiftTarget() throws {
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: Repository.root.appendingPathComponent("Sources").path)
    let swift = folders.filter { !Repository.files(below: "Sources/" + $0, withExtension: "swift").isEmpty }
    #expect(Set(swift) == Set(Self.allowed.keys))
  }

  @Test func modelNamesNothingFromTheFoldersAboveIt() throws {
    let above = [
      "LineageIndex", "RecordTable", "Normaliser", "Ancestry", "ShareDefinition", "IndexedSnapshot",
    ]
    for file in Repository.files(below: "Sources/LineageCore/Model", withExtension: "swift") {
      let code = Self.withoutComments(try Repository.text(file))
      for name in above { #expect(!code.contains(name), "\(file) names \(name)") }
    }
  }

  @Test func ingestNeverMentionsTheIndex() throws {
    for file in Repository.files(below: "Sources/LineageCore/Ingest", withExtension: "swift") {
      #expect(!Self.withoutComments(try Repository.text(file)).contains("LineageIndex"), "\(file)")
    }
  }

  static func imports(_ text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ").filter {
        !$0.hasPrefix("@") && $0 != "public" && $0 != "package"
      }
      guard words.first == "import", words.count >= 2 else { return nil }
      let name = words.count > 2 ? words[2] : words[1]
      return String(name.prefix { $0 != "." })
    }
  }

  private static func withoutComments(_ text: String) -> String {
    text.split(separator: "\n").filter { !$0.drop(while: { $0 == " " }).hasPrefix("//") }.joined(
      separator: "\n")
  }
}
