import LineageCore

/// Reads JSON of either layout, one model a line or a saved page, through ``HubRecords``.
struct JSONReader: ~Copyable {
  private var records = HubRecords()
  private let lineLimit: Int

  init(lineLimit: Int) { self.lineLimit = lineLimit }

  /// Reads JSON Lines; blank lines do not count.
  mutating func readLines(_ stream: inout ByteStream, into sink: inout RecordSink) {
    var line = 1
    while let lines = stream.nextLines(limit: lineLimit) {
      switch lines {
      case .tooLong(let bytes):
        tooLong(bytes, line, &sink)
        line += 1
      case .whole(let text):
        // Where the data were cut, the last line is not the author's.
        let isCut = stream.fault != nil && text.last != UInt8(ascii: "\n")
        if !isCut { line += read(lines: text, firstLine: line, into: &sink) }
      }
    }
  }

  /// Reads a run of whole lines and returns how many there were.
  mutating func read(lines text: UnsafeRawBufferPointer, firstLine: Int, into sink: inout RecordSink) -> Int {
    var (start, count) = (0, 0)
    while start < text.count {
      let end = text.offset(of: UInt8(ascii: "\n"), from: start) ?? text.count
      let line = text.part(start..<end)
      if line.count > lineLimit {
        tooLong(line.count, firstLine + count, &sink)
      } else if !line.trimmed.isEmpty {
        records.read(line, line: firstLine + count, into: &sink)
      }
      start = end + 1
      count += 1
    }
    return count
  }

  /// Reads a saved page; an object's line is the one it begins on.
  mutating func readElements(_ stream: inout ByteStream, into sink: inout RecordSink) {
    var line = 1
    while true {
      if stream.window.isEmpty, !stream.extend() { return }
      switch JSONElements.next(in: stream.window, isAtEnd: stream.isAtEnd) {
      case .separator(let count):
        line += stream.take(count).lineEnds
      case .object(let count):
        let text = stream.take(count)
        records.read(text, line: line, into: &sink)
        line += text.lineEnds
      case .other(let count):
        records.read(stream.take(max(count, 1)), line: line, into: &sink)
      case .incomplete:
        if stream.window.count <= lineLimit, stream.extend() { continue }
        if stream.fault == nil {
          sink.reject(
            .malformedRecord, subject: stream.window.excerpt,
            detail:
              "the object does not end, or is longer than \(lineLimit) bytes; nothing after it was read",
            line: line)
        }
        return
      }
    }
  }

  private func tooLong(_ bytes: Int, _ line: Int, _ sink: inout RecordSink) {
    sink.reject(
      .malformedRecord, subject: "line \(line)",
      detail: "the line has \(bytes) bytes, more than \(lineLimit)",
      line: line)
  }
}
