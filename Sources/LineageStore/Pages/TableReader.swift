import GRDB
import GRDBSQLite

/// Reads rows of a large table from its pages: the counterpart of ``TreeBuilder``.
///
/// For passes over many rows, of which SQLite makes four times the work. The pages come from the file that the
/// connection has open, inside its transaction. Whatever they hold, nothing outside them is read.
struct TableReader: ~Copyable {
  /// The table is not as ``TreeBuilder`` writes it.
  struct Damage: Error {}

  private let file: UnsafeMutablePointer<sqlite3_file>
  private let root: UInt32
  /// The page of every height that was read last, and its number.
  private let pages = UnsafeMutableRawPointer.allocate(
    byteCount: mostHeight * PageFile.pageSize, alignment: 16)
  private var numbers = [UInt32](repeating: 0, count: mostHeight)
  private var pagesLeft = 0
  private let pageCount: Int
  private static let mostHeight = 6

  /// The table of that name.
  init(_ database: Database, _ table: BulkTree) throws {
    let schema = try RawStatement(database, "SELECT rootpage FROM sqlite_schema WHERE name = ?")
    schema.bind(table.rawValue, at: 1)
    var pointer: UnsafeMutablePointer<sqlite3_file>?
    var size: Int64 = 0
    guard try schema.step(), let root = UInt32(exactly: schema.integer(0)),
      sqlite3_file_control(database.sqliteConnection, nil, SQLITE_FCNTL_FILE_POINTER, &pointer) == SQLITE_OK,
      let file = pointer, let readSize = file.pointee.pMethods?.pointee.xFileSize,
      readSize(file, &size) == SQLITE_OK
    else { throw Damage() }
    self.root = root
    self.file = file
    pageCount = Int(size) / PageFile.pageSize
  }

  deinit { pages.deallocate() }

  /// Goes through the rows with numbers in a range, ascending, until the body says to stop.
  ///
  /// - Throws: ``Damage``, and what the body throws.
  mutating func forEachRow(
    in range: Range<Int>, _ body: (_ row: Int, _ record: inout RecordDecoder) throws -> Bool
  ) throws {
    guard !range.isEmpty else { return }
    // Every page is wanted once at most: a tree that points back into itself comes to an end.
    pagesLeft = pageCount
    _ = try walk(root, height: 0, range, body)
  }

  private mutating func walk(
    _ number: UInt32, height: Int, _ range: Range<Int>, _ body: (Int, inout RecordDecoder) throws -> Bool
  ) throws -> Bool {
    let page = try page(number, height: height)
    let cells = Int(page.word(3))
    if page[0] == TreeKind.table.leafType {
      guard 8 + 2 * cells <= page.count else { throw Damage() }
      return try readLeaf(page, cells, range, body)
    }
    guard page[0] == TreeKind.table.innerType, 12 + 2 * cells <= page.count else { throw Damage() }
    for i in try firstCell(page, cells, range.lowerBound)..<cells {
      let (child, key) = try innerCell(page, i)
      if try !walk(child, height: height + 1, range, body) || key >= range.upperBound - 1 { return false }
    }
    return try walk(page.long(8), height: height + 1, range, body)
  }

  /// The first cell of a page above others whose child may hold a row from a number on.
  private func firstCell(_ page: UnsafeRawBufferPointer, _ cells: Int, _ row: Int) throws -> Int {
    var (low, high) = (0, cells)
    while low < high {
      let middle = (low + high) / 2
      if try innerCell(page, middle).key < row { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func innerCell(_ page: UnsafeRawBufferPointer, _ i: Int) throws -> (child: UInt32, key: Int) {
    let cell = Int(page.word(12 + 2 * i))
    guard let key = Varint.read(page, at: cell + 4, before: page.count) else { throw Damage() }
    return (page.long(cell), key.value)
  }

  private mutating func readLeaf(
    _ page: UnsafeRawBufferPointer, _ cells: Int, _ range: Range<Int>,
    _ body: (Int, inout RecordDecoder) throws -> Bool
  ) throws -> Bool {
    for i in try firstLeafCell(page, cells, range.lowerBound)..<cells {
      let (size, row, start) = try leafCell(page, i)
      guard row >= range.lowerBound else { throw Damage() }
      if row >= range.upperBound { return false }
      let local = TreeKind.table.localBytes(of: size)
      guard start + local <= page.count else { throw Damage() }
      let goesOn: Bool
      if local == size {
        var record = RecordDecoder(UnsafeRawBufferPointer(rebasing: page[start..<start + local]))
        goesOn = try body(row, &record)
      } else {
        goesOn = try whole(page, start, local: local, size: size).withUnsafeBytes { bytes in
          var record = RecordDecoder(bytes)
          return try body(row, &record)
        }
      }
      if !goesOn { return false }
    }
    return true
  }

  /// The first cell of a leaf with a row from a number on.
  private func firstLeafCell(_ page: UnsafeRawBufferPointer, _ cells: Int, _ row: Int) throws -> Int {
    var (low, high) = (0, cells)
    while low < high {
      let middle = (low + high) / 2
      if try leafCell(page, middle).row < row { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func leafCell(_ page: UnsafeRawBufferPointer, _ i: Int) throws -> (size: Int, row: Int, start: Int)
  {
    guard let size = Varint.read(page, at: Int(page.word(8 + 2 * i)), before: page.count),
      let row = Varint.read(page, at: size.end, before: page.count)
    else { throw Damage() }
    return (size.value, row.value, row.end)
  }

  /// A row that goes on behind its cell.
  private func whole(_ page: UnsafeRawBufferPointer, _ start: Int, local: Int, size: Int) throws -> [UInt8] {
    guard start + local + 4 <= page.count, size <= pageCount * PageFile.pageSize else { throw Damage() }
    var record = Array(page[start..<start + local])
    var next = page.long(start + local)
    let buffer = UnsafeMutableRawPointer.allocate(byteCount: PageFile.pageSize, alignment: 16)
    defer { buffer.deallocate() }
    while record.count < size {
      let part = try read(next, into: buffer)
      record.append(contentsOf: part[4..<min(part.count, 4 + size - record.count)])
      next = part.long(0)
    }
    return record
  }

  private mutating func page(_ number: UInt32, height: Int) throws -> UnsafeRawBufferPointer {
    pagesLeft -= 1
    guard height < Self.mostHeight, pagesLeft >= 0 else { throw Damage() }
    let buffer = pages + height * PageFile.pageSize
    if numbers[height] == number { return UnsafeRawBufferPointer(start: buffer, count: PageFile.pageSize) }
    numbers[height] = 0
    let page = try read(number, into: buffer)
    numbers[height] = number
    return page
  }

  private func read(_ number: UInt32, into buffer: UnsafeMutableRawPointer) throws -> UnsafeRawBufferPointer {
    let size = PageFile.pageSize
    guard number > 1, let read = file.pointee.pMethods?.pointee.xRead,
      read(file, buffer, Int32(size), Int64(number - 1) * Int64(size)) == SQLITE_OK
    else { throw Damage() }
    return UnsafeRawBufferPointer(start: buffer, count: size)
  }
}

extension UnsafeRawBufferPointer {
  /// Two bytes, the first of them above; zero where there are none.
  fileprivate func word(_ place: Int) -> UInt16 {
    place + 2 <= count ? UInt16(self[place]) << 8 | UInt16(self[place + 1]) : 0
  }

  /// Four bytes.
  fileprivate func long(_ place: Int) -> UInt32 { UInt32(word(place)) << 16 | UInt32(word(place + 2)) }
}
