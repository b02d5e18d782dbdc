import Synchronization

/// Lines of a text that can be read from any place: every worker reads its own part.
///
/// A line belongs to the part in which it begins.
final class RangedLines: LineSource {
  private let text: RangedBytes
  private let start: Int
  private let limit: Int
  private let partSize: Int
  private let parts = Mutex(0)

  /// Bytes read beyond a part at first: most lines that begin in it end there.
  private static let overlap = 4096

  /// Lines from a place on; those of more bytes than the limit are too long.
  init(_ text: RangedBytes, from start: Int, limit: Int, partSize: Int) {
    (self.text, self.start, self.limit) = (text, start, limit)
    self.partSize = max(partSize, 1)
  }

  func next(into buffer: inout TextBuffer) -> LinePart? {
    let number = parts.withLock { parts in
      parts += 1
      return parts - 1
    }
    let first = start + number * partSize
    guard first < text.size else { return nil }
    let end = min(first + partSize, text.size)
    var part = LinePart(number: number, storedBytes: end, textBytes: end)
    // The byte before tells whether a line begins with the part.
    var window = RangedWindow(text, from: max(first - 1, start))
    fill(&part, beginningWithLine: first == start, end - window.start, &window, &buffer)
    if part.fault != nil { (part.storedBytes, part.textBytes) = (window.end, window.end) }
    return part
  }

  /// Reads the lines that begin before `end`; all places count from the beginning of the window.
  private func fill(
    _ part: inout LinePart, beginningWithLine: Bool, _ end: Int, _ window: inout RangedWindow,
    _ buffer: inout TextBuffer
  ) {
    window.extend(to: end + Self.overlap, &buffer)
    var first = 0
    if !beginningWithLine {
      guard let lineEnd = buffer[0..<window.count].offset(of: UInt8(ascii: "\n"), from: 0), lineEnd + 1 < end
      else {
        if window.count < end { part.fault = window.fault }
        return
      }
      first = lineEnd + 1
    }
    // The last line that begins in the part has the first line end at or after the part's last byte.
    let lastLine =
      buffer[first..<max(first, min(end - 1, window.count))].lastIndex(of: UInt8(ascii: "\n"))
      .map { first + $0 + 1 } ?? first
    var searched = min(max(end - 1, first), window.count)
    while true {
      if let lineEnd = buffer[0..<window.count].offset(of: UInt8(ascii: "\n"), from: searched) {
        part.lines = first..<(lineEnd + 1)
        return
      }
      if window.count - lastLine > limit {
        part.lines = first..<lastLine
        part.longLine = window.skipLine(from: lastLine, buffer)
        part.fault = window.fault
        return
      }
      if window.isAtEnd {
        // Where the data were cut, the last line is not the author's.
        part.lines = first..<(window.fault == nil ? window.count : lastLine)
        part.fault = window.fault
        return
      }
      searched = window.count
      window.extend(to: window.count * 2, &buffer)
    }
  }
}
