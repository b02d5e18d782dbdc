import Foundation
import GRDB
import LineageCore

extension CatalogWriter {
  /// The small tables: all that `models`, `edges` and `findings` refer to, and what came with the snapshot.
  func writeKnowledge(_ meta: [(key: MetaKey, value: String?)]) throws {
    step(.knowledge)
    let models = snapshot.resolved.models
    for (key, value) in meta.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      if let value { try insert("INSERT INTO meta VALUES(?, ?)", key.rawValue, value) }
    }
    for (id, source) in snapshot.sources.enumerated() {
      try insert(
        "INSERT INTO sources VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)", id, source.name, source.format.rawValue,
        source.bytes, source.sha256, source.date.map { Int($0.daysSince1970) }, source.records,
        source.rejected,
        source.repaired)
    }
    let label = try RawStatement(database, "INSERT INTO labels VALUES(?, ?)")
    for id in models.labels.ids {
      label.bind(id.rawValue, at: 1)
      models.labels.withBytes(of: id) { label.bind($0, at: 2) }
      try label.run()
    }
    try writeFamilies(models.families)
    for relation in Relation.allCases {
      try insert("INSERT INTO relations VALUES(?, ?)", Int(relation.rawValue), relation.word)
    }
    for evidence in Evidence.allCases {
      try insert("INSERT INTO evidences VALUES(?, ?)", Int(evidence.rawValue), evidence.word)
    }
    for (position, alias) in snapshot.aliases.enumerated() {
      try insert(
        "INSERT INTO aliases VALUES(?, ?, ?, ?, ?, ?)", position, alias.alias, alias.target, alias.reason,
        alias.source, alias.note)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    for (identity, facts) in [(Identity.resolved, snapshot.resolvedFacts), (.written, snapshot.writtenFacts)]
    {
      let document = String(decoding: try encoder.encode(facts), as: UTF8.self)
      try insert("INSERT INTO facts VALUES(?, ?)", identity.rawValue, document)
    }
  }

  /// Every rule there is, then the findings in their order.
  func writeFindings() throws {
    var codes: [FindingKind: Int] = [:]
    func code(_ kind: FindingKind) throws -> Int {
      if let code = codes[kind] { return code }
      let code = codes.count
      codes[kind] = code
      let summary = FindingRule.named(kind.rule)?.summary ?? ""
      try insert(
        "INSERT INTO finding_rules VALUES(?, ?, ?, ?)", code, kind.rule, kind.level.rawValue, summary)
      return code
    }
    for rule in FindingRule.all { _ = try code(FindingKind(rule: rule.id, level: rule.level)) }
    for (id, finding) in snapshot.findings.enumerated() {
      try insert(
        "INSERT INTO findings VALUES(?, ?, ?, ?, ?, ?, ?)", id,
        try code(FindingKind(rule: finding.rule, level: finding.level)), finding.subject, finding.detail,
        finding.fix,
        finding.location?.source, finding.location?.line)
      count(.findings, id + 1, of: snapshot.findings.count)
    }
  }

  func insert(_ sql: String, _ values: (any DatabaseValueConvertible)?...) throws {
    try database.cachedStatement(sql: sql).execute(arguments: StatementArguments(values))
  }
}

private struct FindingKind: Hashable {
  let rule: String
  let level: Finding.Level
}
