import Foundation
import LineageTestSupport
import Testing

/// Nothing but the site's own files leaves the machine.
@Suite struct EscapeTests {
  private static let secret = "the secret beside the site"

  private static func fill(_ folder: URL) throws {
    try folder.write("<title>site</title>", to: "index.html")
    try folder.write("inside", to: "in/file.txt")
    try folder.write(secret, to: ".hidden")
    try folder.write(secret, to: ".git/config")
    try folder.write(secret, to: "in/.env")
    try folder.write(secret, to: "lineage.db.bak")
    try folder.write(secret, to: "in/LINEAGE.DB-wal")
    try folder.writeCatalog("a/b mit")
    let outside = folder.deletingLastPathComponent().appendingPathComponent(
      "outside-" + folder.lastPathComponent)
    try FileManager.default.createDirectory(at: outside, withIntermediateDirectories: true)
    try outside.write(secret, to: "secret.txt")
    try outside.write(secret, to: "index.html")
    let files = FileManager.default
    for (name, target) in [
      ("out", outside.path), ("out.txt", outside.path + "/secret.txt"), ("top", "/"), ("up", ".."),
      ("tohidden", ".hidden"), ("todb", "lineage.db"), ("within.txt", "in/file.txt"), ("within", "in"),
    ] {
      try files.createSymbolicLink(
        atPath: folder.path + "/" + name, withDestinationPath: target)
    }
    try files.linkItem(atPath: folder.path + "/lineage.db", toPath: folder.path + "/data.bin")
    mkfifo(folder.path + "/pipe", 0o644)
  }

  private static func clean(_ folder: URL) {
    try? FileManager.default.removeItem(
      at: folder.deletingLastPathComponent().appendingPathComponent("outside-" + folder.lastPathComponent))
  }

  @Test func servesNothingFromOutside() async throws {
    try await serving(fill: Self.fill) { server in
      defer { Self.clean(server.folder) }
      let name = "outside-" + server.folder.lastPathComponent
      for path in [
        "/../\(name)/secret.txt", "/in/../../\(name)/secret.txt", "/%2e%2e/\(name)/secret.txt",
        "/%2E%2E%2F\(name)%2Fsecret.txt", "/..%2f\(name)/secret.txt", "/in/..%5c..%5c\(name)%5csecret.txt",
        "/..\\\(name)\\secret.txt", "//\(server.folder.path)/../\(name)/secret.txt",
        "/./../\(name)/secret.txt",
        "/%252e%252e/\(name)/secret.txt", "/out/secret.txt", "/out", "/out/", "/out.txt", "/top/etc/passwd",
        "/up/\(name)/secret.txt", "/in%00/../../\(name)/secret.txt", "/in/file.txt%00.html",
        "/%c0%ae%c0%ae/\(name)",
        "http://localhost/../\(name)/secret.txt",
      ] {
        let answer = try await server.ask(path)
        #expect([400, 404].contains(answer.status), "\(path) gave \(answer.status)")
        #expect(!answer.text.contains(Self.secret), "\(path)")
      }
    }
  }

  @Test func servesNeitherHiddenFilesNorTheCatalog() async throws {
    try await serving(fill: Self.fill) { server in
      defer { Self.clean(server.folder) }
      for path in [
        "/.hidden", "/%2ehidden", "/.git/config", "/in/.env", "/lineage.db", "/LINEAGE.db", "/lineage%2edb",
        "/lineage.db.bak", "/in/LINEAGE.DB-wal", "/tohidden", "/todb", "/data.bin", "/pipe", "/in//file.txt",
        "/in/%zz", "/in/%f", "/in/%ff",
      ] {
        let answer = try await server.ask(path)
        #expect(answer.status == 404, "\(path)")
        #expect(!answer.text.contains(Self.secret), "\(path)")
        #expect(!answer.text.contains("SQLite"), "\(path)")
      }
    }
  }

  @Test func followsALinkThatStaysInside() async throws {
    try await serving(fill: Self.fill) { server in
      defer { Self.clean(server.folder) }
      let answer1 = try await server.ask("/within.txt")
      #expect(answer1.text == "inside")
      let answer2 = try await server.ask("/within/file.txt")
      #expect(answer2.text == "inside")
    }
  }
}
