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
      case .tooLong(let long):
        sink.reject(long, line: line)
        line += 1
      case .whole(let text):
        // Where the data were cut, the last line is not the author's.
        let isCut = stream.fault != nil && text.last != UInt8(ascii: "\n")
        if !isCut { line += records.read(lines: text, firstLine: line, limit: lineLimit, into: &sink) }
      }
    }
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
}
