extension RecordTable {
  /// Adds everything another table holds after what this one holds: the result is the same as if one reader had
  /// read both inputs in that order.
  ///
  /// A table without sources is a part of inputs that this table already knows: its source numbers stay.
  /// - Parameter linesBefore: lines of the input before that part; its own are counted from 1.
  /// - Complexity: O(rows + texts) of the other table.
  public mutating func append(contentsOf other: borrowing RecordTable, linesBefore: Int = 0) {
    let firstSource = other.sources.isEmpty ? 0 : sources.count
    sources.append(contentsOf: other.sources)
    withUnsafeTemporaryAllocation(of: TextID.self, capacity: other.texts.count) { moved in
      texts.intern(all: other.texts, into: moved)
      appendRows(of: other, texts: UnsafeBufferPointer(moved), firstSource, linesBefore)
    }
    for finding in other.findings {
      let place = finding.location.map {
        SourceLocation(source: $0.source + firstSource, line: Self.moved($0.line, by: linesBefore))
      }
      findings.append(
        Finding(
          rule: finding.rule, level: finding.level, subject: finding.subject, detail: finding.detail,
          fix: finding.fix, location: place))
    }
  }

  private mutating func appendRows(
    of other: borrowing RecordTable, texts moved: UnsafeBufferPointer<TextID>, _ firstSource: Int,
    _ linesBefore: Int
  ) {
    let firstReference = references.count
    for record in other.records {
      var copy = record
      copy.id = moved[Int(record.id.rawValue)]
      copy.attributes.mapTexts { moved[Int($0.rawValue)] }
      copy.source += UInt32(firstSource)
      copy.line = UInt32(clamping: Self.moved(Int(record.line), by: linesBefore))
      append(copy, firstReference: firstReference + Int(record.references.lowerBound))
    }
    for reference in other.references {
      append(Reference(moved[Int(reference.written.rawValue)], reference.label))
    }
  }

  /// A line of a part as a line of the whole; 0 means the file and stays.
  private static func moved(_ line: Int, by linesBefore: Int) -> Int { line == 0 ? 0 : line + linesBefore }
}
