extension ReferenceRule {
  /// `"owner/name"`, `[owner/name]`, `<owner/name>`, ` owner/name `: wrapping that YAML or CSV left behind.
  static let quoted = ReferenceRule(finding: .quotedReference) { text in
    var scalars = Substring(text).unicodeScalars
    var changed = true
    while changed {
      changed = false
      while let first = scalars.first, blank(first) {
        scalars.removeFirst()
        changed = true
      }
      while let last = scalars.last, blank(last) || last == "," {
        scalars.removeLast()
        changed = true
      }
      if scalars.count >= 2, let first = scalars.first, let close = pairs[first], scalars.last == close {
        scalars = scalars.dropFirst().dropLast()
        changed = true
      }
    }
    let meant = String(Substring(scalars))
    return meant == text ? nil : .repaired(meant)
  }

  private static let pairs: [Unicode.Scalar: Unicode.Scalar] = [
    "\"": "\"", "'": "'", "`": "`", "[": "]", "<": ">", "(": ")", "\u{201C}": "\u{201D}",
    "\u{2018}": "\u{2019}",
  ]

  private static func blank(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || scalar == "\u{200B}" || scalar == "\u{FEFF}"
  }
}
