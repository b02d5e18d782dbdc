import Foundation
import GRDB
import LineageCore

extension CatalogWriter {
  /// The small tables.
  func writeKnowledge(
    _ snapshot: IndexedSnapshot, _ kinds: [FindingKind], _ meta: [(key: MetaKey, value: String?)],
    _ knowledge: StoredKnowledge, _ database: Database
  ) throws {
    let models = snapshot.resolved.models
    for (key, value) in meta.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      if let value { try database.insert("INSERT INTO meta VALUES(?, ?)", key.rawValue, value) }
    }
    for (id, source) in snapshot.sources.enumerated() {
      try database.insert(
        "INSERT INTO sources VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)", id, source.name, source.format.rawValue,
        source.bytes, source.sha256, source.date.map { Int($0.daysSince1970) }, source.records,
        source.rejected,
        source.repaired)
    }
    try writeFamilies(models.families, database)
    for relation in Relation.allCases {
      try database.insert("INSERT INTO relations VALUES(?, ?)", Int(relation.rawValue), relation.word)
    }
    for evidence in Evidence.allCases {
      try database.insert("INSERT INTO evidences VALUES(?, ?)", Int(evidence.rawValue), evidence.word)
    }
    for (position, alias) in snapshot.aliases.enumerated() {
      try database.insert(
        "INSERT INTO aliases VALUES(?, ?, ?, ?, ?, ?)", position, alias.alias, alias.target, alias.reason,
        alias.source, alias.note)
    }
    try writeFindingRules(kinds, database)
    for document in knowledge.documents {
      try database.insert(
        "INSERT INTO knowledge VALUES(?, ?, ?)", document.name.rawValue, document.origin, document.text)
    }
    for (bit, rule) in knowledge.noise.rules.enumerated() {
      try database.insert(
        "INSERT INTO noise_rules VALUES(?, ?, ?, ?)", bit, rule.id, rule.noiseClass.rawValue, rule.why)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    for (identity, facts) in [(Identity.resolved, snapshot.resolvedFacts), (.written, snapshot.writtenFacts)]
    {
      let document = String(decoding: try encoder.encode(facts), as: UTF8.self)
      try database.insert("INSERT INTO facts VALUES(?, ?)", identity.rawValue, document)
    }
  }

  /// What follows from the documents for the models of the snapshot.
  func writeMarks(_ knowledge: StoredKnowledge, to file: inout PageFile) throws {
    var record = RecordEncoder()
    let noise = knowledge.marks.noise ?? NoiseMarks()
    var tree = try roots.builder(.noise)
    for (node, flags) in zip(noise.nodes, noise.flags) {
      record.begin()
      record.null()
      record.integer(flags)
      try tree.add(record, key: node.index, to: &file)
    }
    try tree.finish(&file)
    tree = try roots.builder(.tracked)
    for node in knowledge.marks.tracked ?? [] {
      record.begin()
      record.null()
      try tree.add(record, key: node.index, to: &file)
    }
    try tree.finish(&file)
  }

  /// Every rule there is, then the others that made a finding.
  private func writeFindingRules(_ kinds: [FindingKind], _ database: Database) throws {
    for (code, kind) in kinds.enumerated() {
      try database.insert(
        "INSERT INTO finding_rules VALUES(?, ?, ?, ?)", code, kind.rule, kind.level.rawValue,
        FindingRule.named(kind.rule)?.summary ?? "")
    }
  }
}

extension Database {
  /// Adds a row to a small table.
  func insert(_ sql: String, _ values: (any DatabaseValueConvertible)?...) throws {
    try cachedStatement(sql: sql).execute(arguments: StatementArguments(values))
  }
}
