/// How the first of many names are found without looking at all.
///
/// Models are numbered parents before children, ties by id, so that most stand in the order of their names. Those that
/// do not, because a parent has the greater name, are *displaced*. Their numbers are kept in the order of their names,
/// as blobs of 32-bit numbers, the least byte first. So there are two lists in the order of names: the models that are
/// not displaced, by number, and the displaced ones.
enum NameOrder {
  /// Models of a blob.
  static let modelsPerPart = 4000

  /// The displaced models by name: those behind one with a greater name.
  ///
  /// - Parameters:
  ///   - ranks: For every model its place in the order of names: ``IndexedSnapshot/ranks``.
  ///   - byName: The models in that order.
  static func displaced(_ ranks: [UInt32], _ byName: [UInt32]) -> [UInt32] {
    var isDisplaced = [Bool](repeating: false, count: ranks.count)
    var greatest: UInt32 = 0
    for (model, rank) in ranks.enumerated() {
      isDisplaced[model] = rank < greatest
      greatest = max(greatest, rank)
    }
    return byName.filter { isDisplaced[Int($0)] }
  }

  /// The models of a blob.
  static func models(_ blob: UnsafeRawBufferPointer) -> [UInt32] {
    stride(from: 0, to: blob.count - 3, by: 4).map {
      UInt32(littleEndian: blob.loadUnaligned(fromByteOffset: $0, as: UInt32.self))
    }
  }
}
