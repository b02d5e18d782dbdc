import Dispatch
import Foundation
import LineageStore
import Synchronization

/// Writes a build's catalog beside the rest of the build: one step after the other, on a thread of its own.
final class CatalogLane: Sendable {
  private let draft: CatalogDraft
  private let queue = DispatchQueue(label: "lineage.catalog", qos: .userInitiated)
  private let state = Mutex(State())

  private struct State {
    var parts: [Phase] = []
    var failure: (any Error)?
  }

  /// Makes the file.
  ///
  /// - Throws: What ``CatalogDraft/init(path:)`` throws.
  init(path: String) throws { draft = try CatalogDraft(path: path) }

  /// Has a step done when those before it are; after a failure none is.
  func add(_ name: String, _ step: @escaping @Sendable (CatalogDraft) throws -> Void) {
    queue.async { [self] in
      guard state.withLock({ $0.failure == nil }) else { return }
      let meter = ProcessMeter.system
      var failure: (any Error)?
      do { try step(draft) } catch { failure = error }
      // Other threads work meanwhile: what the process used is not what this step used.
      let part = Phase(name: name, seconds: meter.seconds(), cpuSeconds: nil, peakBytes: meter.peakBytes())
      state.withLock { [failure] state in
        state.parts.append(part)
        state.failure = failure
      }
    }
  }

  /// Waits for all steps: what each took.
  ///
  /// - Throws: The first failure.
  @discardableResult
  func wait() throws -> [Phase] {
    queue.sync {}
    return try state.withLock { state in
      if let failure = state.failure { throw failure }
      return state.parts
    }
  }
}
