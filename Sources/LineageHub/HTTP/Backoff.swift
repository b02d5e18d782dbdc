/// Waiting that doubles with every attempt, with a part left to chance so that many clients do not return together.
struct Backoff: Sendable {
  /// Seconds before the second attempt.
  var first = 0.5
  /// Most seconds between two attempts.
  var longest = 60.0

  /// Seconds to wait after so many failures: between half of the doubled time and all of it.
  func seconds(after failures: Int, _ random: inout any RandomNumberGenerator) -> Double {
    let doubled = first * Double(1 << min(max(failures - 1, 0), 20))
    return min(longest, doubled) * Double.random(in: 0.5...1, using: &random)
  }
}
