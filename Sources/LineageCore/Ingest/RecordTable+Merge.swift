extension RecordTable {
  /// Adds everything another table holds after what this one holds: the result is the same as if one reader had
  /// read both inputs in that order.
  ///
  /// A table without sources is a part of inputs that this table already knows: its source numbers stay.
  /// - Complexity: O(rows + texts) of the other table.
  public mutating func append(contentsOf other: RecordTable) {
    let firstSource = other.sources.isEmpty ? 0 : sources.count
    sources.append(contentsOf: other.sources)
    var moved: [TextID] = []
    moved.reserveCapacity(other.texts.count)
    for id in other.texts.ids {
      moved.append(texts.intern(id, of: other.texts))
    }
    func move(_ id: TextID) -> TextID { moved[Int(id.rawValue)] }
    for record in other.records {
      var copy = record
      copy.id = move(record.id)
      copy.attributes.mapTexts(move)
      copy.source += UInt32(firstSource)
      append(copy, references: other.references(of: record).map { Reference(move($0.written), $0.label) })
    }
    for finding in other.findings {
      let place = finding.location.map { SourceLocation(source: $0.source + firstSource, line: $0.line) }
      findings.append(
        Finding(
          rule: finding.rule, level: finding.level, subject: finding.subject, detail: finding.detail,
          fix: finding.fix, location: place))
    }
  }
}
