import LineageCore

/// Runs of consecutive models whose names ascend by bytes: nodes are numbered by their distance from the roots, then by
/// name, so that there are few.
///
/// The first matches of a run are the first by name, and nobody needs to look at the others.
struct NameRuns {
  /// The number of the first model of every run.
  let starts: [Int]

  /// The runs of some names. More than ``most`` are of no use: none then.
  init(_ names: TextTable) {
    starts = names.withArena { bytes, ends in
      var starts: [Int] = []
      var last = UnsafeRawBufferPointer(start: nil, count: 0)
      var start = 0
      for (number, end) in ends.enumerated() {
        let name = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[start..<Int(end)])
        if number == 0 || !Self.precedes(last, name) { starts.append(number) }
        if starts.count > Self.most { return [] }
        (last, start) = (name, Int(end))
      }
      return starts
    }
  }

  /// A search looks at the beginnings of so many runs in a few milliseconds.
  private static let most = 256

  private static func precedes(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
    let shared = min(a.count, b.count)
    var i = 0
    while i + 8 <= shared {
      let x = a.loadUnaligned(fromByteOffset: i, as: UInt64.self)
      let y = b.loadUnaligned(fromByteOffset: i, as: UInt64.self)
      if x != y { return UInt64(bigEndian: x) < UInt64(bigEndian: y) }
      i += 8
    }
    while i < shared, a[i] == b[i] { i += 1 }
    return i < shared ? a[i] < b[i] : a.count < b.count
  }
}
