#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension UnsafeRawBufferPointer {
  /// Offset of the first such byte at or after a position; nil if there is none.
  func offset(of byte: UInt8, from start: Int) -> Int? {
    guard start < count, let base = baseAddress, let hit = memchr(base + start, Int32(byte), count - start)
    else {
      return nil
    }
    return UnsafeRawPointer(hit) - base
  }

  /// The part in those bounds, counted from the first byte.
  func part(_ bounds: Range<Int>) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: self[bounds]) }

  /// Without blanks, tabs and line ends at either end.
  var trimmed: UnsafeRawBufferPointer {
    var (start, end) = (0, count)
    while start < end, self[start].isBlank { start += 1 }
    while end > start, self[end - 1].isBlank { end -= 1 }
    return part(start..<end)
  }

  /// Without a carriage return at the end.
  var withoutReturn: UnsafeRawBufferPointer {
    last == UInt8(ascii: "\r") ? part(0..<(count - 1)) : self
  }

  /// Number of line feeds.
  ///
  /// - Complexity: O(bytes).
  var lineEnds: Int {
    var (found, next) = (0, 0)
    while let end = offset(of: UInt8(ascii: "\n"), from: next) { (found, next) = (found + 1, end + 1) }
    return found
  }

  /// Whether the bytes are well-formed UTF-8.
  ///
  /// - Complexity: O(bytes).
  var isUTF8: Bool { allSatisfy { $0 < 128 } || String(validating: self, as: UTF8.self) != nil }

  /// Whether the bytes begin with that ASCII text.
  func starts(with text: StaticString) -> Bool {
    guard let base = baseAddress, count >= text.utf8CodeUnitCount else { return false }
    return memcmp(base, text.utf8Start, text.utf8CodeUnitCount) == 0
  }

  /// Whether that ASCII text occurs anywhere.
  func contains(_ text: StaticString) -> Bool {
    var start = 0
    while let hit = offset(of: text.utf8Start.pointee, from: start) {
      if part(hit..<count).starts(with: text) { return true }
      start = hit + 1
    }
    return false
  }

  /// The first characters as text for a finding: one line, ill-formed UTF-8 repaired, at most 60 characters.
  var excerpt: String {
    let head = String(decoding: prefix(240), as: UTF8.self).prefix(60)
    let clean = String(head.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? " " : Character($0) })
    return head.utf8.count < count ? clean + "…" : clean
  }
}

extension UInt8 {
  /// Blank, tab, line feed, carriage return.
  var isBlank: Bool { self == 32 || self == 9 || self == 10 || self == 13 }
}
