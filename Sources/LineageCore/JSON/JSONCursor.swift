/// Reads JSON (RFC 8259) from bytes that nobody vouches for: nothing is read beyond them, nesting and the number of
/// values are bounded, and a fault says where it is.
public struct JSONCursor {
  private let bytes: UnsafeRawBufferPointer
  private let limits: JSONLimits
  private var valuesLeft: Int
  /// The next byte to read, from the beginning.
  public private(set) var offset = 0

  /// A cursor at the beginning of bytes that outlive it.
  public init(_ bytes: UnsafeRawBufferPointer, limits: JSONLimits = JSONLimits()) {
    (self.bytes, self.limits, valuesLeft) = (bytes, limits, limits.values)
  }

  /// The one value that a text holds.
  ///
  /// - Throws: ``JSONFault`` for anything that is not one JSON value within the limits.
  /// - Complexity: O(bytes).
  public static func value(of bytes: UnsafeRawBufferPointer, limits: JSONLimits = JSONLimits())
    throws(JSONFault) -> JSONValue
  {
    var cursor = JSONCursor(bytes, limits: limits)
    let value = try cursor.next()
    cursor.skipBlanks()
    guard cursor.offset == bytes.count else { throw cursor.fault("text follows the value") }
    return value
  }

  /// The elements of the array that a text holds, each with the bytes it is written in.
  ///
  /// - Throws: ``JSONFault`` if the text is no whole array.
  /// - Complexity: O(bytes).
  public static func elements(of bytes: UnsafeRawBufferPointer, limits: JSONLimits = JSONLimits())
    throws(JSONFault) -> [(value: JSONValue, range: Range<Int>)]
  {
    var cursor = JSONCursor(bytes, limits: limits)
    var found: [(value: JSONValue, range: Range<Int>)] = []
    cursor.skipBlanks()
    guard cursor.take(UInt8(ascii: "[")) else { throw cursor.fault("no array begins here") }
    cursor.skipBlanks()
    if !cursor.take(UInt8(ascii: "]")) {
      repeat {
        cursor.skipBlanks()
        let start = cursor.offset
        let value = try cursor.next(depth: 1)
        found.append((value, start..<cursor.offset))
        cursor.skipBlanks()
      } while cursor.take(UInt8(ascii: ","))
      guard cursor.take(UInt8(ascii: "]")) else { throw cursor.fault("the array does not go on") }
    }
    cursor.skipBlanks()
    guard cursor.offset == bytes.count else { throw cursor.fault("text follows the array") }
    return found
  }

  /// Reads the next value.
  mutating func next(depth: Int = 0) throws(JSONFault) -> JSONValue {
    skipBlanks()
    valuesLeft -= 1
    guard valuesLeft >= 0 else { throw fault("there are more than \(limits.values) values") }
    guard let byte = peek else { throw fault("the text ends where a value should be") }
    switch byte {
    case UInt8(ascii: "{"): return try object(depth: depth + 1)
    case UInt8(ascii: "["): return try array(depth: depth + 1)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return .number(try number())
    }
  }

  private mutating func object(depth: Int) throws(JSONFault) -> JSONValue {
    guard depth <= limits.depth else { throw fault("values are nested deeper than \(limits.depth)") }
    offset += 1
    var members: [JSONValue.Member] = []
    skipBlanks()
    if take(UInt8(ascii: "}")) { return .object(members) }
    repeat {
      skipBlanks()
      guard peek == UInt8(ascii: "\"") else { throw fault("no key begins here") }
      let key = try string()
      skipBlanks()
      guard take(UInt8(ascii: ":")) else { throw fault("no colon follows the key") }
      members.append(JSONValue.Member(key, try next(depth: depth)))
      skipBlanks()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw fault("the object does not go on") }
    return .object(members)
  }

  private mutating func array(depth: Int) throws(JSONFault) -> JSONValue {
    guard depth <= limits.depth else { throw fault("values are nested deeper than \(limits.depth)") }
    offset += 1
    var values: [JSONValue] = []
    skipBlanks()
    if take(UInt8(ascii: "]")) { return .array(values) }
    repeat {
      values.append(try next(depth: depth))
      skipBlanks()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw fault("the array does not go on") }
    return .array(values)
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONFault) -> JSONValue {
    for i in 0..<word.utf8CodeUnitCount {
      guard take(word.utf8Start[i]) else { throw fault("no value is written like this") }
    }
    return value
  }

  private mutating func number() throws(JSONFault) -> String {
    let start = offset
    _ = take(UInt8(ascii: "-"))
    let whole = digits()
    guard whole > 0, whole == 1 || bytes[offset - whole] != UInt8(ascii: "0") else {
      throw JSONFault(offset: start, reason: "no value is written like this")
    }
    if take(UInt8(ascii: ".")), digits() == 0 { throw fault("a digit should be here") }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "-")) { _ = take(UInt8(ascii: "+")) }
      if digits() == 0 { throw fault("a digit should be here") }
    }
    return String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  private mutating func digits() -> Int {
    let start = offset
    while let byte = peek, (48...57).contains(byte) { offset += 1 }
    return offset - start
  }

  /// The byte at the cursor; nil at the end.
  private var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    offset += 1
    return true
  }

  private mutating func skipBlanks() {
    while let byte = peek, byte == 32 || byte == 10 || byte == 13 || byte == 9 { offset += 1 }
  }

  private func fault(_ reason: String) -> JSONFault { JSONFault(offset: offset, reason: reason) }

  /// Reads a string, the cursor being on its quote.
  private mutating func string() throws(JSONFault) -> String {
    offset += 1
    let start = offset
    while let byte = peek, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 32 { offset += 1 }
    guard peek == UInt8(ascii: "\\") else {
      guard let text = String(validating: bytes[start..<offset], as: UTF8.self) else {
        throw JSONFault(offset: start, reason: "the text is not UTF-8")
      }
      guard take(UInt8(ascii: "\"")) else { throw fault("the text does not end") }
      return text
    }
    var unescaped = Array(bytes[start..<offset])
    while let byte = peek, byte != UInt8(ascii: "\"") {
      guard byte >= 32 else { throw fault("a control character stands in the text") }
      offset += 1
      if byte == UInt8(ascii: "\\") { try escape(into: &unescaped) } else { unescaped.append(byte) }
    }
    guard take(UInt8(ascii: "\"")) else { throw fault("the text does not end") }
    guard let text = String(validating: unescaped, as: UTF8.self) else {
      throw JSONFault(offset: start, reason: "the text is not UTF-8")
    }
    return text
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONFault) {
    guard let byte = peek else { throw fault("the text does not end") }
    offset += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(8)
    case UInt8(ascii: "f"): text.append(12)
    case UInt8(ascii: "n"): text.append(10)
    case UInt8(ascii: "r"): text.append(13)
    case UInt8(ascii: "t"): text.append(9)
    case UInt8(ascii: "u"):
      var unit = try hexadecimal()
      if (0xD800..<0xDC00).contains(unit), peek == UInt8(ascii: "\\"), offset + 1 < bytes.count,
        bytes[offset + 1] == UInt8(ascii: "u")
      {
        let first = offset
        offset += 2
        let low = try hexadecimal()
        if (0xDC00..<0xE000).contains(low) {
          unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
        } else {
          offset = first
        }
      }
      // Half of a pair names no character.
      text.append(contentsOf: String(Character(Unicode.Scalar(unit) ?? "\u{FFFD}")).utf8)
    default: throw fault("there is no such escape")
    }
  }

  private mutating func hexadecimal() throws(JSONFault) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw fault("four hexadecimal digits should be here")
      }
      offset += 1
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}
