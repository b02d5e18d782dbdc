import LineageCore

/// Reads a CSV table of models, edges or deletions.
struct TableReader: ~Copyable {
  private let columns: TableColumns
  private let role: Record.Role
  /// Date of the rows that have none of their own.
  private let date: Day?
  private let lineLimit: Int
  private var row = CSVRow()
  private var hub = HubRecords()
  private var references: [Reference] = []

  /// A reader for a table with those columns; the text begins with the header.
  init(_ columns: TableColumns, isDeletion: Bool, date: Day?, lineLimit: Int) {
    self.columns = columns
    role = isDeletion ? .deletion : columns.role
    self.date = date
    self.lineLimit = lineLimit
  }

  /// Reads all rows of a stream.
  mutating func read(_ stream: inout ByteStream, into sink: inout RecordSink) {
    var line = 1
    var isHeader = true
    while true {
      switch CSVScanner.end(of: stream.window, delimiter: columns.delimiter) {
      case .row(let count, let next):
        take(stream.window.part(0..<count), line: line, isHeader: &isHeader, &sink)
        line += stream.take(next).lineEnds
      case .incomplete(let isQuoted):
        if stream.window.count <= lineLimit, stream.extend() { continue }
        if stream.window.isEmpty { return }
        if isQuoted || stream.window.count > lineLimit {
          skipLine(&stream, isQuoted: isQuoted, line: &line, &sink)
        } else {
          // Where the data were cut, the last line is not the author's.
          if stream.fault == nil { take(stream.window.withoutReturn, line: line, isHeader: &isHeader, &sink) }
          stream.advance(by: stream.window.count)
        }
      }
    }
  }

  /// Gives up a line whose row has no end, so that the next line gets its chance.
  private func skipLine(
    _ stream: inout ByteStream, isQuoted: Bool, line: inout Int, _ sink: inout RecordSink
  ) {
    let end = stream.window.offset(of: UInt8(ascii: "\n"), from: 0) ?? stream.window.count
    sink.reject(
      .malformedRecord, subject: stream.window.part(0..<end).excerpt,
      detail: isQuoted ? "a quoted field is not closed" : "the row is longer than \(lineLimit) bytes",
      line: line)
    stream.advance(by: min(end + 1, stream.window.count))
    line += 1
  }

  private mutating func take(
    _ text: UnsafeRawBufferPointer, line: Int, isHeader: inout Bool, _ sink: inout RecordSink
  ) {
    if isHeader {
      isHeader = false
      return
    }
    if text.trimmed.isEmpty { return }
    guard text.isUTF8 else {
      sink.reject(.malformedRecord, subject: text.excerpt, detail: "the row is not UTF-8", line: line)
      return
    }
    row.parse(text, delimiter: columns.delimiter)
    guard row.count >= columns.count, row.countWithoutEmptyTail <= columns.count else {
      sink.reject(
        .malformedRecord, subject: text.excerpt,
        detail: "\(row.count) fields where the header has \(columns.count)",
        line: line)
      return
    }
    if let metadata = columns.metadata, !row[metadata].trimmed.isEmpty {
      hub.read(copying: row[metadata], line: line, into: &sink)
      return
    }
    takeRow(text, line, &sink)
  }

  private mutating func takeRow(_ text: UnsafeRawBufferPointer, _ line: Int, _ sink: inout RecordSink) {
    let name = row[columns.child]
    guard !name.trimmed.isEmpty else {
      if row.countWithoutEmptyTail == 0 { return }
      sink.reject(.recordWithoutID, subject: text.excerpt, detail: "the row names no model", line: line)
      return
    }
    let id = sink.intern(name)
    var record = Record(id: id, role: role, created: date, source: sink.source, line: line)
    record.attributes.hasCard = columns.license != nil
    if let cell = cell(columns.date) {
      record.attributes.created = nil
      HubRecords.setDate(cell, of: &record, line, &sink)
    }
    record.attributes.task = cell(columns.task).map { sink.intern($0) }
    record.attributes.library = cell(columns.library).map { sink.intern($0) }
    record.attributes.downloads = count(columns.downloads, "downloads", id, line, &sink)
    record.attributes.downloadsAll = count(columns.downloadsAll, "downloads of all time", id, line, &sink)
    record.attributes.likes = count(columns.likes, "likes", id, line, &sink)
    if let label = cell(columns.license) {
      record.attributes.license = sink.license(written: sink.intern(label), id: id, line: line)
    }
    references.removeAll(keepingCapacity: true)
    if let cell = cell(columns.parent) { addParents(cell, id, line, &sink) }
    sink.append(record, references: references)
  }

  /// A field that is there and not blank.
  private func cell(_ column: Int?) -> UnsafeRawBufferPointer? {
    guard let column else { return nil }
    let cell = row[column].trimmed
    return cell.isEmpty ? nil : cell
  }

  private func count(
    _ column: Int?, _ name: String, _ id: TextID, _ line: Int, _ sink: inout RecordSink
  ) -> Int64? {
    guard let cell = cell(column) else { return nil }
    if let number = Int64(String(decoding: cell, as: UTF8.self)), number >= 0 { return number }
    sink.repair(
      .wrongType, subject: sink.table.texts[id], detail: "\(name) is \"\(cell.excerpt)\", no count",
      line: line)
    return nil
  }

  private mutating func addParents(
    _ cell: UnsafeRawBufferPointer, _ id: TextID, _ line: Int, _ sink: inout RecordSink
  ) {
    let parents = ParentCell.parents(in: cell)
    let words = self.cell(columns.relation).map { ParentCell.split($0).map(Relation.init(utf8:)) } ?? []
    if words.count > 1, words.count != parents.count {
      sink.repair(
        .wrongType, subject: sink.table.texts[id],
        detail: "\(words.count) relations for \(parents.count) parents; none was taken", line: line)
    }
    for (i, parent) in parents.enumerated() {
      let listed: Relation =
        words.count == 1 ? words[0] : words.count == parents.count ? words[i] : .unspecified
      references.append(Reference(sink.intern(parent.text), EdgeLabel(parent.relation ?? listed)))
    }
  }
}
