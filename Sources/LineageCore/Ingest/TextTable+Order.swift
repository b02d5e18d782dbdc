extension TextTable {
  /// Texts in byte order.
  ///
  /// The first sixteen bytes of each text travel with it, so that most comparisons touch no text. Each worker sorts
  /// a part, and the parts are merged.
  ///
  /// - Complexity: O(n log n) comparisons, 48 bytes a text.
  public func inByteOrder(_ texts: [TextID], workers: Workers = .one) -> [TextID] {
    var runs = workers.mapParts(of: texts.indices) { part in
      var keyed = texts[part].map { text in
        withBytes(of: text) { Keyed(high: Self.word($0, 0), low: Self.word($0, 8), text) }
      }
      keyed.sort { precedes($0, $1) }
      return keyed
    }
    while runs.count > 1 {
      let last = runs.removeLast()
      let first = runs.removeLast()
      runs.append(merged(first, last))
    }
    return runs.first?.map(\.text) ?? []
  }

  private func merged(_ a: [Keyed], _ b: [Keyed]) -> [Keyed] {
    var all: [Keyed] = []
    all.reserveCapacity(a.count + b.count)
    var (i, j) = (0, 0)
    while i < a.count && j < b.count {
      if precedes(b[j], a[i]) {
        all.append(b[j])
        j += 1
      } else {
        all.append(a[i])
        i += 1
      }
    }
    all += a[i...]
    all += b[j...]
    return all
  }

  private func precedes(_ a: Keyed, _ b: Keyed) -> Bool {
    if a.high != b.high { return a.high < b.high }
    if a.low != b.low { return a.low < b.low }
    return precedes(a.text, b.text)
  }

  private struct Keyed {
    let high: UInt64
    let low: UInt64
    let text: TextID

    init(high: UInt64, low: UInt64, _ text: TextID) { (self.high, self.low, self.text) = (high, low, text) }
  }

  /// Eight bytes as a number that compares as they do; missing ones are zero.
  private static func word(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> UInt64 {
    if start + 8 <= bytes.count {
      return UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
    }
    var word: UInt64 = 0
    for i in start..<start + 8 { word = word << 8 | (i < bytes.count ? UInt64(bytes[i]) : 0) }
    return word
  }
}
