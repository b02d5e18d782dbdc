import GRDB
import LineageCore

extension CatalogWriter {
  /// The families with their rules, numbered as ``FamilyTable/labels`` is.
  func writeFamilies(_ table: FamilyTable, _ database: Database) throws {
    var code = 0
    for family in table.families {
      let own = code
      try writeFamily(
        own, of: nil, family.id, (family.english, family.korean), FamilyLabel(family), since: family.since,
        source: family.source, family.rules, database)
      for part in family.subfamilies {
        code += 1
        try writeFamily(
          code, of: own, part.id, (part.english, part.korean), FamilyLabel(part, of: family),
          since: part.since,
          source: nil, part.rules, database)
      }
      code += 1
    }
  }

  private func writeFamily(
    _ code: Int, of family: Int?, _ id: String, _ names: (english: String, korean: String),
    _ label: FamilyLabel,
    since: String?, source: String?, _ rules: FamilyRules, _ database: Database
  ) throws {
    try database.insert(
      "INSERT INTO families VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", code, family, id, names.english,
      names.korean,
      label.developer, label.region.rawValue, label.kind.rawValue, since, source)
    for (form, patterns) in [("exact", rules.exact), ("id", rules.ids), ("name", rules.names)] {
      for (position, pattern) in patterns.enumerated() {
        try database.insert("INSERT INTO family_rules VALUES(?, ?, ?, ?)", code, form, position, pattern)
      }
    }
  }
}
