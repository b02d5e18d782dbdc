import LineageCore

/// The audit of a whole graph, for a terminal or as JSON.
struct GraphAuditOutput {
  let audit: GraphAudit
  let knowledgeVersion: String
  let snapshot: Day?
  /// The day on which waivers were judged.
  let day: Day

  var text: String {
    var lines = [
      "\(grouped(audit.models)) models, \(grouped(audit.derived)) with a parent, \(grouped(audit.declared)) declare a license",
      "", Style.bold.apply("Models by their worst verdict"),
    ]
    lines += table(audit.byVerdict) + accepted
    lines += ["", Style.bold.apply("Models by rule")]
    var rules = TextColumns([.right, .left, .left, .left])
    for count in audit.byRule where count.models > 0 {
      let verdicts = count.byVerdict.map { "\($0.name) \(grouped($0.models))" }.joined(separator: ", ")
      rules.add([
        "  " + grouped(count.models), count.rule, AuditRule.named(count.rule)?.title ?? "", verdicts,
      ])
    }
    lines += rules.lines()
    lines += ["", Style.bold.apply("Models whose label drops a license, by its family")]
    lines += table(Array(audit.byFamily.prefix(20)))
    lines += ["", Style.bold.apply("Edges at which a license was dropped first, by relation")]
    lines += table(audit.byRelation)
    lines += ["", Style.bold.apply("Those with the most models below")]
    var hops = TextColumns([.right, .left, .left])
    for hop in audit.worstHops {
      let labels = "\(hop.license) → \(hop.declared.joined(separator: ", "))"
      hops.add(
        [
          "  " + grouped(hop.reach),
          "\(printable(hop.child)) \(hop.relation.word) of \(printable(hop.parent))", labels,
        ])
    }
    lines += hops.lines()
    lines += ["", Style.bold.apply("Labels that changed along an edge, parent → child")]
    var drift = TextColumns([.right, .left])
    for pair in audit.drift {
      drift.add(["  " + grouped(pair.edges), "\(printable(pair.parent)) → \(printable(pair.child))"])
    }
    lines += drift.lines()
    lines.append(
      "  of \(grouped(audit.driftEdges)) edges with two labels, \(grouped(audit.driftEqual)) have the same twice"
    )
    if let rate = audit.mutationRate {
      lines += [
        "", "License mutation rate \(share(rate)) over \(grouped(audit.mutationEdges)) finetune edges",
      ]
    }
    lines += ["", Style.bold.apply("Definitions")]
    lines += GraphAudit.definitions.map { "  \($0.name): \($0.text)" }
    return (lines + ["", Style.dim.apply(auditDisclaimer)]).joined(separator: "\n") + "\n"
  }

  /// What was taken out, and by whom.
  private var accepted: [String] {
    var lines: [String] = []
    if audit.known > 0 {
      lines.append("  \(counted(audit.known, "finding")) known from the baseline left out")
    }
    if audit.waived > 0 { lines.append("  \(counted(audit.waived, "finding")) waived:") }
    for use in audit.waivers where use.findings > 0 {
      let when =
        use.holds ? "until \(use.waiver.expires)" : "does not hold: it expired on \(use.waiver.expires)"
      lines.append(
        "    waiver \(printable(use.waiver.id)) (\(printable(use.waiver.approver))), "
          + "\(counted(use.findings, "finding")), \(when)")
    }
    let unused = audit.waivers.filter { $0.findings == 0 }
    if !unused.isEmpty {
      lines.append(
        "    waivers that cover nothing here: "
          + unused.map { printable($0.waiver.id) }.joined(separator: ", "))
    }
    return lines
  }

  private func table(_ counts: [GraphAudit.Count]) -> [String] {
    var columns = TextColumns([.right, .left])
    for count in counts { columns.add(["  " + grouped(count.models), printable(count.name)]) }
    return columns.lines()
  }

  /// Four digits after the point.
  private func share(_ value: Double) -> String {
    let digits = String(Int((value * 10_000).rounded()) + 10_000)
    return (value >= 1 ? "1." : "0.") + digits.dropFirst()
  }

  var document: JSONDocument {
    .object([
      "models": .integer(audit.models), "derived": .integer(audit.derived),
      "declared": .integer(audit.declared),
      "by_verdict": object(audit.byVerdict), "by_family": object(audit.byFamily),
      "by_relation": object(audit.byRelation),
      "by_rule": .array(
        audit.byRule.map { count in
          .object([
            "rule": .string(count.rule), "models": .integer(count.models),
            "by_verdict": object(count.byVerdict),
            "by_level": object(count.byLevel),
          ])
        }),
      "hops": .integer(audit.hopCount), "waived": .integer(audit.waived), "known": .integer(audit.known),
      "day": .string(day.description),
      "waivers": .array(
        audit.waivers.map { use in
          .object([
            "id": .string(use.waiver.id), "approver": .string(use.waiver.approver),
            "expires": .string(use.waiver.expires.description), "holds": .bool(use.holds),
            "findings": .integer(use.findings),
          ])
        }),
      "worst_hops": .array(
        audit.worstHops.map { hop in
          .object([
            "child": .string(hop.child), "parent": .string(hop.parent),
            "relation": .string(hop.relation.word),
            "license": .string(hop.license), "declared": .strings(hop.declared), "reach": .integer(hop.reach),
          ])
        }),
      "drift": .array(
        audit.drift.map {
          .object(["parent": .string($0.parent), "child": .string($0.child), "edges": .integer($0.edges)])
        }),
      "drift_edges": .integer(audit.driftEdges), "drift_equal": .integer(audit.driftEqual),
      "mutation_rate": audit.mutationRate.map { .number($0) } ?? .null,
      "mutation_edges": .integer(audit.mutationEdges),
      "definitions": .object(
        Dictionary(uniqueKeysWithValues: GraphAudit.definitions.map { ($0.name, .string($0.text)) })),
      "knowledge_version": .string(knowledgeVersion), "as_of": .optional(snapshot?.description),
      "disclaimer": .string(auditDisclaimer),
    ])
  }

  private func object(_ counts: [GraphAudit.Count]) -> JSONDocument {
    .object(Dictionary(uniqueKeysWithValues: counts.map { ($0.name, .integer($0.models)) }))
  }
}
