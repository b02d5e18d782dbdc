import Synchronization

/// Runs independent pieces of work, perhaps at the same time. Core has no threads of its own: whoever calls it says
/// how. The outcome never depends on it.
public struct Workers: Sendable {
  /// How many pieces are worth having.
  public let count: Int
  /// Calls its body once for each number below `pieces`, in any order, and returns when all are done.
  public let run: @Sendable (_ pieces: Int, _ body: @Sendable (Int) -> Void) -> Void

  /// `run` calls its body once for each number below `pieces`, in any order, and returns when all are done.
  public init(count: Int, run: @escaping @Sendable (_ pieces: Int, _ body: @Sendable (Int) -> Void) -> Void) {
    (self.count, self.run) = (max(1, count), run)
  }

  /// One piece after the other.
  public static let one = Workers(count: 1) { pieces, body in
    for piece in 0..<pieces { body(piece) }
  }

  /// The results of the pieces, in their order.
  func map<Result: Sendable>(_ pieces: Int, _ body: @Sendable (Int) -> Result) -> [Result] {
    let results = Mutex([Result?](repeating: nil, count: pieces))
    run(pieces) { piece in
      let result = body(piece)
      results.withLock { $0[piece] = result }
    }
    return results.withLock { $0.compactMap { $0 } }
  }

  /// The results for equal parts of a range, in order; as many parts as there are workers.
  func mapParts<Result: Sendable>(of range: Range<Int>, _ body: @Sendable (Range<Int>) -> Result) -> [Result]
  {
    let parts = max(1, min(count, range.count))
    return map(parts) { part in
      let size = range.count
      return body((range.lowerBound + size * part / parts)..<(range.lowerBound + size * (part + 1) / parts))
    }
  }

  /// An array of which each worker fills one part, without a copy: `fill` writes the elements of a range in order.
  func fill<Element: BitwiseCopyable & Sendable>(
    _ count: Int, _ fill: @Sendable (_ part: Range<Int>, _ write: (Int, Element) -> Void) -> Void
  ) -> [Element] {
    [Element](unsafeUninitializedCapacity: count) { buffer, filled in
      // Every element is written by exactly one worker, and all are done when run returns.
      nonisolated(unsafe) let target = buffer
      let parts = max(1, min(self.count, count))
      run(parts) { part in
        fill((count * part / parts)..<(count * (part + 1) / parts)) {
          target.initializeElement(at: $0, to: $1)
        }
      }
      filled = count
    }
  }
}
