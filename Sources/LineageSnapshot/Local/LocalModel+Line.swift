import LineageCore

extension LocalModel {
  /// What every line of a scan begins with: tells it from the records of a Hub.
  static let lineBeginning: StaticString = "{\"@scan\":"

  /// The model as one line of JSON without its end, as ``init(line:)`` reads it.
  public var line: String {
    var members: [(String, JSONText)] = [("@scan", .string(id))]
    if let cardFile {
      members.append(("card", .object([("file", .string(cardFile)), ("yaml", .optional(frontMatter))])))
    }
    members.append(
      (
        "detected",
        .array(
          parents.map {
            .object([
              ("base_model", .string($0.parent)), ("relation", .string($0.relation.word)),
              ("file", .string($0.file)),
              ("key", .string($0.key)),
            ])
          })
      ))
    members.append(
      (
        "licenses",
        .array(
          licenses.map {
            .object([("license", .string($0.label)), ("file", .string($0.file)), ("key", .string($0.key))])
          })
      ))
    members.append(
      (
        "problems",
        .array(problems.map { .object([("file", .string($0.file)), ("detail", .string($0.detail))]) })
      ))
    return JSONText.object(members).text
  }

  /// Reads a line of a scan.
  ///
  /// - Throws: ``JSONFault`` for what is none.
  init(line: UnsafeRawBufferPointer) throws(JSONFault) {
    let value = try JSONCursor.value(of: line)
    guard let id = value["@scan"]?.text, !id.isEmpty else {
      throw JSONFault(offset: 0, reason: "the line names no model that was scanned")
    }
    self.init(id: id)
    cardFile = value["card"]?["file"]?.text
    frontMatter = value["card"]?["yaml"]?.text
    for item in value["detected"]?.elements ?? [] {
      guard let parent = item["base_model"]?.text else { continue }
      parents.append(
        DetectedParent(
          parent, Relation(spelling: item["relation"]?.text ?? ""), file: item["file"]?.text ?? "",
          key: item["key"]?.text ?? ""))
    }
    for item in value["licenses"]?.elements ?? [] {
      guard let label = item["license"]?.text else { continue }
      licenses.append(
        DetectedLicense(label, file: item["file"]?.text ?? "", key: item["key"]?.text ?? ""))
    }
    for item in value["problems"]?.elements ?? [] {
      problems.append(FileProblem(file: item["file"]?.text ?? "", detail: item["detail"]?.text ?? ""))
    }
  }
}

/// JSON on its way out, its members in the order given.
private enum JSONText {
  case string(String)
  case null
  case array([JSONText])
  case object([(String, JSONText)])

  static func optional(_ text: String?) -> JSONText { text.map { .string($0) } ?? .null }

  var text: String {
    switch self {
    case .string(let text): Self.quoted(text)
    case .null: "null"
    case .array(let values): "[" + values.map(\.text).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { Self.quoted($0.0) + ":" + $0.1.text }.joined(separator: ",") + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case "\u{0}"..<"\u{20}":
        let digits = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}
