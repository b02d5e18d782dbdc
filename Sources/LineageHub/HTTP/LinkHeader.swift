/// The `Link` header of an answer (RFC 8288), as far as paging needs it.
enum LinkHeader {
  /// The address with the relation `next`; nil if there is none.
  static func next(_ header: String) -> String? {
    var rest = header[...]
    while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
      let address = rest[rest.index(after: open)..<close]
      rest = rest[rest.index(after: close)...]
      // Parameters reach to the next comma outside quotes; a blank and `<` begin the next link.
      var isQuoted = false
      let end = rest.firstIndex { character in
        if character == "\"" { isQuoted.toggle() }
        return character == "," && !isQuoted
      }
      let parameters = rest[..<(end ?? rest.endIndex)]
      if isNext(parameters) { return String(address) }
      rest = rest[(end ?? rest.endIndex)...]
    }
    return nil
  }

  private static func isNext(_ parameters: Substring) -> Bool {
    parameters.split(separator: ";").contains { parameter in
      let sides = parameter.split(separator: "=", maxSplits: 1).map { side in
        side.filter { !$0.isWhitespace && $0 != "\"" || $0 == " " }.lowercased()
      }
      guard sides.count == 2, sides[0].filter({ $0 != " " }) == "rel" else { return false }
      return sides[1].split(separator: " ").contains("next")
    }
  }
}
