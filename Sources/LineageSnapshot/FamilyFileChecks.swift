import LineageCore
import Yams

/// One mapping of the family file: its keys are known, and errors name the entry they are in.
struct FamilyFileMapping {
  private let values: [String: Node]
  private let line: Int
  /// What errors call the entry: its id, or its position until the id is known.
  let subject: String

  /// Takes a mapping whose keys are all allowed.
  init(
    _ node: Node, subject: String, allowed: [String], name: String? = nil
  ) throws(FamilyFileError) {
    line = node.mark?.line ?? 0
    guard let mapping = node.mapping else {
      throw FamilyFileError(
        line: line, subject: subject, problem: "not an entry with keys; allowed keys: \(listed(allowed))")
    }
    let known = mapping.first { $0.key.scalar?.string == name }?.value.scalar?.string
    self.subject = known.map { "family \($0)" } ?? subject
    var values: [String: Node] = [:]
    for (key, value) in mapping {
      guard let word = key.scalar?.string, allowed.contains(word) else {
        throw FamilyFileError(
          line: key.mark?.line ?? line, subject: self.subject, key: key.scalar?.string ?? "?",
          problem: "not a key here; allowed: \(listed(allowed))")
      }
      values[word] = value
    }
    self.values = values
  }

  /// What stands under a key.
  func node(_ key: String) -> Node? { values[key] }

  /// An error about a key of this entry.
  func error(_ key: String, _ problem: String, at node: Node? = nil) -> FamilyFileError {
    let line = (node ?? values[key])?.mark?.line ?? line
    return FamilyFileError(line: line, subject: subject, key: key, problem: problem)
  }

  /// The text of a key; nil if the key is absent.
  func text(_ key: String) throws(FamilyFileError) -> String? {
    guard let node = values[key] else { return nil }
    guard let text = node.scalar?.string, !text.isEmpty else {
      throw error(key, "must be a text that is not empty")
    }
    return text
  }

  /// The text of a key that must be there.
  func requiredText(_ key: String) throws(FamilyFileError) -> String {
    guard let text = try text(key) else { throw error(key, "missing") }
    return text
  }

  /// One of the words of an enumeration, for a key that must be there.
  func requiredWord<Word: RawRepresentable & CaseIterable>(
    _ key: String
  ) throws(FamilyFileError) -> Word where Word.RawValue == String {
    guard let word: Word = try word(key) else {
      throw error(key, "missing; allowed: \(listed(Word.allCases.map(\.rawValue)))")
    }
    return word
  }

  /// One of the words of an enumeration; nil if the key is absent.
  func word<Word: RawRepresentable & CaseIterable>(
    _ key: String
  ) throws(FamilyFileError) -> Word? where Word.RawValue == String {
    guard let text = try text(key) else { return nil }
    guard let word = Word(rawValue: text) else {
      throw error(key, "'\(text)' is not allowed; allowed: \(listed(Word.allCases.map(\.rawValue)))")
    }
    return word
  }

  /// The entries of a list; nil if the key is absent.
  func items(_ key: String) throws(FamilyFileError) -> [Node]? {
    guard let node = values[key] else { return nil }
    guard let sequence = node.sequence else { throw error(key, "must be a list") }
    return Array(sequence)
  }
}

private func listed(_ words: [String]) -> String { words.joined(separator: " ") }

/// What must hold across the whole file: ids differ, and so do rules of one family.
struct FamilyFileChecks {
  private var ids: Set<String> = []
  private var exact: [String: String] = [:]
  private var ruleCount = 0

  /// The id of an entry: a slug, not used before, and no word that shares use for credit without a group.
  mutating func id(_ keys: FamilyFileMapping) throws(FamilyFileError) -> String {
    let id = try keys.requiredText("id")
    let allowed = "abcdefghijklmnopqrstuvwxyz0123456789.-"
    guard id.allSatisfy(allowed.contains), id.first.map({ $0.isLetter || $0.isNumber }) == true else {
      throw keys.error("id", "'\(id)' is not an id; allowed: lower-case letters, digits, then also . and -")
    }
    guard !["other", "unresolved", "none", "all"].contains(id) else {
      throw keys.error("id", "'\(id)' is kept for credit that belongs to no family")
    }
    guard ids.insert(id).inserted else {
      throw keys.error("id", "'\(id)' is already the id of a family or sub-family")
    }
    guard ids.count <= FamilyTable.capacity else {
      throw keys.error("id", "more than \(FamilyTable.capacity) families and sub-families")
    }
    return id
  }

  /// The month of the first release.
  func month(_ keys: FamilyFileMapping) throws(FamilyFileError) -> String? {
    guard let text = try keys.text("since") else { return nil }
    guard text.utf8.count == 7, Day(text + "-01") != nil else {
      throw keys.error("since", "'\(text)' is not a month; allowed: YYYY-MM")
    }
    return text
  }

  /// The rules of an entry. None may contain a blank; an exact id is an id; globs are told from ids by the slash.
  mutating func rules(_ keys: FamilyFileMapping) throws(FamilyFileError) -> FamilyRules {
    let ids = try list("match", of: keys, allowed: "owner/name, * for any run, no blank") {
      $0.contains("/") || $0.contains("*")
    }
    let names = try list("names", of: keys, allowed: "a name without owner, * for any run, no blank") {
      !$0.contains("/")
    }
    let exact = try list("exact", of: keys, allowed: "a whole id owner/name") {
      ModelID.isValid($0) && !$0.contains("*")
    }
    for id in exact {
      if let owner = self.exact.updateValue(keys.subject, forKey: ModelID.folded(id)) {
        throw keys.error("exact", "'\(id)' can never win here: it is already an exact id of \(owner)")
      }
    }
    ruleCount += ids.count + names.count + exact.count
    guard ruleCount <= FamilyTable.ruleCapacity else {
      throw keys.error("match", "more than \(FamilyTable.ruleCapacity) rules in the file")
    }
    return FamilyRules(exact: exact, ids: ids, names: names)
  }

  private func list(
    _ key: String, of keys: FamilyFileMapping, allowed: String, where fits: (String) -> Bool
  ) throws(FamilyFileError) -> [String] {
    var texts: [String] = []
    for node in try keys.items(key) ?? [] {
      let text = node.scalar?.string ?? ""
      guard !text.isEmpty, !text.contains(where: \.isWhitespace), fits(text) else {
        throw keys.error(key, "'\(text)' is no rule; allowed: \(allowed)", at: node)
      }
      texts.append(text)
    }
    return texts
  }
}
