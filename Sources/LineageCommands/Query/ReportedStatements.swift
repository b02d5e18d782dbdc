import LineageCore
import LineageStore

/// What is said of models and declared by no card: the catalog's own list, shown beside an answer and never counted in it.
struct ReportedStatements {
  private let catalog: Catalog
  private let all: [ReportedDerivation]

  init(_ catalog: Catalog) throws {
    self.catalog = catalog
    all = try Knowledge.reported(catalog.knowledge(.reported) ?? Knowledge.document(.reported, nil))
  }

  /// Statements about what a model or one of its ancestors was made from, without those that a card declares as well.
  func above(_ ancestry: Ancestry, _ limits: WalkLimits) -> [ReportedDerivation] {
    var parents = [Self.key(ancestry.model.id): ancestry.parents]
    for ancestor in ancestry.ancestors { parents[Self.key(ancestor.model.id)] = ancestor.parents }
    return all.filter { statement in
      guard let child = statement.child.model, let declared = parents[Self.key(child)] else { return false }
      let parent = statement.parent.model.map(Self.key)
      return limits.allow(EdgeLabel(statement.relation, statement.grade))
        && !declared.contains { Self.key($0.id) == parent }
    }
  }

  /// Statements about what was made from a model or one of its derivatives, and not about an edge that is there.
  func below(_ model: Resolution, _ identity: Identity) throws -> [ReportedDerivation] {
    try all.filter { statement in
      guard let parent = try statement.parent.model.flatMap({ try catalog.resolve($0, in: identity) }) else {
        return false
      }
      let above = try catalog.indexAbove([parent.row], in: identity)
      guard above.models.find(model.id) != nil else { return false }
      guard let child = try statement.child.model.flatMap({ try catalog.resolve($0, in: identity) }) else {
        return true
      }
      let own = try catalog.indexAbove([child.row], in: identity)
      guard let from = own.models.find(child.id), let to = own.models.find(parent.id) else { return true }
      return own.label(from, to) == nil
    }
  }

  /// The models above some others with what is said to be above them: an edge for every statement that still stands and
  /// whose two ends are in the catalog. For pictures.
  func indexAbove(_ model: Resolution, _ identity: Identity) throws -> LineageIndex {
    var rows = [model.row]
    var index = try catalog.indexAbove(rows, in: identity)
    // A statement may lead to a model about which there is another.
    for _ in all.indices {
      let parents = try all.filter { $0.status != .withdrawn }.compactMap { statement -> ModelRow? in
        guard let child = statement.child.model, index.models.find(child) != nil else { return nil }
        return try statement.parent.model.flatMap { try catalog.resolve($0, in: identity) }?.row
      }.filter { !rows.contains($0) }
      guard !parents.isEmpty else { break }
      rows += parents
      index = try catalog.indexAbove(rows, in: identity)
    }
    return index.adding(all) { $0.status != .withdrawn }
  }

  private static func key(_ id: String) -> String { ModelID.folded(id) }
}

extension ReportedDerivation {
  /// `SOLAR 10.7B ⇠ Mistral 7B  finetune, documented 2023-12-13, confirmed  (where it can be read)`.
  var line: String {
    let part = part == .model ? "" : " (\(part.rawValue) only)"
    return
      "\(printable(child.shown)) ⇠ \(printable(parent.shown))\(part): \(relation.word), \(grade.word) \(date), "
      + "\(status.rawValue); \(printable(source))"
  }

  /// All of it.
  var document: JSONDocument {
    func end(_ subject: Subject) -> JSONDocument {
      .object([
        "name": .string(subject.name), "model": .optional(subject.model), "family": .optional(subject.family),
      ])
    }
    return .object([
      "id": .string(id), "child": end(child), "maker": .string(maker), "parent": end(parent),
      "relation": .string(relation.word), "part": .string(part.rawValue), "evidence": .string(grade.word),
      "status": .string(status.rawValue), "date": .string(date.description), "source": .string(source),
      "note": .string(note),
    ])
  }
}

extension ReportedDerivation.Subject {
  /// Its id, or its name.
  fileprivate var shown: String { model ?? name }
}

/// What stands above a list of statements.
let reportedHeading = "Reported, declared by no card and counted in no share but those with +reported"
