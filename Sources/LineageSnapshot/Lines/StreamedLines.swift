import Synchronization

/// Lines of a stream: one worker at a time reads, and decompresses, the next part; the others parse theirs.
final class StreamedLines: LineSource {
  private let state: Mutex<State>
  private let limit: Int

  private struct State: ~Copyable {
    var stream: ByteStream
    var parts = 0

    init(_ stream: consuming ByteStream) { self.stream = stream }
  }

  /// Lines of what is left of a stream; those of more bytes than the limit are too long.
  init(_ stream: consuming ByteStream, limit: Int) {
    state = Mutex(State(stream))
    self.limit = limit
  }

  func next(into buffer: inout TextBuffer) -> LinePart? {
    state.withLock { state in
      guard let handed = state.stream.handOverLines(limit: limit, for: &buffer) else { return nil }
      var part = LinePart(
        number: state.parts, storedBytes: state.stream.storedBytes, textBytes: state.stream.textBytes)
      state.parts += 1
      switch handed {
      case .whole(let lines):
        part.lines = lines
        // Where the data were cut, the last line is not the author's.
        if state.stream.fault != nil, buffer[lines].last != UInt8(ascii: "\n") { part.lines = 0..<0 }
      case .tooLong(let line): part.longLine = line
      }
      return part
    }
  }

  /// What was read, and why no more.
  var ending: Ending { state.withLock { $0.stream.ending } }
}
