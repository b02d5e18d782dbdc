/// Some of a catalog's blocks of consecutive models.
struct BlockSet {
  private var words: [UInt64]
  let modelCount: Int

  /// All blocks of so many models.
  init(allOf modelCount: Int) {
    let segments = SearchBlocks.segmentCount(modelCount)
    words = [UInt64](repeating: 0, count: segments * SearchBlocks.wordsPerSegment)
    self.modelCount = modelCount
    let blocks = (modelCount + SearchBlocks.modelsPerBlock - 1) / SearchBlocks.modelsPerBlock
    for i in 0..<blocks / 64 { words[i] = .max }
    if blocks % 64 > 0 { words[blocks / 64] = 1 << UInt64(blocks % 64) - 1 }
  }

  /// Whether a model is in one of the blocks.
  func contains(_ model: UInt32) -> Bool {
    let block = Int(model) / SearchBlocks.modelsPerBlock
    return Int(model) < modelCount && words[block >> 6] & 1 << UInt64(block & 63) != 0
  }

  /// Number of blocks.
  var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// Keeps the blocks of a segment that are in a set of its words too; false if none is left.
  mutating func keep(_ others: [UInt64], ofSegment segment: Int) -> Bool {
    var left: UInt64 = 0
    for (i, other) in others.enumerated() {
      words[segment * SearchBlocks.wordsPerSegment + i] &= other
      left |= words[segment * SearchBlocks.wordsPerSegment + i]
    }
    return left != 0
  }

  /// Drops all blocks of a segment.
  mutating func dropSegment(_ segment: Int) {
    let first = segment * SearchBlocks.wordsPerSegment
    for i in first..<first + SearchBlocks.wordsPerSegment { words[i] = 0 }
  }

  /// The numbers of the models in the blocks, as ranges that do not touch.
  var models: [Range<Int>] {
    var ranges: [Range<Int>] = []
    let size = SearchBlocks.modelsPerBlock
    for block in 0..<(modelCount + size - 1) / size {
      guard words[block >> 6] & 1 << UInt64(block & 63) != 0 else { continue }
      let range = block * size..<min((block + 1) * size, modelCount)
      if let last = ranges.last, last.upperBound == range.lowerBound {
        ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
      } else {
        ranges.append(range)
      }
    }
    return ranges
  }
}
