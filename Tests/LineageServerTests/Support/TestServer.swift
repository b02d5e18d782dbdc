import Foundation
import LineageCore
import LineageServer
import LineageStore
import LineageTestSupport

/// A folder that is served over a real socket, in this process.
struct TestServer: Sendable {
  let folder: URL
  let server: SiteServer
  private let run: Task<Void, any Error>
  let port: Int

  /// Serves a fresh folder once it is filled.
  static func start(
    routes: [Route] = [], fill: (URL) throws -> Void = { _ in },
    change: (inout ServerSettings) -> Void = { _ in }
  ) async throws -> TestServer {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("served-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try fill(folder)
    var settings = ServerSettings(site: folder.path, catalog: folder.path + "/lineage.db")
    settings.port = 0
    settings.pollInterval = .milliseconds(20)
    change(&settings)
    let server = SiteServer(settings, routes: routes)
    let (ports, announce) = AsyncThrowingStream.makeStream(of: Int.self)
    let run = Task {
      do {
        try await server.run(signals: false) { announce.yield($0) }
        announce.finish()
      } catch {
        announce.finish(throwing: error)
        throw error
      }
    }
    for try await port in ports {
      return TestServer(folder: folder, server: server, run: run, port: port)
    }
    throw RawConnection.Failure(reason: "the server ended before it began")
  }

  /// Stops, waits for the end and removes the folder.
  func stop() async throws {
    await server.stop()
    try await run.value
    try FileManager.default.removeItem(at: folder)
  }

  /// One request on a connection of its own.
  func ask(
    _ target: String, method: String = "GET", _ fields: [String: String] = [:]
  ) async throws -> HTTPText {
    try await onThread { [port] in try RawConnection.ask(port, target, method: method, fields) }
  }

  /// Something on a connection.
  func connected<Result: Sendable>(
    _ body: @escaping @Sendable (RawConnection) throws -> Result
  ) async throws -> Result {
    try await onThread { [port] in try body(RawConnection(port: port)) }
  }
}

/// Serves while a body asks.
func serving(
  routes: [Route] = [], fill: (URL) throws -> Void = { _ in },
  change: (inout ServerSettings) -> Void = { _ in },
  _ body: (TestServer) async throws -> Void
) async throws {
  let server = try await TestServer.start(routes: routes, fill: fill, change: change)
  do {
    try await body(server)
  } catch {
    try? await server.stop()
    throw error
  }
  try await server.stop()
}

extension URL {
  /// Writes a file below the folder.
  func write(_ text: String, to name: String) throws {
    let file = appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// Writes a catalog of some models below the folder, in one step as a build does.
  func writeCatalog(_ models: String) throws {
    let made = appendingPathComponent(".made-" + UUID().uuidString)
    try Catalog.write(
      TextSnapshot.indexed(LicensedSnapshot.table(models)), to: made.path, toolVersion: "test",
      knowledgeVersion: "test")
    guard rename(made.path, appendingPathComponent("lineage.db").path) == 0 else {
      throw RawConnection.Failure(reason: "the catalog cannot be put in place")
    }
  }
}

/// A route that answers with the ids that a search finds, for tests of what lies around it.
let namesRoute = Route(
  "names", "/api/v1/names/{prefix}", "Names.",
  [
    Parameter("prefix", in: .path, .text(most: 40), "A fragment."),
    Parameter("limit", .integer(1...100), "At most.", fallback: "20"),
    Parameter("kinds", .words(["a", "b"]), "Kinds."), Parameter("day", .day, "A day."),
    Parameter("deep", .flag, "Whether.", fallback: "false"),
  ], keys: ["names"],
  handler: .lookUp { question, index in
    let hits = try index.withCatalog {
      try $0.search(question["prefix"] ?? "", limit: question.integer("limit"))
    }
    return Answer(["names": .strings(hits.map(\.id)), "limit": .integer(question.integer("limit"))])
  })
