import LineageCore

/// How names are found by their hash: a bucket holds all models whose names' hashes begin with the same bits.
///
/// The hash ignores letter case (``FoldedText/hash(_:)``), so that one blob serves every spelling. Entries are
/// 64-bit numbers, the least byte first: the hash above, the model's number below; by number. There are
/// 2^``bits`` buckets, about as many as there are blobs of a few kilobytes in all entries.
struct NameBuckets {
  /// How many bits of a hash are the number of its bucket.
  let bits: Int

  /// The buckets for so many names: up to 256 in each on average.
  init(nameCount: Int) {
    var bits = 0
    while nameCount >> bits > 256 { bits += 1 }
    self.bits = bits
  }

  /// Those of which the last has that number; nil if there can be no such.
  init?(last: Int) {
    guard 0..<(1 << 31) ~= last, (last + 1).nonzeroBitCount == 1 else { return nil }
    bits = last.nonzeroBitCount
  }

  /// Number of buckets.
  var count: Int { 1 << bits }

  /// The bucket of a hash.
  func bucket(_ hash: UInt32) -> Int { Int(hash >> UInt32(32 - bits)) }

  /// The models in a bucket whose names have that hash.
  static func rows(_ hash: UInt32, in entries: UnsafeRawBufferPointer) -> [ModelRow] {
    stride(from: 0, to: entries.count - 7, by: 8).compactMap { start in
      let entry = UInt64(littleEndian: entries.loadUnaligned(fromByteOffset: start, as: UInt64.self))
      guard UInt32(truncatingIfNeeded: entry >> 32) == hash else { return nil }
      return ModelRow(rawValue: UInt32(truncatingIfNeeded: entry))
    }
  }

  /// All entries, bucket by bucket, and where each bucket begins; one number more than there are buckets.
  ///
  /// - Complexity: O(names) time and space.
  func entries(of names: TextTable) -> (entries: [UInt64], starts: [Int]) {
    names.withHashes { hashes in
      var starts = [Int](repeating: 0, count: count + 1)
      for hash in hashes { starts[bucket(hash) + 1] += 1 }
      for bucket in 0..<count { starts[bucket + 1] += starts[bucket] }
      var places = starts
      var entries = [UInt64](repeating: 0, count: hashes.count)
      for (name, hash) in hashes.enumerated() {
        let bucket = bucket(hash)
        entries[places[bucket]] = (UInt64(hash) << 32 | UInt64(name)).littleEndian
        places[bucket] += 1
      }
      return (entries, starts)
    }
  }
}
