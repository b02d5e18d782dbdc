/// How many bytes must be inserted, removed or replaced to make one text from another, up to a limit.
///
/// Ukkonen's band around the diagonal of the Wagner-Fischer table. Nil if it takes more than `limit` edits.
///
/// - Complexity: O(limit * shorter length) time.
public func editDistance(_ a: [UInt8], _ b: [UInt8], limit: Int) -> Int? {
  guard limit >= 0, abs(a.count - b.count) <= limit else { return nil }
  guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
  let beyond = limit + 1
  var previous = (0...b.count).map { min($0, beyond) }
  var current = [Int](repeating: beyond, count: b.count + 1)
  for i in 1...a.count {
    let first = max(1, i - limit)
    let last = min(b.count, i + limit)
    guard first <= last else { return nil }
    current[first - 1] = first == 1 ? min(i, beyond) : beyond
    var best = current[first - 1]
    for j in first...last {
      let substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
      let removal = previous[j] + 1
      let insertion = current[j - 1] + 1
      current[j] = min(beyond, substitution, removal, insertion)
      best = min(best, current[j])
    }
    if last < b.count { current[last + 1] = beyond }
    if best > limit { return nil }
    swap(&previous, &current)
  }
  return previous[b.count] <= limit ? previous[b.count] : nil
}
