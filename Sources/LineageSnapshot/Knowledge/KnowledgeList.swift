import LineageCore
import Yams

/// The list of a knowledge file in YAML: a mapping with `version` and one list of entries that have ids.
struct KnowledgeList {
  /// The entries with what errors call them.
  let entries: [(node: Node, subject: String)]

  /// Reads `version: 1` and the list under a key.
  init(_ yaml: String, key: String, noun: String) throws(FamilyFileError) {
    guard yaml.utf8.count <= FamilyFile.maximumBytes else {
      throw FamilyFileError(line: 0, problem: "the file has more than \(FamilyFile.maximumBytes) bytes")
    }
    let top = try FamilyFileMapping(
      try FamilyFile.compose(yaml), subject: "", allowed: ["version", key])
    if let version = try top.text("version"), version != "1" {
      throw top.error("version", "'\(version)' is not a version this program reads; allowed: 1")
    }
    guard let list = try top.items(key) else { throw top.error(key, "missing; it must be a list") }
    var ids: Set<String> = []
    var entries: [(Node, String)] = []
    for (position, node) in list.enumerated() {
      let id = node.mapping?.first { $0.key.scalar?.string == "id" }?.value.scalar?.string
      guard let id, !id.isEmpty else {
        throw FamilyFileError(
          line: node.mark?.line ?? 0, subject: "\(noun) number \(position + 1)", key: "id", problem: "missing"
        )
      }
      guard ids.insert(id).inserted else {
        throw FamilyFileError(
          line: node.mark?.line ?? 0, subject: "\(noun) \(id)", key: "id", problem: "used twice")
      }
      entries.append((node, "\(noun) \(id)"))
    }
    self.entries = entries
  }
}

extension FamilyFileMapping {
  /// A whole number that must be there.
  func requiredNumber(_ key: String, _ range: ClosedRange<Int>) throws(FamilyFileError) -> Int {
    let text = try requiredText(key)
    guard let number = Int(text), range.contains(number) else {
      throw error(key, "'\(text)' is not a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// A day; nil if the key is absent.
  func day(_ key: String) throws(FamilyFileError) -> Day? {
    guard let text = try text(key) else { return nil }
    guard text.utf8.count == 10, let day = Day(text) else {
      throw error(key, "'\(text)' is not a day; allowed: YYYY-MM-DD")
    }
    return day
  }

  /// A day that must be there.
  func requiredDay(_ key: String) throws(FamilyFileError) -> Day {
    guard let day = try day(key) else { throw error(key, "missing") }
    return day
  }

  /// The mapping under a key that must be there.
  func requiredMapping(_ key: String, allowed: [String]) throws(FamilyFileError) -> FamilyFileMapping {
    guard let node = node(key) else { throw error(key, "missing") }
    return try FamilyFileMapping(node, subject: subject + ", " + key, allowed: allowed)
  }
}
