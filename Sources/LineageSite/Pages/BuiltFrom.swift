import LineageCore

/// The list under the picture: the same lineage in words, and complete.
extension SiteRenderer {
  /// Up to so many steps and ancestors the list is a tree; beyond, a tree would not fit a phone.
  static let deepestTree = 5
  static let largestTree = 24

  func builtFrom(_ neighbourhood: Neighbourhood, page: String, into body: inout View) {
    let ancestors = neighbourhood.ancestry.ancestors
    if ancestors.isEmpty {
      body["nothing"] = .text(words[neighbourhood.subject.ghost ? .builtFromUnknown : .builtFromNothing])
    } else if ancestors.count <= Self.largestTree, (ancestors.last?.distance ?? 0) <= Self.deepestTree {
      var tree = AncestorTree(neighbourhood)
      body["tree"] = .view(node(tree.root(), page: page))
    } else {
      body["hasFlat"] = .flag(true)
      body["flat"] = .list(ancestors.map { entry($0, page: page) })
    }
  }

  private func node(_ item: AncestorTree.Item, page: String) -> View {
    var view = reference(item.model.id, ghost: item.model.ghost, from: page)
    view["note"] = .optional(item.relation == nil && item.model.ghost ? nil : note(item.model, item.relation))
    switch item.place {
    case .here: break
    case .above: view["repeat"] = .text(words[.shownAbove])
    case .below: view["repeat"] = .text(words[.shownBelow])
    case .subject: view["repeat"] = .text(words[.thisModel])
    }
    view["isRoot"] = .flag(item.relation == nil)
    view["hasParts"] = .flag(!item.parts.isEmpty)
    view["parts"] = .list(item.parts.map { node($0, page: page) })
    return view
  }

  private func entry(_ ancestor: Ancestor, page: String) -> View {
    var view = reference(ancestor.model.id, ghost: ancestor.model.ghost, from: page)
    view["note"] = .optional(note(ancestor.model, nil))
    if !ancestor.parents.isEmpty {
      let parents = ancestor.parents.map { mention($0.id, from: page) }
      view["from"] = .markup(Markup(trusted: said[.madeFrom, parents.joined(separator: ", ")]))
    }
    return view
  }

  /// How a model enters its child, its license label, and whether it is gone.
  private func note(_ model: ModelSummary, _ relation: EdgeLabel?) -> String? {
    var parts: [String] = []
    if let relation {
      parts.append(words[relation.relation])
      if relation.evidence != .declared { parts.append(words[relation.evidence]) }
    }
    if let license = words.label(of: model) { parts.append(license) }
    if let deleted = model.deleted { parts.append(words[.deletedOn, deleted.description]) }
    return parts.isEmpty ? nil : parts.joined(separator: " · ")
  }
}

/// A lineage as a tree: every model is opened once, as near to the subject as it is.
struct AncestorTree {
  struct Item {
    let model: ModelSummary
    /// How the child above was made from it; nil for the subject.
    let relation: EdgeLabel?
    let place: Place
    let parts: [Item]
  }

  /// Where a model's own parents are listed.
  enum Place {
    case here, above, below, subject
  }

  private let subject: ModelSummary
  private let ancestors: [String: Ancestor]
  private let parents: [ParentLink]
  private var opened: Set<String> = []

  init(_ neighbourhood: Neighbourhood) {
    subject = neighbourhood.subject
    parents = neighbourhood.ancestry.parents
    ancestors = neighbourhood.ancestry.ancestors.reduce(into: [:]) { $0[$1.model.id] = $1 }
  }

  /// The subject with everything it was made from.
  ///
  /// - Complexity: O(ancestors and the edges among them).
  mutating func root() -> Item {
    opened = []
    let parts = parents.compactMap { item($0, depth: 1) }
    return Item(model: subject, relation: nil, place: .here, parts: parts)
  }

  private mutating func item(_ link: ParentLink, depth: Int) -> Item? {
    if link.id == subject.id { return Item(model: subject, relation: link.label, place: .subject, parts: []) }
    guard let ancestor = ancestors[link.id] else { return nil }
    if opened.contains(link.id) {
      return Item(model: ancestor.model, relation: link.label, place: .above, parts: [])
    }
    if ancestor.distance < depth {
      return Item(model: ancestor.model, relation: link.label, place: .below, parts: [])
    }
    opened.insert(link.id)
    var parts: [Item] = []
    for parent in ancestor.parents {
      if let part = item(parent, depth: depth + 1) { parts.append(part) }
    }
    return Item(model: ancestor.model, relation: link.label, place: .here, parts: parts)
  }
}
