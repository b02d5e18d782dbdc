/// A card's Markdown, taken apart: the front matter between two lines `---` at its beginning.
struct CardText {
  /// What stands at the beginning.
  enum Kind {
    /// Front matter with its closing line.
    case frontMatter
    /// Front matter without its closing line; it reaches to the end.
    case unterminated
    /// Markdown that declares nothing.
    case bare
    /// An error page of the Hub that was saved as a card; its first line.
    case errorPage(String)
  }

  /// What stands at the beginning.
  let kind: Kind
  /// The front matter; empty if there is none.
  let yaml: UnsafeRawBufferPointer
  /// Line of the card on which the front matter begins, from 1.
  let line: Int

  /// Takes a card apart; blank lines before the front matter and CRLF line ends are fine.
  init(_ text: UnsafeRawBufferPointer) {
    var (offset, number) = (0, 0)
    func lineEnd() -> Int { text.offset(of: UInt8(ascii: "\n"), from: offset) ?? text.count }
    func next() -> UnsafeRawBufferPointer? {
      guard offset < text.count else { return nil }
      let line = text.part(offset..<lineEnd())
      offset = min(lineEnd() + 1, text.count)
      number += 1
      return line.trimmed
    }
    var first = next()
    while let line = first, line.isEmpty { first = next() }
    guard let first, first.elementsEqual([45, 45, 45]) else {
      let head = first ?? text.part(0..<0)
      kind = Self.isErrorPage(head) ? .errorPage(head.excerpt) : .bare
      (yaml, line) = (text.part(0..<0), 1)
      return
    }
    let start = offset
    line = number + 1
    while true {
      let end = offset
      guard let candidate = next() else { break }
      // An indented `---` belongs to a block of text.
      if candidate.elementsEqual([45, 45, 45]), text[end] == UInt8(ascii: "-") {
        kind = .frontMatter
        yaml = text.part(start..<end)
        return
      }
    }
    kind = .unterminated
    yaml = text.part(start..<text.count)
  }

  private static func isErrorPage(_ line: UnsafeRawBufferPointer) -> Bool {
    line.starts(with: "Invalid username or password.")
      || line.starts(with: "Access to model ")
        && (line.contains(" is restricted") || line.contains("authorized list"))
      || line.starts(with: "Repository not found") || line.starts(with: "Entry not found")
      || line.starts(with: "<!DOCTYPE html") || line.starts(with: "<!doctype html")
      || line.starts(with: "<html")
  }
}
