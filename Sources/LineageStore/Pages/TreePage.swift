/// One page of a tree while it is filled: a head, the places of the cells, room, and the cells from the end upwards.
struct TreePage: ~Copyable {
  /// The page; complete after ``seal(_:rightChild:)``.
  let bytes = UnsafeMutableRawPointer.allocate(byteCount: PageFile.pageSize, alignment: 16)
  private(set) var cellCount = 0
  private let headSize: Int
  private var start = PageFile.pageSize

  /// An empty page; one with children below it has a longer head.
  init(isLeaf: Bool) { headSize = isLeaf ? 8 : 12 }

  deinit { bytes.deallocate() }

  /// Whether a cell of that size has room, with its place.
  func fits(_ size: Int) -> Bool { headSize + 2 * (cellCount + 1) + size <= start }

  /// Room for a cell that fits.
  mutating func addCell(_ size: Int) -> UnsafeMutableRawPointer {
    start -= size
    place(start, at: headSize + 2 * cellCount)
    cellCount += 1
    return bytes + start
  }

  /// Takes out the last cell, which was of that size, and lends its bytes until the page is changed.
  mutating func removeCell(_ size: Int) -> UnsafeRawBufferPointer {
    let cell = UnsafeRawBufferPointer(start: bytes + start, count: size)
    start += size
    cellCount -= 1
    return cell
  }

  /// Writes the head.
  mutating func seal(_ kind: UInt8, rightChild: UInt32 = 0) {
    let room = headSize + 2 * cellCount
    (bytes + room).initializeMemory(as: UInt8.self, repeating: 0, count: start - room)
    bytes.storeBytes(of: kind, as: UInt8.self)
    place(0, at: 1)
    place(cellCount, at: 3)
    place(start, at: 5)
    bytes.storeBytes(of: 0, toByteOffset: 7, as: UInt8.self)
    if headSize == 12 { bytes.storeBytes(of: rightChild.bigEndian, toByteOffset: 8, as: UInt32.self) }
  }

  /// Empties the page.
  mutating func clear() { (cellCount, start) = (0, PageFile.pageSize) }

  private func place(_ value: Int, at offset: Int) {
    bytes.storeBytes(of: UInt16(truncatingIfNeeded: value).bigEndian, toByteOffset: offset, as: UInt16.self)
  }
}
