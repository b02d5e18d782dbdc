import LineageCore

/// Reads inputs of every known format into a ``RecordTable``: bytes in, rows and findings out.
///
/// It opens no files: bytes come from a closure, so that a file, a pipe and a test look alike. Format and compression
/// are recognised by content. Bad data never throw and never vanish; they become findings.
public struct SnapshotReader {
  private let options: ReadOptions
  private let progress: ((Int) -> Void)?

  /// A reader; `progress` is called with the stored bytes of the current input that were consumed so far.
  public init(options: ReadOptions = ReadOptions(), progress: ((Int) -> Void)? = nil) {
    (self.options, self.progress) = (options, progress)
  }

  /// Reads one input to its end and appends its rows, its findings and a ``Source``.
  ///
  /// `pull` fills a buffer with the next stored bytes and returns how many, 0 at the end. The source's size and
  /// digest are left for the caller, who sees the stored bytes pass. An input that is unknown is not read further.
  /// - Parameters:
  ///   - name: path of the input, with `/`. A card's model is read from it by ``CardPath``, unless given.
  ///   - cardID: the model a card describes.
  public mutating func read(
    name: String, cardID: String? = nil, into table: inout RecordTable,
    pull: (UnsafeMutableRawBufferPointer) throws -> Int
  ) {
    withoutActuallyEscaping(pull) { pull in
      var stream = ByteStream(progress: progress, pull: pull)
      read(&stream, name: name, cardID: cardID, into: &table)
    }
  }

  private func read(_ stream: inout ByteStream, name: String, cardID: String?, into table: inout RecordTable)
  {
    let fileName = FileName(name)
    let period = fileName.period(year: options.year)
    var source = Source(name: name, format: .unknown)
    if case .day(let day) = period { source.date = day }
    table.sources.append(source)

    var owned = RecordTable()
    swap(&owned, &table)
    var sink = RecordSink(owned, source: owned.sources.count - 1)
    owned = RecordTable()  // the sink's copy is the only one now
    read(&stream, name: name, fileName, period, cardID: cardID, into: &sink)
    if let fault = stream.fault {
      sink.note(
        .unreadableSource, subject: name,
        detail:
          "\(fault); \(stream.textBytes) bytes of text were read before, from \(stream.storedBytes) stored",
        line: 0)
    }
    table = sink.finish()
  }

  private func read(
    _ stream: inout ByteStream, name: String, _ fileName: FileName, _ period: FileName.Period,
    cardID: String?,
    into sink: inout RecordSink
  ) {
    switch Layout.of(&stream, name: fileName) {
    case .empty:
      if stream.fault == nil {
        sink.note(.emptySource, subject: name, detail: "the input is empty", line: 0)
      }
      return
    case .unknown:
      sink.note(
        .unknownFormat, subject: name, detail: "the input begins \"\(stream.window.excerpt)\"",
        fix: "JSON Lines of Hub records, a model card, or CSV with a header that names the model's column",
        line: 0)
      return
    case .jsonLines(let format):
      sink.setFormat(format)
      var reader = JSONReader(lineLimit: options.lineLimit)
      reader.readLines(&stream, into: &sink)
    case .jsonElements(let format):
      sink.setFormat(format)
      var reader = JSONReader(lineLimit: options.lineLimit)
      reader.readElements(&stream, into: &sink)
    case .card:
      sink.setFormat(.card)
      readCard(&stream, name: name, id: cardID ?? CardPath.modelID(fromRelativePath: name), into: &sink)
    case .table(let columns):
      sink.setFormat(fileName.isDeletion ? .deletionTable : columns.role == .edge ? .edgeTable : .modelTable)
      readTable(&stream, columns, name: name, fileName, period, into: &sink)
    }
    stream.drain()
    if sink.recordCount == 0, stream.fault == nil {
      sink.note(.emptySource, subject: name, detail: "the input holds no record", line: 0)
    }
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
