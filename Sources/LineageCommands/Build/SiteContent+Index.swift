import LineageCore
import LineageGraph
import LineageSite

extension LineageIndex {
  /// The licenses that models of this graph declare, most models first.
  ///
  /// - Complexity: O(nodes), and a sort of the models of each license.
  func licenseSummaries(
    _ table: LicenseTable, atMost most: Int = 200, top: Int = 20
  ) -> [LicenseSummary] {
    var members = [[NodeID]](repeating: [], count: models.labels.count)
    for (number, known) in models.attributes.enumerated() {
      if let license = known.license { members[Int(license.rawValue)].append(NodeID(number)) }
    }
    let sorted = models.labels.ids.filter { !members[Int($0.rawValue)].isEmpty }.sorted {
      let (many, others) = (members[Int($0.rawValue)].count, members[Int($1.rawValue)].count)
      return many != others ? many > others : models.labels.precedes($0, $1)
    }
    return sorted.prefix(most).compactMap { text in
      let (label, nodes) = (models.labels[text], members[Int(text.rawValue)])
      let largest = mostDerived(nodes, limit: top).map(summary)
      guard let first = largest.first else { return nil }
      let license = table.find(label).map { table[$0] }
      return LicenseSummary(
        id: label, name: license?.name, mark: label == "other" ? .unknown : table.mark(first),
        models: nodes.count, top: largest, source: license.flatMap { $0.source.isEmpty ? nil : $0.source })
    }
  }
}

extension SensitivityTable {
  /// The two largest groups of the standard definition under definitions that differ from it in one axis.
  static func standard(_ shares: inout ShareCalculator, claims: [Claim]) -> SensitivityTable? {
    var base = ShareDefinition.standard
    base.window = .all
    return around(base, &shares, claims: claims)
  }

  /// One or two groups, or the two largest, under a definition and others that differ from it in one axis.
  static func around(
    _ base: ShareDefinition, _ shares: inout ShareCalculator, claims: [Claim] = [],
    groups wanted: [String] = []
  ) -> SensitivityTable? {
    var definitions = [(base, "The definition above")]
    func vary(_ words: String, _ change: (inout ShareDefinition) -> Void) {
      var other = base
      change(&other)
      if other != base { definitions.append((other, words)) }
    }
    vary("Every model with a base, also other kinds") { $0.population = .derived }
    vary("Every model, with a base or without") { $0.population = .uploads }
    vary("Finetunes alone") { $0.relations = [.finetune] }
    vary("Adapters alone") { $0.relations = [.adapter] }
    vary("Merges alone") { $0.relations = [.merge] }
    vary("Quantizations alone") { $0.relations = [.quantized] }
    vary("Credit to the direct bases") { $0.attribution = .direct }
    vary("Credit to the nearest family above") { $0.attribution = .nearest }
    vary("Credit to the first base alone") { $0.credit = .first }
    vary("Full credit to each family") { $0.credit = .each }
    vary("One vote per uploader") { $0.weight = .uploaders }
    vary("Without names that look like noise") { $0.noise = .clean }
    let tables = definitions.map { shares.table($0.0).rows }
    let largest = tables[0].filter { !ShareTable.unattributed.contains($0.group) }.sorted {
      $0.share != $1.share ? $0.share > $1.share : byteOrder($0.group, $1.group)
    }
    .prefix(2).map(\.group)
    let groups = wanted.isEmpty ? Array(largest) : wanted
    guard groups.count == 2 || !wanted.isEmpty else { return nil }
    return SensitivityTable(
      groups: groups, claimed: claimed(claims, groups),
      rows: zip(definitions, tables).compactMap { definition, rows in
        guard let models = rows.first?.units, models > 0 else { return nil }
        return Row(
          definition: definition.0.description, description: definition.1,
          shares: groups.map { group in (rows.first { $0.group == group }?.share ?? 0) / 100 }, models: models
        )
      })
  }

  /// What the first claim about the same groups says of them, 0...1.
  private static func claimed(_ claims: [Claim], _ groups: [String]) -> [Double?] {
    let claim = claims.first {
      $0.parts.map(\.group) == groups && $0.parts.allSatisfy { $0.unit == "percent" }
    }
    return claim?.parts.map { $0.value / 100 } ?? []
  }
}
