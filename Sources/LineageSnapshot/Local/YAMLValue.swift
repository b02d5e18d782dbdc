import LineageCore

/// Reads a small YAML text as the value that the same text in JSON would be: every scalar a text, aliases of scalars
/// followed, all others left out.
enum YAMLValue {
  /// Largest text that is read, in bytes.
  static let sizeLimit = 1 << 20
  static let depthLimit = 32

  /// The first document of a text.
  ///
  /// - Throws: ``JSONFault`` with a line instead of an offset, for text that is no YAML, too large or too deep.
  static func read(_ text: UnsafeRawBufferPointer) throws(JSONFault) -> JSONValue {
    guard text.count <= sizeLimit else {
      throw JSONFault(offset: 0, reason: "it is longer than \(sizeLimit >> 20) MB")
    }
    var reader = Reader(events: YAMLEvents(text))
    while true {
      let event = try reader.next()
      switch event {
      case .boundary: continue
      case .end: return .null
      default: return try reader.value(event, depth: 0)
      }
    }
  }

  private struct Reader: ~Copyable {
    var events: YAMLEvents
    var anchors: [String: String] = [:]

    init(events: consuming YAMLEvents) { self.events = events }

    mutating func next() throws(JSONFault) -> YAMLEvents.Event {
      do { return try events.next() } catch { throw JSONFault(offset: error.line, reason: error.problem) }
    }

    mutating func value(_ event: YAMLEvents.Event, depth: Int) throws(JSONFault) -> JSONValue {
      guard depth <= YAMLValue.depthLimit else {
        throw JSONFault(offset: events.line, reason: "it is nested deeper than \(YAMLValue.depthLimit)")
      }
      switch event {
      case .scalar(let text, let isNull, let anchor):
        if let anchor, let text { anchors[anchor] = text }
        return isNull ? .null : text.map { .string($0) } ?? .null
      case .alias(let name): return anchors[name].map { .string($0) } ?? .null
      case .sequenceStart:
        var values: [JSONValue] = []
        while true {
          let event = try next()
          if case .sequenceEnd = event { return .array(values) }
          try checkOpen(event)
          values.append(try value(event, depth: depth + 1))
        }
      case .mappingStart:
        var members: [JSONValue.Member] = []
        while true {
          let event = try next()
          if case .mappingEnd = event { return .object(members) }
          try checkOpen(event)
          let key = try value(event, depth: depth + 1)
          let event2 = try next()
          try checkOpen(event2)
          let value = try value(event2, depth: depth + 1)
          if let key = key.text { members.append(JSONValue.Member(key, value)) }
        }
      case .sequenceEnd, .mappingEnd, .boundary, .end: return .null
      }
    }

    private func checkOpen(_ event: YAMLEvents.Event) throws(JSONFault) {
      if case .end = event {
        throw JSONFault(offset: events.line, reason: "it ends in the middle of a value")
      }
    }
  }
}
