import LineageCore
import LineageGraph

extension CatalogWriter {
  /// What finds a model by its whole name, the order of names, and the models with descendants by rank.
  func writeNames(_ roots: TreeRoots, to file: inout PageFile) throws {
    step(.names)
    let names = snapshot.resolved.models.names
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
    var runs = try roots.builder(.nameRuns)
    for first in NameRuns(names).starts {
      record.begin()
      record.null()
      try runs.add(record, key: first, to: &file)
    }
    try runs.finish(&file)
    try writeMostDerived(roots, to: &file)
  }

  private func writeMostDerived(_ roots: TreeRoots, to file: inout PageFile) throws {
    let (names, counts) = (snapshot.resolved.models.names, snapshot.resolved.counts)
    let derived = counts.indices.filter { counts[$0].descendants > 0 }.map { TextID(rawValue: UInt32($0)) }
    // By descendants, most first; then by name, of which the position in byte order stands below.
    let ranked = names.inByteOrder(derived).enumerated().map { position, name in
      (order: UInt64(~counts[Int(name.rawValue)].descendants) << 32 | UInt64(position), name: name)
    }.sorted { $0.order < $1.order }
    var record = RecordEncoder()
    var tree = try roots.builder(.mostDerived)
    for (position, (_, name)) in ranked.enumerated() {
      record.begin()
      record.null()
      names.withBytes(of: name) { record.text($0) }
      record.integer(name.rawValue)
      record.integer(counts[Int(name.rawValue)].descendants)
      try tree.add(record, key: position, to: &file)
    }
    try tree.finish(&file)
  }

  /// What finds models by a piece of their names.
  func writeSearch(_ roots: TreeRoots, to file: inout PageFile) throws {
    step(.search)
    let names = snapshot.resolved.models.names
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
