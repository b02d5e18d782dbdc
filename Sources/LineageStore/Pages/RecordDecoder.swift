/// Reads one row in SQLite's record format, column by column: the counterpart of ``RecordEncoder``.
///
/// Whatever the bytes are, nothing outside them is read; see ``isWhole``.
struct RecordDecoder {
  private let bytes: UnsafeRawBufferPointer
  private let headEnd: Int
  private var type: Int
  private var value: Int
  /// Whether every column asked for was there, and of the kind asked for.
  private(set) var isWhole = true

  /// A row of those bytes.
  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    // Fewer than 127 bytes of types, as the encoder makes them, have their number in one byte.
    let size = bytes.first.map { Int($0) } ?? 0
    headEnd = size < 0x80 ? min(size, bytes.count) : 0
    (type, value) = (1, headEnd)
  }

  /// The next column, of whole numbers; nil if it has no value.
  mutating func integer() -> Int64? {
    let code = nextType()
    switch code {
    case 0: return nil
    case 8, 9: return Int64(code - 8)
    case 1...6:
      let size = code == 6 ? 8 : code == 5 ? 6 : code
      guard let start = take(size) else { return nil }
      var number = Int64(Int8(bitPattern: bytes[start]))
      for i in start + 1..<start + size { number = number << 8 | Int64(bytes[i]) }
      return number
    default:
      isWhole = false
      return nil
    }
  }

  /// The next column, of text.
  mutating func text() -> UnsafeRawBufferPointer {
    let code = nextType()
    guard code >= 13, code & 1 == 1, let start = take((code - 13) / 2) else {
      isWhole = false
      return UnsafeRawBufferPointer(start: nil, count: 0)
    }
    return UnsafeRawBufferPointer(rebasing: bytes[start..<value])
  }

  /// Passes over a column that has no value, such as the number of the row.
  mutating func skipNull() { if nextType() != 0 { isWhole = false } }

  private mutating func take(_ size: Int) -> Int? {
    guard size <= bytes.count - value else {
      isWhole = false
      return nil
    }
    defer { value += size }
    return value
  }

  private mutating func nextType() -> Int {
    guard type < headEnd, let (code, end) = Varint.read(bytes, at: type, before: headEnd) else {
      isWhole = false
      return 0
    }
    type = end
    return code
  }
}
