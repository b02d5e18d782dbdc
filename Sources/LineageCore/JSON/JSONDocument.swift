import FoundationEssentials

/// A JSON value on its way out. Keys are sorted, slashes stay as they are, so equal values give equal bytes.
public enum JSONDocument: Encodable, Sendable {
  /// Nothing.
  case null
  /// True or false.
  case bool(Bool)
  /// A whole number.
  case integer(Int)
  /// A finite number.
  case number(Double)
  /// A text.
  case string(String)
  /// Values in their order.
  case array([JSONDocument])
  /// Values by name.
  case object([String: JSONDocument])
  /// What another type encodes as.
  case encoded(any Encodable & Sendable)

  /// A string, or null.
  public static func optional(_ text: String?) -> JSONDocument { text.map { .string($0) } ?? .null }
  /// A number, or null.
  public static func optional(_ number: Int64?) -> JSONDocument { number.map { .integer(Int($0)) } ?? .null }
  /// Strings.
  public static func strings(_ texts: some Sequence<String>) -> JSONDocument {
    .array(texts.map { .string($0) })
  }

  /// Encodes the value as the encoder writes it.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .array(let values): try container.encode(values)
    case .object(let members): try container.encode(members)
    case .encoded(let value): try value.encode(to: encoder)
    }
  }

  /// The text, without a final newline.
  public func text(pretty: Bool = true) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if pretty { encoder.outputFormatting.insert(.prettyPrinted) }
    // Every case above encodes; a number that is not finite cannot occur, shares are ratios of counts.
    guard let data = try? encoder.encode(self) else { return "null" }
    return String(decoding: data, as: UTF8.self)
  }

  /// The members of a value that encodes as an object.
  public static func members(of value: some Encodable) throws -> [String: JSONDocument] {
    let data = try JSONEncoder().encode(value)
    return try JSONDecoder().decode([String: DecodedJSON].self, from: data).mapValues(\.document)
  }
}

extension JSONDocument: ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }
  /// Values in their order.
  public init(arrayLiteral elements: JSONDocument...) { self = .array(elements) }
  /// Values by name; of two with one name the later.
  public init(dictionaryLiteral elements: (String, JSONDocument)...) {
    self = .object(Dictionary(elements) { $1 })
  }
}

/// Reads any JSON back into a ``JSONDocument``.
private struct DecodedJSON: Decodable {
  let document: JSONDocument

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      document = .null
    } else if let value = try? container.decode(Bool.self) {
      document = .bool(value)
    } else if let value = try? container.decode(Int.self) {
      document = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      document = .number(value)
    } else if let value = try? container.decode(String.self) {
      document = .string(value)
    } else if let values = try? container.decode([DecodedJSON].self) {
      document = .array(values.map(\.document))
    } else {
      document = .object(try container.decode([String: DecodedJSON].self).mapValues(\.document))
    }
  }
}
