import CFastJSON
import LineageCore

/// Turns the JSON of one model, as the Hub's list API gives it, into a row.
///
/// Several of them can work side by side, each on its own lines and into its own sink.
struct HubRecords: ~Copyable {
  private let parser = HubParser()
  private var references = HubReferences()
  private var scratch: [UInt8] = []

  /// Reads one JSON text that is followed by ``ByteStream/padding`` readable bytes.
  mutating func read(_ text: UnsafeRawBufferPointer, line: Int, into sink: inout RecordSink) {
    parser.read(text) { record in
      Self.take(record, text, line, &references, &sink)
    }
  }

  /// The same for a text in somebody else's memory, like a cell of a table.
  mutating func read(copying text: UnsafeRawBufferPointer, line: Int, into sink: inout RecordSink) {
    parser.read(copying: text, through: &scratch) { record in
      Self.take(record, text, line, &references, &sink)
    }
  }

  private static func take(
    _ json: borrowing cfj_record, _ text: UnsafeRawBufferPointer, _ line: Int,
    _ references: inout HubReferences,
    _ sink: inout RecordSink
  ) {
    guard json.status == CFJ_RECORD, let idBytes = json.id.value else {
      reject(json, text, line, &sink)
      return
    }
    if json.is_card {
      CardReader.read(json, id: String(decoding: idBytes, as: UTF8.self), line: line, into: &sink)
      return
    }
    let id = sink.intern(idBytes)
    var record = Record(id: id, source: sink.source, line: line)
    record.attributes.hasCard = json.can_declare
    if json.wrong_types != 0 { WrongTypes.report(json.wrong_types, id: id, line: line, into: &sink) }
    if let date = json.created.value { setDate(date, of: &record, line, &sink) }
    record.attributes.task = json.pipeline_tag.value.map { sink.intern($0) }
    record.attributes.library = json.library_name.value.map { sink.intern($0) }
    record.attributes.downloads = json.downloads < 0 ? nil : json.downloads
    record.attributes.likes = json.likes < 0 ? nil : json.likes
    record.attributes.gated = json.gated < 0 ? nil : json.gated == 1

    var card: CardFields?
    if let yaml = json.card_yaml.value {
      card = CardReader.fields(yaml: yaml, id: idBytes, line: line, into: &sink)
    }
    references.collect(json, card: card, into: &sink)
    setLicense(json, card, of: &record, line, &sink)
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
    _ json: borrowing cfj_record, _ card: CardFields?, of record: inout Record, _ line: Int,
    _ sink: inout RecordSink
  ) {
    var written: TextID?
    if json.license_tags.count > 0 {
      written = sink.joined(json.license_tags)
    } else if json.card_licenses.count > 0 {
      written = sink.joined(json.card_licenses)
    } else if let label = card?.license {
      written = sink.intern(label)
    }
    record.attributes.license = written.flatMap { sink.license(written: $0, id: record.id, line: line) }
    record.attributes.licenseName =
      json.card_license_name.value.map { sink.intern($0) } ?? card?.licenseName.map { sink.intern($0) }
    record.attributes.licenseLink =
      json.card_license_link.value.map { sink.intern($0) } ?? card?.licenseLink.map { sink.intern($0) }
  }

  private static func reject(
    _ json: borrowing cfj_record, _ text: UnsafeRawBufferPointer, _ line: Int, _ sink: inout RecordSink
  ) {
    let subject = text.trimmed.excerpt
    switch json.status {
    case CFJ_NOT_UTF8:
      sink.reject(.malformedRecord, subject: subject, detail: "the line is not UTF-8", line: line)
    case CFJ_NOT_OBJECT:
      sink.reject(.malformedRecord, subject: subject, detail: "the JSON value is not an object", line: line)
    case CFJ_NO_ID:
      sink.reject(.recordWithoutID, subject: subject, detail: "the object has no id", line: line)
    case CFJ_ID_NOT_TEXT:
      sink.reject(.recordWithoutID, subject: subject, detail: "the id is not a text", line: line)
    default:
      let reason = json.reason.map { String(cString: $0) } ?? "no parser"
      sink.reject(.malformedRecord, subject: subject, detail: "not JSON: \(reason)", line: line)
    }
  }
}

extension RecordSink {
  /// The distinct texts joined by ", "; a single one is interned without a copy.
  fileprivate mutating func joined(_ texts: cfj_texts) -> TextID? {
    if texts.count == 1 { return texts.all.first { _ in true }.map { intern($0) } }
    var distinct: [String] = []
    for text in texts.all {
      let label = String(decoding: text, as: UTF8.self)
      if !distinct.contains(label) { distinct.append(label) }
    }
    return intern(distinct.joined(separator: ", "))
  }
}
