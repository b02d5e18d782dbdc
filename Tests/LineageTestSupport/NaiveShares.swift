import LineageCore
import LineageGraph

/// Shares by the letter of their definition and without any thought of speed: what the engine is held against.
///
/// It walks up from every model anew and knows neither shared sets nor passes.
public struct NaiveShares {
  private let index: LineageIndex
  private let definition: ShareDefinition
  private let knowledge: ShareKnowledge
  private let tracked: Set<String>
  private let rootCycles: [Set<NodeID>]

  /// An evaluator of one definition on the graph it asks for.
  public init(_ snapshot: IndexedSnapshot, _ definition: ShareDefinition, _ knowledge: ShareKnowledge) {
    index = snapshot[definition.alias ? .resolved : .written]
    (self.definition, self.knowledge) = (definition, knowledge)
    tracked = Set((knowledge.tracked?.ids ?? []).map { $0.lowercased() })
    let graph = index.graph
    func reach(_ start: NodeID) -> Set<NodeID> {
      var seen: Set<NodeID> = []
      var open = [start]
      while let node = open.popLast() {
        for parent in graph.parents(of: node) where seen.insert(parent).inserted { open.append(parent) }
      }
      return seen
    }
    let above = Dictionary(uniqueKeysWithValues: graph.nodes.map { ($0, reach($0)) })
    var cycles: Set<Set<NodeID>> = []
    for (node, ancestors) in above where ancestors.contains(node) {
      let members = Set(ancestors.filter { above[$0]?.contains(node) == true })
      if members.count > 1, members.allSatisfy({ graph.parents(of: $0).allSatisfy(members.contains) }) {
        cycles.insert(members)
      }
    }
    rootCycles = Array(cycles)
  }

  /// `window group` with mass and units, as text with six digits.
  public func rows() -> Set<String> {
    var tally: [String: [[String]: Int]] = [:]
    var voices: Set<[String]> = []
    for node in index.graph.nodes where index.models[node].present {
      guard let window = definition.window.label(index.models[node].created) else { continue }
      let name = index.models.id(node)
      if isNoise(name) { continue }
      guard let groups = groups(node) else { continue }
      switch definition.weight {
      case .models: tally[window, default: [:]][groups.sorted(), default: 0] += 1
      case .downloads, .downloadsAll:
        let known = index.models[node]
        guard let downloads = definition.weight == .downloads ? known.downloads : known.downloadsAll,
          downloads > 0
        else { continue }
        tally[window, default: [:]][groups.sorted(), default: 0] += Int(downloads)
      case .uploaders:
        for group in groups where voices.insert([window, ModelID.owner(name), group]).inserted {
          tally[window, default: [:]][[group], default: 0] += 1
        }
      }
    }
    return Set(tally.flatMap { window, sets in rows(window, sets) })
  }

  private func isNoise(_ name: String) -> Bool {
    let rules = knowledge.noise.rules.enumerated().filter {
      knowledge.noise.flags(name) >> UInt32($0.offset) & 1 == 1
    }
    switch definition.noise {
    case .all: return false
    case .clean: return !rules.isEmpty
    case .without(let classes): return rules.contains { classes.contains($0.element.noiseClass) }
    }
  }

  private func rows(_ window: String, _ sets: [[String]: Int]) -> [String] {
    var mass: [String: Double] = [:]
    var (units, known) = (0, 0.0)
    for (groups, count) in sets {
      let part = definition.credit == .fractional ? Double(count) / Double(groups.count) : Double(count)
      let named = groups.count { !ShareTable.unattributed.contains($0) }
      units += count
      known += definition.credit == .each ? Double(count * min(named, 1)) : part * Double(named)
      for group in groups { mass[group, default: 0] += part }
    }
    return mass.map { Self.line(window, $0, $1, units, known) }
  }

  /// One row as this evaluator writes it.
  public static func line(_ window: String, _ group: String, _ mass: Double, _ units: Int, _ known: Double)
    -> String
  {
    "\(window) \(group) \((mass * 1e6).rounded()) \(units) \((known * 1e6).rounded())"
  }

  private func groups(_ model: NodeID) -> Set<String>? {
    let edges = zip(index.graph.parents(of: model), index.graph.parentKinds(of: model))
      .filter { definition.relations.contains(Self.relation(EdgeLabel($1))) }
    let parents = edges.map(\.0)
    let own: Set<String> = [word(model) ?? "other"]
    guard let first = parents.first else {
      guard definition.population == .uploads else { return nil }
      return definition.attribution == .own ? own : ["none"]
    }
    let levels = levels(model, parents)
    let ancestors = Set(levels.joined())
    switch definition.population {
    case .uploads, .derived: break
    case .tracked, .kinds: if !ancestors.contains(where: { earner($0) != nil }) { return nil }
    }
    if definition.attribution == .own { return own }
    if definition.group == .relation {
      let words = edges.map { Self.relation(EdgeLabel($0.1)).word }
      return Set(definition.credit == .first ? Array(words.prefix(1)) : words)
    }
    if definition.credit == .first { return [walk(model, first)] }
    switch definition.attribution {
    case .direct, .own: return Set(parents.map { earner($0) ?? "other" })
    case .nearest:
      for level in levels {
        let earners = Set(level.compactMap { earner($0) })
        if !earners.isEmpty { return earners }
      }
      return ancestors.contains { index.graph.parents(of: $0).isEmpty } ? ["other"] : ["unresolved"]
    case .root:
      var found = Set(ancestors.filter { index.graph.parents(of: $0).isEmpty }.map { earner($0) ?? "other" })
      for cycle in rootCycles where !cycle.isDisjoint(with: ancestors) {
        let earners = Set(cycle.compactMap { earner($0) })
        found.formUnion(earners.isEmpty ? ["unresolved"] : earners)
      }
      // Only the way through the model itself leads out of its cycle.
      return found.isEmpty ? ["unresolved"] : found
    }
  }

  /// Any word but the four counts as unspecified.
  private static func relation(_ label: EdgeLabel) -> Relation {
    ShareDefinition.relationOrder.contains(label.relation) ? label.relation : .unspecified
  }

  private func levels(_ model: NodeID, _ parents: [NodeID]) -> [[NodeID]] {
    var (seen, level, levels): (Set<NodeID>, [NodeID], [[NodeID]]) = ([model], parents, [])
    while !level.isEmpty {
      levels.append(level)
      seen.formUnion(level)
      level = Array(Set(level.flatMap { index.graph.parents(of: $0) }).subtracting(seen))
    }
    return levels
  }

  private func walk(_ model: NodeID, _ first: NodeID) -> String {
    if definition.attribution == .direct { return earner(first) ?? "other" }
    var (walk, node) = ([first], first)
    var loop: [NodeID]?
    while let next = index.graph.parents(of: node).first, loop == nil {
      if next == model {
        loop = walk + [model]
      } else if let start = walk.firstIndex(of: next) {
        loop = Array(walk[start...])
      } else {
        walk.append(next)
        node = next
      }
    }
    let candidates = definition.attribution == .nearest ? walk : loop ?? [walk[walk.count - 1]]
    return candidates.lazy.compactMap { earner($0) }.first ?? (loop == nil ? "other" : "unresolved")
  }

  /// The group of a node that can be credited; nil for one that cannot.
  private func earner(_ node: NodeID) -> String? {
    if definition.population == .tracked, !tracked.contains(index.models.id(node).lowercased()) { return nil }
    return word(node)
  }

  /// The same without regard to the tracked list: what a model is credited to under `own`.
  private func word(_ node: NodeID) -> String? {
    let (id, families) = (index.models.id(node), index.models.families)
    var code = families.code(forID: id)
    if code == nil, definition.name, index.graph.parents(of: node).isEmpty {
      code = families.code(forName: id)
    }
    let label = code.map { families[$0] }
    let isOfFamilies: Bool
    switch definition.population {
    case .uploads, .derived: isOfFamilies = false
    case .tracked: isOfFamilies = true
    case .kinds(let kinds):
      guard let label, kinds.contains(label.kind) else { return nil }
      isOfFamilies = true
    }
    switch definition.group {
    case .family: return label?.family
    case .subfamily: return label?.subfamily
    case .developer: return label?.developer
    case .region: return label?.region.rawValue
    case .model, .owner, .license, .relation: if isOfFamilies, label == nil { return nil }
    }
    switch definition.group {
    case .model: return id
    case .owner: return ModelID.owner(id)
    case .license:
      let known = index.models[node]
      guard let license = index.models.label(known.license) else {
        return known.hasCard ? "undeclared" : "other"
      }
      return license == "other" ? "license other" : license
    case .family, .subfamily, .developer, .region, .relation: return "other"
    }
  }
}
