import LineageCore

/// Turns scanned models into rows. What a file says and the card does not, comes in as detected; where the two disagree,
/// that is a finding, and both stay.
public enum ScanRecords {
  /// Adds scanned models to a table as one source.
  ///
  /// The result is that of writing their lines and reading them.
  public static func append(
    _ models: some Sequence<LocalModel>, source name: String, to table: inout RecordTable
  ) {
    let text = models.reduce(into: [UInt8]()) { $0 += Array(($1.line + "\n").utf8) }
    var reader = SnapshotReader()
    var position = 0
    reader.read(name: name, into: &table) { buffer in
      let taken = min(buffer.count, text.count - position)
      buffer.copyBytes(from: text[position..<position + taken])
      position += taken
      return taken
    }
  }

  /// Reads JSON Lines of a scan.
  static func readLines(_ stream: inout ByteStream, limit: Int, into sink: inout RecordSink) {
    var line = 1
    while let lines = stream.nextLines(limit: limit) {
      switch lines {
      case .tooLong(let long):
        sink.reject(
          .malformedRecord, subject: long.beginning.withUnsafeBytes { $0.excerpt },
          detail: "the line has \(long.bytes) bytes; at most \(limit) are read", line: line)
        line += 1
      case .whole(let text):
        // Where the data were cut, the last line is not whole.
        if stream.fault != nil, text.last != UInt8(ascii: "\n") { continue }
        var start = 0
        while start < text.count {
          let end = text.offset(of: UInt8(ascii: "\n"), from: start) ?? text.count
          read(text.part(start..<end), line: line, into: &sink)
          start = end + 1
          line += 1
        }
      }
    }
  }

  private static func read(_ text: UnsafeRawBufferPointer, line: Int, into sink: inout RecordSink) {
    guard !text.trimmed.isEmpty else { return }
    do throws(JSONFault) {
      take(try LocalModel(line: text.trimmed), line: line, into: &sink)
    } catch {
      sink.reject(
        .malformedRecord, subject: text.trimmed.excerpt, detail: "byte \(error.offset): \(error.reason)",
        line: line)
    }
  }

  private static func take(_ model: LocalModel, line: Int, into sink: inout RecordSink) {
    for problem in model.problems {
      sink.repair(.malformedFile, subject: model.id, detail: "\(problem.file): \(problem.detail)", line: line)
    }
    var (record, references, isStated) = card(of: model, line: line, into: &sink)
    let found = detected(model, declared: references, isStated: isStated, line: line, into: &sink)
    for reference in found {
      switch reference {
      case .new(let parent): references.append(parent)
      case .stronger(let place, let relation):
        references[place] = Reference(references[place].written, EdgeLabel(relation))
      }
    }
    setLicense(model, of: &record, line: line, into: &sink)
    sink.append(record, references: references)
  }

  /// The row of the card, and whether the card itself states the relation to its parents.
  private static func card(
    of model: LocalModel, line: Int, into sink: inout RecordSink
  ) -> (record: Record, references: [Reference], isStated: Bool) {
    guard let yaml = model.frontMatter else {
      var record = Record(id: sink.intern(model.id), source: sink.source, line: line)
      record.attributes.hasCard = model.cardFile != nil
      return (record, [], false)
    }
    var yamlBytes = yaml
    let front = yamlBytes.withUTF8 { FrontMatter(UnsafeRawBufferPointer($0)) }
    CardReader.report(front, id: model.id, place: .line(line), into: &sink)
    let (record, references) = CardReader.row(front.fields, id: model.id, line: line, into: &sink)
    return (record, references, front.fields.relation != nil)
  }

  /// What files add to the parents of the card.
  private enum Addition {
    case new(Reference)
    /// The card gives this pair a weaker relation than a file does.
    case stronger(Int, Relation)
  }

  private static func detected(
    _ model: LocalModel, declared: [Reference], isStated: Bool, line: Int, into sink: inout RecordSink
  ) -> [Addition] {
    func folded(_ text: String) -> String { ModelID.folded(RepairedReference(text).id ?? text) }
    let named = declared.map { folded(sink.table.texts[$0.written]) }
    let isDeclared = named.contains { !$0.isEmpty }
    var groups: [(parent: DetectedParent, key: String)] = []
    for parent in model.parents {
      let key = folded(parent.parent)
      // What a configuration was loaded from is worth nothing beside a file that says what the model was made of.
      if parent.key == "_name_or_path", isDeclared || model.parents.contains(where: { $0.key != parent.key }),
        !named.contains(key)
      {
        continue
      }
      if let known = groups.firstIndex(where: { $0.key == key }) {
        if groups[known].parent.relation.strength < parent.relation.strength { groups[known].parent = parent }
      } else {
        groups.append((parent, key))
      }
    }
    var additions: [Addition] = []
    for (parent, key) in groups {
      let place = "\(parent.file) (\(parent.key))"
      if let known = named.firstIndex(of: key) {
        let stated = declared[known].label.relation
        guard parent.relation.strength > stated.strength else { continue }
        if isStated {
          sink.repair(
            .cardFileConflict, subject: model.id,
            detail: "\(parent.parent) is \(stated.word) by the card and \(parent.relation.word) by \(place)",
            fix: "base_model_relation: \(parent.relation.word)", line: line)
        }
        additions.append(.stronger(known, parent.relation))
        continue
      }
      if isDeclared {
        sink.repair(
          .cardFileConflict, subject: model.id,
          detail: "\(place) names \(parent.parent), which the card does not",
          fix: "base_model: name \(parent.parent) in the card, if the file is right", line: line)
      }
      additions.append(
        .new(Reference(sink.intern(parent.parent), EdgeLabel(parent.relation, .detected))))
    }
    return additions
  }

  private static func setLicense(
    _ model: LocalModel, of record: inout Record, line: Int, into sink: inout RecordSink
  ) {
    let declared = record.attributes.license.map { sink.table.texts[$0] }
    var seen: Set<String> = []
    for license in model.licenses {
      guard let label = LicenseLabel(written: license.label).text, seen.insert(label).inserted else {
        continue
      }
      let place = "\(license.file) (\(license.key))"
      if let declared {
        guard !declared.split(separator: ",").contains(where: { $0.drop { $0 == " " } == label }) else {
          continue
        }
        sink.repair(
          .cardFileConflict, subject: model.id,
          detail: "the license is \(declared) by the card and \(label) by \(place)",
          fix: "license: the one that holds", line: line)
      } else if record.attributes.license == nil {
        record.attributes.license = sink.intern(label)
        sink.note(.detectedLicense, subject: model.id, detail: "license: \(label), by \(place)", line: line)
      } else {
        sink.repair(
          .cardFileConflict, subject: model.id, detail: "another license, \(label), is named by \(place)",
          fix: "license: the one that holds", line: line)
      }
    }
  }
}
