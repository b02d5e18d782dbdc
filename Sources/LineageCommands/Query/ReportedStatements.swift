import LineageCore
import LineageStore

/// What is said of models and declared by no card: the catalog's own list, shown beside an answer and never counted in it.
struct ReportedStatements {
  private let catalog: Catalog
  let all: [ReportedDerivation]

  init(_ catalog: Catalog) throws {
    self.catalog = catalog
    all = try Knowledge.reported(catalog.knowledge(.reported) ?? Knowledge.document(.reported, nil))
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
    try indexAbove([model.row], identity)
  }

  /// The same above what a product is said to be made from.
  func indexAbove(_ product: ReportedProduct, _ identity: Identity) throws -> LineageIndex {
    try indexAbove(parents(of: product.statements, identity), identity)
  }

  /// The models that a product is said to be made from and all above, by declared edges alone.
  func declaredAbove(_ product: ReportedProduct, _ identity: Identity) throws -> LineageIndex {
    try catalog.indexAbove(parents(of: product.statements, identity), in: identity)
  }

  private func parents(of statements: [ReportedDerivation], _ identity: Identity) throws -> [ModelRow] {
    try statements.filter { $0.status != .withdrawn }.compactMap { statement in
      try statement.parent.model.flatMap { try catalog.resolve($0, in: identity) }?.row
    }
  }

  private func indexAbove(_ start: [ModelRow], _ identity: Identity) throws -> LineageIndex {
    var rows = start
    var index = try catalog.indexAbove(rows, in: identity)
    // A statement may lead to a model about which there is another.
    for _ in all.indices {
      let about = all.filter { $0.child.model.flatMap(index.models.find) != nil }
      let parents = try parents(of: about, identity).filter { !rows.contains($0) }
      guard !parents.isEmpty else { break }
      rows += parents
      index = try catalog.indexAbove(rows, in: identity)
    }
    return index.adding(all) { $0.status != .withdrawn }
  }
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
