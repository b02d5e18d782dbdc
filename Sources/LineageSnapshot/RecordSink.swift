import LineageCore

/// Takes what a reader finds in one source: rows, findings and their counts.
///
/// It owns the table while the source is read; ``finish()`` gives it back.
struct RecordSink {
  private(set) var table: RecordTable
  /// Index of the source in the table.
  let source: Int
  private var counts: (records: Int, rejected: Int, repaired: Int) = (0, 0, 0)
  /// True once the row being read has had something repaired.
  private var isRepaired = false
  private var licenses = LicenseMemory()

  /// A sink for a source that the table already lists.
  init(_ table: consuming RecordTable, source: Int) {
    self.table = table
    self.source = source
  }

  /// A sink for a part of a source; another sink takes it up.
  init(partOf source: Int) { self.init(RecordTable(), source: source) }

  /// Moves everything out, and leaves an empty sink.
  mutating func takeOut() -> RecordSink {
    var taken = RecordSink(RecordTable(), source: source)
    swap(&taken, &self)
    return taken
  }

  /// Adds what was found in the next part of the source; so many lines stand before it.
  mutating func append(part: borrowing RecordSink, linesBefore: Int) {
    table.append(contentsOf: part.table, linesBefore: linesBefore)
    counts.records += part.counts.records
    counts.rejected += part.counts.rejected
    counts.repaired += part.counts.repaired
  }

  /// Forgets everything and keeps the memory.
  mutating func removeAll() {
    table.removeAll()
    licenses.changeTable()
    counts = (0, 0, 0)
    isRepaired = false
  }

  /// Makes room, so that the table does not grow step by step.
  mutating func reserve(_ extent: RecordTable.Extent) { table.reserve(extent) }

  /// Interns bytes as they are.
  mutating func intern(_ text: UnsafeRawBufferPointer) -> TextID { table.texts.intern(text) }

  /// Interns a text as it is.
  mutating func intern(_ text: String) -> TextID { table.texts.intern(text) }

  /// Adds a row. It counts as repaired if ``repair(_:subject:detail:fix:line:)`` was called since the last row.
  mutating func append(_ record: Record, references: [Reference]) {
    table.append(record, references: references)
    counts.records += 1
    if isRepaired { counts.repaired += 1 }
    isRepaired = false
  }

  /// Reports a row that had to be left out.
  mutating func reject(_ rule: FindingRule, subject: String, detail: String, fix: String? = nil, line: Int) {
    note(rule, subject: subject, detail: detail, fix: fix, line: line)
    counts.records += 1
    counts.rejected += 1
    isRepaired = false
  }

  /// Reports something that was repaired or left out in the row that comes next.
  mutating func repair(_ rule: FindingRule, subject: String, detail: String, fix: String? = nil, line: Int) {
    note(rule, subject: subject, detail: detail, fix: fix, line: line)
    isRepaired = true
  }

  /// Reports something that is merely worth knowing, or concerns the whole source (line 0).
  mutating func note(_ rule: FindingRule, subject: String, detail: String, fix: String? = nil, line: Int) {
    let place = SourceLocation(source: source, line: line)
    table.findings.append(Finding(rule, subject: subject, detail: detail, fix: fix, at: place))
  }

  /// The label in the Hub's spelling; a repair is reported.
  mutating func license(written: TextID, id: TextID, line: Int) -> TextID? {
    let known = licenses.label(written: written, &table.texts)
    switch known.change {
    case .none: break
    case .repaired:
      let label = known.label.map { table.texts[$0] } ?? ""
      repair(
        .licenseLabelRepaired, subject: table.texts[id], detail: "license: \(table.texts[written])",
        fix: "license: \(label)", line: line)
    case .unusable:
      repair(
        .licenseUnusable, subject: table.texts[id], detail: "license: \(table.texts[written])",
        fix: "license: an id of the Hub's list, or other with license_name and license_link", line: line)
    }
    return known.label
  }

  /// Sets the format, where the content shows it only while it is read.
  mutating func setFormat(_ format: SourceFormat) { table.sources[source].format = format }

  /// Number of rows so far, good or bad.
  var recordCount: Int { counts.records }

  /// Gives the table back, with the counts in its source.
  consuming func finish() -> RecordTable {
    var table = table
    table.sources[source].records += counts.records
    table.sources[source].rejected += counts.rejected
    table.sources[source].repaired += counts.repaired
    return table
  }
}
