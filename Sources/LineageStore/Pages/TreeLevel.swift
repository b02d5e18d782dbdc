/// What stands between two neighbouring pages: in a table the last row number of the left one, in an index a row.
struct TreeSeparator {
  /// As it stands in a cell, behind the number of the left page.
  let bytes: [UInt8]

  /// A row number.
  static func key(_ key: Int) -> TreeSeparator {
    TreeSeparator(
      bytes: [UInt8](unsafeUninitializedCapacity: 9) { buffer, count in
        if let start = UnsafeMutableRawPointer(buffer.baseAddress) {
          count = Varint.write(key, to: start) - start
        }
      })
  }

  /// The cell of an index's leaf.
  static func cell(_ bytes: [UInt8]) -> TreeSeparator { TreeSeparator(bytes: bytes) }
}

/// Finished pages of one height, from left to right, with what separates them.
struct TreeLevel {
  private var pages: [UInt32] = []
  private var separators: [TreeSeparator] = []

  var isEmpty: Bool { pages.isEmpty }

  /// Adds the last page.
  mutating func add(_ page: UInt32) { pages.append(page) }

  /// Adds a page that others follow.
  mutating func add(_ page: UInt32, before separator: TreeSeparator) {
    pages.append(page)
    separators.append(separator)
  }

  /// Writes the pages above; nil when one was enough, which is the root.
  func writeLevelAbove(_ kind: TreeKind, root: UInt32, to file: inout PageFile) throws -> TreeLevel? {
    var above = TreeLevel()
    var page = TreePage(isLeaf: false)
    var child = 0
    while child < pages.count {
      let first = child
      page.clear()
      while child < separators.count, page.fits(4 + separators[child].bytes.count) {
        write(child, to: page.addCell(4 + separators[child].bytes.count))
        child += 1
      }
      if child == pages.count - 2 {
        // The last page would stand alone on the next one, which needs two.
        child -= 1
        _ = page.removeCell(4 + separators[child].bytes.count)
      }
      page.seal(kind.innerType, rightChild: pages[child])
      if first == 0, child == separators.count {
        try file.replace(root, by: page.bytes)
        return nil
      }
      let number = try file.append(page.bytes)
      if child < separators.count { above.add(number, before: separators[child]) } else { above.add(number) }
      child += 1
    }
    return above
  }

  private func write(_ child: Int, to cell: UnsafeMutableRawPointer) {
    cell.storeBytes(of: pages[child].bigEndian, as: UInt32.self)
    separators[child].bytes.withUnsafeBytes { bytes in
      if let start = bytes.baseAddress { (cell + 4).copyMemory(from: start, byteCount: bytes.count) }
    }
  }
}
