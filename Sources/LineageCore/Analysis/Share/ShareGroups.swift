import LineageGraph

/// Who can earn credit, and under which group: one number for every inner node.
struct ShareGroups {
  static let other: Int32 = 0
  static let unresolved: Int32 = 1
  static let none: Int32 = 2
  /// What ``labels`` holds for a node that cannot be credited.
  static let noEarner: Int32 = -1

  /// By inner node: its group, ``other`` for an earner that has none, or ``noEarner``.
  private(set) var labels: [Int32] = []
  private var words = ["other", "unresolved", "none"]
  private let index: LineageIndex
  private var numbers: [String: Int32] = [:]
  private let axis: ShareDefinition.Group
  private var wordOfFamily: [Int32] = []
  private let kinds: Set<FamilyKind>?
  private let name: Bool
  private let needsFamily: Bool
  private let graph: ShareGraph

  /// - Parameter tracked: By inner node; nil unless the population is `tracked`.
  init(_ index: LineageIndex, _ graph: ShareGraph, _ definition: ShareDefinition, tracked: [Bool]?) {
    self.index = index
    axis = definition.group
    name = definition.name
    if case .kinds(let kinds) = definition.population { self.kinds = kinds } else { kinds = nil }
    // A group that every node has needs no family, unless the population is made of families.
    let isOwnWord = [.model, .owner, .license, .relation].contains(axis)
    needsFamily = !isOwnWord || kinds != nil || tracked != nil
    self.graph = graph
    wordOfFamily = index.models.families.labels.map { label in
      guard let word = Self.word(label, axis) else { return Self.other }
      return number(word)
    }
    labels = graph.inner.indices.map { number in
      if let tracked, !tracked[number] { return Self.noEarner }
      return label(graph.inner[number])
    }
    // Sets of groups take their ids after the groups, so every group must be known before the first set is made.
    if axis == .relation { ShareDefinition.relationOrder.forEach { _ = self.number($0.word) } }
    if definition.attribution == .own {
      for node in index.graph.nodes where index.models[node].present { _ = label(node) }
    }
  }

  /// Number of groups, with the three unattributed ones.
  var count: Int { words.count }

  /// The word of a group.
  func word(_ group: Int32) -> String { words[Int(group)] }

  /// The number of a group, if anything is in it.
  func number(of word: String) -> Int32? { words.firstIndex(of: word).map(Int32.init) }

  /// The group of a node by itself, whether or not it has children; ``noEarner`` if it cannot be credited. Does not ask
  /// the tracked list.
  mutating func label(_ node: NodeID) -> Int32 {
    let code = index.models[node].family ?? codeByName(node)
    guard let code else { return needsFamily ? Self.noEarner : ownWord(node) }
    if let kinds, !kinds.contains(index.models.families[code].kind) { return Self.noEarner }
    return Self.word(index.models.families[code], axis) == nil
      ? ownWord(node) : wordOfFamily[Int(code.rawValue)]
  }

  private func codeByName(_ node: NodeID) -> FamilyCode? {
    guard name, graph.row(node).isEmpty else { return nil }
    return index.models.names.withBytes(of: TextID(rawValue: node.rawValue)) {
      index.models.families.code(forName: $0)
    }
  }

  private mutating func ownWord(_ node: NodeID) -> Int32 {
    switch axis {
    case .model: return number(index.models.id(node))
    case .owner: return number(ModelID.owner(index.models.id(node)))
    case .license:
      let known = index.models[node]
      if let license = index.models.label(known.license) { return number(license) }
      return known.hasCard ? number("undeclared") : Self.other
    case .family, .subfamily, .developer, .region, .relation: return Self.other
    }
  }

  /// The number of a word. An owner or a license may be called `other` too: such a word is told from credit without a
  /// group by the name of the axis.
  mutating func number(_ word: String) -> Int32 {
    let word = ShareTable.unattributed.contains(word) ? axis.rawValue + " " + word : word
    if let known = numbers[word] { return known }
    let number = Int32(words.count)
    words.append(word)
    numbers[word] = number
    return number
  }

  private static func word(_ label: FamilyLabel, _ axis: ShareDefinition.Group) -> String? {
    switch axis {
    case .family: label.family
    case .subfamily: label.subfamily
    case .developer: label.developer
    case .region: label.region.rawValue
    case .model, .owner, .license, .relation: nil
    }
  }
}
