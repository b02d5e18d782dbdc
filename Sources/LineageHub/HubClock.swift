/// Time, as it is given to a crawl; in tests it need not pass.
public struct HubClock: Sendable {
  /// Seconds since some moment; never goes back.
  public let now: @Sendable () -> Double
  /// Seconds since 1970-01-01 as the calendar counts them, for dates in answers and checkpoints.
  public let wall: @Sendable () -> Double
  /// Waits for so many seconds.
  public let sleep: @Sendable (Double) async throws -> Void

  /// A clock made of its three hands.
  public init(
    now: @escaping @Sendable () -> Double, wall: @escaping @Sendable () -> Double,
    sleep: @escaping @Sendable (Double) async throws -> Void
  ) {
    (self.now, self.wall, self.sleep) = (now, wall, sleep)
  }
}
