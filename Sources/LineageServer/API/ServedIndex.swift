import Foundation
import LineageCore
import LineageStore
import Synchronization

/// One catalog as it was when it was opened: everything an answer takes from it is of one build.
///
/// Never changed; a newer build is another value. It is closed when the last answer from it is done.
public final class ServedIndex: Sendable {
  /// Changes with every build; strong tags are made of it.
  public let version: String
  /// What was noted when it was written.
  public let meta: CatalogMeta
  let identity: FileIdentity
  private let idle: Mutex<[Catalog]>
  private let indexes = Mutex<[Identity: LineageIndex]>([:])
  /// In memory soon after the start; until then, or if they cannot be read, searches go to the disk.
  private let names = Mutex<NameIndex?>(nil)
  let answers: AnswerCache

  /// Opens as many connections as there can be questions at once: a connection answers one at a time.
  ///
  /// - Throws: ``StoreError``.
  init(path: String, connections: Int, cacheLimit: Int) throws {
    var attempts = 0
    let reader: Catalog
    while true {
      guard let before = FileIdentity(path: path) else { throw StoreError.missing(path: path) }
      var catalogs = try (0...max(1, connections)).map { _ in try Catalog(path: path) }
      attempts += 1
      // A build that lands in between would give connections to two files.
      guard before == FileIdentity(path: path) || attempts > 20 else { continue }
      identity = before
      meta = catalogs[0].meta
      reader = catalogs.removeLast()
      idle = Mutex(catalogs)
      break
    }
    let parts = [
      meta.toolVersion, meta.knowledgeVersion, "\(identity.device)", "\(identity.number)", "\(identity.size)",
      "\(identity.modified)",
    ]
    version = String(ContentDigest.of(Array(parts.joined(separator: "\n").utf8)).prefix(16))
    answers = AnswerCache(limit: cacheLimit)
    Thread.detachNewThread { [weak self] in
      guard let names = try? reader.nameIndex() else { return }
      self?.names.withLock { $0 = names }
    }
  }

  /// Models by pieces of their names: see ``Catalog/search(_:limit:)``.
  public func search(_ text: String, limit: Int) throws -> [SearchHit] {
    let names = names.withLock { $0 }
    return try withCatalog { catalog in
      if let names { return try catalog.search(text, limit: limit, in: names) }
      return try catalog.search(text, limit: limit)
    }
  }

  /// Lends a connection to the catalog.
  ///
  /// - Throws: What the body throws; a ``Problem`` if all connections are lent.
  public func withCatalog<Result>(_ body: (Catalog) throws -> Result) throws -> Result {
    guard let catalog = idle.withLock({ $0.popLast() }) else { throw Problem.busy }
    defer { idle.withLock { $0.append(catalog) } }
    return try body(catalog)
  }

  /// One of the graphs, whole; read when it is first asked for and kept.
  ///
  /// - Complexity: the first time, that of ``Catalog/index(_:)``; others wait for it.
  public func index(_ identity: Identity) throws -> LineageIndex {
    try indexes.withLock { indexes in
      if let index = indexes[identity] { return index }
      let index = try withCatalog { try $0.index(identity) }
      indexes[identity] = index
      return index
    }
  }
}

/// Answers that were given, up to a number of bytes; they never change as long as the index does not.
final class AnswerCache: Sendable {
  private let state = Mutex(State())
  private let limit: Int

  private struct State {
    var newer: [String: Answer] = [:]
    var older: [String: Answer] = [:]
    var bytes = 0
  }

  /// - Parameter limit: In bytes.
  init(limit: Int) { self.limit = limit }

  subscript(_ key: String) -> Answer? {
    state.withLock { state in
      if let answer = state.newer[key] { return answer }
      guard let answer = state.older.removeValue(forKey: key) else { return nil }
      add(answer, key, to: &state)
      return answer
    }
  }

  func keep(_ answer: Answer, for key: String) { state.withLock { add(answer, key, to: &$0) } }

  /// Two generations: when the newer one fills half the room, the older one is let go. What is asked for again moves up.
  private func add(_ answer: Answer, _ key: String, to state: inout State) {
    let cost = answer.bytes.count + 2 * key.utf8.count + 200
    guard cost <= limit / 4, state.newer.updateValue(answer, forKey: key) == nil else { return }
    state.bytes += cost
    if state.bytes > limit / 2 { (state.older, state.newer, state.bytes) = (state.newer, [:], 0) }
  }
}
