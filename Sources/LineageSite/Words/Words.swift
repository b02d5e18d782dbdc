import Foundation
import LineageCore

/// Everything that pages and pictures say, in one language.
public struct Words: Sendable {
  let texts: [Phrase: String]

  init(texts: [Phrase: String]) { self.texts = texts }

  /// Reads a JSON object with a text for every ``Phrase`` and no other.
  ///
  /// - Throws: ``SiteError/invalidAsset(name:detail:)`` naming what is missing or unknown.
  public init(json: String) throws(SiteError) {
    let entries: [String: String]
    do {
      entries = try JSONDecoder().decode([String: String].self, from: Data(json.utf8))
    } catch {
      throw .invalidAsset(name: "strings", detail: "not a JSON object of texts")
    }
    let known = Set(Phrase.allCases.map(\.rawValue))
    if let stranger = entries.keys.filter({ !known.contains($0) }).min() {
      throw .invalidAsset(name: "strings", detail: "nobody uses \(stranger)")
    }
    var texts: [Phrase: String] = [:]
    for phrase in Phrase.allCases {
      guard let text = entries[phrase.rawValue] else {
        throw .invalidAsset(name: "strings", detail: "\(phrase.rawValue) is missing")
      }
      texts[phrase] = text
    }
    self.texts = texts
  }

  /// A phrase with its places `{0}`, `{1}`, ... filled.
  ///
  /// - Complexity: O(bytes).
  public subscript(phrase: Phrase, values: String...) -> String {
    let text = texts[phrase] ?? ""
    if values.isEmpty { return text }
    var result = ""
    var rest = Substring(text)
    while let open = rest.firstIndex(of: "{") {
      result += rest[..<open]
      let after = rest.index(after: open)
      guard let close = rest[after...].firstIndex(of: "}"), let place = Int(rest[after..<close]),
        values.indices.contains(place)
      else {
        result.append("{")
        rest = rest[after...]
        continue
      }
      result += values[place]
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  /// A phrase for one thing, or for a number of them that it states.
  func count(_ number: Int, one: Phrase, many: Phrase) -> String {
    number == 1 ? self[one] : self[many, NumberText.grouped(number)]
  }

  /// What a model is that was made so: `finetune`, `merge`.
  subscript(relation: Relation) -> String {
    switch relation {
    case .finetune: self[Phrase.relationFinetune]
    case .adapter: self[Phrase.relationAdapter]
    case .merge: self[Phrase.relationMerge]
    case .quantized: self[Phrase.relationQuantized]
    case .mirror: self[Phrase.relationMirror]
    case .distilled: self[Phrase.relationDistilled]
    case .reported: self[Phrase.relationReported]
    case .unspecified: self[Phrase.relationUnspecified]
    }
  }

  /// A list of models that were made so: `Finetunes`.
  subscript(plural relation: Relation) -> String {
    switch relation {
    case .finetune: self[.finetunes]
    case .adapter: self[.adapters]
    case .merge: self[.merges]
    case .quantized: self[.quantizations]
    case .mirror: self[.mirrors]
    case .distilled: self[.distillations]
    case .reported: self[.reportedDerivatives]
    case .unspecified: self[.unspecifiedDerivatives]
    }
  }

  /// How an edge is known.
  subscript(evidence: Evidence) -> String {
    switch evidence {
    case .declared: self[Phrase.evidenceDeclared]
    case .detected: self[Phrase.evidenceDetected]
    case .inferred: self[Phrase.evidenceInferred]
    case .reported: self[Phrase.evidenceReported]
    case .admitted: self[Phrase.evidenceAdmitted]
    case .documented: self[Phrase.evidenceDocumented]
    case .alleged: self[Phrase.evidenceAlleged]
    }
  }

  /// `A`, `A and B`, `A, B and C`.
  func enumeration(_ items: [String]) -> String {
    guard let last = items.last else { return "" }
    if items.count == 1 { return last }
    return self[.and, items.dropLast().joined(separator: ", "), last]
  }

  /// The first sentence of a list that was cut: `A, B and 3 more`.
  func enumeration(_ items: [String], of total: Int) -> String {
    total > items.count
      ? enumeration(items + [self[.othersInList, NumberText.grouped(total - items.count)]])
      : enumeration(items)
  }
}
