import Synchronization

/// Something of an open catalog that is read when it is first asked for, and kept: the file does not change.
final class Kept<Value: Sendable>: Sendable {
  private let known = Mutex<Value?>(nil)

  /// What was read before, or is read now. Two that ask at once may both read.
  func value(_ read: () throws -> Value) rethrows -> Value {
    if let value = known.withLock({ $0 }) { return value }
    let value = try read()
    known.withLock { $0 = value }
    return value
  }
}
