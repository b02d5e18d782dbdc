import GRDB
import LineageCore

extension Catalog {
  /// The families that were used, with their rules and the labels that models refer to.
  public func families() throws -> FamilyTable { try read { try families(withRules: true, $0) } }

  /// - Parameter withRules: Without them the table knows the labels and matches no id: enough for what is read in
  ///   part, and nothing has to be compiled.
  func families(withRules: Bool, _ database: Database) throws -> FamilyTable {
    let rules = withRules ? try familyRules(database) : [:]
    let rows = try RawStatement(
      database,
      "SELECT code, family, id, english, korean, developer, region, kind, since, source FROM families ORDER BY code"
    )
    var families: [Family] = []
    var code = 0
    while try rows.step() {
      guard rows.integer(0) == code, let kind = FamilyKind(rawValue: rows.text(7)),
        let region = FamilyRegion(rawValue: rows.text(6))
      else { throw damaged("family \(code) is out of order") }
      let own = rules[code] ?? FamilyRules()
      code += 1
      if rows.optionalInteger(1) != nil {
        // A part stands behind its family.
        guard let family = families.popLast() else { throw damaged("family \(code) is out of order") }
        let part = Subfamily(
          id: rows.text(2), english: rows.text(3), korean: rows.text(4), kind: kind,
          since: rows.optionalText(8),
          rules: own)
        families.append(family.adding(part))
      } else {
        families.append(
          Family(
            id: rows.text(2), english: rows.text(3), korean: rows.text(4), developer: rows.text(5),
            region: region,
            kind: kind, since: rows.optionalText(8), source: rows.optionalText(9), rules: own))
      }
    }
    return FamilyTable(families)
  }

  private func familyRules(_ database: Database) throws -> [Int: FamilyRules] {
    var patterns: [Int: [String: [String]]] = [:]
    let rows = try RawStatement(
      database, "SELECT code, form, pattern FROM family_rules ORDER BY code, form, position")
    while try rows.step() {
      patterns[Int(rows.integer(0)), default: [:]][rows.text(1), default: []].append(rows.text(2))
    }
    return patterns.mapValues {
      FamilyRules(exact: $0["exact"] ?? [], ids: $0["id"] ?? [], names: $0["name"] ?? [])
    }
  }
}

extension Family {
  fileprivate func adding(_ part: Subfamily) -> Family {
    Family(
      id: id, english: english, korean: korean, developer: developer, region: region, kind: kind,
      since: since,
      source: source, rules: rules, subfamilies: subfamilies + [part])
  }
}
