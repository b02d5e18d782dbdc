import LineageCore

/// One thing that can be said in a request: what it may be is told once, and both checked and published from here.
public struct Parameter: Sendable {
  /// Where it stands.
  public enum Place: String, Sendable {
    /// A segment of the path; always required.
    case path
    /// Behind the question mark.
    case query
  }

  /// What it may be.
  public enum Kind: Sendable {
    /// A text of 1 to so many bytes.
    case text(most: Int)
    /// A whole number.
    case integer(ClosedRange<Int>)
    /// `true` or `false`.
    case flag
    /// One of some words.
    case word([String])
    /// Some of these words, with commas between.
    case words([String])
    /// `2025-04-09`
    case day
  }

  /// How it is written.
  public let name: String
  /// Where it stands.
  public let place: Place
  /// What it may be.
  public let kind: Kind
  /// One sentence for a reader.
  public let summary: String
  /// What is meant where it is not given; nil if nothing is.
  public let fallback: String?
  /// Whether it must be given.
  public let isRequired: Bool
  /// A value that shows how it is written.
  public let example: String?

  /// A parameter; one of the path is required.
  public init(
    _ name: String, in place: Place = .query, _ kind: Kind, _ summary: String, fallback: String? = nil,
    isRequired: Bool = false, example: String? = nil
  ) {
    (self.name, self.place, self.kind, self.summary) = (name, place, kind, summary)
    (self.fallback, self.isRequired, self.example) = (fallback, isRequired || place == .path, example)
  }

  /// What is wrong with a value; nil if nothing is.
  func fault(_ value: String) -> String? {
    switch kind {
    case .text(let most):
      1...most ~= value.unicodeScalars.count ? nil : "has 1 to \(most) characters"
    case .integer(let range):
      // `+5`, `005` and `-0` are no numbers of JSON.
      Int(value).map { range.contains($0) && String($0) == value } ?? false
        ? nil : "is a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .flag: ["true", "false"].contains(value) ? nil : "is true or false"
    case .word(let words): words.contains(value) ? nil : "is one of " + words.joined(separator: ", ")
    case .words(let words):
      value.split(separator: ",", omittingEmptySubsequences: false).allSatisfy { words.contains(String($0)) }
        ? nil : "is one or more of \(words.joined(separator: ", ")), with commas between"
    case .day: value.utf8.count == 10 && Day(value) != nil ? nil : "is a day, like 2025-04-09"
    }
  }

  /// The JSON Schema of its values.
  var schema: JSONDocument {
    var members: [String: JSONDocument] =
      switch kind {
      case .text(let most):
        ["type": "string", "minLength": .integer(1), "maxLength": .integer(most)]
      case .integer(let range):
        ["type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound)]
      case .flag: ["type": "boolean"]
      case .word(let words): ["type": "string", "enum": .strings(words)]
      case .words(let words):
        [
          "type": "string",
          "pattern": .string("^(\(words.joined(separator: "|")))(,(\(words.joined(separator: "|"))))*$"),
        ]
      case .day: ["type": "string", "format": "date", "pattern": "^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}$"]
      }
    if let fallback {
      members["default"] =
        switch kind {
        case .integer: Int(fallback).map { .integer($0) } ?? .null
        case .flag: .bool(fallback == "true")
        default: .string(fallback)
        }
    }
    return .object(members)
  }
}
