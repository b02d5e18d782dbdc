import Synchronization

/// The displaced models of an open catalog (``NameOrder``), for searches that come one after the other.
final class DisplacedModels: Sendable {
  /// The models by name, and for every model of the catalog whether it is in its place.
  typealias Value = (models: [UInt32], isInPlace: [Bool])

  private let known = Mutex<Value?>(nil)

  /// What was read before, or is read now.
  func value(_ read: () throws -> Value) rethrows -> Value {
    if let value = known.withLock({ $0 }) { return value }
    let value = try read()
    known.withLock { $0 = value }
    return value
  }
}
