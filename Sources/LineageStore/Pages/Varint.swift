/// SQLite's integers of one to nine bytes: seven bits a byte, the most significant first, a set high bit where more
/// follow.
enum Varint {
  /// Number of bytes of a value.
  static func length(_ value: Int) -> Int {
    var length = 1
    var rest = UInt64(value) >> 7
    while rest != 0 {
      length += 1
      rest >>= 7
    }
    return length
  }

  /// Writes a value that has at most 56 bits; returns where the next byte goes.
  static func write(_ value: Int, to target: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
    if value < 0x80 {
      target.storeBytes(of: UInt8(truncatingIfNeeded: value), as: UInt8.self)
      return target + 1
    }
    let length = length(value)
    for i in 0..<length {
      let bits = UInt8(truncatingIfNeeded: value >> (7 * (length - 1 - i))) & 0x7F
      target.storeBytes(of: i == length - 1 ? bits : bits | 0x80, toByteOffset: i, as: UInt8.self)
    }
    return target + length
  }
}

extension Varint {
  /// The value at a place, and where it ends; nil if it goes on behind `limit` or has more than 56 bits.
  static func read(_ bytes: UnsafeRawBufferPointer, at start: Int, before limit: Int) -> (
    value: Int, end: Int
  )? {
    guard start < limit else { return nil }
    if bytes[start] < 0x80 { return (Int(bytes[start]), start + 1) }
    var value = 0
    for i in start..<min(limit, start + 8) {
      value = value << 7 | Int(bytes[i] & 0x7F)
      if bytes[i] < 0x80 { return (value, i + 1) }
    }
    return nil
  }
}
