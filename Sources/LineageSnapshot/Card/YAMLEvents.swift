import CYaml

/// The events of a YAML text, one by one, by libyaml (which comes with Yams).
///
/// Events instead of Yams's node tree, because a card must be read even where Yams throws (a key that occurs twice),
/// scalars must stay as written (`no`, `1.0`), and a text full of aliases must cost no more than its length.
struct YAMLEvents: ~Copyable {
  /// One step through the text.
  enum Event {
    /// A text; nil where it was not asked for. `isNull` is true for what YAML reads as null.
    case scalar(String?, isNull: Bool, anchor: String?)
    /// A reference to an anchor.
    case alias(String)
    case sequenceStart, sequenceEnd, mappingStart, mappingEnd
    /// Begin or end of the stream or of a document.
    case boundary
    case end
  }

  /// What is wrong with the text, and on which of its lines (from 1).
  struct Fault: Error {
    let problem: String
    let line: Int
    /// How many brackets were open where it was met; the parser itself gives up at a number of them.
    let openBrackets: Int
  }

  /// Line of the event last read, from 1.
  private(set) var line = 1

  /// libyaml keeps pointers into it, so it must not move.
  private let parser: UnsafeMutablePointer<yaml_parser_t>

  /// The events of a text, which must outlive them.
  init(_ text: UnsafeRawBufferPointer) {
    parser = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    yaml_parser_initialize(parser)
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, text.baseAddress?.assumingMemoryBound(to: UInt8.self), text.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  /// The next event; a scalar's text only if it is wanted.
  mutating func next(wantsText: Bool = true) throws(Fault) -> Event {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else {
      let problem = parser.pointee.problem.map { String(cString: $0) } ?? "not YAML"
      let mark = parser.pointee.error == YAML_READER_ERROR ? parser.pointee.mark : parser.pointee.problem_mark
      throw Fault(problem: problem, line: Int(mark.line) + 1, openBrackets: Int(parser.pointee.flow_level))
    }
    defer { yaml_event_delete(&event) }
    line = Int(event.start_mark.line) + 1
    switch event.type {
    case YAML_SCALAR_EVENT: return Self.scalar(event.data.scalar, wantsText: wantsText)
    case YAML_ALIAS_EVENT: return .alias(Self.text(event.data.alias.anchor) ?? "")
    case YAML_SEQUENCE_START_EVENT: return .sequenceStart
    case YAML_SEQUENCE_END_EVENT: return .sequenceEnd
    case YAML_MAPPING_START_EVENT: return .mappingStart
    case YAML_MAPPING_END_EVENT: return .mappingEnd
    case YAML_STREAM_END_EVENT, YAML_NO_EVENT: return .end
    default: return .boundary
    }
  }

  private typealias Scalar = yaml_event_s.__Unnamed_union_data.__Unnamed_struct_scalar

  private static func scalar(_ scalar: Scalar, wantsText: Bool) -> Event {
    let anchor = text(scalar.anchor)
    guard wantsText || anchor != nil else { return .scalar(nil, isNull: false, anchor: nil) }
    let bytes = UnsafeRawBufferPointer(start: scalar.value, count: scalar.length)
    let value = String(decoding: bytes, as: UTF8.self)
    let isNull = scalar.style == YAML_PLAIN_SCALAR_STYLE && ["", "~", "null", "Null", "NULL"].contains(value)
    return .scalar(value, isNull: isNull, anchor: anchor)
  }

  private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    pointer.map { String(cString: $0) }
  }
}
