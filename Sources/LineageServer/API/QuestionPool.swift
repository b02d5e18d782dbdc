import NIOPosix
import Synchronization

/// Threads that answer questions: so many at once, so many waiting, each within its time.
///
/// Reading a catalog blocks, and must not hold up the threads that talk to clients.
final class QuestionPool: Sendable {
  private let threads: NIOThreadPool
  private let capacity: Int
  private let limit: Duration
  private let state = Mutex(State())

  private struct State {
    var taken = 0
    var last = 0
    var waiting: [Int: Waiter] = [:]
  }

  private struct Waiter {
    let deadline: ContinuousClock.Instant
    let continuation: CheckedContinuation<Answer, any Error>
  }

  /// - Parameters:
  ///   - threads: Questions at work at once.
  ///   - waiting: Questions that may wait for a thread; more are turned away.
  ///   - limit: After so long a question is given up, waiting or at work.
  init(threads: Int, waiting: Int, limit: Duration) {
    (capacity, self.limit) = (threads + waiting, limit)
    self.threads = NIOThreadPool(numberOfThreads: threads)
    self.threads.start()
  }

  func stop() { threads.shutdownGracefully { _ in } }

  /// Runs a body on one of the threads.
  ///
  /// A body that began goes on behind a question that was given up: its answer may be kept by then, when it is asked
  /// again.
  /// - Throws: ``Problem/busy``, a ``Problem`` with status 503 when the time is over, or what the body throws.
  func run(_ body: @escaping @Sendable () throws -> Answer) async throws -> Answer {
    let number = state.withLock { state in
      state.last += 1
      return state.last
    }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { start(number, $0, body) }
    } onCancel: {
      giveUp(number)
    }
  }

  private func start(
    _ number: Int, _ continuation: CheckedContinuation<Answer, any Error>,
    _ body: @escaping @Sendable () throws -> Answer
  ) {
    let isTaken = state.withLock { state in
      guard state.taken < capacity else { return false }
      state.taken += 1
      state.waiting[number] = Waiter(deadline: .now + limit, continuation: continuation)
      return true
    }
    guard isTaken else { return continuation.resume(throwing: Problem.busy) }
    // It may have been called off before it was known here.
    if Task.isCancelled { giveUp(number) }
    threads.submit { _ in
      let isWanted = self.state.withLock { $0.waiting[number] != nil }
      let answer = isWanted ? Result { try body() } : .failure(Problem.busy)
      let waiter = self.state.withLock { state in
        state.taken -= 1
        return state.waiting.removeValue(forKey: number)
      }
      waiter?.continuation.resume(with: answer)
    }
  }

  /// Whoever asked is gone, or the server stops.
  private func giveUp(_ number: Int) {
    let waiter = state.withLock { $0.waiting.removeValue(forKey: number) }
    waiter?.continuation.resume(throwing: Problem.busy)
  }

  /// Gives up what has waited too long. Called every now and then by one task: a timer for each question would cost
  /// more than most answers.
  func giveUpLate() {
    let late = state.withLock { state -> [Waiter] in
      let now = ContinuousClock.now
      let numbers = state.waiting.filter { $0.value.deadline <= now }.map(\.key)
      return numbers.compactMap { state.waiting.removeValue(forKey: $0) }
    }
    for waiter in late {
      waiter.continuation.resume(
        throwing: Problem(
          503, "too-slow", "the answer takes longer than \(limit)",
          hint: "it may be ready when you ask again", retryAfter: 5))
    }
  }
}
