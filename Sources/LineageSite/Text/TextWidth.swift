/// Widths of text without a font: for each character the widest advance among Noto Sans, Liberation Sans (Arial)
/// and Roboto, so that a box made for the sum holds the text in any of them.
struct TextWidth: Sendable {
  /// One character per ASCII character from the blank to `~`: its code minus 48, in 1/50 em, rounded up.
  private let table: [UInt8]

  static let regular = TextWidth(
    ">>EQM]U<BBLN>A>EMMMMMMMMMM>>NNNLcRRUUROWVALRL^VXRXUROUR`RROAEAMLAMOKOMBOO==K=_OOOOEJCOJXKJICLCR")
  static let bold = TextWidth(
    ">AHQM^V>BBLN?D?EMMMMMMMMMMAANNNOaUUUUROWWDLUO`YXRXUROVRaRROAFANLCOPLPNDPQ@@O@bQOPPGLFQM[MMJDLDQ")

  private init(_ table: String) { self.table = Array(table.utf8) }

  /// Width of one character in 1/1000 em.
  private func advance(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x20...0x7E: Int(table[Int(scalar.value) - 0x20] - 48) * 20
    case 0xB7: 340
    case 0x2010...0x2015: 1000
    case 0x2026: 1000
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFFE6,
      0x1F300...0x1FAFF, 0x20000...0x3FFFD, 0xFFFD:
      1000
    default: 760
    }
  }

  /// Width of a text at a font size, both in px.
  ///
  /// - Complexity: O(characters).
  func width(_ text: String, size: Double) -> Double {
    Double(text.unicodeScalars.reduce(0) { $0 + advance($1) }) * size / 1000
  }

  /// The text, with `…` in place of its end if it is wider than the room.
  ///
  /// - Complexity: O(characters).
  func cutEnd(_ text: String, size: Double, room: Double) -> String {
    if width(text, size: size) <= room { return text }
    let left = prefix(text, size: size, room: room - width("…", size: size))
    return left + "…"
  }

  /// The text, with `…` in place of its middle if it is wider than the room: 55 % of the room for the head, the
  /// rest for the tail, which names the format.
  ///
  /// - Complexity: O(characters).
  func cutMiddle(_ text: String, size: Double, room: Double) -> String {
    if width(text, size: size) <= room { return text }
    let free = room - width("…", size: size)
    let head = prefix(text, size: size, room: free * 0.55)
    let tail = prefix(String(text.reversed()), size: size, room: free - width(head, size: size))
    return head + "…" + String(tail.reversed())
  }

  /// A name on at most two lines: broken after the last `-`, `_`, `.` or `/` that fits, else where the room ends;
  /// what is too long for the second line is cut in its middle.
  ///
  /// - Complexity: O(characters).
  func wrap(_ text: String, size: Double, room: Double) -> [String] {
    if width(text, size: size) <= room { return [text] }
    let fitting = Array(prefix(text, size: size, room: room))
    let all = Array(text)
    var end = fitting.count
    for i in fitting.indices.reversed() where i > 0 && "-_./".contains(fitting[i]) {
      let betweenDigits = fitting[i] == "." && all[i - 1].isNumber && i + 1 < all.count && all[i + 1].isNumber
      if !betweenDigits {
        end = i + 1
        break
      }
    }
    guard end > 0, end < all.count else { return [cutMiddle(text, size: size, room: room)] }
    return [String(all[..<end]), cutMiddle(String(all[end...]), size: size, room: room)]
  }

  /// Words on lines of at most that width; a word that is wider stands alone.
  func lines(_ text: String, size: Double, room: Double) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, width(last + " " + word, size: size) <= room {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }

  private func prefix(_ text: String, size: Double, room: Double) -> String {
    var used = 0.0
    var result = ""
    for character in text {
      used += width(String(character), size: size)
      if used > room { break }
      result.append(character)
    }
    return result
  }
}
