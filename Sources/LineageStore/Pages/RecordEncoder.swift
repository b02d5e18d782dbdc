/// One row in SQLite's record format: the types of its columns, then their values (section 2.1 of
/// <https://www.sqlite.org/fileformat2.html>).
///
/// It is filled column by column and used again for the next row. Not for rows of more than twelve columns.
struct RecordEncoder: ~Copyable {
  private let types = UnsafeMutableRawPointer.allocate(byteCount: 128, alignment: 8)
  private var typeCount = 0
  private var values = UnsafeMutableRawPointer.allocate(byteCount: 4096, alignment: 8)
  private var valueCount = 0
  private var capacity = 4096

  deinit {
    types.deallocate()
    values.deallocate()
  }

  /// Begins a row.
  mutating func begin() { (typeCount, valueCount) = (0, 0) }

  /// A column without a value; also stands for the row number, which is kept outside the row.
  mutating func null() { type(0) }

  /// A column in as few bytes as its value needs.
  @inline(__always)
  mutating func integer(_ value: some FixedWidthInteger) {
    let value = Int64(truncatingIfNeeded: value)
    switch value {
    case 0: type(8)
    case 1: type(9)
    case -0x80...0x7F: store(value, type: 1, bytes: 1)
    case -0x8000...0x7FFF: store(value, type: 2, bytes: 2)
    case -0x80_0000...0x7F_FFFF: store(value, type: 3, bytes: 3)
    case -0x8000_0000...0x7FFF_FFFF: store(value, type: 4, bytes: 4)
    case -0x8000_0000_0000...0x7FFF_FFFF_FFFF: store(value, type: 5, bytes: 6)
    default: store(value, type: 6, bytes: 8)
    }
  }

  /// The same, or a column without a value.
  mutating func integer(_ value: (some FixedWidthInteger)?) {
    if let value { integer(value) } else { null() }
  }

  /// A column of UTF-8 text.
  mutating func text(_ bytes: UnsafeRawBufferPointer) { store(bytes, type: 13) }

  /// The same for a string, or a column without a value.
  mutating func text(_ text: String?) {
    guard var text else { return null() }
    text.withUTF8 { self.text(UnsafeRawBufferPointer($0)) }
  }

  /// A column of bytes.
  mutating func blob(_ bytes: UnsafeRawBufferPointer) { store(bytes, type: 12) }

  /// Size of the row in bytes.
  var count: Int { 1 + typeCount + valueCount }

  /// Writes the whole row.
  func write(to target: UnsafeMutableRawPointer) {
    // The number in front counts itself; it is one byte, because twelve types are less than 127.
    target.storeBytes(of: UInt8(truncatingIfNeeded: typeCount + 1), as: UInt8.self)
    (target + 1).copyMemory(from: types, byteCount: typeCount)
    (target + 1 + typeCount).copyMemory(from: values, byteCount: valueCount)
  }

  /// Lends the whole row.
  func withBytes(_ body: (UnsafeRawBufferPointer) -> Void) {
    let whole = UnsafeMutableRawPointer.allocate(byteCount: count, alignment: 8)
    defer { whole.deallocate() }
    write(to: whole)
    body(UnsafeRawBufferPointer(start: whole, count: count))
  }

  @inline(__always)
  private mutating func type(_ code: UInt8) {
    types.storeBytes(of: code, toByteOffset: typeCount, as: UInt8.self)
    typeCount += 1
  }

  @inline(__always)
  private mutating func store(_ value: Int64, type code: UInt8, bytes: Int) {
    type(code)
    makeRoom(for: 8)
    // The bytes that count come first; those behind them are overwritten by the next column.
    let left = (value << Int64(64 - 8 * bytes)).bigEndian
    values.storeBytes(of: left, toByteOffset: valueCount, as: Int64.self)
    valueCount += bytes
  }

  private mutating func store(_ bytes: UnsafeRawBufferPointer, type base: Int) {
    typeCount = Varint.write(base + 2 * bytes.count, to: types + typeCount) - types
    makeRoom(for: bytes.count)
    if let start = bytes.baseAddress { (values + valueCount).copyMemory(from: start, byteCount: bytes.count) }
    valueCount += bytes.count
  }

  private mutating func makeRoom(for count: Int) {
    guard valueCount + count > capacity else { return }
    capacity = max(2 * capacity, valueCount + count)
    let wider = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 8)
    wider.copyMemory(from: values, byteCount: valueCount)
    values.deallocate()
    values = wider
  }
}
