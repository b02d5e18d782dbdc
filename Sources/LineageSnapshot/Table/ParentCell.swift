import LineageCore

/// Several parents written into one text: `a/b, c/d`, `a/b;c/d`, or `finetune:a/b merge:c/d`.
enum ParentCell {
  /// The texts between commas and semicolons, trimmed; blank ones are left out.
  static func split(_ cell: UnsafeRawBufferPointer) -> [UnsafeRawBufferPointer] {
    cell.split { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") }
      .map { UnsafeRawBufferPointer(rebasing: $0).trimmed }
      .filter { !$0.isEmpty }
  }

  /// One parent of a cell, and the relation written before it.
  struct Parent {
    let text: UnsafeRawBufferPointer
    let relation: Relation?
  }

  /// The parents of a cell, in order. `relation:owner/name` is taken apart; if all parts between blanks have that
  /// form, blanks separate parents, too.
  static func parents(in cell: UnsafeRawBufferPointer) -> [Parent] {
    var found: [Parent] = []
    for part in split(cell) {
      let words = part.split { $0.isBlank }.map { UnsafeRawBufferPointer(rebasing: $0) }
      // A list whose every word has a prefix leaves no doubt; a lone word must look like a relation before an id.
      let prefixed = words.compactMap { Self.prefixed($0, inList: words.count > 1) }
      if prefixed.count == words.count {
        found.append(contentsOf: prefixed)
      } else {
        found.append(Parent(text: part, relation: nil))
      }
    }
    return found
  }

  /// Takes `relation:owner/name` apart; nil for any other text. An unknown word is the unspecified relation.
  private static func prefixed(_ text: UnsafeRawBufferPointer, inList: Bool) -> Parent? {
    guard let colon = text.offset(of: UInt8(ascii: ":"), from: 0), colon > 0, colon + 1 < text.count,
      text[..<colon].allSatisfy({ (97...122).contains($0 | 0x20) || $0 == UInt8(ascii: "-") })
    else { return nil }
    let rest = text.part((colon + 1)..<text.count)
    let relation = Relation(utf8: text.part(0..<colon))
    // `https://...` and `C:\...` are no relations; an unknown word is one only before an id with a slash.
    let isWord = text[..<colon].elementsEqual(Relation.unspecified.word.utf8)
    if relation == .unspecified, !isWord,
      colon < 2 || rest.starts(with: "//".utf8)
        || !inList && (rest.first == UInt8(ascii: "/") || !rest.contains(UInt8(ascii: "/")))
    {
      return nil
    }
    return Parent(text: rest, relation: relation)
  }
}
