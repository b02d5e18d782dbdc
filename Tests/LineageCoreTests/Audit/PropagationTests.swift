import LineageGraph
import LineageTestSupport
import Testing

@testable import LineageCore

/// What models inherit, against a slow reference that walks along every path.
@Suite struct PropagationTests {
  static let table = LicenseTable([
    License(
      id: "free", name: "Free", spdx: "MIT", family: "free", category: .permissive, derivatives: .any,
      terms: [.attribution], outputs: .free, adapters: .copyrightOnly),
    License(
      id: "copyleft", name: "Copyleft", spdx: "GPL-3.0-only", family: "gpl", category: .copyleft,
      derivatives: .compatible, terms: [.shareAlike, .noFurtherRestrictions], outputs: .free,
      adapters: .copyrightOnly),
    License(
      id: "nc", name: "NC", spdx: "CC-BY-NC-4.0", family: "cc", category: .noncommercial,
      terms: [.nonCommercial],
      outputs: .captured, adapters: .copyrightOnly),
    agreement("vendor-1", "vendor", .named), agreement("vendor-2", "vendor", .forbidden),
    agreement("rail", "rail", .captured),
  ])

  private static func agreement(_ id: String, _ family: String, _ outputs: OutputTerms) -> License {
    var license = License(
      id: id, name: id, spdx: "LicenseRef-\(id)", family: family, category: .community,
      terms: [.includeLicense, .bindRecipients], outputs: outputs, adapters: .contractTrigger)
    license.owners = [family]
    return license
  }

  private static let labels = ["free", "copyleft", "nc", "vendor-1", "vendor-2", "rail", "other", "-", "?"]
  private static let relations = [
    "finetune", "adapter", "merge", "quantized", "mirror", "distilled", "finetune/alleged",
  ]

  /// A random graph of models `o0/m`, `o1/m`, ...; with cycles if parents may come later.
  private func drawn(_ seed: UInt64, nodes: Int, cyclic: Bool, labels: [String] = labels) -> String {
    var random = SeededGenerator(seed: seed)
    return (0..<nodes).map { node in
      let label = labels.randomElement(using: &random) ?? "free"
      var parents: Set<Int> = []
      for _ in 0..<Int.random(in: 0...3, using: &random) {
        let parent = Int.random(in: 0..<(cyclic ? nodes + 1 : max(node, 1)), using: &random)
        if parent != node { parents.insert(parent) }
      }
      let links = parents.sorted().map {
        "\(Self.relations.randomElement(using: &random) ?? "merge"):o\($0)/m"
      }
      return "o\(node)/m \(label)" + (links.isEmpty ? "" : " <- " + links.joined(separator: " "))
    }.joined(separator: "\n")
  }

  /// All licenses that reach a model, by a walk over states (model, license, way), from every model that declares one.
  private func reference(
    _ index: LineageIndex, _ policy: AuditPolicy
  ) -> [NodeID: (bound: Set<LicenseCode>, disputed: Set<LicenseCode>, outputs: Set<LicenseCode>)] {
    enum Way { case bound, disputed, outputs }
    struct State: Hashable {
      let node: NodeID
      let code: LicenseCode
      let way: Way
    }
    var answer: [NodeID: (bound: Set<LicenseCode>, disputed: Set<LicenseCode>, outputs: Set<LicenseCode>)] =
      [:]
    for node in index.graph.nodes { answer[node] = ([], [], []) }
    var met: Set<State> = []
    var open: [State] = []
    for node in index.graph.nodes {
      for code in Self.table.resolve(index.declaration(node)).codes {
        open.append(State(node: node, code: code, way: .bound))
      }
    }
    while let state = open.popLast() {
      for (child, kind) in zip(index.graph.children(of: state.node), index.graph.childKinds(of: state.node)) {
        let license = Self.table[state.code]
        let way: Way?
        switch (Binding.of(license, through: EdgeLabel(kind), policy: policy), state.way) {
        case (.free, _): way = nil
        case (.bound, let old): way = old
        case (.disputed, .outputs): way = .outputs
        case (.disputed, _): way = .disputed
        case (.outputs, _): way = .outputs
        }
        guard let way else { continue }
        let next = State(node: child, code: state.code, way: way)
        guard met.insert(next).inserted else { continue }
        switch way {
        case .bound: answer[child]?.bound.insert(state.code)
        case .disputed: answer[child]?.disputed.insert(state.code)
        case .outputs: answer[child]?.outputs.insert(state.code)
        }
        open.append(next)
      }
    }
    return answer
  }

  /// Without two versions of one agreement, whose labels are claims and not licenses.
  private static let withoutVersions = labels.filter { $0 != "vendor-2" }

  @Test(arguments: 0..<60, AuditPolicy.Adapters.allCases)
  func reachesWhatTheReferenceReaches(seed: Int, stance: AuditPolicy.Adapters) throws {
    var policy = AuditPolicy()
    policy.adapters = stance
    let text = drawn(UInt64(seed), nodes: 3 + seed % 14, cyclic: seed % 2 == 1, labels: Self.withoutVersions)
    let index = LicensedSnapshot.index(text)
    let expected = reference(index, policy)
    let found = Propagation(index, table: Self.table, policy: policy)
    for node in index.graph.nodes {
      let inherited = found.inherited(node)
      let (wanted, name) = (try #require(expected[node]), index.models.id(node))
      #expect(Set(inherited.bound) == wanted.bound, "bound of \(name) in\n\(text)")
      #expect(Set(inherited.disputed) == wanted.disputed, "disputed of \(name) in\n\(text)")
      #expect(Set(inherited.outputs) == wanted.outputs, "outputs of \(name) in\n\(text)")
    }
  }

  @Test(arguments: 0..<60)
  func neverLosesATermWhenAnEdgeIsAdded(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed) + 1000)
    let text = drawn(UInt64(seed) + 500, nodes: 10, cyclic: seed % 2 == 1)
    var lines = text.split(separator: "\n").map(String.init)
    let (child, parent) = (Int.random(in: 0..<10, using: &random), Int.random(in: 0..<10, using: &random))
    guard child != parent else { return }
    lines[child] += lines[child].contains("<-") ? " finetune:o\(parent)/m" : " <- finetune:o\(parent)/m"
    let (before, after) = (
      LicensedSnapshot.index(text), LicensedSnapshot.index(lines.joined(separator: "\n"))
    )
    let (old, new) = (Propagation(before, table: Self.table), Propagation(after, table: Self.table))
    for node in before.graph.nodes {
      let same = try #require(after.models.find(before.models.id(node)))
      #expect(old.inherited(node).all.isSubset(of: new.inherited(same).all))
      #expect(old.terms(node).isSubset(of: new.terms(same)))
    }
  }

  @Test(arguments: 0..<40)
  func doesNotDependOnTheOrderOfParents(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let text = drawn(UInt64(seed) + 200, nodes: 12, cyclic: seed % 2 == 1)
    let turned = text.split(separator: "\n").map { line -> String in
      let sides = line.split(separator: "<-").map(String.init)
      guard sides.count == 2 else { return String(line) }
      return sides[0] + "<- " + sides[1].split(separator: " ").shuffled(using: &random).joined(separator: " ")
    }
    let (one, two) = (LicensedSnapshot.index(text), LicensedSnapshot.index(turned.joined(separator: "\n")))
    let (a, b) = (ModelAuditor(one, table: Self.table), ModelAuditor(two, table: Self.table))
    for node in one.graph.nodes {
      let same = try #require(two.models.find(one.models.id(node)))
      let (first, second) = (a.audit(node), b.audit(same))
      #expect(first.findings.map(\.id) == second.findings.map(\.id))
      #expect(first.verdict == second.verdict)
    }
  }

  @Test(arguments: 0..<40)
  func findsNothingToRelabelOrForbidAmongPermissiveModels(seed: Int) {
    let index = LicensedSnapshot.index(drawn(UInt64(seed), nodes: 14, cyclic: false, labels: ["free"]))
    let auditor = ModelAuditor(index, table: Self.table)
    for node in index.graph.nodes {
      let report = auditor.audit(node)
      #expect(!report.findings.contains { $0.verdict >= .laundered })
      #expect(report.verdict == nil || report.verdict == .unknown)
    }
  }

  @Test(arguments: 0..<40)
  func clearsLaunderingByDeclaringWhatWasConcluded(seed: Int) throws {
    let index = LicensedSnapshot.index(drawn(UInt64(seed) + 77, nodes: 10, cyclic: false))
    let auditor = ModelAuditor(index, table: Self.table)
    for node in index.graph.nodes {
      let report = auditor.audit(node)
      let lines = index.graph.nodes.map { other in
        let known = index.models[other]
        let label =
          other == node
          ? report.concludedLicenses.map(\.id).filter {
            !["none-declared", "not-read", "not-in-snapshot"].contains($0)
          }
          .joined(separator: ",")
          : index.models.label(known.license) ?? (known.hasCard ? "-" : "?")
        let parents = index.parentLinks(other).map {
          "\($0.label.relation.word)/\($0.label.evidence.word):\($0.id)"
        }
        return known.present
          ? "\(index.models.id(other)) \(label.isEmpty ? "-" : label)"
            + (parents.isEmpty ? "" : " <- " + parents.joined(separator: " ")) : ""
      }
      guard index.models[node].present else { continue }
      let relabelled = LicensedSnapshot.index(lines.joined(separator: "\n"))
      let again = ModelAuditor(relabelled, table: Self.table)
        .audit(try #require(relabelled.find(index.models.id(node))))
      let left = again.findings.filter { $0.verdict == .laundered }
      #expect(left.isEmpty, "\(left.map(\.message)) in\n\(lines.joined(separator: "\n"))")
    }
  }

  @Test(arguments: 0..<40)
  func showsAWayThatIsRealAndWhoseEndHasTheLicense(seed: Int) throws {
    let index = LicensedSnapshot.index(drawn(UInt64(seed) + 31, nodes: 12, cyclic: seed % 2 == 1))
    let auditor = ModelAuditor(index, table: Self.table)
    for node in index.graph.nodes {
      for finding in auditor.audit(node).findings where finding.origin != nil {
        #expect(finding.path.first?.id == index.models.id(node))
        #expect(finding.path.last?.id == finding.origin)
        #expect(finding.path.last?.licenses.contains(finding.license ?? "") == true, "\(finding.message)")
        for (child, parent) in zip(finding.path, finding.path.dropFirst()) {
          let from = try #require(index.models.find(child.id))
          let to = try #require(index.models.find(parent.id))
          #expect(index.label(from, to) == child.label)
        }
        #expect(finding.pathCount >= 1)
      }
    }
  }

  @Test func letsAnOwnerRelicenseItsOwnModels() throws {
    //  a/base nc  <-  a/next free  <-  b/below free       nc stays behind, whoever is below
    //  c/far nc   <-  a/taken free <-  a/again free       c's license does not
    let index = LicensedSnapshot.index(
      """
      a/base nc
      a/next free <- finetune:a/base
      b/below free <- finetune:a/next
      a/silent - <- finetune:a/base
      c/far nc
      a/taken free <- finetune:c/far
      a/again free <- finetune:a/taken
      """)
    let auditor = ModelAuditor(index, table: Self.table)
    func rules(_ id: String) throws -> [String] {
      auditor.audit(try #require(index.find(id))).findings.map(\.rule)
    }
    #expect(try rules("a/next").isEmpty)
    #expect(try rules("b/below").isEmpty)
    #expect(try rules("a/silent") == ["LIC007"])
    #expect(try rules("a/taken") == ["LIC001"])
    #expect(try rules("a/again") == ["LIC001"])
  }

  @Test func isCleanButForDutiesWhenAQuantizedCopyKeepsItsLicense() throws {
    for label in ["free", "copyleft", "nc", "vendor-1", "rail"] {
      let index = LicensedSnapshot.index("a/base \(label)\nb/copy \(label) <- quantized:a/base")
      let report = ModelAuditor(index, table: Self.table).audit(try #require(index.find("b/copy")))
      #expect(report.verdict == nil)
      #expect(!report.findings.contains { $0.verdict != .unmet }, "\(report.findings.map(\.message))")
    }
  }

  @Test(arguments: 0..<30)
  func countsAWholeGraphAsItsModelsOneByOne(seed: Int) {
    let index = LicensedSnapshot.index(drawn(UInt64(seed) + 900, nodes: 20, cyclic: seed % 2 == 1))
    let whole = GraphAudit(index, table: Self.table)
    let auditor = ModelAuditor(index, table: Self.table)
    var rules: [String: Int] = [:]
    var verdicts: [String: Int] = [:]
    for node in index.graph.nodes where index.models[node].present {
      let report = auditor.audit(node)
      for rule in Set(report.findings.map(\.rule)) { rules[rule, default: 0] += 1 }
      // Doubtful edges make a finding one for review; a count over the graph has no paths and cannot tell.
      if !report.findings.contains(where: \.isForReview) { verdicts[report.verdictWord, default: 0] += 1 }
    }
    for count in whole.byRule { #expect(count.models == rules[count.rule] ?? 0, "\(count.rule)") }
    for count in whole.byVerdict { #expect(count.models >= verdicts[count.name] ?? 0, "\(count.name)") }
    #expect(whole.byVerdict.reduce(0) { $0 + $1.models } == whole.models)
  }

  @Test(arguments: 0..<10)
  func takesWaivedAndKnownFindingsOutOfAWholeGraphAsOutOfItsModels(seed: Int) throws {
    let index = LicensedSnapshot.index(drawn(UInt64(seed) + 1700, nodes: 20, cyclic: seed % 2 == 1))
    let day = try #require(Day("2026-11-22"))
    let plain = ModelAuditor(index, table: Self.table)
    let all = index.graph.nodes.filter { index.models[$0].present }.flatMap { plain.audit($0).findings }
    var policy = AuditPolicy()
    policy.waivers = [
      waiver("W-1", rule: "LIC001", until: "2027-01-01"), waiver("W-2", rule: "LIC004", until: "2020-01-01"),
      waiver("W-3", rule: "*", ancestor: all.compactMap(\.origin).first ?? "x", until: "2026-11-22"),
    ]
    let known = Set(all.enumerated().filter { $0.offset.isMultiple(of: 3) }.map(\.element.id))
    let whole = GraphAudit(
      index, table: Self.table, policy: policy, day: day, baseline: known, wantsIDs: true)
    let auditor = ModelAuditor(index, table: Self.table, policy: policy, day: day, baseline: known)
    var (rules, waived, taken) = ([String: Int](), 0, 0)
    for node in index.graph.nodes where index.models[node].present {
      let findings = auditor.audit(node).findings
      waived += findings.count { $0.waivedBy != nil }
      taken += findings.count { $0.waivedBy == nil && $0.isKnown }
      for rule in Set(findings.filter { $0.waivedBy == nil && !$0.isKnown }.map(\.rule)) {
        rules[rule, default: 0] += 1
      }
    }
    for count in whole.byRule { #expect(count.models == rules[count.rule] ?? 0, "\(count.rule)") }
    #expect(whole.byVerdict.reduce(0) { $0 + $1.models } == whole.models)
    #expect(whole.waived == waived && whole.known == taken)
    #expect(whole.ids == all.map(\.id).sorted())
    #expect(whole.waivers.map(\.holds) == [true, false, true])
    // Without anything taken out it is what it was.
    let bare = GraphAudit(index, table: Self.table)
    #expect(bare.waived == 0 && bare.known == 0 && bare.ids.isEmpty)
    #expect(bare.byFamily == whole.byFamily && bare.worstHops == whole.worstHops)
  }

  private func waiver(_ id: String, rule: String, ancestor: String? = nil, until: String) -> Waiver {
    Waiver(
      id: id, rule: rule, model: "*", ancestor: ancestor, reason: .riskAccepted, justification: "none",
      approver: "somebody", expires: Day(until) ?? Day(daysSince1970: 0))
  }
}
