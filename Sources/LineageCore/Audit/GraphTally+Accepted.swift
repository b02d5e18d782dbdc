import LineageGraph

/// Findings of a whole graph that somebody has accepted or knew before.
struct AcceptedFindings {
  /// By waiver of the policy: how many findings it covers.
  var covered: [Int]
  /// Findings that a waiver takes out.
  var waived = 0
  /// Findings that the baseline takes out.
  var known = 0
  /// The ids of all findings, if they were asked for.
  var ids: [String] = []
}

extension GraphTally {
  /// Takes out what waivers accept and what a baseline knows. Labels stay what they are: families, hops and drift are
  /// not touched.
  ///
  /// Only models that a waiver names are looked at again; with a baseline, or if ids are wanted, all with a finding.
  ///
  /// - Complexity: for each of these models its findings, each with a walk over the model's ancestors.
  mutating func accept(day: Day?, baseline: Set<String>, wantsIDs: Bool) -> AcceptedFindings {
    let (index, auditor) = (index, ModelAuditor(index, propagation))
    let waivers = propagation.policy.waivers
    var accepted = AcceptedFindings(covered: waivers.map { _ in 0 })
    let looksAtAll = !baseline.isEmpty || wantsIDs
    for node in index.graph.nodes where index.models[node].present {
      let number = Int(outcomeOf[node.index])
      guard outcomes[number].rules != 0 else { continue }
      let named = waivers.isEmpty ? [] : waivers.indices.filter { index.isNamed(node, by: waivers[$0].model) }
      guard looksAtAll || !named.isEmpty else { continue }
      let situation = index.situation(node, propagation)
      var takenOut = false
      let outcome = evaluate(situation) { rule, hit in
        let mark = auditor.mark(node, rule, hit)
        if wantsIDs { accepted.ids.append(mark.id) }
        var isWaived = false
        for waiver in named
        where waivers[waiver].covers(rule: rule.id, model: index.models.id(node), origin: mark.origin) {
          accepted.covered[waiver] += 1
          isWaived = isWaived || waivers[waiver].holds(on: day)
        }
        let isKnown = baseline.contains(mark.id)
        if isWaived { accepted.waived += 1 } else if isKnown { accepted.known += 1 }
        takenOut = takenOut || isWaived || isKnown
        return isWaived || isKnown
      }
      guard takenOut else { continue }
      modelsByOutcome[number] -= 1
      outcomeOf[node.index] = UInt32(outcomes.count)
      outcomes.append(outcome)
      modelsByOutcome.append(1)
    }
    return accepted
  }
}

extension LineageIndex {
  /// Whether a pattern means a model; most are told apart by their first bytes.
  fileprivate func isNamed(_ node: NodeID, by pattern: TextGlob) -> Bool {
    models.names.withBytes(of: TextID(rawValue: node.rawValue)) { pattern.mayMatch($0) }
      && pattern.matches(models.id(node))
  }
}
