import LineageGraph

/// What every model of a graph declares and inherits.
///
/// `inherited(n)` is the union over the parents p of `inherited(p)` and p's own license, filtered by what binds
/// through the edge: the least such sets, found in one pass over the strong components, parents first. The sets of
/// different models are mostly equal, so each is kept once and unions are looked up.
///
/// Who put a model under a license may put the next model under another one: between two models of one owner, of which
/// the lower declares a known license, the upper's own license does not go down. What it inherits does.
public struct Propagation: Sendable {
  /// What licenses mean.
  public let table: LicenseTable
  /// The stance on adapters and doubtful edges.
  public let policy: AuditPolicy
  /// What each model declares, resolved; positions in ``declarations``.
  let declared: [UInt32]
  /// The distinct resolved declarations.
  let declarations: [ResolvedLicense]
  /// What each model inherits; positions in ``states``.
  let state: [UInt32]
  /// The distinct inheritances.
  let states: [Inherited]

  /// Resolves and propagates.
  ///
  /// - Parameter detected: The license that a model's own files were recognised as, where that is known; it counts
  ///   before what the card says.
  /// - Complexity: O(nodes + edges) set operations and look-ups.
  public init(
    _ index: LineageIndex, table: LicenseTable, policy: AuditPolicy = AuditPolicy(),
    detected: [NodeID: LicenseCode] = [:]
  ) {
    (self.table, self.policy) = (table, policy)
    var pass = Pass(index, table, policy, detected)
    pass.run()
    (declared, declarations) = (pass.declared, pass.declarations)
    (state, states) = (pass.state, pass.states.values)
  }

  /// What a model declares.
  public func declaration(_ node: NodeID) -> ResolvedLicense { declarations[Int(declared[node.index])] }

  /// What a model inherits.
  public func inherited(_ node: NodeID) -> Inherited { states[Int(state[node.index])] }

  /// How many different inheritances there are.
  public var stateCount: Int { states.count }

  /// All terms that reach a model in any way.
  public func terms(_ node: NodeID) -> LicenseTerm { table.terms(of: inherited(node).all) }
}

/// Equal values kept once, in the order of their first appearance.
struct Interned<Value: Hashable> {
  private(set) var values: [Value] = []
  private var position: [Value: UInt32] = [:]

  mutating func intern(_ value: Value) -> UInt32 {
    if let known = position[value] { return known }
    let new = UInt32(values.count)
    position[value] = new
    values.append(value)
    return new
  }
}

private struct Pass {
  let index: LineageIndex
  let table: LicenseTable
  let policy: AuditPolicy
  let detected: [NodeID: LicenseCode]
  var declared: [UInt32]
  var declarations: [ResolvedLicense] = []
  var state: [UInt32]
  var states = Interned<Inherited>()
  private var declarationOf: [ResolvedLicense: UInt32] = [:]
  private var resolved: [Written: ResolvedLicense] = [:]
  private var masks: [UInt8: BindingMasks] = [:]
  private var passed: [UInt64: UInt32] = [:]
  private var added: [UInt64: UInt32] = [:]
  private var joined: [UInt64: UInt32] = [:]

  /// The texts of a declaration: most models share them.
  private struct Written: Hashable {
    let license: TextID?
    let name: TextID?
    let link: TextID?
    let hasCard: Bool
    let isPresent: Bool
  }

  init(
    _ index: LineageIndex, _ table: LicenseTable, _ policy: AuditPolicy, _ detected: [NodeID: LicenseCode]
  ) {
    (self.index, self.table, self.policy, self.detected) = (index, table, policy, detected)
    declared = [UInt32](repeating: 0, count: index.graph.nodeCount)
    state = declared
    _ = states.intern(Inherited())
  }

  mutating func run() {
    let components = index.graph.strongComponents()
    for number in 0..<components.count {
      let members = components.members(of: number)
      guard members.count > 1 else {
        if let node = members.first { visit(node) }
        continue
      }
      settle(members)
    }
  }

  private mutating func visit(_ node: NodeID) {
    declare(node)
    state[node.index] = joinOfParents(node)
    decide(node)
  }

  /// A cycle: its members are visited until nothing grows any more.
  private mutating func settle(_ members: ArraySlice<NodeID>) {
    // What they declare is settled by what comes from outside, so that the sets can only grow.
    let inside = Set(members)
    for node in members { declare(node) }
    for node in members {
      var outer: UInt32 = 0
      for (parent, kind) in zip(index.graph.parents(of: node), index.graph.parentKinds(of: node))
      where !inside.contains(parent) {
        outer = join(outer, pass(contribution(of: parent, to: node), kind))
      }
      state[node.index] = outer
      decide(node)
    }
    let external = Dictionary(uniqueKeysWithValues: members.map { ($0, state[$0.index]) })
    var open = Array(members)
    var isOpen = inside
    while let node = open.popLast() {
      isOpen.remove(node)
      var sum = external[node] ?? 0
      for (parent, kind) in zip(index.graph.parents(of: node), index.graph.parentKinds(of: node)) {
        let own =
          !inside.contains(parent)
          ? contribution(of: parent, to: node)
          : isRelicensed(node, parent) ? state[parent.index] : outOfCycle(parent, external[parent] ?? 0)
        sum = join(sum, pass(own, kind))
      }
      guard sum != state[node.index] else { continue }
      state[node.index] = sum
      for child in index.graph.children(of: node)
      where inside.contains(child) && isOpen.insert(child).inserted {
        open.append(child)
      }
    }
  }

  /// What a member of a cycle passes on: what it adds is decided by what came from outside.
  private mutating func outOfCycle(_ node: NodeID, _ external: UInt32) -> UInt32 {
    let own = declarations[Int(declared[node.index])].codes
    var added = states.values[Int(external)].adding(own, former: LicenseSet(), isRoot: false, table)
    added.formUnion(states.values[Int(state[node.index])])
    return states.intern(added)
  }

  private mutating func joinOfParents(_ node: NodeID) -> UInt32 {
    var sum: UInt32 = 0
    for (parent, kind) in zip(index.graph.parents(of: node), index.graph.parentKinds(of: node)) {
      sum = join(sum, pass(contribution(of: parent, to: node), kind))
    }
    return sum
  }

  /// What a parent hands to a child.
  private mutating func contribution(of parent: NodeID, to child: NodeID) -> UInt32 {
    isRelicensed(child, parent) ? state[parent.index] : out(parent)
  }

  private func isRelicensed(_ child: NodeID, _ parent: NodeID) -> Bool {
    declarations[Int(declared[child.index])].isKnown(table) && index.haveOneOwner(child, parent)
  }

  private mutating func join(_ a: UInt32, _ b: UInt32) -> UInt32 {
    if a == b || b == 0 { return a }
    if a == 0 { return b }
    let key = UInt64(min(a, b)) << 32 | UInt64(max(a, b))
    if let known = joined[key] { return known }
    var sum = states.values[Int(a)]
    sum.formUnion(states.values[Int(b)])
    let id = states.intern(sum)
    joined[key] = id
    return id
  }

  private mutating func pass(_ id: UInt32, _ kind: EdgeKind) -> UInt32 {
    let key = UInt64(id) << 8 | UInt64(kind.rawValue)
    if let known = passed[key] { return known }
    let mask = masks[kind.rawValue] ?? BindingMasks(EdgeLabel(kind), table, policy)
    masks[kind.rawValue] = mask
    let next = states.intern(states.values[Int(id)].passed(mask))
    passed[key] = next
    return next
  }

  /// What a model passes on: what it inherits and what it adds.
  private mutating func out(_ node: NodeID) -> UInt32 {
    let isRoot = index.graph.parents(of: node).isEmpty
    let former = formerly(node)
    let key =
      UInt64(state[node.index]) << 32 | UInt64(declared[node.index]) << 1 | (isRoot ? 1 : 0)
    if former.isEmpty, let known = added[key] { return known }
    let own = declarations[Int(declared[node.index])].codes
    let next = states.intern(
      states.values[Int(state[node.index])].adding(own, former: former, isRoot: isRoot, table))
    if former.isEmpty { added[key] = next }
    return next
  }

  /// Licenses a model was under before; of interest for models that others were made from.
  private func formerly(_ node: NodeID) -> LicenseSet {
    guard !table.formers.isEmpty, !index.graph.children(of: node).isEmpty else { return LicenseSet() }
    let mayFit = index.models.names.withBytes(of: TextID(rawValue: node.rawValue)) { bytes in
      table.formers.contains { $0.models.mayMatch(bytes) }
    }
    guard mayFit else { return LicenseSet() }
    var set = LicenseSet()
    let name = index.models.id(node)
    for former in table.formers where former.models.matches(name) { set.insert(former.code) }
    return set
  }

  private mutating func declare(_ node: NodeID) {
    let known = index.models[node]
    let key = Written(
      license: known.license, name: known.licenseName, link: known.licenseLink, hasCard: known.hasCard,
      isPresent: known.present)
    var answer: ResolvedLicense
    if let code = detected[node] {
      answer = ResolvedLicense(code, .text)
    } else if let shared = resolved[key] {
      answer = shared
    } else {
      answer = table.resolve(index.declaration(node))
      // A name of several licenses is decided by owner and date, so it is not the same for all.
      if answer.means == .label || (known.licenseName == nil && answer.candidates.isEmpty) {
        resolved[key] = answer
      }
    }
    keep(answer, for: node)
  }

  /// Lets the ancestry decide between the meanings of a name.
  private mutating func decide(_ node: NodeID) {
    let open = declarations[Int(declared[node.index])].candidates
    guard !open.isEmpty else { return }
    var fitting = states.values[Int(state[node.index])].bound.intersection(open).makeIterator()
    if let only = fitting.next(), fitting.next() == nil { keep(ResolvedLicense(only, .ancestry), for: node) }
  }

  private mutating func keep(_ answer: ResolvedLicense, for node: NodeID) {
    if let position = declarationOf[answer] {
      declared[node.index] = position
    } else {
      declarationOf[answer] = UInt32(declarations.count)
      declared[node.index] = UInt32(declarations.count)
      declarations.append(answer)
    }
  }
}

extension ResolvedLicense {
  /// Whether something known is declared.
  func isKnown(_ table: LicenseTable) -> Bool { !codes.subtracting(table.unknowns).isEmpty }
}

extension LineageIndex {
  /// Whether the ids of two models begin with the same owner.
  func haveOneOwner(_ a: NodeID, _ b: NodeID) -> Bool {
    models.names.withBytes(of: TextID(rawValue: a.rawValue)) { first in
      models.names.withBytes(of: TextID(rawValue: b.rawValue)) { second in
        for (x, y) in zip(first, second) {
          if x != y { return false }
          if x == UInt8(ascii: "/") { return true }
        }
        return false
      }
    }
  }

  /// What a model's card says of its license.
  public func declaration(_ node: NodeID) -> LicenseDeclaration {
    let known = models[node]
    return LicenseDeclaration(
      label: models.label(known.license), name: models.label(known.licenseName),
      link: models.label(known.licenseLink), owner: ModelID.owner(models.id(node)), created: known.created,
      hasCard: known.hasCard, isPresent: known.present)
  }
}
