import LineageGraph

/// Where a license comes from and the way it took.
struct LicenseWitness {
  /// From the model up to the nearest origin; the model alone if the license is its own.
  let path: [NodeID]
  /// How many ways of that length there are.
  let count: Int
  /// All origins, nearest first, then by id.
  let origins: [NodeID]
}

/// A walk upward, level by level, that keeps what it takes to show one shortest way.
private struct LicenseWalk {
  private let start: NodeID
  private var distance: [NodeID: Int]
  private var child: [NodeID: NodeID] = [:]
  private(set) var ways: [NodeID: Int]
  private var adding: [NodeID: Bool] = [:]

  init(_ start: NodeID) {
    (self.start, distance, ways) = (start, [start: 0], [start: 1])
  }

  /// Notes an edge; true if its parent was not met before.
  mutating func reach(_ parent: NodeID, from lower: NodeID, adds: Bool, bound: Bool) -> Bool {
    if adds, parent != start { adding[parent] = bound }
    let steps = (distance[lower] ?? 0) + 1
    let more = ways[lower] ?? 1
    if let known = distance[parent] {
      if known == steps {
        let (sum, overflow) = (ways[parent] ?? 0).addingReportingOverflow(more)
        ways[parent] = overflow ? .max : sum
      }
      return false
    }
    (distance[parent], child[parent], ways[parent]) = (steps, lower, more)
    return true
  }

  /// The models that add the license, those that do not inherit it before the others.
  var origins: [(distance: Int, node: NodeID)] {
    let first = adding.filter { !$0.value }
    return (first.isEmpty ? adding : first).map { (distance[$0.key] ?? 0, $0.key) }
  }

  /// From the start up to a model that was met.
  func path(to end: NodeID) -> [NodeID] {
    var path = [end]
    while let last = path.last, last != start, let lower = child[last] { path.append(lower) }
    return path.reversed()
  }
}

extension ModelAuditor {
  /// A shortest way by which a license reaches a model, over edges and models through which it does.
  ///
  /// Origins are the models that add the license without inheriting it. On a cycle every member inherits what it
  /// adds; then whoever adds it is one. Among equally short ways the one whose nodes come first counts.
  ///
  /// - Complexity: O(ancestors and the edges among them).
  func witness(_ node: NodeID, _ code: LicenseCode, _ way: RuleHit.Way) -> LicenseWitness {
    var walk = LicenseWalk(node)
    var level = [node]
    while !level.isEmpty {
      var next: [NodeID] = []
      for child in level {
        for (parent, kind) in zip(index.graph.parents(of: child), index.graph.parentKinds(of: child))
        where passes(code, kind, way) {
          let adds = adds(code, parent, to: child)
          guard adds || propagation.inherited(parent).all.contains(code) else { continue }
          if walk.reach(
            parent, from: child, adds: adds, bound: propagation.inherited(parent).bound.contains(code))
          {
            next.append(parent)
          }
        }
      }
      level = next.sorted()
    }
    let found = walk.origins.sorted { a, b in
      a.distance != b.distance
        ? a.distance < b.distance : byteOrder(index.models.id(a.node), index.models.id(b.node))
    }
    guard let nearest = found.first else { return LicenseWitness(path: [node], count: 1, origins: [node]) }
    return LicenseWitness(
      path: walk.path(to: nearest.node), count: walk.ways[nearest.node] ?? 1, origins: found.map(\.node))
  }

  private func passes(_ code: LicenseCode, _ kind: EdgeKind, _ way: RuleHit.Way) -> Bool {
    switch Binding.of(table[code], through: EdgeLabel(kind), policy: policy) {
    case .bound: true
    case .disputed: way != .bound
    case .outputs: way == .outputs
    case .free: false
    }
  }

  /// Whether a model's own license goes down to a child.
  private func adds(_ code: LicenseCode, _ parent: NodeID, to child: NodeID) -> Bool {
    propagation.declaration(parent).codes.contains(code)
      && !(propagation.declaration(child).isKnown(table) && index.haveOneOwner(child, parent))
  }

  /// One finding for each origin where origins differ in what has to be done, else one with all origins.
  func findings(
    _ node: NodeID, _ rule: AuditRule, _ hit: RuleHit, _ situation: AuditSituation
  ) -> [AuditFinding] {
    guard let code = hit.license, hit.way != .own else {
      return [finding(node, rule, hit, LicenseWitness(path: [node], count: 1, origins: []), situation)]
    }
    return [finding(node, rule, hit, witness(node, code, hit.way), situation)]
  }

  /// The id that a finding has, and the model that its license comes from.
  ///
  /// - Complexity: that of ``witness(_:_:_:)``.
  func mark(_ node: NodeID, _ rule: AuditRule, _ hit: RuleHit) -> (id: String, origin: String?) {
    guard hit.way != .own, let code = hit.license else { return mark(node, rule, hit, path: [node]) }
    return mark(node, rule, hit, path: witness(node, code, hit.way).path)
  }

  private func mark(
    _ node: NodeID, _ rule: AuditRule, _ hit: RuleHit, path: [NodeID]
  ) -> (id: String, origin: String?) {
    let origin = hit.way == .own ? nil : path.last.map { index.models.id($0) }
    let id = AuditFinding.fingerprint([
      rule.id, index.models.id(node), origin ?? "", hit.license.map { table[$0].id } ?? "",
      hit.other.map { table[$0].id } ?? "", hit.terms.codes.joined(separator: ","),
    ])
    return (id, origin)
  }

  private func finding(
    _ node: NodeID, _ rule: AuditRule, _ hit: RuleHit, _ witness: LicenseWitness, _ situation: AuditSituation
  ) -> AuditFinding {
    let id = index.models.id(node)
    let steps = steps(witness.path, hit.license)
    let mark = mark(node, rule, hit, path: witness.path)
    let origin = mark.origin
    let confidence = steps.compactMap(\.label).reduce(1.0) { $0 * $1.evidence.confidence }
    let isForReview = confidence < policy.minimumConfidence
    let license = hit.license.map { table[$0] }
    let declared = situation.labelled.codes.map { table[$0].id }
    let names = Names(
      model: id, origin: origin ?? id, license: license, declared: declared,
      other: hit.other.map { table[$0] })
    return AuditFinding(
      id: mark.id,
      rule: rule.id, verdict: hit.verdict, level: isForReview ? .note : hit.level, isForReview: isForReview,
      isUnseen: hit.isUnseen, subject: id, declared: declared, origin: origin, license: license?.id,
      otherLicense: hit.other.map { table[$0].id }, terms: hit.terms, path: steps, pathCount: witness.count,
      otherOrigins: witness.origins.dropFirst().map { index.models.id($0) }, hop: hop(steps),
      basis: basis(hit, steps), confidence: confidence, message: names.message(rule, hit),
      fix: names.filled(rule.fix))
  }

  private func steps(_ path: [NodeID], _ code: LicenseCode?) -> [AuditFinding.Step] {
    path.indices.map { position in
      let codes = propagation.declaration(path[position]).codes
      return AuditFinding.Step(
        id: index.models.id(path[position]),
        label: position + 1 < path.count ? index.label(path[position], path[position + 1]) : nil,
        licenses: codes.map { table[$0].id },
        carries: code.map { table.carries(codes, $0) != .dropped } ?? true)
    }
  }

  /// The first model below the origin whose label does not carry the license.
  private func hop(_ steps: [AuditFinding.Step]) -> Int? {
    steps.indices.dropLast().last { !steps[$0].carries }
  }

  /// The weakest ground along the way: an adapter's before outputs' before the others'.
  private func basis(_ hit: RuleHit, _ steps: [AuditFinding.Step]) -> String {
    guard hit.way != .own, let code = hit.license else { return "the model's own label or files" }
    let relations = steps.compactMap { $0.label?.relation }
    let weakest =
      relations.first { $0 == .adapter } ?? relations.first { $0 == .distilled } ?? relations.first
      ?? .unspecified
    return Binding.basis(table[code], through: weakest)
  }
}

/// The names that sentences are made of.
private struct Names {
  let model: String
  let origin: String
  let license: License?
  let declared: [String]
  let other: License?

  func filled(_ text: String) -> String {
    var filled = text
    for (mark, name) in [
      ("{model}", model), ("{origin}", origin), ("{license}", license?.id ?? "the license"),
      ("{declared}", declared.joined(separator: ", ")),
    ] {
      filled = filled.split(separator: mark, omittingEmptySubsequences: false).joined(separator: name)
    }
    return filled
  }

  func message(_ rule: AuditRule, _ hit: RuleHit) -> String {
    let source = hit.way == .own ? "of the model itself" : "from \(origin)"
    let subject =
      hit.terms == .unknownTerms
      ? hit.way == .own ? (license?.name ?? "license") : "\(origin): \(license?.name ?? "")"
      : "\(license?.name ?? "") \(source)"
    var text = rule.title + ": " + subject
    if !declared.isEmpty, hit.verdict == .laundered || hit.verdict == .incompatible {
      text += "; declared: " + declared.joined(separator: ", ")
    }
    if let other, hit.verdict != .laundered { text += "; beside: " + other.name }
    return hit.detail.isEmpty ? text : text + " (" + hit.detail + ")"
  }
}
