import Foundation

/// Holds threads back until it is opened; for good.
final class Gate: @unchecked Sendable {
  private let condition = NSCondition()
  private var opened = false

  var isOpen: Bool {
    condition.lock()
    defer { condition.unlock() }
    return opened
  }

  func open() {
    condition.lock()
    opened = true
    condition.broadcast()
    condition.unlock()
  }

  func wait() {
    condition.lock()
    while !opened { condition.wait() }
    condition.unlock()
  }
}

/// Counts from any thread.
final class Counter: @unchecked Sendable {
  private let lock = NSLock()
  private var count = 0

  var value: Int { lock.withLock { count } }

  func add() { lock.withLock { count += 1 } }
}
