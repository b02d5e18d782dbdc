/// UTF-8 texts compared and hashed without regard to letter case, eight bytes at a step.
///
/// Texts of ASCII alone are folded on the way; others, which are rare among ids, as ``ModelID/folded(_:)`` does.
public enum FoldedText {
  /// A hash that texts share which are equal but for letter case: the same on every run and machine, because the
  /// catalog stores it.
  ///
  /// - Complexity: O(bytes).
  public static func hash(_ text: UnsafeRawBufferPointer) -> UInt32 {
    var hash = UInt64(truncatingIfNeeded: text.count) &* 0x9E37_79B9_7F4A_7C15
    var beyondASCII: UInt64 = 0
    var i = 0
    while i + 8 <= text.count {
      let word = UInt64(littleEndian: text.loadUnaligned(fromByteOffset: i, as: UInt64.self))
      beyondASCII |= word
      hash = mix(hash ^ lower(word))
      i += 8
    }
    let tail = tail(text, from: i)
    guard (beyondASCII | tail) & highBits == 0 else { return hashBeyondASCII(text) }
    hash = mix(hash ^ lower(tail))
    return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
  }

  /// The hash of a string.
  public static func hash(_ text: String) -> UInt32 {
    var copy = text
    return copy.withUTF8 { hash(UnsafeRawBufferPointer($0)) }
  }

  /// Whether two texts of one length hold the same bytes.
  static func same(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
    var i = 0
    while i + 8 <= a.count {
      let x = a.loadUnaligned(fromByteOffset: i, as: UInt64.self)
      if x != b.loadUnaligned(fromByteOffset: i, as: UInt64.self) { return false }
      i += 8
    }
    return tail(a, from: i) == tail(b, from: i)
  }

  /// Whether two texts are equal but for letter case.
  static func sameButForCase(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
    if a.contains(where: { $0 >= 0x80 }) || b.contains(where: { $0 >= 0x80 }) {
      let (x, y) = (String(decoding: a, as: UTF8.self), String(decoding: b, as: UTF8.self))
      return ModelID.folded(x).utf8.elementsEqual(ModelID.folded(y).utf8)
    }
    guard a.count == b.count else { return false }
    return zip(a, b).allSatisfy { lower($0) == lower($1) }
  }

  private static func lower(_ byte: UInt8) -> UInt8 { 65...90 ~= byte ? byte | 0x20 : byte }

  /// The lower case of eight ASCII bytes at once: a byte from A to Z gets its bit 0x20.
  private static func lower(_ word: UInt64) -> UInt64 {
    let fromA = word &+ 0x3F3F_3F3F_3F3F_3F3F
    let beyondZ = word &+ 0x2525_2525_2525_2525
    return word | ((fromA ^ beyondZ) & highBits) >> 2
  }

  private static func hashBeyondASCII(_ text: UnsafeRawBufferPointer) -> UInt32 {
    var folded = ModelID.folded(String(decoding: text, as: UTF8.self))
    return folded.withUTF8 { utf8 in
      let bytes = UnsafeRawBufferPointer(utf8)
      var hash = UInt64(truncatingIfNeeded: bytes.count) &* 0x9E37_79B9_7F4A_7C15
      var i = 0
      while i + 8 <= bytes.count {
        hash = mix(hash ^ UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: i, as: UInt64.self)))
        i += 8
      }
      hash = mix(hash ^ tail(bytes, from: i))
      return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
    }
  }

  /// The last bytes, fewer than eight, as a number; zeros above.
  @inline(__always)
  private static func tail(_ text: UnsafeRawBufferPointer, from start: Int) -> UInt64 {
    let count = text.count - start
    if count == 0 { return 0 }
    // Loads that overlap bytes already seen, or each other, cost less than a loop.
    if start > 0 {
      let word = text.loadUnaligned(fromByteOffset: text.count - 8, as: UInt64.self)
      return UInt64(littleEndian: word) >> UInt64(8 * (8 - count))
    }
    if count >= 4 {
      let low = UInt32(littleEndian: text.loadUnaligned(as: UInt32.self))
      let high = UInt32(littleEndian: text.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
      return UInt64(low) | UInt64(high) << UInt64(8 * (count - 4))
    }
    let middle = UInt64(text[count / 2]) << UInt64(8 * (count / 2))
    return UInt64(text[0]) | middle | UInt64(text[count - 1]) << UInt64(8 * (count - 1))
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    let (high, low) = value.multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    return high ^ low
  }

  private static let highBits: UInt64 = 0x8080_8080_8080_8080
}
