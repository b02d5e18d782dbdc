/// Columns of text, aligned by the number of characters a terminal shows.
struct TextColumns {
  enum Alignment { case left, right }

  private let alignments: [Alignment]
  private var rows: [[String]] = []

  init(_ alignments: [Alignment]) { self.alignments = alignments }

  mutating func add(_ cells: [String]) { rows.append(cells) }

  /// The lines, in columns if they fit; else with two blanks between cells and nothing aligned.
  func lines(fitting width: Int, style: (Int, String) -> String = { $1 }) -> [String] {
    let widths = alignments.indices.map { column in rows.map { displayWidth($0[column]) }.max() ?? 0 }
    let needed = widths.reduce(0, +) + 2 * (widths.count - 1)
    if needed <= width { return lines(style: style) }
    return rows.map { cells in
      cells.enumerated().filter { !$0.element.isEmpty }.map { style($0.offset, $0.element) }
        .joined(separator: "  ")
    }
  }

  /// The lines, two blanks between columns, without trailing blanks.
  func lines(style: (Int, String) -> String = { $1 }) -> [String] {
    let widths = alignments.indices.map { column in rows.map { displayWidth($0[column]) }.max() ?? 0 }
    return rows.map { cells in
      var line = ""
      for (column, cell) in cells.enumerated() {
        let padding = String(repeating: " ", count: max(0, widths[column] - displayWidth(cell)))
        let shown = style(column, cell)
        line += alignments[column] == .right ? padding + shown : shown + padding
        if column < cells.count - 1 { line += "  " }
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}

/// How many terminal cells a text takes: two for Hangul, CJK and full-width forms, none for marks and colours.
func displayWidth(_ text: String) -> Int {
  var inColour = false
  return text.unicodeScalars.reduce(0) { width, scalar in
    if scalar == "\u{1B}" { inColour = true }
    if inColour {
      inColour = scalar != "m"
      return width
    }
    switch scalar.value {
    case 0x300...0x36F, 0x200B...0x200F: return width
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return width + 2
    default: return width + 1
    }
  }
}

/// `1,234,567`.
func grouped(_ number: Int) -> String {
  var out: [Character] = []
  for (i, digit) in String(number.magnitude).reversed().enumerated() {
    if i > 0 && i % 3 == 0 { out.append(",") }
    out.append(digit)
  }
  return (number < 0 ? "-" : "") + String(out.reversed())
}

/// A count with its noun: `1 model`, `2 models`.
func counted(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
  grouped(number) + " " + (number == 1 ? noun : plural ?? noun + "s")
}
