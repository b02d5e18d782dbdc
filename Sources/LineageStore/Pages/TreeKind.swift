/// The two kinds of tree in a database file.
enum TreeKind {
  /// By row number; the pages above the leaves hold numbers only.
  case table
  /// By the row itself: an index, or a table without row numbers. Every row stands once, some above the leaves.
  case index

  /// The first byte of a leaf.
  var leafType: UInt8 { self == .table ? 13 : 10 }
  /// The first byte of a page above others.
  var innerType: UInt8 { self == .table ? 5 : 2 }

  /// How many bytes of a row stand in its cell; the others follow on pages of their own.
  func localBytes(of count: Int) -> Int {
    let page = PageFile.pageSize
    let most = self == .table ? page - 35 : (page - 12) * 64 / 255 - 23
    guard count > most else { return count }
    let least = (page - 12) * 32 / 255 - 23
    let even = least + (count - least) % (page - 4)
    return even <= most ? even : least
  }

  /// Size of a leaf's cell for a row of `count` bytes.
  func cellSize(_ count: Int, local: Int, key: Int) -> Int {
    let keySize = self == .table ? Varint.length(key) : 0
    return max(4, Varint.length(count) + keySize + local + (local < count ? 4 : 0))
  }

  /// Writes a leaf's cell: the size of the row, its number, its first bytes, and the page on which it goes on.
  func write(
    _ record: borrowing RecordEncoder, to cell: UnsafeMutableRawPointer, local: Int, key: Int,
    overflow: UInt32?
  ) {
    var target = Varint.write(record.count, to: cell)
    if self == .table { target = Varint.write(key, to: target) }
    guard let overflow else { return record.write(to: target) }
    record.withBytes { bytes in
      if let start = bytes.baseAddress { target.copyMemory(from: start, byteCount: local) }
    }
    (target + local).storeBytes(of: overflow.bigEndian, as: UInt32.self)
  }
}

extension PageFile {
  /// Writes what a cell does not hold of its row, as a chain of pages; returns the first.
  mutating func appendOverflow(_ record: borrowing RecordEncoder, after local: Int) throws -> UInt32 {
    let first = next
    let page = UnsafeMutableRawPointer.allocate(byteCount: Self.pageSize, alignment: 16)
    defer { page.deallocate() }
    var done = local
    while done < record.count {
      let part = min(record.count - done, Self.pageSize - 4)
      page.initializeMemory(as: UInt8.self, repeating: 0, count: Self.pageSize)
      let following = done + part < record.count ? Self.following(next) : 0
      page.storeBytes(of: following.bigEndian, as: UInt32.self)
      record.withBytes { bytes in
        if let start = bytes.baseAddress { (page + 4).copyMemory(from: start + done, byteCount: part) }
      }
      _ = try append(page)
      done += part
    }
    return first
  }
}
