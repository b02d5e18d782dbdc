import LineageCore
import Yams

/// One mapping of a knowledge file: its keys are known, and errors name the entry they are in.
struct KnowledgeMapping {
  private let values: [String: Node]
  private let line: Int
  /// What errors call the entry.
  let subject: String
  /// The keys that are there.
  var keys: [String] { values.keys.sorted() }

  /// Takes a mapping whose keys are all allowed.
  init(_ node: Node, subject: String, allowed: [String], name: String? = nil, kind: String = "")
    throws(KnowledgeError)
  {
    line = node.mark?.line ?? 0
    guard let mapping = node.mapping else {
      throw KnowledgeError(
        line: line, subject: subject, problem: "not an entry with keys; allowed keys: \(wordList(allowed))")
    }
    let known = mapping.first { $0.key.scalar?.string == name }?.value.scalar?.string
    self.subject = known.map { kind + " " + $0 } ?? subject
    var values: [String: Node] = [:]
    for (key, value) in mapping {
      guard let word = key.scalar?.string, allowed.contains(word) else {
        throw KnowledgeError(
          line: key.mark?.line ?? line, subject: self.subject, key: key.scalar?.string ?? "?",
          problem: "not a key here; allowed: \(wordList(allowed))")
      }
      values[word] = value
    }
    self.values = values
  }

  /// An error about a key of this entry.
  func error(_ key: String, _ problem: String, at node: Node? = nil) -> KnowledgeError {
    KnowledgeError(
      line: (node ?? values[key])?.mark?.line ?? line, subject: subject, key: key, problem: problem)
  }

  /// The value of a key as it is.
  func node(_ key: String) -> Node? { values[key] }

  /// The text of a key; nil if the key is absent.
  func text(_ key: String) throws(KnowledgeError) -> String? {
    guard let node = values[key] else { return nil }
    guard let text = node.scalar?.string, !text.isEmpty else {
      throw error(key, "must be a text that is not empty")
    }
    return text
  }

  /// The text of a key that must be there.
  func requiredText(_ key: String) throws(KnowledgeError) -> String {
    guard let text = try text(key) else { throw error(key, "missing") }
    return text
  }

  /// One of the words of an enumeration; nil if the key is absent.
  func word<Word: RawRepresentable & CaseIterable>(_ key: String) throws(KnowledgeError) -> Word?
  where Word.RawValue == String {
    guard let text = try text(key) else { return nil }
    guard let word = Word(rawValue: text) else {
      throw error(key, "'\(text)' is not allowed; allowed: \(wordList(Word.allCases.map(\.rawValue)))")
    }
    return word
  }

  /// One of the words of an enumeration, for a key that must be there.
  func requiredWord<Word: RawRepresentable & CaseIterable>(_ key: String) throws(KnowledgeError) -> Word
  where Word.RawValue == String {
    guard let word: Word = try word(key) else {
      throw error(key, "missing; allowed: \(wordList(Word.allCases.map(\.rawValue)))")
    }
    return word
  }

  /// `true` or `false`; nil if the key is absent.
  func flag(_ key: String) throws(KnowledgeError) -> Bool? {
    switch try text(key) {
    case nil: nil
    case "true": true
    case "false": false
    case .some(let text): throw error(key, "'\(text)' is not allowed; allowed: true false")
    }
  }

  /// A whole number from 0; nil if the key is absent.
  func number(_ key: String) throws(KnowledgeError) -> Int? {
    guard let text = try text(key) else { return nil }
    guard let number = Int(text.filter { $0 != "_" }), number >= 0 else {
      throw error(key, "'\(text)' is not a whole number from 0")
    }
    return number
  }

  /// A date; nil if the key is absent.
  func day(_ key: String) throws(KnowledgeError) -> Day? {
    guard let text = try text(key) else { return nil }
    guard text.utf8.count == 10, let day = Day(text) else {
      throw error(key, "'\(text)' is not a date; allowed: YYYY-MM-DD")
    }
    return day
  }

  /// The entries of a list; nil if the key is absent.
  func items(_ key: String) throws(KnowledgeError) -> [Node]? {
    guard let node = values[key] else { return nil }
    guard let sequence = node.sequence else { throw error(key, "must be a list") }
    return Array(sequence)
  }

  /// The texts of a list; empty if the key is absent.
  func texts(_ key: String) throws(KnowledgeError) -> [String] {
    var texts: [String] = []
    for node in try items(key) ?? [] {
      guard let text = node.scalar?.string, !text.isEmpty else {
        throw error(key, "every entry must be a text that is not empty", at: node)
      }
      texts.append(text)
    }
    return texts
  }
}

func wordList(_ words: [String]) -> String { words.joined(separator: " ") }
