import LineageGraph

extension Ancestry {
  /// Statements about what the model or one of its ancestors was made from, without those that a card declares as well.
  ///
  /// - Complexity: O(statements + ancestors and the edges among them).
  public func reported(
    among all: [ReportedDerivation], limits: WalkLimits = WalkLimits()
  ) -> [ReportedDerivation] {
    var declared = [ModelID.folded(model.id): parents]
    for ancestor in ancestors { declared[ModelID.folded(ancestor.model.id)] = ancestor.parents }
    return all.filter { statement in
      guard let child = statement.child.model, let known = declared[ModelID.folded(child)] else {
        return false
      }
      let parent = statement.parent.model.map(ModelID.folded)
      return limits.allow(EdgeLabel(statement.relation, statement.grade))
        && !known.contains { ModelID.folded($0.id) == parent }
    }
  }
}

/// A product that is no model of the Hub, and what is said of it.
public struct ReportedProduct: Hashable, Sendable {
  /// What it is called.
  public let name: String
  /// Who made it.
  public let maker: String
  /// What is said that it was made from; never empty.
  public let statements: [ReportedDerivation]

  /// The product that was meant: by its name, by its maker and name, or by a statement's id, without regard to letter
  /// case, blanks and hyphens. Nil if nothing is said of one.
  public init?(_ typed: String, among all: [ReportedDerivation]) {
    let key = Self.key(typed)
    let meant = all.first { Self.keys($0).contains(key) }.map { Self.key($0.child.name) }
    let statements = all.filter { Self.key($0.child.name) == meant }
    guard let first = statements.first else { return nil }
    (name, maker, self.statements) = (first.child.name, first.maker, statements)
  }

  /// Its id on the Hub, if it has one.
  public var model: String? { statements.lazy.compactMap(\.child.model).first }

  /// Names of products that may have been meant, the nearest first.
  ///
  /// - Complexity: O(statements).
  public static func suggestions(for typed: String, among all: [ReportedDerivation]) -> [String] {
    let key = Array(Self.key(typed).utf8)
    guard key.count >= 3 else { return [] }
    let near = all.compactMap { statement -> (edits: Int, name: String)? in
      let edits = keys(statement).compactMap { name -> Int? in
        let bytes = Array(name.utf8)
        if let edits = editDistance(key, bytes, limit: max(1, key.count / 4)) { return edits }
        return bytes.starts(with: key) || bytes.reversed().starts(with: key.reversed()) ? key.count : nil
      }.min()
      return edits.map { ($0, statement.child.name) }
    }
    var seen: Set<String> = []
    return near.sorted { $0.edits != $1.edits ? $0.edits < $1.edits : byteOrder($0.name, $1.name) }
      .map(\.name).filter { seen.insert($0).inserted }
  }

  private static func keys(_ statement: ReportedDerivation) -> [String] {
    [key(statement.child.name), key(statement.maker + statement.child.name), key(statement.id)]
  }

  private static func key(_ text: String) -> String {
    ModelID.folded(text).filter { $0 != " " && $0 != "-" && $0 != "_" }
  }
}

extension LineageIndex {
  /// Everything a product is said to be built on: the parents that its statements name, and what stands above these in
  /// the graph. A statement that was withdrawn leads nowhere.
  ///
  /// - Complexity: that of ``ancestry(of:limits:)`` for each parent.
  public func ancestry(of product: ReportedProduct, limits: WalkLimits = WalkLimits()) -> Ancestry {
    var links: [ParentLink] = []
    var found: [String: Ancestor] = [:]
    var cycles: (roots: Set<[String]>, all: Set<[String]>, cut: Bool) = ([], [], false)
    for statement in product.statements where statement.status != .withdrawn {
      let label = EdgeLabel(statement.relation, statement.grade)
      guard limits.allow(label) else { continue }
      let node = statement.parent.model.flatMap(find)
      let above = node.map { ancestry(of: $0, limits: limits.oneLess) }
      let parent = above?.model ?? ModelSummary(named: statement.parent)
      guard !links.contains(where: { $0.id == parent.id }) else { continue }
      links.append(ParentLink(id: parent.id, label: label))
      found[parent.id] = Ancestor(
        model: parent, distance: 1, label: label, root: above?.parents.isEmpty ?? true, via: [product.name],
        parents: above?.parents ?? [])
      guard let above else { continue }
      cycles = (
        cycles.roots.union(above.rootCycles), cycles.all.union(above.cycles), cycles.cut || above.truncated
      )
      for ancestor in limits.depth == 1 ? [] : above.ancestors {
        let next = ancestor.farther
        if found[next.model.id].map({ $0.distance <= next.distance }) != true { found[next.model.id] = next }
      }
    }
    let order: ([String], [String]) -> Bool = { $0.lexicographicallyPrecedes($1, by: byteOrder) }
    let ancestors = found.values.sorted {
      $0.distance != $1.distance ? $0.distance < $1.distance : byteOrder($0.model.id, $1.model.id)
    }
    return Ancestry(
      model: ModelSummary(named: .init(name: product.name)), parents: links, ancestors: ancestors,
      roots: ancestors.filter(\.root).map(\.model.id).sorted(by: byteOrder),
      rootCycles: cycles.roots.sorted(by: order), cycle: [], cycles: cycles.all.sorted(by: order),
      truncated: cycles.cut
        || (limits.depth == 1 && links.contains { !(found[$0.id]?.parents.isEmpty ?? true) })
    )
  }
}

extension WalkLimits {
  /// The same from the first parent on; at least one step.
  fileprivate var oneLess: WalkLimits {
    var limits = self
    limits.depth = depth.map { max(1, $0 - 1) }
    return limits
  }
}

extension Ancestor {
  /// The same seen from one step farther away.
  fileprivate var farther: Ancestor {
    Ancestor(model: model, distance: distance + 1, label: label, root: root, via: via, parents: parents)
  }
}

extension ModelSummary {
  /// Something of which a name is known, and no more than that.
  fileprivate init(named subject: ReportedDerivation.Subject) {
    self.init(
      id: subject.model ?? subject.name, ghost: true, created: nil, predatesClock: false, deleted: nil,
      family: subject.family, subfamily: nil, hasCard: false, license: nil, licenseName: nil, task: nil,
      downloads: nil, children: 0, descendants: 0)
  }
}
