/// A regular expression on names that is searched for in time linear in the name: no back references, no look-around.
///
/// Letters, digits and signs stand for themselves; `\` before a sign takes its meaning away. Besides:
///
/// | written | fits |
/// |---|---|
/// | `.`, `\d`, `\w` | any byte; a digit; a lower-case letter, a digit or `_` |
/// | `[a-z0-9_]`, `[^a-z]` | one byte of (not of) the class |
/// | `ab`, `a\|b`, `(a)` | one after the other; either; a group |
/// | `a?`, `a*`, `a+`, `a{2}`, `a{2,}`, `a{2,5}` | a number of times |
/// | `^`, `$` | the beginning, the end |
///
/// Names are compared in lower case and byte by byte, so a pattern has no capital letter.
public struct NamePattern: Hashable, Sendable {
  /// The pattern as it is written.
  public let text: String
  let syntax: Syntax

  /// What is wrong with a pattern.
  public struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
    /// In words, with the place.
    public let description: String
  }

  indirect enum Syntax: Hashable, Sendable {
    case byte(ByteSet)
    case sequence([Syntax])
    case either([Syntax])
    case times(Syntax, least: Int, most: Int?)
    case start
    case end
  }

  /// Reads a pattern.
  ///
  /// - Throws: ``Fault`` for anything that is not in the table above, a group more than 32 deep, or a repetition
  ///   beyond 256.
  public init(_ text: String) throws(Fault) {
    self.text = text
    var parser = Parser(Array(text.utf8))
    syntax = try parser.alternatives(depth: 0)
    guard parser.isAtEnd else { throw parser.fault("‘)’ without ‘(’") }
  }
}

/// A set of byte values.
struct ByteSet: Hashable, Sendable {
  private var words = SIMD4<UInt64>(repeating: 0)

  init(_ bytes: some Sequence<UInt8>) { for byte in bytes { insert(byte) } }

  /// Every byte that is not in the set.
  var inverted: ByteSet { ByteSet((0...255).filter { !contains($0) }) }

  func contains(_ byte: UInt8) -> Bool { words[Int(byte >> 6)] >> UInt64(byte & 63) & 1 == 1 }

  mutating func insert(_ byte: UInt8) { words[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }

  mutating func formUnion(_ other: ByteSet) { words |= other.words }

  static let digits = ByteSet(48...57)
  static let word = ByteSet(Array(48...57) + Array(97...122) + [95])
  static let any = ByteSet(0...255)
}

extension NamePattern {
  /// Recursive descent over the bytes of a pattern.
  private struct Parser {
    private let bytes: [UInt8]
    private var at = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { at == bytes.count }

    func fault(_ problem: String) -> Fault {
      Fault(description: "\(problem), at character \(min(at, bytes.count) + 1) of the pattern")
    }

    mutating func alternatives(depth: Int) throws(Fault) -> Syntax {
      guard depth <= 32 else { throw fault("more than 32 groups in one another") }
      var branches = [try sequence(depth: depth)]
      while take("|") { branches.append(try sequence(depth: depth)) }
      return branches.count == 1 ? branches[0] : .either(branches)
    }

    private mutating func sequence(depth: Int) throws(Fault) -> Syntax {
      var parts: [Syntax] = []
      while let next = peek, next != UInt8(ascii: "|"), next != UInt8(ascii: ")") {
        let part = try atom(depth: depth)
        parts.append(try repeated(part))
      }
      return .sequence(parts)
    }

    private mutating func atom(depth: Int) throws(Fault) -> Syntax {
      let byte = bytes[at]
      at += 1
      switch byte {
      case UInt8(ascii: "("):
        if take("?") {
          guard take(":") else { throw fault("‘(?’ may only go on as ‘(?:’") }
        }
        let inner = try alternatives(depth: depth + 1)
        guard take(")") else { throw fault("‘(’ without ‘)’") }
        return inner
      case UInt8(ascii: "["): return .byte(try byteClass())
      case UInt8(ascii: "."): return .byte(.any)
      case UInt8(ascii: "^"): return .start
      case UInt8(ascii: "$"): return .end
      case UInt8(ascii: "\\"): return .byte(try escaped())
      case UInt8(ascii: "?"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "{"), UInt8(ascii: "}"),
        UInt8(ascii: "]"):
        throw fault("‘\(Character(UnicodeScalar(byte)))’ has nothing to refer to; write ‘\\’ before it")
      default: return .byte(ByteSet([try literal(byte)]))
      }
    }

    private func literal(_ byte: UInt8) throws(Fault) -> UInt8 {
      guard !(65...90).contains(byte) else {
        throw fault("a capital letter; names are compared in lower case")
      }
      return byte
    }

    private mutating func escaped() throws(Fault) -> ByteSet {
      guard let byte = peek else { throw fault("nothing after ‘\\’") }
      at += 1
      switch byte {
      case UInt8(ascii: "d"): return .digits
      case UInt8(ascii: "w"): return .word
      case 48...57, 65...90, 97...122: throw fault("‘\\\(Character(UnicodeScalar(byte)))’ is not understood")
      default: return ByteSet([byte])
      }
    }

    private mutating func byteClass() throws(Fault) -> ByteSet {
      let isInverted = take("^")
      var set = ByteSet([])
      var isFirst = true
      while let byte = peek, isFirst || byte != UInt8(ascii: "]") {
        isFirst = false
        at += 1
        guard byte < 128 else { throw fault("only ASCII in a class") }
        if byte == UInt8(ascii: "\\") {
          set.formUnion(try escaped())
        } else if at + 1 < bytes.count, bytes[at] == UInt8(ascii: "-"), bytes[at + 1] != UInt8(ascii: "]") {
          let last = bytes[at + 1]
          guard byte <= last, last < 128, last != UInt8(ascii: "\\") else { throw fault("a range backwards") }
          at += 2
          for member in byte...last { set.insert(try literal(member)) }
        } else {
          set.insert(try literal(byte))
        }
      }
      guard take("]") else { throw fault("‘[’ without ‘]’") }
      return isInverted ? set.inverted : set
    }

    private mutating func repeated(_ part: Syntax) throws(Fault) -> Syntax {
      if take("?") { return .times(part, least: 0, most: 1) }
      if take("*") { return .times(part, least: 0, most: nil) }
      if take("+") { return .times(part, least: 1, most: nil) }
      guard take("{") else { return part }
      guard let least = number() else { throw fault("a number is missing after ‘{’") }
      var most: Int? = least
      if take(",") { most = number() }
      guard take("}"), most.map({ $0 >= least }) ?? true else {
        throw fault("‘{’ is not closed, or counts down")
      }
      guard max(least, most ?? 0) <= 256 else { throw fault("more than 256 times") }
      return .times(part, least: least, most: most)
    }

    private mutating func number() -> Int? {
      var value: Int?
      while let byte = peek, (48...57).contains(byte), (value ?? 0) < 1000 {
        value = (value ?? 0) * 10 + Int(byte - 48)
        at += 1
      }
      return value
    }

    private var peek: UInt8? { at < bytes.count ? bytes[at] : nil }

    private mutating func take(_ wanted: Unicode.Scalar) -> Bool {
      guard peek.map(UInt32.init) == wanted.value else { return false }
      at += 1
      return true
    }
  }
}
