import LineageGraph

/// Audits single models of an index that holds everything above them.
public struct ModelAuditor: Sendable {
  let index: LineageIndex
  let propagation: Propagation
  /// What the models' own files hold, by node.
  let files: [NodeID: RepositoryFiles]
  /// The day on which waivers are judged; nil if there is none, and then no waiver holds.
  let day: Day?
  /// Findings known before, by id.
  let baseline: Set<String>

  var table: LicenseTable { propagation.table }
  var policy: AuditPolicy { propagation.policy }

  /// Resolves and propagates over the whole index.
  ///
  /// - Complexity: that of ``Propagation/init(_:table:policy:detected:)``.
  public init(
    _ index: LineageIndex, table: LicenseTable, policy: AuditPolicy = AuditPolicy(),
    files: [NodeID: RepositoryFiles] = [:], day: Day? = nil, baseline: Set<String> = []
  ) {
    (self.index, self.files, self.day, self.baseline) = (index, files, day, baseline)
    let detected = files.compactMapValues { $0.licenseText.flatMap(table.detect) }
    propagation = Propagation(index, table: table, policy: policy, detected: detected)
  }

  /// Over an index whose licenses are propagated already.
  init(_ index: LineageIndex, _ propagation: Propagation) {
    (self.index, self.propagation) = (index, propagation)
    (files, day, baseline) = ([:], nil, [])
  }

  /// The audit of one model.
  ///
  /// - Complexity: a walk over its ancestors for each license that is wrong.
  public func audit(_ node: NodeID) -> AuditReport {
    let situation = index.situation(node, propagation, files: files[node])
    var findings: [AuditFinding] = []
    var expired: [String] = []
    for rule in AuditRule.all {
      for hit in situation.hits(of: rule) {
        for var finding in self.findings(node, rule, hit, situation) {
          judge(&finding, &expired)
          findings.append(finding)
        }
      }
    }
    findings.sort(by: Self.isBefore)
    let ancestry = index.ancestry(of: node)
    let own = propagation.declaration(node).codes
    let concluded = concluded(situation)
    let counting = findings.filter(\.counts).filter { !$0.isUnseen }
    let labelled = situation.labelled
    return AuditReport(
      model: ancestry.model, label: ancestry.model.license, declared: labelled.codes.map { table[$0] },
      declaredBy: labelled.means,
      detected: propagation.declaration(node).means == .text ? own.map { table[$0] }.first : nil,
      concluded: table.expression(concluded), concludedLicenses: concluded.map { table[$0] },
      verdict: AuditSituation.worst(counting.map { ($0.verdict, $0.level) }),
      findings: findings, expiredWaivers: expired,
      reaching: reaching(node, situation), parents: ancestry.parents, ancestors: ancestors(ancestry),
      duties: PlainWords(table: table, situation: situation).duties,
      snapshot: index.snapshot, day: day)
  }

  /// All licenses that bind, without labels that stand in the place of an upstream one.
  private func concluded(_ situation: AuditSituation) -> LicenseSet {
    var codes = situation.inherited.bound
    for code in situation.own where !table.isOtherVersion(code, than: situation.inherited.bound) {
      codes.insert(code)
    }
    let known = codes.subtracting(table.unknowns)
    return known.isEmpty || !codes.intersection(table.unknowns).isEmpty ? codes : known
  }

  private func judge(_ finding: inout AuditFinding, _ expired: inout [String]) {
    finding.isKnown = baseline.contains(finding.id)
    for waiver in policy.waivers
    where waiver.covers(rule: finding.rule, model: finding.subject, origin: finding.origin) {
      if waiver.holds(on: day) {
        finding.waivedBy = finding.waivedBy ?? waiver.id
      } else {
        let when = day == nil ? "the day is not known" : "it expired on \(waiver.expires)"
        let note = "waiver \(waiver.id) (\(waiver.approver)) does not hold: \(when)"
        if !expired.contains(note) { expired.append(note) }
      }
    }
  }

  private static func isBefore(_ a: AuditFinding, _ b: AuditFinding) -> Bool {
    if a.level != b.level { return a.level > b.level }
    if a.verdict != b.verdict { return a.verdict > b.verdict }
    if a.rule != b.rule { return byteOrder(a.rule, b.rule) }
    if a.path.count != b.path.count { return a.path.count < b.path.count }
    if a.origin != b.origin { return byteOrder(a.origin ?? "", b.origin ?? "") }
    if a.license != b.license { return byteOrder(a.license ?? "", b.license ?? "") }
    return byteOrder(a.message, b.message)
  }

  private func ancestors(_ ancestry: Ancestry) -> [AuditReport.Ancestor] {
    ancestry.ancestors.map { ancestor in
      let codes = index.models.find(ancestor.model.id).map { propagation.declaration($0).codes }
      return AuditReport.Ancestor(
        model: ancestor.model, distance: ancestor.distance, label: ancestor.label, via: ancestor.via,
        licenses: codes?.map { table[$0].id } ?? [], parents: ancestor.parents)
    }
  }

  private func reaching(_ node: NodeID, _ situation: AuditSituation) -> [AuditReport.Reach] {
    var list = situation.own.map {
      AuditReport.Reach(license: table[$0], origins: [index.models.id(node)], way: "own")
    }
    let inherited = situation.inherited
    let ways: [(LicenseSet, RuleHit.Way, String)] = [
      (inherited.bound, .bound, "bound"),
      (inherited.disputed.subtracting(inherited.bound), .disputed, "disputed"),
      (inherited.outputs.subtracting(inherited.bound), .outputs, "outputs"),
    ]
    for (codes, way, word) in ways {
      for code in codes {
        let origins = witness(node, code, way).origins.map { index.models.id($0) }
        list.append(AuditReport.Reach(license: table[code], origins: origins, way: word))
      }
    }
    return list
  }
}

extension AuditSituation {
  /// What a rule finds here, at the level the policy gives it.
  func hits(of rule: AuditRule) -> [RuleHit] {
    guard let level = policy.levels[rule.id] else { return rule.hits(in: self) }
    guard let level else { return [] }
    return rule.hits(in: self).map { hit in
      var hit = hit
      // What was found at less than the rule's own level keeps its distance from above, not from below.
      hit.level = hit.level == rule.level || level < hit.level ? level : hit.level
      return hit
    }
  }
}

extension LineageIndex {
  /// What the rules may look at for one model.
  func situation(
    _ node: NodeID, _ propagation: Propagation, files: RepositoryFiles? = nil
  ) -> AuditSituation {
    let table = propagation.table
    let declared = propagation.declaration(node)
    return AuditSituation(
      table: table, policy: propagation.policy, declared: declared,
      labelled: declared.means == .text ? table.resolve(declaration(node)) : declared,
      inherited: propagation.inherited(node), relations: relations(node), prefixes: prefixes(node, table),
      files: files)
  }

  /// Bit n: a parent by the relation with raw value n.
  func relations(_ node: NodeID) -> UInt16 {
    graph.parentKinds(of: node).reduce(0) { $0 | 1 << UInt16(EdgeLabel($1).relation.rawValue) }
  }

  /// Bit n: the name begins with the n-th prefix of the table, or with the name of the model it was converted from.
  func prefixes(_ node: NodeID, _ table: LicenseTable) -> UInt64 {
    let name = LicenseTable.letters(ModelID.name(models.id(node)))
    for (parent, kind) in zip(graph.parents(of: node), graph.parentKinds(of: node))
    where EdgeLabel(kind).relation.isMechanical {
      let original = LicenseTable.letters(ModelID.name(models.id(parent)))
      if !original.isEmpty, name.hasPrefix(original) { return .max }
    }
    var bits: UInt64 = 0
    for (position, prefix) in table.prefixes.prefix(64).enumerated() where name.hasPrefix(prefix) {
      bits |= 1 << UInt64(position)
    }
    return bits
  }
}
