import CFastJSON
import LineageCore

/// Turns the JSON of one model, as the Hub's list API gives it, into a row.
///
/// Several of them can work side by side, each on its own lines and into its own sink.
struct HubRecords: ~Copyable {
  private let parser = HubParser()
  private var references = HubReferences()
  private var date = DateReader()
  private var scratch: [UInt8] = []

  /// Reads a run of whole lines that are followed by ``TextBuffer/padding`` readable bytes, and returns how many
  /// there were. Blank lines do not count as records; lines of more bytes than the limit are rejected.
  mutating func read(
    lines text: UnsafeRawBufferPointer, firstLine: Int, limit: Int, into sink: inout RecordSink
  ) -> Int {
    parser.begin(lines: text, limit: limit)
    let fields = parser.fields
    while parser.next() {
      take(
        fields, fields.pointee.text.value ?? text.part(0..<0), firstLine + Int(fields.pointee.line),
        into: &sink)
    }
    return parser.lines
  }

  /// Reads one JSON text that is followed by ``TextBuffer/padding`` readable bytes.
  mutating func read(_ text: UnsafeRawBufferPointer, line: Int, into sink: inout RecordSink) {
    parser.read(text)
    take(parser.fields, text, line, into: &sink)
  }

  /// The same for a text in somebody else's memory, like a cell of a table.
  mutating func read(copying text: UnsafeRawBufferPointer, line: Int, into sink: inout RecordSink) {
    scratch.removeAll(keepingCapacity: true)
    scratch.append(contentsOf: text)
    scratch.append(contentsOf: repeatElement(0, count: TextBuffer.padding))
    scratch.withUnsafeBytes { parser.read($0.part(0..<text.count)) }
    take(parser.fields, text, line, into: &sink)
  }

  private mutating func take(
    _ json: UnsafePointer<cfj_record>, _ text: @autoclosure () -> UnsafeRawBufferPointer, _ line: Int,
    into sink: inout RecordSink
  ) {
    guard json.pointee.status == CFJ_RECORD, let idBytes = json.pointee.id.value else {
      Self.reject(json, text(), line, &sink)
      return
    }
    if json.pointee.is_card {
      CardReader.read(json.pointee, id: String(decoding: idBytes, as: UTF8.self), line: line, into: &sink)
      return
    }
    guard json.pointee.id_is_hub else {
      sink.reject(
        .invalidModelID, subject: idBytes.excerpt,
        detail: "the id is not owner/name of the letters, digits, _, . and - that the Hub allows", line: line)
      return
    }
    let id = sink.intern(idBytes)
    var record = Record(id: id, source: sink.source, line: line)
    record.attributes.hasCard = json.pointee.can_declare
    if json.pointee.wrong_types != 0 {
      WrongTypes.report(json.pointee.wrong_types, id: id, line: line, into: &sink)
    }
    if let text = json.pointee.created.value {
      if let day = date.day(text) {
        record.attributes.created = day
      } else {
        Self.setDate(text, of: &record, line, &sink)
      }
    }
    if let task = json.pointee.pipeline_tag.value { record.attributes.task = sink.intern(task) }
    if let library = json.pointee.library_name.value { record.attributes.library = sink.intern(library) }
    if json.pointee.downloads >= 0 { record.attributes.downloads = json.pointee.downloads }
    if json.pointee.downloads_all >= 0 { record.attributes.downloadsAll = json.pointee.downloads_all }
    if json.pointee.likes >= 0 { record.attributes.likes = json.pointee.likes }
    if json.pointee.gated >= 0 { record.attributes.gated = json.pointee.gated == 1 }

    var card: CardFields?
    if let yaml = json.pointee.card_yaml.value {
      card = CardReader.fields(yaml: yaml, id: idBytes, line: line, into: &sink)
    }
    references.collect(json, card: card, into: &sink)
    Self.setLicense(json, card, of: &record, line, &sink)
    sink.append(record, references: references.found)
  }

  /// Sets the day of creation, or reports why there is none.
  static func setDate(
    _ text: UnsafeRawBufferPointer, of record: inout Record, _ line: Int, _ sink: inout RecordSink
  ) {
    if text.starts(with: "2022-03-02T23:29:04") || text.starts(with: "2022-03-02 23:29:04") {
      record.attributes.predatesClock = true
    } else if let day = Day(utf8: text) {
      record.attributes.created = day
    } else {
      sink.repair(
        .invalidDate, subject: sink.table.texts[record.id], detail: "the date is \"\(text.excerpt)\"",
        line: line)
    }
  }

  private static func setLicense(
    _ json: UnsafePointer<cfj_record>, _ card: CardFields?, of record: inout Record, _ line: Int,
    _ sink: inout RecordSink
  ) {
    var written: TextID?
    if json.pointee.license_tags.count > 0 {
      written = sink.joined(json.pointee.license_tags)
    } else if json.pointee.card_licenses.count > 0 {
      written = sink.joined(json.pointee.card_licenses)
    } else if let label = card?.license {
      written = sink.intern(label)
    }
    if let written { record.attributes.license = sink.license(written: written, id: record.id, line: line) }
    if let name = json.pointee.card_license_name.value {
      record.attributes.licenseName = sink.intern(name)
    } else if let name = card?.licenseName {
      record.attributes.licenseName = sink.intern(name)
    }
    if let link = json.pointee.card_license_link.value {
      record.attributes.licenseLink = sink.intern(link)
    } else if let link = card?.licenseLink {
      record.attributes.licenseLink = sink.intern(link)
    }
  }

  private static func reject(
    _ json: UnsafePointer<cfj_record>, _ text: UnsafeRawBufferPointer, _ line: Int, _ sink: inout RecordSink
  ) {
    let subject = text.trimmed.excerpt
    switch json.pointee.status {
    case CFJ_NOT_UTF8:
      sink.reject(.malformedRecord, subject: subject, detail: "the line is not UTF-8", line: line)
    case CFJ_NOT_OBJECT:
      sink.reject(.malformedRecord, subject: subject, detail: "the JSON value is not an object", line: line)
    case CFJ_NO_ID:
      sink.reject(.recordWithoutID, subject: subject, detail: "the object has no id", line: line)
    case CFJ_ID_NOT_TEXT:
      sink.reject(.recordWithoutID, subject: subject, detail: "the id is not a text", line: line)
    case CFJ_TOO_LONG:
      var long = LongLine()
      long.append(text)
      sink.reject(long, line: line)
    default:
      let reason = json.pointee.reason.map { String(cString: $0) } ?? "no reason given"
      sink.reject(.malformedRecord, subject: subject, detail: "not JSON: \(reason)", line: line)
    }
  }
}

extension RecordSink {
  /// Reports a line that is too long to be read.
  mutating func reject(_ long: LongLine, line: Int) {
    reject(
      .malformedRecord, subject: long.beginning.withUnsafeBytes { $0.trimmed.excerpt },
      detail: "the line has \(long.bytes) bytes, more than are read", line: line)
  }

  /// The distinct texts joined by ", "; a single one is interned without a copy.
  fileprivate mutating func joined(_ texts: cfj_texts) -> TextID {
    if texts.count == 1 { return intern(texts[0]) }
    var distinct: [String] = []
    for i in 0..<texts.count {
      let label = String(decoding: texts[i], as: UTF8.self)
      if !distinct.contains(label) { distinct.append(label) }
    }
    return intern(distinct.joined(separator: ", "))
  }
}

/// Reads dates, and knows the last one: neighbours in a snapshot are often of one day.
private struct DateReader {
  /// The first eleven bytes of the last date, the first and the last eight of them.
  private var head: (UInt64, UInt64) = (0, 0)
  private var known: Day?
  /// The day on which the Hub's clock starts; its time matters.
  private static let firstDay = Day(year: 2022, month: 3, day: 2)

  /// The day of a date that needs no more than a look; nil for any other.
  mutating func day(_ text: UnsafeRawBufferPointer) -> Day? {
    guard text.count >= 11 else { return nil }
    let head = (
      text.loadUnaligned(as: UInt64.self), text.loadUnaligned(fromByteOffset: 3, as: UInt64.self)
    )
    if head != self.head {
      guard let day = Day(utf8: text), day != Self.firstDay else { return nil }
      (self.head, known) = (head, day)
    }
    return known
  }
}
