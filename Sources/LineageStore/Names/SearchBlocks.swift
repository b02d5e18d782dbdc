/// How names are found by a piece of them: which blocks of consecutive models hold a name with a trigram.
///
/// A row of `search_blocks` says it for one trigram and one segment of consecutive blocks; its number is made of both.
/// The blob is a bit for every block of the segment, or, where that is shorter, the distances between the blocks:
/// seven bits a byte, the least first, a set high bit where more follow.
enum SearchBlocks {
  /// Models of a block. Fewer find more exactly and take more room.
  static let modelsPerBlock = 64
  /// Blocks of a segment.
  static let blocksPerSegment = 2048
  static let modelsPerSegment = modelsPerBlock * blocksPerSegment
  /// Size of a blob that has a bit for every block.
  static let bitmapSize = blocksPerSegment / 8
  static let wordsPerSegment = blocksPerSegment / 64

  /// The number of a row.
  static func row(segment: Int, trigram: Int) -> Int { segment << 16 | trigram }

  /// Number of segments for so many models.
  static func segmentCount(_ models: Int) -> Int { (models + modelsPerSegment - 1) / modelsPerSegment }

  /// Reads a blob into the words of a segment; false if no blob is like that.
  static func read(_ blob: UnsafeRawBufferPointer, into words: inout [UInt64]) -> Bool {
    for i in words.indices { words[i] = 0 }
    if blob.count == bitmapSize {
      for i in words.indices {
        words[i] = UInt64(littleEndian: blob.loadUnaligned(fromByteOffset: 8 * i, as: UInt64.self))
      }
      return true
    }
    var block = -1
    var (gap, shift) = (0, 0)
    for byte in blob {
      gap |= Int(byte & 0x7F) << shift
      if byte >= 0x80, shift == 0 {
        shift = 7
        continue
      }
      block += gap + 1
      guard byte < 0x80, block < blocksPerSegment else { return false }
      words[block >> 6] |= 1 << UInt64(block & 63)
      (gap, shift) = (0, 0)
    }
    return shift == 0 && block >= 0
  }
}
