import GRDB
import LineageCore

/// The names of a catalog in memory, in the order in which a search lists them: for a program that answers many.
///
/// Names with most descendants first, then by name; so the first matches are the answer, and a search ends with them. Blocks
/// of trigrams lead past most names, as on the disk (``SearchBlocks``), but count in this order.
///
/// About 55 bytes a name.
public struct NameIndex: Sendable {
  /// By place.
  private var rows: [UInt32] = []
  /// Of the first places; the others have none.
  private var descendants: [UInt32] = []
  /// Name `i` is `bytes[ends[i - 1]..<ends[i]]`.
  private var bytes: [UInt8] = []
  private var ends: [UInt32] = []
  /// The blobs of all segments, and by segment and trigram where they end.
  private var blobs: [UInt8] = []
  private var blobEnds: [UInt32] = []

  /// Reads the names, whatever order they stand in.
  ///
  /// - Complexity: O(bytes of the names), and O(names log names) comparisons.
  init(_ database: Database) throws {
    try readDerived(database)
    try readOthers(database)
    enterBlocks()
  }

  /// How many names there are.
  var count: Int { rows.count }

  private mutating func readDerived(_ database: Database) throws {
    var ranked = try TableReader(database, .mostDerived)
    try ranked.forEachRow(in: 0..<Int(UInt32.max)) { _, record in
      record.skipNull()
      let name = record.text()
      let (model, count) = (record.integer() ?? -1, record.integer() ?? -1)
      guard record.isWhole, let row = UInt32(exactly: model), let count = UInt32(exactly: count) else {
        throw TableReader.Damage()
      }
      try add(name, row)
      descendants.append(count)
      return true
    }
  }

  private mutating func readOthers(_ database: Database) throws {
    var all = NameList()
    var models = try TableReader(database, .models)
    try models.forEachRow(in: 0..<Int(UInt32.max)) { row, record in
      record.skipNull()
      let name = record.text()
      guard record.isWhole, row == all.count else { throw TableReader.Damage() }
      try all.add(name)
      return true
    }
    var isLeft = [Bool](repeating: true, count: all.count)
    for row in rows {
      guard Int(row) < all.count, isLeft[Int(row)] else { throw TableReader.Damage() }
      isLeft[Int(row)] = false
    }
    try all.forEachInOrder(of: isLeft.indices.filter { isLeft[$0] }) { try add($1, UInt32($0)) }
  }

  private mutating func add(_ name: UnsafeRawBufferPointer, _ row: UInt32) throws {
    bytes.append(contentsOf: name)
    guard let end = UInt32(exactly: bytes.count), !name.isEmpty else { throw TableReader.Damage() }
    ends.append(end)
    rows.append(row)
  }

  private mutating func enterBlocks() {
    var matrix = SearchMatrix(nameCount: count)
    for segment in 0..<SearchBlocks.segmentCount(count) {
      bytes.withUnsafeBufferPointer { bytes in
        ends.withUnsafeBufferPointer { ends in
          for block in 0..<SearchBlocks.blocksPerSegment {
            let start = segment * SearchBlocks.modelsPerSegment + block * SearchBlocks.modelsPerBlock
            guard start < ends.count else { break }
            matrix.add(
              start..<min(ends.count, start + SearchBlocks.modelsPerBlock), of: bytes, ends, block: block)
          }
        }
      }
      let first = segment * Trigram.count
      blobEnds.reserveCapacity(first + Trigram.count)
      matrix.drain { trigram, blob in
        while blobEnds.count < first + trigram { blobEnds.append(UInt32(blobs.count)) }
        blobs.append(contentsOf: blob)
        blobEnds.append(UInt32(blobs.count))
      }
      while blobEnds.count < first + Trigram.count { blobEnds.append(UInt32(blobs.count)) }
    }
  }

  /// A name that was found.
  struct Match {
    let row: ModelRow
    let name: String
    let descendants: Int
  }

  /// The first names that hold all the fragments.
  ///
  /// - Complexity: that of the blocks that may hold them, up to the last that is wanted; of fragments with fewer than
  ///   three bytes, that of the names.
  func matches(_ fragments: [FoldedFragment], limit: Int) -> [Match] {
    guard limit > 0 else { return [] }
    let trigrams = fragments.flatMap { Trigram.all(in: $0.bytes) }
    var matches: [Match] = []
    var (words, others) = (
      [UInt64](repeating: 0, count: SearchBlocks.wordsPerSegment),
      [UInt64](repeating: 0, count: SearchBlocks.wordsPerSegment)
    )
    for segment in 0..<SearchBlocks.segmentCount(count) {
      guard readBlocks(trigrams, segment, &words, &others) else { continue }
      for (number, word) in words.enumerated() {
        var left = word
        while left != 0 {
          let block = number << 6 | left.trailingZeroBitCount
          left &= left - 1
          let start = segment * SearchBlocks.modelsPerSegment + block * SearchBlocks.modelsPerBlock
          // Without trigrams every block of the last segment counts, also those behind the last name.
          guard start < count else { return matches }
          look(start..<min(count, start + SearchBlocks.modelsPerBlock), fragments, limit, &matches)
          if matches.count == limit { return matches }
        }
      }
    }
    return matches
  }

  /// The blocks of a segment that have all the trigrams; false if there is none.
  private func readBlocks(
    _ trigrams: [Int], _ segment: Int, _ words: inout [UInt64], _ others: inout [UInt64]
  ) -> Bool {
    for i in words.indices { words[i] = .max }
    var isAny = true
    for trigram in trigrams {
      let slot = segment * Trigram.count + trigram
      let start = slot == 0 ? 0 : Int(blobEnds[slot - 1])
      let isRead = blobs.withUnsafeBytes {
        SearchBlocks.read(UnsafeRawBufferPointer(rebasing: $0[start..<Int(blobEnds[slot])]), into: &others)
      }
      guard isRead else { return false }
      var left: UInt64 = 0
      for i in words.indices {
        words[i] &= others[i]
        left |= words[i]
      }
      isAny = left != 0
      if !isAny { break }
    }
    return isAny
  }

  private func look(
    _ places: Range<Int>, _ fragments: [FoldedFragment], _ limit: Int, _ matches: inout [Match]
  ) {
    bytes.withUnsafeBytes { bytes in
      var start = places.lowerBound == 0 ? 0 : Int(ends[places.lowerBound - 1])
      for place in places where matches.count < limit {
        let name = UnsafeRawBufferPointer(rebasing: bytes[start..<Int(ends[place])])
        start = Int(ends[place])
        guard fragments.allSatisfy({ $0.occurs(in: name) }) else { continue }
        matches.append(
          Match(
            row: ModelRow(rawValue: rows[place]), name: String(decoding: name, as: UTF8.self),
            descendants: place < descendants.count ? Int(descendants[place]) : 0))
      }
    }
  }
}

/// Names by number, one behind the other.
private struct NameList {
  private var bytes: [UInt8] = []
  private var ends: [UInt32] = [0]

  var count: Int { ends.count - 1 }

  mutating func add(_ name: UnsafeRawBufferPointer) throws {
    bytes.append(contentsOf: name)
    guard let end = UInt32(exactly: bytes.count) else { throw TableReader.Damage() }
    ends.append(end)
  }

  /// Goes through some of the names in byte order.
  ///
  /// - Complexity: O(n log n) comparisons, most of them of the first eight bytes.
  func forEachInOrder(
    of numbers: [Int], _ body: (_ number: Int, _ name: UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    try bytes.withUnsafeBytes { bytes in
      func name(_ number: UInt32) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: bytes[Int(ends[Int(number)])..<Int(ends[Int(number) + 1])])
      }
      var keyed = numbers.map { number in
        let first = name(UInt32(number)).prefix(8)
        let key = first.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } << UInt64(8 * (8 - first.count))
        return (key: key, number: UInt32(number))
      }
      keyed.sort { $0.key == $1.key ? Self.precedes(name($0.number), name($1.number)) : $0.key < $1.key }
      for (_, number) in keyed { try body(Int(number), name(number)) }
    }
  }

  /// In byte order.
  private static func precedes(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
    let shared = min(a.count, b.count)
    var i = 0
    while i + 8 <= shared {
      let one = UInt64(bigEndian: a.loadUnaligned(fromByteOffset: i, as: UInt64.self))
      let other = UInt64(bigEndian: b.loadUnaligned(fromByteOffset: i, as: UInt64.self))
      if one != other { return one < other }
      i += 8
    }
    while i < shared {
      if a[i] != b[i] { return a[i] < b[i] }
      i += 1
    }
    return a.count < b.count
  }
}
