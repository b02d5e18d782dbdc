import Yams

/// Composes YAML that may be hostile: size and depth are bounded first.
enum KnowledgeYAML {
  static func compose(_ yaml: String, maximumBytes: Int) throws(KnowledgeError) -> Node {
    guard yaml.utf8.count <= maximumBytes else {
      throw KnowledgeError(line: 0, problem: "the file has more than \(maximumBytes) bytes")
    }
    if let line = firstLineTooDeep(yaml) {
      throw KnowledgeError(line: line, problem: "nested more than \(maximumDepth) deep")
    }
    // An alias could stand for a list of aliases, and so on: a few lines that mean millions.
    if let line = firstLineWithAlias(yaml) {
      throw KnowledgeError(line: line, problem: "anchors and aliases are not read here")
    }
    do {
      // Values are read as texts: telling numbers and dates apart by regular expressions takes half of the time.
      guard let node = try Yams.compose(yaml: yaml, .basic) else {
        throw KnowledgeError(line: 1, problem: "the file is empty")
      }
      return node
    } catch let error as KnowledgeError {
      throw error
    } catch let error as YamlError {
      throw KnowledgeError(error)
    } catch {
      throw KnowledgeError(line: 0, problem: "not YAML: \(error)")
    }
  }

  private static let maximumDepth = 32

  private static func firstLineTooDeep(_ yaml: String) -> Int? {
    var (line, open, dashes) = (1, 0, 0)
    for byte in yaml.utf8 {
      switch byte {
      case UInt8(ascii: "\n"): (line, dashes) = (line + 1, 0)
      case UInt8(ascii: "["), UInt8(ascii: "{"): open += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"): open -= 1
      case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"): dashes += 1
      default: break
      }
      if open > maximumDepth || dashes > 16 * maximumDepth { return line }
    }
    return nil
  }

  /// `*name` or `&name` where a value begins: after a blank, a dash, a colon or a bracket, outside quotes.
  private static func firstLineWithAlias(_ yaml: String) -> Int? {
    var line = 1
    var before: UInt8 = UInt8(ascii: "\n")
    var quote: UInt8?
    var isValueStart = true
    for byte in yaml.utf8 {
      if byte == UInt8(ascii: "\n") { (line, isValueStart) = (line + 1, true) }
      if let open = quote {
        if byte == open { quote = nil }
      } else if isValueStart, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if isValueStart, byte == UInt8(ascii: "*") || byte == UInt8(ascii: "&") {
        return line
      }
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ","), UInt8(ascii: "\n"): isValueStart = true
      case UInt8(ascii: " "):
        isValueStart =
          isValueStart || before == UInt8(ascii: ":") || before == UInt8(ascii: "-")
      default: isValueStart = false
      }
      before = byte
    }
    return nil
  }
}
