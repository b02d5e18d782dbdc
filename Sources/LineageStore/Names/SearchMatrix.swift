import LineageCore

/// Which blocks of a segment hold which trigram, while they are collected: a bit for each.
///
/// 12 MB, or less for few names. The 64 blocks of a word stand side by side for all trigrams, because the names of one
/// block after the other are entered.
struct SearchMatrix: ~Copyable {
  private let words: UnsafeMutablePointer<UInt64>
  private let planes: Int
  private let classes = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
  private let blob = UnsafeMutablePointer<UInt8>.allocate(capacity: SearchBlocks.bitmapSize)

  /// An empty matrix for segments of catalogs with so many names.
  init(nameCount: Int) {
    let blocks = min(SearchBlocks.blocksPerSegment, nameCount / SearchBlocks.modelsPerBlock + 1)
    planes = (blocks + 63) / 64
    words = .allocate(capacity: planes * Trigram.count)
    words.initialize(repeating: 0, count: planes * Trigram.count)
    for (byte, number) in Trigram.classes.enumerated() { classes[byte] = number }
  }

  deinit {
    words.deallocate()
    classes.deallocate()
    blob.deallocate()
  }

  /// Enters the names of a block: name `i` is `bytes[ends[i - 1]..<ends[i]]`.
  func add(
    _ names: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>, _ ends: UnsafeBufferPointer<UInt32>, block: Int
  ) {
    let none = UnsafeRawBufferPointer(start: nil, count: 0)
    var last = none
    var start = names.lowerBound == 0 ? 0 : Int(ends[names.lowerBound - 1])
    for number in names {
      let end = Int(ends[number])
      let name = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[start..<end])
      // Neighbours often have one owner: what they share is entered already.
      if enter(name, from: Self.commonPrefix(last, name), block: block) {
        last = name
      } else {
        // Letters beyond ASCII change with their case.
        let folded = Array(ModelID.folded(String(decoding: name, as: UTF8.self)).utf8)
        _ = folded.withUnsafeBytes { enter($0, from: 0, block: block) }
        last = none
      }
      start = end
    }
  }

  /// Enters the trigrams that end at or behind a place; false if a letter there is beyond ASCII.
  private func enter(_ name: UnsafeRawBufferPointer, from place: Int, block: Int) -> Bool {
    let plane = words + (block >> 6) * Trigram.count
    let bit: UInt64 = 1 << UInt64(block & 63)
    // A name is longer than a multiple of eight, if that much of it is shared.
    let start = max(1, place)
    var one = start > 1 ? classes[Int(name[start - 2])] : classes[Int(UInt8(ascii: "/"))]
    var two = classes[Int(name[start - 1])]
    var all = place == 0 ? name[0] : 0
    for i in start..<max(start, name.count) {
      let byte = name[i]
      let three = classes[Int(byte)]
      plane[Trigram.number(one, two, three)] |= bit
      (one, two) = (two, three)
      all |= byte
    }
    return all < 0x80
  }

  /// How many first bytes are the same, rounded down to a multiple of eight.
  private static func commonPrefix(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Int {
    var length = 0
    while length + 8 <= min(a.count, b.count),
      a.loadUnaligned(fromByteOffset: length, as: UInt64.self)
        == b.loadUnaligned(fromByteOffset: length, as: UInt64.self)
    { length += 8 }
    return length
  }

  /// Lends a blob for every trigram that occurs, and empties the matrix.
  mutating func drain(_ body: (_ trigram: Int, _ blob: UnsafeRawBufferPointer) throws -> Void) rethrows {
    for trigram in 0..<Trigram.count {
      var count = 0
      for plane in 0..<planes { count += words[plane * Trigram.count + trigram].nonzeroBitCount }
      guard count > 0 else { continue }
      try body(trigram, UnsafeRawBufferPointer(start: blob, count: encode(trigram, count)))
      for plane in 0..<planes { words[plane * Trigram.count + trigram] = 0 }
    }
  }

  /// Size of the blob.
  private func encode(_ trigram: Int, _ count: Int) -> Int {
    guard count < SearchBlocks.bitmapSize, let size = encodeGaps(trigram) else {
      for plane in 0..<SearchBlocks.wordsPerSegment {
        let word = plane < planes ? words[plane * Trigram.count + trigram] : 0
        UnsafeMutableRawPointer(blob).storeBytes(
          of: word.littleEndian, toByteOffset: 8 * plane, as: UInt64.self)
      }
      return SearchBlocks.bitmapSize
    }
    return size
  }

  /// Nil if a bit for every block is not longer.
  private func encodeGaps(_ trigram: Int) -> Int? {
    var (size, last) = (0, -1)
    for plane in 0..<planes {
      var word = words[plane * Trigram.count + trigram]
      while word != 0 {
        let block = plane << 6 | word.trailingZeroBitCount
        word &= word - 1
        let gap = block - last - 1
        last = block
        guard size + 2 < SearchBlocks.bitmapSize else { return nil }
        if gap < 0x80 {
          blob[size] = UInt8(truncatingIfNeeded: gap)
          size += 1
        } else {
          blob[size] = UInt8(truncatingIfNeeded: gap & 0x7F | 0x80)
          blob[size + 1] = UInt8(truncatingIfNeeded: gap >> 7)
          size += 2
        }
      }
    }
    return size
  }
}
