import LineageCore

/// Reads the YAML front matter of a card in one pass, whatever its state.
///
/// Only the keys of ``CardKey`` are kept; all others are walked over. An alias stands for the scalar it names and is
/// never expanded otherwise, so a text made to explode is read in the time of its length.
struct FrontMatter {
  /// Largest front matter that is read, in bytes.
  static let sizeLimit = 1 << 20
  /// Deepest nesting that is read.
  static let depthLimit = 64

  /// Something about the text that its author should know; the line is the front matter's, from 1.
  enum Problem {
    case notYAML(String, line: Int)
    case notMapping(line: Int)
    case tooLarge(bytes: Int)
    case tooDeep(line: Int)
    case duplicateKey(String, line: Int)
    case misspelledKey(String, meant: CardKey, line: Int)
    case wrongType(CardKey, wanted: String, line: Int)
  }

  /// What was declared; after a fault, what was declared before it.
  private(set) var fields = CardFields()
  /// What is wrong, in the order of the text.
  private(set) var problems: [Problem] = []

  private var anchors: [String: String] = [:]
  private var keys: Set<String> = []
  private var misspelled: [(key: CardKey, value: Value)] = []
  private var given: Set<CardKey> = []
  /// Line of the key last read, and the fields before it: what stands on the line of a fault is not trusted.
  private var last: (line: Int, before: CardFields)?

  /// Reads the text between the `---` lines.
  init(_ text: UnsafeRawBufferPointer) {
    guard text.count <= Self.sizeLimit else {
      problems = [.tooLarge(bytes: text.count)]
      return
    }
    var events = YAMLEvents(text)
    do throws(Stop) {
      try readDocument(&events)
    } catch {
      switch error {
      case .yaml(let fault):
        if let last, last.line == fault.line { fields = last.before }
        problems.append(.notYAML(fault.problem, line: fault.line))
      case .tooDeep:
        fields = CardFields()
        misspelled = []
        problems.append(.tooDeep(line: events.line))
      }
    }
    for (key, value) in misspelled where !given.contains(key) { set(key, value, line: 0) }
  }

  private enum Stop: Error {
    case yaml(YAMLEvents.Fault)
    case tooDeep
  }

  /// A value of a key that is read: the texts in it, whether it was a list, and whether anything in it was no text.
  private struct Value {
    var texts: [String] = []
    var isList = false
    var isNull = false
    var hasOthers = false
  }

  private mutating func readDocument(_ events: inout YAMLEvents) throws(Stop) {
    while true {
      switch try next(&events) {
      case .boundary: continue
      case .end: return
      case .mappingStart: return try readMapping(&events)
      case .scalar(_, isNull: true, _): return
      default:
        problems.append(.notMapping(line: events.line))
        return
      }
    }
  }

  private mutating func readMapping(_ events: inout YAMLEvents) throws(Stop) {
    while true {
      let event = try next(&events)
      let line = events.line
      guard case .scalar(let text?, _, _) = event else {
        if case .mappingEnd = event { return }
        try skip(&events, past: event)
        try skip(&events)
        continue
      }
      if !keys.insert(text).inserted { problems.append(.duplicateKey(text, line: line)) }
      if let key = CardKey(rawValue: text) {
        given.insert(key)
        last = (line, fields)
        set(key, try readValue(&events), line: line)
      } else if let meant = CardKey.misspelled(text) {
        problems.append(.misspelledKey(text, meant: meant, line: line))
        misspelled.append((meant, try readValue(&events)))
      } else {
        try skip(&events)
      }
    }
  }

  private mutating func readValue(_ events: inout YAMLEvents) throws(Stop) -> Value {
    var value = Value()
    let event = try next(&events)
    switch event {
    case .scalar(let text, let isNull, _):
      value.isNull = isNull
      if let text, !isNull { value.texts = [text] }
    case .alias(let anchor):
      if let text = anchors[anchor] { value.texts = [text] } else { value.hasOthers = true }
    case .sequenceStart:
      value.isList = true
      while true {
        let item = try next(&events)
        switch item {
        case .sequenceEnd: return value
        case .scalar(let text, let isNull, _):
          if let text, !isNull { value.texts.append(text) }
        case .alias(let anchor):
          if let text = anchors[anchor] { value.texts.append(text) } else { value.hasOthers = true }
        default:
          value.hasOthers = true
          try skip(&events, past: item, depth: 1)
        }
      }
    default:
      value.hasOthers = true
      try skip(&events, past: event)
    }
    return value
  }

  private mutating func set(_ key: CardKey, _ value: Value, line: Int) {
    if value.hasOthers, key != .datasets { problems.append(.wrongType(key, wanted: key.wanted, line: line)) }
    if value.isNull || value.texts.isEmpty && value.hasOthers { return }
    let list = value.isList ? value.texts : value.texts.flatMap(Self.commaSeparated)
    let single = value.texts.first
    switch key {
    case .baseModel: fields.bases = list
    case .mergedModels: fields.merged = list
    case .license: fields.license = value.texts.joined(separator: ", ")
    case .tags: fields.tags = list
    case .datasets: fields.datasets = list
    case .relation: fields.relationText = single
    case .licenseName: fields.licenseName = single
    case .licenseLink: fields.licenseLink = single
    case .task: fields.task = single
    case .library: fields.library = single
    case .quantizedBy: fields.namesQuantizer = true
    }
  }

  /// Walks over one value, nested or not.
  private mutating func skip(_ events: inout YAMLEvents) throws(Stop) {
    try skip(&events, past: try next(&events, wantsText: false))
  }

  /// Walks over the rest of the value that begins with an event.
  private mutating func skip(
    _ events: inout YAMLEvents, past first: YAMLEvents.Event, depth outer: Int = 0
  ) throws(Stop) {
    var (depth, event) = (0, first)
    while true {
      switch event {
      case .sequenceStart, .mappingStart: depth += 1
      case .sequenceEnd, .mappingEnd: depth -= 1
      case .end: return
      default: break
      }
      if depth <= 0 { return }
      if depth + outer >= Self.depthLimit { throw .tooDeep }
      event = try next(&events, wantsText: false)
    }
  }

  private mutating func next(_ events: inout YAMLEvents, wantsText: Bool = true) throws(Stop)
    -> YAMLEvents.Event
  {
    do throws(YAMLEvents.Fault) {
      let event = try events.next(wantsText: wantsText)
      if case .scalar(let text?, _, let anchor?) = event { anchors[anchor] = text }
      return event
    } catch {
      throw error.openBrackets > Self.depthLimit ? .tooDeep : .yaml(error)
    }
  }

  /// A single text as it is; of several separated by commas, those that are not blank.
  private static func commaSeparated(_ text: String) -> [String] {
    guard text.utf8.contains(UInt8(ascii: ",")) else { return [text] }
    var copy = text
    return copy.withUTF8 { bytes in
      ParentCell.split(UnsafeRawBufferPointer(bytes)).map { String(decoding: $0, as: UTF8.self) }
    }
  }
}

extension CardKey {
  /// What its value should be.
  fileprivate var wanted: String {
    switch self {
    case .baseModel, .mergedModels, .license, .tags, .datasets: "a text or a list of texts"
    case .relation, .licenseName, .licenseLink, .task, .library, .quantizedBy: "a text"
    }
  }
}
