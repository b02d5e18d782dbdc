extension LicenseTable {
  /// The license whose words a text contains: what a LICENSE file is, whatever the card says.
  ///
  /// Text and phrases are compared as words in lower case without punctuation. An agreement of a licensor counts
  /// before a general license, because such agreements are often made of one; then the phrase that stands first.
  ///
  /// - Complexity: O(text · phrases).
  public func detect(in text: String) -> LicenseCode? {
    let words = Self.normalised(text.utf8.count > 1 << 20 ? String(text.prefix(1 << 20)) : text)
    var best: (isAgreement: Bool, position: Int, length: Int, code: LicenseCode)?
    for (index, license) in licenses.enumerated() {
      for phrase in license.phrases {
        guard let position = Self.position(of: Self.normalised(phrase), in: words) else { continue }
        let found = (license.isAgreement, position, phrase.utf8.count, LicenseCode(index))
        guard let old = best else {
          best = found
          continue
        }
        let isBetter =
          found.0 != old.isAgreement
          ? found.0 : found.1 != old.position ? found.1 < old.position : found.2 > old.length
        if isBetter { best = found }
      }
    }
    return best?.code
  }

  /// Lower-case words with one blank between them; of punctuation only `.`, `+` and `-` inside words stay.
  static func normalised(_ text: String) -> [UInt8] {
    var words: [UInt8] = []
    var isGap = true
    for byte in text.lowercased().utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 128...,
        UInt8(ascii: "+"), UInt8(ascii: "-"):
        words.append(byte)
        isGap = false
      case UInt8(ascii: "."):
        if !isGap { words.append(byte) }
      default:
        if !isGap {
          while words.last == UInt8(ascii: ".") { words.removeLast() }
          words.append(UInt8(ascii: " "))
        }
        isGap = true
      }
    }
    while let last = words.last, last == UInt8(ascii: " ") || last == UInt8(ascii: ".") { words.removeLast() }
    return words
  }

  private static func position(of part: [UInt8], in words: [UInt8]) -> Int? {
    guard let first = part.first, part.count <= words.count else { return nil }
    for start in 0...(words.count - part.count) where words[start] == first {
      if words[start..<start + part.count].elementsEqual(part) { return start }
    }
    return nil
  }
}
