import LineageCore

/// One record of an answer: the line it becomes, and what the crawl itself needs of it.
struct HubRecord: Sendable {
  /// `id`, else `modelId`; nil if neither is a text. Such a record is delivered too, and reported by the build.
  let id: String?
  /// `createdAt` as written; nil if it is no text.
  let created: String?
  /// The parents it declares, as written, each once.
  let parents: [String]
  /// The record as one line, with its line end.
  let line: [UInt8]

  /// The records of a page of the list.
  ///
  /// - Throws: ``JSONFault`` if the page is no array of objects.
  static func page(_ body: [UInt8], wantsParents: Bool) throws(JSONFault) -> [HubRecord] {
    try parse(body) { bytes throws(JSONFault) in
      try JSONCursor.elements(of: bytes).map { element throws(JSONFault) in
        guard element.value.members != nil else {
          throw JSONFault(offset: element.range.lowerBound, reason: "an element of the list is no object")
        }
        return HubRecord(element.value, UnsafeRawBufferPointer(rebasing: bytes[element.range]), wantsParents)
      }
    }
  }

  /// The record that an answer or a line of output is.
  ///
  /// - Throws: ``JSONFault`` if it is no object.
  static func single(_ body: [UInt8], wantsParents: Bool) throws(JSONFault) -> HubRecord {
    try parse(body) { bytes throws(JSONFault) in
      let value = try JSONCursor.value(of: bytes)
      guard value.members != nil else { throw JSONFault(offset: 0, reason: "it is no object") }
      return HubRecord(value, bytes, wantsParents)
    }
  }

  private init(_ value: JSONValue, _ text: UnsafeRawBufferPointer, _ wantsParents: Bool) {
    id = value["id"]?.text ?? value["modelId"]?.text
    created = value["createdAt"]?.text
    parents = wantsParents ? Self.parents(value) : []
    line = Self.line(text)
  }

  private static func parse<Value>(
    _ body: [UInt8], _ read: (UnsafeRawBufferPointer) throws(JSONFault) -> Value
  ) throws(JSONFault) -> Value {
    let result: Result<Value, JSONFault> = body.withUnsafeBytes { bytes in
      do throws(JSONFault) { return .success(try read(bytes)) } catch { return .failure(error) }
    }
    return try result.get()
  }

  private static func parents(_ value: JSONValue) -> [String] {
    let relations: Set = ["finetune", "adapter", "merge", "quantized"]
    var found: [String] = []
    for tag in value["tags"]?.texts ?? [] where tag.hasPrefix("base_model:") {
      let rest = tag.dropFirst("base_model:".count)
      let colon = rest.firstIndex(of: ":")
      if let colon, relations.contains(String(rest[..<colon])) {
        found.append(String(rest[rest.index(after: colon)...]))
      } else {
        found.append(String(rest))
      }
    }
    for model in value["baseModels"]?["models"]?.elements ?? [] {
      if let id = model["id"]?.text ?? model.text { found.append(id) }
    }
    found += value["cardData"]?["base_model"]?.texts ?? []
    var seen: Set<String> = []
    return found.filter { seen.insert($0).inserted }
  }

  /// The text of an object as one line: line ends can only stand between its parts, where blanks mean nothing.
  private static func line(_ text: UnsafeRawBufferPointer) -> [UInt8] {
    var line: [UInt8] = []
    line.reserveCapacity(text.count + 1)
    if !text.contains(where: { $0 == 10 || $0 == 13 }) {
      line.append(contentsOf: text)
    } else {
      var (isQuoted, isEscaped) = (false, false)
      for byte in text {
        if isQuoted || ![32, 9, 10, 13].contains(byte) { line.append(byte) }
        if byte == UInt8(ascii: "\""), !isEscaped { isQuoted.toggle() }
        isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
      }
    }
    line.append(10)
    return line
  }
}
