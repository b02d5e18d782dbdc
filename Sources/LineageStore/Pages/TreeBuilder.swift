/// Writes the pages of one table or index, given all its rows in the order of their keys.
///
/// SQLite inserts row by row and looks for the place of each; here leaves are filled one after the other, then the
/// pages above them. The layout is that of sections 1.6 and 2 of <https://www.sqlite.org/fileformat2.html>.
struct TreeBuilder: ~Copyable {
  private let kind: TreeKind
  private let root: UInt32
  private var leaf = TreePage(isLeaf: true)
  private var lastKey = 0
  private var lastSize = 0
  /// Finished leaves.
  private var level = TreeLevel()
  /// The row of an index that found no room on the leaf: it goes above, unless it is the last of all.
  private var held: [UInt8] = []

  /// A tree with the root page that SQLite made for it.
  init(_ kind: TreeKind, root: UInt32) { (self.kind, self.root) = (kind, root) }

  /// Adds a row. Keys must ascend; those of an index are in the row, and `key` is not used.
  mutating func add(_ record: borrowing RecordEncoder, key: Int = 0, to file: inout PageFile) throws {
    let count = record.count
    let local = kind.localBytes(of: count)
    let size = kind.cellSize(count, local: local, key: key)
    let overflow = local < count ? try file.appendOverflow(record, after: local) : nil
    if !held.isEmpty { try closeLeaf(&file, before: TreeSeparator.cell(held)) }
    held.removeAll(keepingCapacity: true)
    if leaf.fits(size) {
      kind.write(record, to: leaf.addCell(size), local: local, key: key, overflow: overflow)
    } else if kind == .table {
      try closeLeaf(&file, before: TreeSeparator.key(lastKey))
      kind.write(record, to: leaf.addCell(size), local: local, key: key, overflow: overflow)
    } else {
      held = [UInt8](repeating: 0, count: size)
      held.withUnsafeMutableBytes { cell in
        if let start = cell.baseAddress {
          kind.write(record, to: start, local: local, key: key, overflow: overflow)
        }
      }
      return
    }
    (lastKey, lastSize) = (key, size)
  }

  /// Writes what is left and the root.
  consuming func finish(_ file: inout PageFile) throws {
    if !held.isEmpty {
      // No row follows: the leaf's last one goes above, and this one stays below.
      try closeLeaf(&file, before: TreeSeparator.cell(Array(leaf.removeCell(lastSize))))
      held.withUnsafeBytes { cell in
        if let start = cell.baseAddress {
          leaf.addCell(cell.count).copyMemory(from: start, byteCount: cell.count)
        }
      }
    }
    guard leaf.cellCount > 0 else { return }
    leaf.seal(kind.leafType)
    guard !level.isEmpty else { return try file.replace(root, by: leaf.bytes) }
    level.add(try file.append(leaf.bytes))
    while let above = try level.writeLevelAbove(kind, root: root, to: &file) { level = above }
  }

  private mutating func closeLeaf(_ file: inout PageFile, before separator: TreeSeparator) throws {
    leaf.seal(kind.leafType)
    level.add(try file.append(leaf.bytes), before: separator)
    leaf.clear()
  }
}
