import LineageCore
import LineageGraph

extension CatalogWriter {
  /// What finds a model by its whole name, and the order of names.
  func writeNames(_ names: TextTable, _ ranks: [UInt32], to file: inout PageFile) throws {
    let buckets = NameBuckets(nameCount: names.count)
    let (entries, starts) = buckets.entries(of: names)
    var record = RecordEncoder()
    var tree = try roots.builder(.nameBuckets)
    try entries.withUnsafeBytes { bytes in
      for bucket in 0..<buckets.count {
        record.begin()
        record.null()
        record.blob(UnsafeRawBufferPointer(rebasing: bytes[8 * starts[bucket]..<8 * starts[bucket + 1]]))
        try tree.add(record, key: bucket, to: &file)
      }
    }
    try tree.finish(&file)
    try writeDisplaced(ranks, to: &file)
  }

  /// The nodes in the order of their names.
  private static func nodesByName(_ ranks: [UInt32]) -> [UInt32] {
    var nodes = [UInt32](repeating: 0, count: ranks.count)
    for (node, rank) in ranks.enumerated() { nodes[Int(rank)] = UInt32(node) }
    return nodes
  }

  private func writeDisplaced(_ ranks: [UInt32], to file: inout PageFile) throws {
    let displaced = NameOrder.displaced(ranks, Self.nodesByName(ranks))
    var record = RecordEncoder()
    var tree = try roots.builder(.displacedNames)
    for (part, start) in stride(from: 0, to: displaced.count, by: NameOrder.modelsPerPart).enumerated() {
      let models = displaced[start..<min(displaced.count, start + NameOrder.modelsPerPart)]
      record.begin()
      record.null()
      models.map(\.littleEndian).withUnsafeBytes { record.blob($0) }
      try tree.add(record, key: part, to: &file)
    }
    try tree.finish(&file)
  }

  /// The models with descendants, most first; then by name.
  func writeMostDerived(_ snapshot: IndexedSnapshot, to file: inout PageFile) throws {
    let (names, counts) = (snapshot.resolved.models.names, snapshot.resolved.counts)
    let derived = Self.nodesByName(snapshot.ranks).filter { counts[Int($0)].descendants > 0 }
    var order = derived.enumerated().map { UInt64(~counts[Int($1)].descendants) << 32 | UInt64($0) }
    order.sort()
    var record = RecordEncoder()
    var tree = try roots.builder(.mostDerived)
    for (position, key) in order.enumerated() {
      let node = derived[Int(UInt32(truncatingIfNeeded: key))]
      record.begin()
      record.null()
      names.withBytes(of: TextID(rawValue: node)) { record.text($0) }
      record.integer(node)
      record.integer(counts[Int(node)].descendants)
      try tree.add(record, key: position, to: &file)
    }
    try tree.finish(&file)
  }

  /// What finds models by a piece of their names.
  func writeSearch(_ names: TextTable, to file: inout PageFile) throws {
    var matrix = SearchMatrix(nameCount: names.count)
    var record = RecordEncoder()
    var tree = try roots.builder(.searchBlocks)
    for segment in 0..<SearchBlocks.segmentCount(names.count) {
      let first = segment * SearchBlocks.modelsPerSegment
      names.withArena { bytes, ends in
        for block in 0..<SearchBlocks.blocksPerSegment {
          let start = first + block * SearchBlocks.modelsPerBlock
          guard start < ends.count else { break }
          matrix.add(
            start..<min(ends.count, start + SearchBlocks.modelsPerBlock), of: bytes, ends, block: block)
        }
      }
      try matrix.drain { trigram, blob in
        record.begin()
        record.null()
        record.blob(blob)
        try tree.add(record, key: SearchBlocks.row(segment: segment, trigram: trigram), to: &file)
      }
    }
    try tree.finish(&file)
  }
}
