/// A JSON value of a small text whose shape is not known: a configuration file, a header, one record of an answer.
///
/// For whole snapshots there is a faster reader; this one is for texts that are looked at one by one.
public enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  /// A number as it is written.
  case number(String)
  case string(String)
  case array([JSONValue])
  /// The members in the order written; a key may occur twice.
  case object([Member])

  /// A key and its value.
  public struct Member: Hashable, Sendable {
    /// The key, unescaped.
    public let key: String
    /// What it stands for.
    public let value: JSONValue

    /// A key and its value.
    public init(_ key: String, _ value: JSONValue) { (self.key, self.value) = (key, value) }
  }

  /// The member with that key, of several the last; nil if there is none or this is no object.
  ///
  /// - Complexity: O(members).
  public subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.key == key }?.value
  }

  /// The text; nil if this is none.
  public var text: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// The whole number; nil if this is none or beyond 64 bits.
  public var integer: Int? {
    guard case .number(let digits) = self else { return nil }
    return Int(digits)
  }

  /// The elements; nil if this is no array.
  public var elements: [JSONValue]? {
    guard case .array(let values) = self else { return nil }
    return values
  }

  /// The members; nil if this is no object.
  public var members: [Member]? {
    guard case .object(let members) = self else { return nil }
    return members
  }

  /// The texts of a text or of a list of texts; what is neither is left out.
  public var texts: [String] {
    switch self {
    case .string(let text): [text]
    case .array(let values): values.compactMap(\.text)
    default: []
    }
  }
}

/// Why a text is no JSON, or more of it than is read.
public struct JSONFault: Error, Hashable, Sendable {
  /// Where, in bytes from the beginning.
  public let offset: Int
  /// What is wrong there, as the end of a sentence.
  public let reason: String

  /// A fault at a byte.
  public init(offset: Int, reason: String) { (self.offset, self.reason) = (offset, reason) }
}

/// How much of a JSON text is read before it counts as hostile.
public struct JSONLimits: Hashable, Sendable {
  /// Arrays and objects within one another.
  public var depth: Int
  /// Values in all.
  public var values: Int

  /// Limits; no file of a model comes near those that are set here.
  public init(depth: Int = 64, values: Int = 4_000_000) { (self.depth, self.values) = (depth, values) }
}
