import LineageCore

/// A rule and the level of its findings.
struct FindingKind: Hashable {
  let rule: String
  let level: Finding.Level

  /// The rows of `finding_rules`: every rule there is, then the others that made a finding. Their numbers are the
  /// codes of `findings.rule`.
  static func all(of findings: [Finding]) -> [FindingKind] {
    var kinds = FindingRule.all.map { FindingKind(rule: $0.id, level: $0.level) }
    var known = Set(kinds)
    var last: FindingKind?
    for finding in findings where finding.rule != last?.rule || finding.level != last?.level {
      let kind = FindingKind(rule: finding.rule, level: finding.level)
      if known.insert(kind).inserted { kinds.append(kind) }
      last = kind
    }
    return kinds
  }
}

extension CatalogWriter {
  /// The findings in their order, and their numbers by rule and by subject.
  func writeFindings(_ findings: [Finding], _ kinds: [FindingKind], to file: inout PageFile) throws {
    let codes = Dictionary(uniqueKeysWithValues: kinds.enumerated().map { ($1, $0) })
    var tree = try roots.builder(.findings)
    var record = RecordEncoder()
    var (last, code) = (kinds.first, 0)
    var byRule = [[Int]](repeating: [], count: kinds.count)
    var subjects = TextTable()
    var bySubject: [[Int]] = []
    for (id, finding) in findings.enumerated() {
      if finding.rule != last?.rule || finding.level != last?.level {
        let kind = FindingKind(rule: finding.rule, level: finding.level)
        (last, code) = (kind, codes[kind] ?? 0)
      }
      record.begin()
      record.null()
      record.integer(code)
      record.text(finding.subject)
      record.text(finding.detail)
      record.text(finding.fix)
      record.integer(finding.location?.source)
      record.integer(finding.location?.line)
      try tree.add(record, key: id, to: &file)
      byRule[code].append(id)
      let subject = Int(subjects.intern(finding.subject).rawValue)
      if subject == bySubject.count { bySubject.append([id]) } else { bySubject[subject].append(id) }
    }
    try tree.finish(&file)
    try writeIndex(roots.builder(.findingsByRule), byRule.enumerated().map { ($0, $1) }, to: &file) {
      $1.integer($0)
    }
    let ordered = subjects.inByteOrder(Array(subjects.ids)).map { ($0, bySubject[Int($0.rawValue)]) }
    try writeIndex(roots.builder(.findingsBySubject), ordered, to: &file) { subject, record in
      subjects.withBytes(of: subject) { record.text($0) }
    }
  }

  /// An index of one column: its values in their order, each with the numbers of its rows.
  private func writeIndex<Value>(
    _ tree: consuming TreeBuilder, _ groups: some Sequence<(Value, [Int])>, to file: inout PageFile,
    _ column: (Value, inout RecordEncoder) -> Void
  ) throws {
    var record = RecordEncoder()
    for (value, rows) in groups {
      for row in rows {
        record.begin()
        column(value, &record)
        record.integer(row)
        try tree.add(record, to: &file)
      }
    }
    try tree.finish(&file)
  }
}
