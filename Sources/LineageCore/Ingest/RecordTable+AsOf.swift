extension RecordTable {
  /// Only what existed on a date: rows dated later are left out, rows without a date stay.
  ///
  /// - Complexity: O(rows + references).
  public func asOf(_ day: Day) -> RecordTable {
    var earlier = RecordTable()
    earlier.texts = texts
    earlier.sources = sources.map { source in
      var source = source
      if let date = source.date, date > day { source.date = nil }
      return source
    }
    earlier.findings = findings
    for record in records where record.attributes.created.map({ $0 <= day }) ?? true {
      earlier.append(record, references: Array(references(of: record)))
    }
    return earlier
  }
}
