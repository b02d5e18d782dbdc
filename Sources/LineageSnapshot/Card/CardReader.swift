import CFastJSON
import LineageCore

/// Turns a model card into a row.
enum CardReader {
  /// Reads a card that is a file of its own.
  static func read(markdown: UnsafeRawBufferPointer, id: String, into sink: inout RecordSink) {
    let card = CardText(markdown)
    switch card.kind {
    case .errorPage(let text):
      sink.reject(
        .errorPage, subject: id, detail: "the card reads \"\(text)\"",
        fix: "download the card again with access",
        line: 0)
      return
    case .bare:
      sink.note(.cardWithoutFrontMatter, subject: id, detail: "the card has no front matter", line: 0)
      append(CardFields(), id: id, line: 0, into: &sink)
      return
    case .unterminated:
      sink.repair(
        .unterminatedFrontMatter, subject: id, detail: "no line --- follows the one on line \(card.line - 1)",
        fix: "---", line: card.line - 1)
    case .frontMatter: break
    }
    let front = FrontMatter(card.yaml)
    var isUnterminated = false
    if case .unterminated = card.kind { isUnterminated = true }
    // Without a closing line the text of the card is read as YAML; that it is none is no news.
    report(front, id: id, place: .file(firstLine: card.line), ignoringFaults: isUnterminated, into: &sink)
    append(front.fields, id: id, line: 0, into: &sink)
  }

  /// Reads a line `{"id", "front_matter"}`.
  static func read(_ json: borrowing cfj_record, id: String, line: Int, into sink: inout RecordSink) {
    if json.wrong_types & CFJ_FRONT_MATTER.rawValue != 0 {
      sink.repair(.wrongType, subject: id, detail: "front_matter is not a text", line: line)
    }
    guard let yaml = json.front_matter.value, !yaml.trimmed.isEmpty else {
      sink.note(.cardWithoutFrontMatter, subject: id, detail: "the card has no front matter", line: line)
      append(CardFields(), id: id, line: line, into: &sink)
      return
    }
    let front = FrontMatter(yaml)
    report(front, id: id, place: .line(line), into: &sink)
    append(front.fields, id: id, line: line, into: &sink)
  }

  /// The fields of a Hub record's card that was given as YAML text, with or without its `---` lines.
  static func fields(
    yaml: UnsafeRawBufferPointer, id: UnsafeRawBufferPointer, line: Int, into sink: inout RecordSink
  ) -> CardFields {
    let front = FrontMatter(yaml)
    if !front.problems.isEmpty {
      report(front, id: String(decoding: id, as: UTF8.self), place: .line(line), into: &sink)
    }
    return front.fields
  }

  private static func append(_ card: CardFields, id: String, line: Int, into sink: inout RecordSink) {
    let (record, references) = row(card, id: id, line: line, into: &sink)
    sink.append(record, references: references)
  }

  /// The row of a card, not yet appended.
  static func row(
    _ card: CardFields, id: String, line: Int, into sink: inout RecordSink
  ) -> (record: Record, references: [Reference]) {
    let name = sink.intern(id)
    var record = Record(id: name, source: sink.source, line: line)
    record.attributes.hasCard = true
    record.attributes.task = card.task.map { sink.intern($0) }
    record.attributes.library = card.library.map { sink.intern($0) }
    record.attributes.licenseName = card.licenseName.map { sink.intern($0) }
    record.attributes.licenseLink = card.licenseLink.map { sink.intern($0) }
    if let license = card.license {
      record.attributes.license = sink.license(written: sink.intern(license), id: name, line: line)
    }
    let relation = relation(of: card, id: id, line: line, into: &sink)
    var references: [Reference] = []
    var seen: Set<String> = []
    for base in card.parents?.ids ?? [] where seen.insert(base).inserted {
      references.append(Reference(sink.intern(base), EdgeLabel(relation)))
    }
    return (record, references)
  }

  private static func relation(
    of card: CardFields, id: String, line: Int, into sink: inout RecordSink
  ) -> Relation {
    guard let parents = card.parents, parents.ids.contains(where: { !$0.isEmpty }) else {
      return .unspecified
    }
    if let relation = card.relation { return relation }
    if let text = card.relationText {
      sink.repair(
        .wrongType, subject: id,
        detail: "base_model_relation is \"\(text)\", none of adapter, finetune, merge, quantized", line: line)
    }
    if parents.implied != .unspecified { return parents.implied }
    let (relation, reason) = RelationInference.relation(of: card, id: id)
    sink.note(
      .inferredRelation, subject: id, detail: "\(relation.word), because \(reason)",
      fix: "base_model_relation: \(relation.word)", line: line)
    return relation
  }
}
