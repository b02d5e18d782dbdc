/// What names one exact text of an address, RFC 9110 section 8.8.3.
struct EntityTag: Hashable {
  /// What stands between the quotes.
  let opaque: String
  let isWeak: Bool

  init(_ opaque: String, isWeak: Bool = false) { (self.opaque, self.isWeak) = (opaque, isWeak) }

  /// As a field's value.
  var text: String { (isWeak ? "W/" : "") + "\"" + opaque + "\"" }

  /// The tags of `If-Match` or `If-None-Match`.
  enum Wanted: Equatable {
    /// `*`: whatever there is.
    case any
    case tags([EntityTag])

    init(_ field: String) {
      if field.trimmingBlanks == "*" {
        self = .any
        return
      }
      var tags: [EntityTag] = []
      var rest = field[...]
      while true {
        rest = rest.drop { $0 == " " || $0 == "\t" || $0 == "," }
        let isWeak = rest.hasPrefix("W/")
        if isWeak { rest = rest.dropFirst(2) }
        // A comma may stand inside the quotes, a quote may not. What follows a fault is not read.
        guard rest.first == "\"", let end = rest.dropFirst().firstIndex(of: "\"") else { break }
        tags.append(EntityTag(String(rest[rest.index(after: rest.startIndex)..<end]), isWeak: isWeak))
        rest = rest[rest.index(after: end)...]
      }
      self = .tags(tags)
    }

    /// Whether a text that exists is among them; weak tags count as equal to strong ones.
    func matchesWeakly(_ tag: EntityTag) -> Bool {
      switch self {
      case .any: true
      case .tags(let tags): tags.contains { $0.opaque == tag.opaque }
      }
    }

    /// Whether it is among them byte for byte.
    func matchesStrongly(_ tag: EntityTag) -> Bool {
      switch self {
      case .any: true
      case .tags(let tags): !tag.isWeak && tags.contains(tag)
      }
    }
  }
}

extension StringProtocol {
  /// The text without blanks and tabs around it.
  var trimmingBlanks: String {
    var text = drop { $0 == " " || $0 == "\t" }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return String(text)
  }
}
