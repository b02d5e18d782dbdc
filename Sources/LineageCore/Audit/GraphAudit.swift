import LineageGraph

/// The license audit of a whole graph, as counts. Each number has its definition in ``definitions``.
public struct GraphAudit: Sendable {
  /// How often something was found.
  public struct Count: Hashable, Sendable {
    /// What was counted: a rule, a verdict, a family, a relation.
    public let name: String
    /// How often.
    public let models: Int
  }
  /// Models with a finding of one rule.
  public struct RuleCount: Hashable, Sendable {
    /// The rule.
    public let rule: String
    /// Models with at least one finding of it, by the worst verdict and level of those.
    public let models: Int
    /// The same, by verdict word.
    public let byVerdict: [Count]
    /// The same, by level word.
    public let byLevel: [Count]
  }
  /// An edge at which a license was dropped first.
  public struct Hop: Hashable, Sendable {
    /// The model whose label does not carry it.
    public let child: String
    /// The model above, from which it comes.
    public let parent: String
    /// How the child was made from it.
    public let relation: Relation
    /// The license that was dropped: its id.
    public let license: String
    /// What the child declares: ids.
    public let declared: [String]
    /// The child and everything made from it.
    public let reach: Int
  }
  /// Edges between two labels.
  public struct Drift: Hashable, Sendable {
    /// What the parent declares.
    public let parent: String
    /// What the child declares.
    public let child: String
    /// Number of edges.
    public let edges: Int
  }

  /// A waiver, and what it is good for here.
  public struct WaiverUse: Hashable, Sendable {
    /// The waiver.
    public let waiver: Waiver
    /// Whether it holds on the day of the audit.
    public let holds: Bool
    /// How many findings it covers.
    public let findings: Int
  }

  /// Models in the snapshot.
  public let models: Int
  /// Models with at least one parent.
  public let derived: Int
  /// Models that declare a license, known or not.
  public let declared: Int
  /// Models by their worst verdict, as ``AuditReport/verdict`` has it; `clean` for none.
  public let byVerdict: [Count]
  /// Models by rule, in the order of rules.
  public let byRule: [RuleCount]
  /// Models whose label drops a license, by the family of that license; most first.
  public let byFamily: [Count]
  /// Edges at which a license was dropped first, by relation; most first.
  public let byRelation: [Count]
  /// Those edges with the most models below.
  public let worstHops: [Hop]
  /// Number of all such edges.
  public let hopCount: Int
  /// How labels change along edges: the most frequent pairs of different labels.
  public let drift: [Drift]
  /// Edges of which both ends declare a license.
  public let driftEdges: Int
  /// Of those, edges with equal labels.
  public let driftEqual: Int
  /// Mean Jaccard distance of the labels over finetune edges of which both ends declare; nil without any.
  public let mutationRate: Double?
  /// Number of those edges.
  public let mutationEdges: Int
  /// The waivers of the policy, in its order.
  public let waivers: [WaiverUse]
  /// Findings that a waiver takes out.
  public let waived: Int
  /// Findings that the baseline takes out.
  public let known: Int
  /// The ids of all findings, sorted, if they were asked for; waived and known ones are among them.
  public let ids: [String]
  /// The greatest level of what counts; nil if nothing does.
  public let worstLevel: Finding.Level?

  /// Whether everything that counts is undecided, and something is.
  public var isUndecided: Bool {
    byVerdict.allSatisfy { $0.models == 0 || ["unknown", "clean"].contains($0.name) }
      && byVerdict.contains { $0.name == Verdict.unknown.rawValue && $0.models > 0 }
  }

  /// What each number means.
  public static let definitions: [(name: String, text: String)] = [
    ("models", "models in the snapshot; parents that are only named are not counted"),
    (
      "verdict",
      "a model counts once, under the worst verdict of its findings, without those that are waived or in the baseline"
    ),
    (
      "rule",
      "models with at least one finding of the rule that is neither waived nor in the baseline; a model counts under several rules"
    ),
    ("family", "models whose label does not carry a license that binds them, by the family of that license"),
    (
      "hop",
      "an edge whose parent carries a license and whose child's label does not; its reach is the child and all "
        + "models made from it, whether or not they repair it"
    ),
    ("drift", "edges of which both ends declare a license, by the pair of labels as written; all relations"),
    (
      "mutation rate",
      "mean over finetune edges of which both ends declare a license of 1 - |P ∩ C| / |P ∪ C|, P and C the sets of "
        + "labels of parent and child (Laufer et al. 2025, arXiv 2508.06811)"
    ),
  ]
}

extension GraphAudit {
  /// Audits every model of an index that holds a whole snapshot.
  ///
  /// Models with equal inheritance, label and relations share one evaluation of the rules.
  ///
  /// - Parameters:
  ///   - day: The day on which waivers are judged; without one none holds.
  ///   - baseline: Findings known before, by id.
  ///   - wantsIDs: Whether ``ids`` are wanted.
  ///   - limit: The most hops and label pairs to list.
  /// - Complexity: O(nodes + edges) look-ups, and the rules once for every distinct situation; with a waiver also a walk
  ///   over the ancestors of each model that it names, with a baseline or ids of each model that has a finding.
  public init(
    _ index: LineageIndex, table: LicenseTable, policy: AuditPolicy = AuditPolicy(), day: Day? = nil,
    baseline: Set<String> = [], wantsIDs: Bool = false, limit: Int = 20
  ) {
    let propagation = Propagation(index, table: table, policy: policy)
    var tally = GraphTally(index, propagation)
    tally.run()
    let accepted = tally.accept(day: day, baseline: baseline, wantsIDs: wantsIDs)
    waivers = zip(policy.waivers, accepted.covered).map {
      WaiverUse(waiver: $0, holds: $0.holds(on: day), findings: $1)
    }
    (waived, known, ids) = (accepted.waived, accepted.known, accepted.ids.sorted(by: byteOrder))
    worstLevel = tally.worstLevel
    let labels = LabelDrift(index)
    models = tally.models
    derived = tally.derived
    declared = tally.declared
    byVerdict = tally.verdictCounts
    byRule = tally.ruleCounts
    byFamily = tally.familyCounts
    byRelation = tally.relationCounts
    hopCount = tally.hops.count
    worstHops = tally.worstHops(limit)
    drift = labels.most(limit)
    (driftEdges, driftEqual) = (labels.edges, labels.equal)
    (mutationRate, mutationEdges) = (labels.mutationRate, labels.finetunes)
  }
}

/// How labels, as written, change along edges.
private struct LabelDrift {
  private(set) var edges = 0
  private(set) var equal = 0
  private(set) var finetunes = 0
  private var distance = 0.0
  private var pairs: [UInt64: Int] = [:]
  private let index: LineageIndex

  init(_ index: LineageIndex) {
    self.index = index
    var distances: [UInt64: Double] = [:]
    for node in index.graph.nodes {
      guard let mine = index.models[node].license else { continue }
      for (parent, kind) in zip(index.graph.parents(of: node), index.graph.parentKinds(of: node)) {
        guard let theirs = index.models[parent].license else { continue }
        edges += 1
        let key = UInt64(theirs.rawValue) << 32 | UInt64(mine.rawValue)
        if theirs == mine { equal += 1 } else { pairs[key, default: 0] += 1 }
        guard EdgeLabel(kind).relation == .finetune else { continue }
        finetunes += 1
        if theirs == mine { continue }
        let known = distances[key] ?? Self.distance(index.models.labels[theirs], index.models.labels[mine])
        distances[key] = known
        distance += known
      }
    }
  }

  var mutationRate: Double? { finetunes == 0 ? nil : distance / Double(finetunes) }

  func most(_ limit: Int) -> [GraphAudit.Drift] {
    let all = pairs.map { key, count in
      GraphAudit.Drift(
        parent: index.models.labels[TextID(rawValue: UInt32(key >> 32))],
        child: index.models.labels[TextID(rawValue: UInt32(truncatingIfNeeded: key))], edges: count)
    }
    return Array(
      all.sorted { a, b in
        if a.edges != b.edges { return a.edges > b.edges }
        return a.parent != b.parent ? byteOrder(a.parent, b.parent) : byteOrder(a.child, b.child)
      }.prefix(limit))
  }

  private static func distance(_ a: String, _ b: String) -> Double {
    func labels(_ text: String) -> Set<Substring> {
      Set(text.split(separator: ",").map { $0.drop { $0 == " " } })
    }
    let (a, b) = (labels(a), labels(b))
    let either = a.union(b).count
    return either == 0 ? 0 : 1 - Double(a.intersection(b).count) / Double(either)
  }
}
