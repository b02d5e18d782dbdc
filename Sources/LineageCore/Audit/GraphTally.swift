import LineageGraph

/// Counts findings over all models of an index.
struct GraphTally {
  /// What the rules find in one situation, in the form in which it is counted.
  struct Outcome {
    /// Bit n: rule n found something.
    var rules: UInt32 = 0
    /// By rule: the worst verdict and level of what it found.
    var worst: [(rule: Int, verdict: Verdict, level: Finding.Level)] = []
    /// The worst verdict; nil for clean.
    var verdict: Verdict?
    /// Licenses from above that the label does not carry.
    var dropped = LicenseSet()
  }

  private struct Key: Hashable {
    let state: UInt32
    let declared: UInt32
    let relations: UInt16
    let prefixes: UInt64
  }

  struct Hop {
    let child: NodeID
    let parent: NodeID
    let kind: EdgeKind
    let license: LicenseCode
  }

  let index: LineageIndex
  let propagation: Propagation
  private(set) var models = 0
  private(set) var derived = 0
  private(set) var declared = 0
  private(set) var hops: [Hop] = []
  var outcomes: [Outcome] = []
  private var known: [Key: UInt32] = [:]
  var outcomeOf: [UInt32]
  var modelsByOutcome: [Int] = []

  init(_ index: LineageIndex, _ propagation: Propagation) {
    (self.index, self.propagation) = (index, propagation)
    outcomeOf = [UInt32](repeating: 0, count: index.graph.nodeCount)
  }

  mutating func run() {
    let table = propagation.table
    let withPrefix = LicenseSet(
      table.licenses.indices.filter { table.licenses[$0].prefix != nil }.map { LicenseCode($0) })
    for node in index.graph.nodes {
      let inherited = propagation.states[Int(propagation.state[node.index])]
      let asksForPrefix = !inherited.bound.union(inherited.disputed).intersection(withPrefix).isEmpty
      let key = Key(
        state: propagation.state[node.index], declared: propagation.declared[node.index],
        relations: index.relations(node), prefixes: asksForPrefix ? index.prefixes(node, table) : 0)
      let number: UInt32
      if let old = known[key] {
        number = old
      } else {
        number = UInt32(outcomes.count)
        known[key] = number
        outcomes.append(evaluate(index.situation(node, propagation)))
        modelsByOutcome.append(0)
      }
      outcomeOf[node.index] = number
      guard index.models[node].present else { continue }
      modelsByOutcome[Int(number)] += 1
      models += 1
      if !index.graph.parents(of: node).isEmpty { derived += 1 }
      if index.models[node].license != nil { declared += 1 }
    }
    findHops()
  }

  /// What the rules find, without the findings that are taken out.
  func evaluate(
    _ situation: AuditSituation, without isTakenOut: (AuditRule, RuleHit) -> Bool = { _, _ in false }
  ) -> Outcome {
    var outcome = Outcome()
    var counting: [RuleHit] = []
    for (number, rule) in AuditRule.all.enumerated() {
      let hits = situation.hits(of: rule).filter { !isTakenOut(rule, $0) }
      guard let verdict = hits.map(\.verdict).max(), let level = hits.map(\.level).max() else { continue }
      outcome.rules |= 1 << UInt32(number)
      outcome.worst.append((number, verdict, level))
      counting += hits.filter { !$0.isUnseen }
    }
    outcome.verdict = AuditSituation.worst(counting.map { ($0.verdict, $0.level) })
    for (code, way) in situation.upstream where way == .bound && situation.dropped(code) != nil {
      if situation.carries(code) == .dropped { outcome.dropped.insert(code) }
    }
    return outcome
  }

  private mutating func findHops() {
    for node in index.graph.nodes where index.models[node].present {
      let dropped = outcomes[Int(outcomeOf[node.index])].dropped
      guard !dropped.isEmpty else { continue }
      for (parent, kind) in zip(index.graph.parents(of: node), index.graph.parentKinds(of: node)) {
        let carried = propagation.inherited(parent).bound.union(propagation.declaration(parent).codes)
          .subtracting(outcomes[Int(outcomeOf[parent.index])].dropped)
        for license in dropped.intersection(carried) {
          hops.append(Hop(child: node, parent: parent, kind: kind, license: license))
        }
      }
    }
  }

  var verdictCounts: [GraphAudit.Count] {
    var counts = [Int](repeating: 0, count: Verdict.allCases.count)
    var clean = 0
    for (number, outcome) in outcomes.enumerated() {
      if let verdict = outcome.verdict, let place = Verdict.allCases.firstIndex(of: verdict) {
        counts[place] += modelsByOutcome[number]
      } else {
        clean += modelsByOutcome[number]
      }
    }
    return Verdict.allCases.indices.reversed().map {
      GraphAudit.Count(name: Verdict.allCases[$0].rawValue, models: counts[$0])
    } + [GraphAudit.Count(name: "clean", models: clean)]
  }

  var ruleCounts: [GraphAudit.RuleCount] {
    AuditRule.all.indices.map { rule in
      var (models, verdicts, levels) = (0, [Verdict: Int](), [Finding.Level: Int]())
      for (number, outcome) in outcomes.enumerated() where outcome.rules >> UInt32(rule) & 1 == 1 {
        let count = modelsByOutcome[number]
        guard count > 0, let worst = outcome.worst.first(where: { $0.rule == rule }) else { continue }
        models += count
        verdicts[worst.verdict, default: 0] += count
        levels[worst.level, default: 0] += count
      }
      return GraphAudit.RuleCount(
        rule: AuditRule.all[rule].id, models: models,
        byVerdict: Verdict.allCases.reversed().compactMap { verdict in
          verdicts[verdict].map { GraphAudit.Count(name: verdict.rawValue, models: $0) }
        },
        byLevel: Finding.Level.allCases.reversed().compactMap { level in
          levels[level].map { GraphAudit.Count(name: level.rawValue, models: $0) }
        })
    }.sorted { byteOrder($0.rule, $1.rule) }
  }

  var familyCounts: [GraphAudit.Count] {
    var counts: [String: Int] = [:]
    for (number, outcome) in outcomes.enumerated() where modelsByOutcome[number] > 0 {
      for family in Set(outcome.dropped.map { propagation.table[$0].family }) {
        counts[family, default: 0] += modelsByOutcome[number]
      }
    }
    return Self.sorted(counts)
  }

  var relationCounts: [GraphAudit.Count] {
    var counts: [String: Int] = [:]
    for hop in hops { counts[EdgeLabel(hop.kind).relation.word, default: 0] += 1 }
    return Self.sorted(counts)
  }

  func worstHops(_ limit: Int) -> [GraphAudit.Hop] {
    func reach(_ hop: Hop) -> UInt32 { index.counts[hop.child.index].descendants }
    let order = hops.indices.sorted { a, b in
      let (first, second) = (reach(hops[a]), reach(hops[b]))
      return first != second ? first > second : a < b
    }
    return order.prefix(limit).map { position in
      let hop = hops[position]
      return GraphAudit.Hop(
        child: index.models.id(hop.child), parent: index.models.id(hop.parent),
        relation: EdgeLabel(hop.kind).relation, license: propagation.table[hop.license].id,
        declared: propagation.declaration(hop.child).codes.map { propagation.table[$0].id },
        reach: Int(reach(hop)) + 1)
    }
  }

  /// The greatest level of what counts.
  var worstLevel: Finding.Level? {
    outcomes.indices.filter { modelsByOutcome[$0] > 0 }.flatMap { outcomes[$0].worst.map(\.level) }.max()
  }

  private static func sorted(_ counts: [String: Int]) -> [GraphAudit.Count] {
    counts.map { GraphAudit.Count(name: $0.key, models: $0.value) }
      .sorted { $0.models != $1.models ? $0.models > $1.models : byteOrder($0.name, $1.name) }
  }
}

extension AuditSituation {
  /// The verdict on a model with those findings: the worst; a duty or condition counts from a warning on, what is
  /// unknown always does. Nil for clean.
  static func worst(_ findings: [(verdict: Verdict, level: Finding.Level)]) -> Verdict? {
    findings.filter { $0.level > .note || ![.unmet, .conditional].contains($0.verdict) }.map(\.verdict).max()
  }
}
