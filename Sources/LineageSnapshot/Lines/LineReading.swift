import Dispatch
import LineageCore
import Synchronization

/// Reads JSON Lines with several workers: each parses parts into small tables of their own, and those are appended
/// in the order of the parts. The outcome is that of one worker.
final class LineReading<Source: LineSource>: Sendable {
  private let source: Source
  private let settings: LineSettings
  private let state = Mutex(State())
  private let target: Mutex<Target>
  /// Counts the parts that may be begun: those that wait for their turn must stay few.
  private let room = DispatchSemaphore(value: 0)

  private struct State {
    /// Parsed parts that are not appended yet.
    var waiting: [Int: Parsed] = [:]
    /// The part whose turn it is.
    var turn = 0
    var isAppending = false
    /// True after a fault: nothing that follows it counts.
    var isOver = false
    /// Emptied sinks, to be used again.
    var spare: [RecordSink] = []
  }

  /// A part as it was parsed, into a sink of its own.
  private struct Parsed {
    let part: LinePart
    let rows: RecordSink
    let lines: Int
  }

  private struct Target {
    var sink: RecordSink
    let before: RecordTable.Extent
    var lines = 0
    var ending = Ending(fault: nil, storedBytes: 0, textBytes: 0)
  }

  private init(_ source: Source, _ settings: LineSettings, into sink: consuming RecordSink) {
    (self.source, self.settings) = (source, settings)
    let before = sink.table.extent
    target = Mutex(Target(sink: sink, before: before))
  }

  /// Reads all lines of a source into a sink.
  static func read(
    _ source: Source, _ settings: LineSettings, with workers: Workers, into sink: inout RecordSink
  ) -> Ending {
    let reading = LineReading(source, settings, into: sink.takeOut())
    for _ in 0..<(workers.count + 2) { reading.room.signal() }
    workers.run(workers.count) { _ in reading.work() }
    return reading.target.withLock { target in
      sink = target.sink.takeOut()
      return target.ending
    }
  }

  private func work() {
    var records = HubRecords()
    var buffer = TextBuffer(capacity: settings.bufferSize)
    while true {
      room.wait()
      guard !state.withLock({ $0.isOver }), let part = source.next(into: &buffer) else {
        room.signal()
        return
      }
      finish(parse(part, buffer, &records))
      // One very long line must not hold its memory to the end.
      if buffer.capacity > 8 * settings.bufferSize { buffer = TextBuffer(capacity: settings.bufferSize) }
    }
  }

  private func parse(
    _ part: LinePart, _ buffer: borrowing TextBuffer, _ records: inout HubRecords
  ) -> Parsed {
    let spare = state.withLock { $0.spare.popLast() }
    var rows = spare ?? RecordSink(partOf: settings.sourceNumber)
    var lines = records.read(
      lines: buffer[part.lines], firstLine: 1, limit: settings.lineLimit, into: &rows)
    if let long = part.longLine {
      lines += 1
      rows.reject(long, line: lines)
    }
    return Parsed(part: part, rows: rows, lines: lines)
  }

  /// Puts a part among those that wait, and appends all whose turn it is, unless another worker is about it.
  private func finish(_ parsed: consuming Parsed) {
    let number = parsed.part.number
    let isMine = state.withLock { state in
      state.waiting[number] = parsed
      defer { state.isAppending = true }
      return !state.isAppending
    }
    guard isMine else { return }
    while let next = nextInTurn() {
      append(next)
      room.signal()
    }
  }

  private func nextInTurn() -> Parsed? {
    state.withLock { state in
      let next = state.waiting.removeValue(forKey: state.turn)
      if next == nil { state.isAppending = false } else { state.turn += 1 }
      return next
    }
  }

  private func append(_ parsed: consuming Parsed) {
    if state.withLock({ $0.isOver }) { return }
    target.withLock { target in
      target.sink.append(part: parsed.rows, linesBefore: target.lines)
      target.lines += parsed.lines
      target.ending = Ending(
        fault: parsed.part.fault, storedBytes: parsed.part.storedBytes, textBytes: parsed.part.textBytes)
      settings.progress.report(parsed.part.storedBytes)
      if parsed.part.number == 15 { reserve(&target) }
    }
    let fault = parsed.part.fault
    var rows = parsed.rows
    rows.removeAll()
    state.withLock { state in
      state.spare.append(rows)
      if fault != nil { state.isOver = true }
    }
  }

  /// Makes room for all rows at once, by those of the first parts: a large table that grows step by step needs half
  /// as much memory again.
  private func reserve(_ target: inout Target) {
    guard let size = settings.size, target.ending.storedBytes > 0 else { return }
    let factor = 1.1 * Double(size) / Double(target.ending.storedBytes)
    target.sink.reserve(target.before.extrapolated(to: target.sink.table.extent, factor))
  }
}

/// What a reading of lines must know.
struct LineSettings: Sendable {
  /// Longest line that is read, in bytes.
  let lineLimit: Int
  /// Bytes of text that a worker holds at a time, if no line is longer.
  let bufferSize: Int
  /// Stored bytes in all; nil if that is not known.
  let size: Int?
  /// Index of the source in the table.
  let sourceNumber: Int
  let progress: LineProgress
}

/// Tells a caller how many stored bytes were read.
///
/// The closure is that of the caller of ``SnapshotReader``, who waits for the reading to end; it is called by one
/// worker at a time, the one that appends. So it need not be Sendable.
struct LineProgress: @unchecked Sendable {
  let report: (Int) -> Void
}
