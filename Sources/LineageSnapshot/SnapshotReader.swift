import LineageCore

/// Reads inputs of every known format into a ``RecordTable``: bytes in, rows and findings out.
///
/// It opens no files: bytes come from a closure, so that a file, a pipe and a test look alike. Format and compression
/// are recognised by content. Bad data never throw and never vanish; they become findings. JSON Lines are parsed by
/// all workers; the outcome does not depend on how many there are.
public struct SnapshotReader {
  private let options: ReadOptions
  private let workers: Workers
  private let progress: ((Int) -> Void)?

  /// A reader; `progress` is called with the stored bytes of the current input that were consumed so far, by one
  /// worker at a time.
  public init(
    options: ReadOptions = ReadOptions(), workers: Workers = .one, progress: ((Int) -> Void)? = nil
  ) {
    (self.options, self.workers, self.progress) = (options, workers, progress)
  }

  /// Reads one input to its end and appends its rows, its findings and a ``Source``.
  ///
  /// `pull` fills a buffer with the next stored bytes and returns how many, 0 at the end; it is called by one worker
  /// at a time. The source's size and digest are left for the caller. An input that is unknown is not read further.
  /// - Parameters:
  ///   - name: path of the input, with `/`. A card's model is read from it by ``CardPath``, unless given.
  ///   - cardID: the model a card describes.
  ///   - size: stored bytes in all, if that is known; used to plan ahead only.
  public mutating func read(
    name: String, cardID: String? = nil, size: Int? = nil, into table: inout RecordTable,
    pull: (UnsafeMutableRawBufferPointer) throws -> Int
  ) {
    withoutActuallyEscaping(pull) { pull in
      let stream = ByteStream(chunkSize: options.chunkSize, progress: progress, pull: pull)
      read(stream, Input(name: name, cardID: cardID, size: size, ranged: nil), into: &table)
    }
  }

  /// The same for an input of known size that can be read from any place, which is faster.
  ///
  /// `readAt` fills a buffer with the stored bytes from a place on and returns how many; several workers call it at
  /// the same time.
  public mutating func read(
    name: String, cardID: String? = nil, size: Int, into table: inout RecordTable,
    readAt: @escaping @Sendable (_ buffer: UnsafeMutableRawBufferPointer, _ place: Int) throws -> Int
  ) {
    var place = 0
    let stream = ByteStream(chunkSize: options.chunkSize, progress: progress) { buffer in
      let count = try readAt(buffer, place)
      place += count
      return count
    }
    let ranged = RangedBytes(size: size, read: readAt)
    read(stream, Input(name: name, cardID: cardID, size: size, ranged: ranged), into: &table)
  }

  /// What is known of an input beside its bytes.
  private struct Input {
    let name: String
    let cardID: String?
    let size: Int?
    let ranged: RangedBytes?
  }

  private func read(_ stream: consuming ByteStream, _ input: Input, into table: inout RecordTable) {
    let fileName = FileName(input.name)
    let period = fileName.period(year: options.year)
    var source = Source(name: input.name, format: .unknown)
    if case .day(let day) = period { source.date = day }
    table.sources.append(source)

    var owned = RecordTable()
    swap(&owned, &table)
    var sink = RecordSink(owned, source: owned.sources.count - 1)
    owned = RecordTable()  // the sink's copy is the only one now
    let ending = read(stream, input, fileName, period, into: &sink)
    if let fault = ending.fault {
      sink.note(
        .unreadableSource, subject: input.name,
        detail:
          "\(fault); \(ending.textBytes) bytes of text were read before, from \(ending.storedBytes) stored",
        line: 0)
    }
    table = sink.finish()
  }

  private func read(
    _ stream: consuming ByteStream, _ input: Input, _ fileName: FileName, _ period: FileName.Period,
    into sink: inout RecordSink
  ) -> Ending {
    let name = input.name
    var ending: Ending
    switch Layout.of(&stream, name: fileName) {
    case .empty:
      if stream.fault == nil {
        sink.note(.emptySource, subject: name, detail: "the input is empty", line: 0)
      }
      return stream.ending
    case .unknown:
      sink.note(
        .unknownFormat, subject: name, detail: "the input begins \"\(stream.window.excerpt)\"",
        fix: "JSON Lines of Hub records, a model card, or CSV with a header that names the model's column",
        line: 0)
      return stream.ending
    case .jsonLines(.scanRecords):
      sink.setFormat(.scanRecords)
      ScanRecords.readLines(&stream, limit: options.lineLimit, into: &sink)
      ending = stream.drain()
    case .jsonLines(let format):
      sink.setFormat(format)
      ending = readLines(stream, input, into: &sink)
    case .jsonElements(let format):
      sink.setFormat(format)
      var reader = JSONReader(lineLimit: options.lineLimit)
      reader.readElements(&stream, into: &sink)
      ending = stream.drain()
    case .card:
      sink.setFormat(.card)
      let id = input.cardID ?? CardPath.modelID(fromRelativePath: name)
      readCard(&stream, name: name, id: id, into: &sink)
      ending = stream.drain()
    case .table(let columns):
      sink.setFormat(fileName.isDeletion ? .deletionTable : columns.role == .edge ? .edgeTable : .modelTable)
      readTable(&stream, columns, name: name, fileName, period, into: &sink)
      ending = stream.drain()
    }
    if sink.recordCount == 0, ending.fault == nil {
      sink.note(.emptySource, subject: name, detail: "the input holds no record", line: 0)
    }
    return ending
  }

  /// Reads JSON Lines by several workers, unless all of the text is in memory already.
  private func readLines(
    _ stream: consuming ByteStream, _ input: Input, into sink: inout RecordSink
  ) -> Ending {
    while workers.count > 1, stream.window.count < options.chunkSize / 2, stream.extend() {}
    if workers.count == 1 || stream.isAtEnd {
      var reader = JSONReader(lineLimit: options.lineLimit)
      reader.readLines(&stream, into: &sink)
      return stream.drain()
    }
    let progress = self.progress
    let ranged = stream.isCompressed || stream.fault != nil ? nil : input.ranged
    let settings = LineSettings(
      lineLimit: options.lineLimit, bufferSize: options.chunkSize, size: input.size,
      sourceNumber: sink.source,
      progress: LineProgress { if ranged != nil { progress?($0) } })
    if let ranged {
      let lines = RangedLines(
        ranged, from: stream.passedBytes, limit: options.lineLimit, partSize: options.chunkSize)
      return LineReading.read(lines, settings, with: workers, into: &sink)
    }
    let lines = StreamedLines(stream, limit: options.lineLimit)
    _ = LineReading.read(lines, settings, with: workers, into: &sink)
    return lines.ending
  }

  private func readCard(_ stream: inout ByteStream, name: String, id: String?, into sink: inout RecordSink) {
    // Front matter beyond its limit is not read; enough of the card is kept to see that.
    while stream.window.count < FrontMatter.sizeLimit + (1 << 16), stream.extend() {}
    guard let id else {
      sink.reject(
        .recordWithoutID, subject: name, detail: "the path names no model",
        fix: "name the card owner/name/README.md or owner--name.md", line: 0)
      return
    }
    CardReader.read(markdown: stream.window, id: id, into: &sink)
  }

  private func readTable(
    _ stream: inout ByteStream, _ columns: TableColumns, name: String, _ fileName: FileName,
    _ period: FileName.Period, into sink: inout RecordSink
  ) {
    var date: Day?
    switch period {
    case .none: break
    case .day(let day): date = day
    case .yearMissing:
      sink.note(
        .invalidDate, subject: name, detail: "the file name holds month and day, and no year was given",
        fix: "give the year, or put it into the name", line: 0)
    case .invalid:
      sink.note(
        .invalidDate, subject: name, detail: "the digits in the file name are no calendar date", line: 0)
    }
    var reader = TableReader(
      columns, isDeletion: fileName.isDeletion, date: date, lineLimit: options.lineLimit)
    reader.read(&stream, into: &sink)
  }
}
