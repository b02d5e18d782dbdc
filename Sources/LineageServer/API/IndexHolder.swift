import Foundation
import LineageStore
import Synchronization

/// The index that answers now. A newer one takes its place in one step; whoever holds the former goes on with it.
final class IndexHolder: Sendable {
  let path: String
  private let connections: Int
  private let cacheLimit: Int
  private let state = Mutex(State())

  private struct State {
    var index: ServedIndex?
    /// A file that could not be opened is not tried again until it changes.
    var refused: FileIdentity?
    var swaps = 0
    var failures = 0
  }

  /// What a look at the file found.
  enum Change: Sendable {
    case none
    case opened(ServedIndex)
    case failed(String)
  }

  init(path: String, connections: Int, cacheLimit: Int) {
    (self.path, self.connections, self.cacheLimit) = (path, connections, cacheLimit)
  }

  /// The index to answer from; nil as long as there is none.
  var current: ServedIndex? { state.withLock { $0.index } }

  /// How often a newer index took over, and how often one could not be opened.
  var counts: (swaps: Int, failures: Int) { state.withLock { ($0.swaps, $0.failures) } }

  /// Opens the catalog.
  ///
  /// - Throws: ``StoreError``.
  func open() throws {
    let index = try ServedIndex(path: path, connections: connections, cacheLimit: cacheLimit)
    state.withLock { $0.index = index }
  }

  /// Looks whether another file is there, and opens it. One that is missing or cannot be opened changes nothing: what
  /// was open goes on answering. Called by one task only.
  func refresh() -> Change {
    guard let now = FileIdentity(path: path) else { return .none }
    let (known, refused) = state.withLock { ($0.index?.identity, $0.refused) }
    guard now != known, now != refused else { return .none }
    do {
      let index = try ServedIndex(path: path, connections: connections, cacheLimit: cacheLimit)
      state.withLock { state in
        if state.index != nil { state.swaps += 1 }
        (state.index, state.refused) = (index, nil)
      }
      return .opened(index)
    } catch {
      state.withLock { state in
        state.refused = now
        state.failures += 1
      }
      return .failed("\(error)")
    }
  }
}
