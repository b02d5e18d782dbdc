import LineageCore
import Yams

/// Reads the family file (`Graphs/families.yaml`, or one given with `--families`); its keys are described in
/// `Graphs/README.md`.
public enum FamilyFile {
  /// The families of a file, in file order.
  ///
  /// - Throws: ``FamilyFileError`` for the first thing that is wrong: text that is no YAML, a key or value that is
  ///   not allowed, a missing key, an id or an exact rule used twice.
  public static func parse(_ yaml: String) throws(FamilyFileError) -> FamilyTable {
    guard yaml.utf8.count <= maximumBytes else {
      throw FamilyFileError(line: 0, problem: "the file has more than \(maximumBytes) bytes")
    }
    let document = try compose(yaml)
    let top = try FamilyFileMapping(document, subject: "", allowed: ["version", "families"])
    if let version = try top.text("version"), version != "1" {
      throw top.error("version", "'\(version)' is not a version this program reads; allowed: 1")
    }
    guard let list = try top.items("families"), !list.isEmpty else {
      throw top.error("families", "missing or empty; it must be a list of families")
    }
    var families: [Family] = []
    var checks = FamilyFileChecks()
    for (position, node) in list.enumerated() {
      families.append(try family(node, position: position + 1, checks: &checks))
    }
    return FamilyTable(families)
  }

  /// Size limit, in bytes: ten times our own file.
  static let maximumBytes = 1 << 20
  /// Nesting that no family file needs, and that no parser should be asked to follow.
  private static let maximumDepth = 64

  private static let familyKeys = [
    "id", "en", "ko", "by", "region", "kind", "since", "source", "match", "exact", "names", "sub",
  ]
  private static let subfamilyKeys = ["id", "en", "ko", "kind", "since", "match", "exact", "names"]

  /// A YAML document of a knowledge file, guarded against depth.
  static func compose(_ yaml: String) throws(FamilyFileError) -> Node {
    if let line = firstLineTooDeep(yaml) {
      throw FamilyFileError(line: line, problem: "nested more than \(maximumDepth) deep")
    }
    do {
      guard let node = try Yams.compose(yaml: yaml) else {
        throw FamilyFileError(line: 1, problem: "the file is empty")
      }
      return node
    } catch let error as FamilyFileError {
      throw error
    } catch let error as YamlError {
      throw FamilyFileError(error)
    } catch {
      throw FamilyFileError(line: 0, problem: "not YAML: \(error)")
    }
  }

  /// Counts brackets, and dashes that open a list, without asking whether they stand in quotes: too careful, never
  /// too trusting.
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

  private static func family(
    _ node: Node, position: Int, checks: inout FamilyFileChecks
  ) throws(FamilyFileError) -> Family {
    let keys = try FamilyFileMapping(
      node, subject: "family number \(position)", allowed: familyKeys, name: "id")
    let id = try checks.id(keys)
    let kind: FamilyKind = try keys.requiredWord("kind")
    var subfamilies: [Subfamily] = []
    for (position, node) in try (keys.items("sub") ?? []).enumerated() {
      subfamilies.append(try subfamily(node, position: position + 1, of: id, kind: kind, checks: &checks))
    }
    return Family(
      id: id, english: try keys.requiredText("en"), korean: try keys.text("ko"),
      developer: try keys.requiredText("by"),
      region: try keys.requiredWord("region"), kind: kind, since: try checks.month(keys),
      source: try keys.text("source"), rules: try checks.rules(keys), subfamilies: subfamilies)
  }

  private static func subfamily(
    _ node: Node, position: Int, of family: String, kind: FamilyKind, checks: inout FamilyFileChecks
  ) throws(FamilyFileError) -> Subfamily {
    let subject = "sub-family number \(position) of \(family)"
    let keys = try FamilyFileMapping(node, subject: subject, allowed: subfamilyKeys, name: "id")
    return Subfamily(
      id: try checks.id(keys), english: try keys.text("en"), korean: try keys.text("ko"),
      kind: try keys.word("kind") ?? kind, since: try checks.month(keys), rules: try checks.rules(keys))
  }
}

/// What is wrong with a family file, and where.
public struct FamilyFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Line, from 1; 0 when the whole file is meant.
  public let line: Int
  /// The family or sub-family; empty when the file as a whole is meant.
  public let subject: String
  /// The key; empty when the whole entry is meant.
  public let key: String
  /// What is wrong with it, and what is allowed.
  public let problem: String

  init(line: Int, subject: String = "", key: String = "", problem: String) {
    (self.line, self.subject, self.key, self.problem) = (line, subject, key, problem)
  }

  init(_ error: YamlError) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      self.init(line: mark.line, problem: "not YAML: \(problem)")
    case .duplicatedKeysInMapping(let duplicates, let context):
      self.init(
        line: context.mark.line,
        problem: "written twice in one entry: \(duplicates.sorted().joined(separator: ", "))")
    default:
      self.init(line: 0, problem: "not YAML: \(error)")
    }
  }

  /// One line: `line 12: family qwen, key region: 'asia' is not allowed; ...`.
  public var description: String {
    let place = [subject, key.isEmpty ? "" : "key \(key)"].filter { !$0.isEmpty }.joined(separator: ", ")
    return [line > 0 ? "line \(line)" : "", place, problem].filter { !$0.isEmpty }.joined(separator: ": ")
  }
}
