import ArgumentParser
import Foundation
import LineageCore
import LineageGraph
import LineageSnapshot
import LineageStore

/// `lineage audit`: whose license terms reach a model, and which of them its label drops.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "License verdicts along the whole ancestry, with the way and the fix.",
    discussion: """
      Ends with 1 if a finding counts at the fail level or above, and with 4 under --fail-on-unknown if all that
      counts is undecided. Findings are waived in the policy (docs/policy.schema.json).
      Example: lineage audit Qwen/Qwen2.5-7B-Instruct
      """)

  @Argument(help: "Models: owner/name, in any letter case, or their addresses on the Hub.")
  var models: [String] = []

  @Option(
    name: .customLong("models"), help: "A file that names models, one a line, # for remarks; - for stdin.")
  var manifest: String?
  @Flag(help: "Count over the whole graph instead; waivers, --baseline and --write-baseline work here too.")
  var all = false
  @Option(
    help: ArgumentHelp(
      "Audit the models of a folder by what their files say, as lineage scan reads them; no database is needed.",
      valueName: "dir")) var scan: String?
  @Option(help: "text, json, sarif, cyclonedx, cyclonedx-1.6, spdx, spdx3, notice, markdown or html.")
  var format: AuditFormat = .text
  @Option(help: "The policy: context, allowed licenses, levels, waivers (YAML or JSON).") var policy: String?
  @Option(help: "The level that fails the audit: note, warning, error (default: the policy's, else error).")
  var failOn: Finding.Level?
  @Flag(help: "Exit with 4 if all that counts is undecided.") var failOnUnknown = false
  @Option(help: "A file of findings known before; they do not count.") var baseline: String?
  @Option(help: "Write the ids of all findings to this file, for --baseline.") var writeBaseline: String?
  @Option(name: .customLong("licenses"), help: "A file that adds licenses or replaces known ones.")
  var overlay: String?
  @Option(help: "The day on which waivers are judged, YYYY-MM-DD (default: today).") var day: String?
  @Flag(help: "Show findings that are waived or in the baseline as well.") var waived = false
  @Option(help: "Explain a rule, such as LIC004, and do nothing else.") var explain: String?
  @Flag(help: "List the rules and what they mean.") var rules = false
  @Flag(help: "Check the policy, the licenses and the baseline, and do nothing else.") var check = false
  @OptionGroup var identity: IdentityOptions
  @OptionGroup var options: CatalogOptions

  func run() throws {
    if rules || explain != nil {
      return try RuleExplanation(id: explain, asJSON: options.json || format == .json).print()
    }
    let setup = try AuditSetup(policy: policy, overlay: overlay, baseline: baseline, day: day)
    if check {
      if !options.quiet { Terminal.error("Policy, licenses and baseline can be used.") }
      return
    }
    if all { return try auditGraph(options.open(), setup) }
    var chosen = try self.chosen()
    guard scan != nil || !chosen.isEmpty else {
      throw CommandFailure(
        .usage, subject: "MODEL", "name a model, or --models FILE, --scan DIR or --all",
        hint: "example: lineage audit Qwen/Qwen2.5-7B-Instruct")
    }
    let reports: [AuditReport]
    if let scan {
      let models = try ScannedModels(
        scan, catalog: try catalogBeside(), identity.identity, Progress(quiet: options.quiet))
      if chosen.isEmpty { chosen = models.ids.map { Chosen(typed: $0, place: nil) } }
      reports = try audit(chosen, models, setup)
    } else {
      reports = try audit(chosen, options.open(), setup)
    }
    if let writeBaseline { try AuditBaseline(reports.flatMap(\.findings)).write(to: writeBaseline) }
    try write(reports, chosen, setup)
    try finish(reports, setup.policy)
  }

  /// A model as it was named, and where.
  private struct Chosen {
    let typed: String
    let place: AuditSARIF.ManifestPlace?
  }

  private func chosen() throws -> [Chosen] {
    var list = models.map { Chosen(typed: $0, place: nil) }
    if let manifest {
      let lines = try TextFile.read(manifest).split(separator: "\n", omittingEmptySubsequences: false)
      for (number, line) in lines.enumerated() {
        let id = line.prefix { $0 != "#" }.trimmingCharacters(in: .whitespacesAndNewlines)
        if !id.isEmpty {
          list.append(
            Chosen(typed: id, place: .init(file: manifest == "-" ? "stdin" : manifest, line: number + 1)))
        }
      }
    }
    return list
  }

  /// The catalog that says what stands above the models of a folder; nil if none is named and none is there.
  private func catalogBeside() throws -> Catalog? {
    if options.named != nil { return try options.open() }
    if FileManager.default.fileExists(atPath: "site/lineage.db") { return try options.open() }
    if !options.quiet {
      Terminal.error(
        "lineage: no database: what stands above the models is known from their own files alone (--db names one)"
      )
    }
    return nil
  }

  private func audit(
    _ chosen: [Chosen], _ models: ScannedModels, _ setup: AuditSetup
  ) throws -> [AuditReport] {
    let auditor = ModelAuditor(
      models.index, table: setup.knowledge.table, policy: setup.policy, files: models.files, day: setup.day,
      baseline: setup.baseline)
    return try chosen.map { named in
      guard let node = models.index.find(named.typed) else {
        throw CommandFailure(
          .input, subject: named.typed,
          "no model \(printable(named.typed)) in the folder or above its models",
          hint: "found: " + models.ids.prefix(10).map(printable).joined(separator: ", "))
      }
      return auditor.audit(node)
    }
  }

  private func audit(
    _ chosen: [Chosen], _ catalog: Catalog, _ setup: AuditSetup
  ) throws -> [AuditReport] {
    let lookup = ModelLookup(catalog: catalog, identity: identity.identity, quiet: options.quiet)
    let found = try chosen.map { try lookup.find($0.typed) }
    let index = try catalog.indexAbove(found.map(\.row), in: identity.identity)
    let auditor = ModelAuditor(
      index, table: setup.knowledge.table, policy: setup.policy, day: setup.day, baseline: setup.baseline)
    return try found.map { model in
      guard let node = index.models.find(model.id) else {
        throw CommandFailure(
          .input, subject: model.id, "\(model.id) is not in its own ancestry", hint: "rebuild the database")
      }
      return auditor.audit(node)
    }
  }

  private func auditGraph(_ catalog: Catalog, _ setup: AuditSetup) throws {
    let format = options.json ? .json : format
    guard format == .text || format == .json else {
      throw CommandFailure(.usage, subject: "--format", "--all has the formats text and json")
    }
    let index = try catalog.index(identity.identity)
    let audit = GraphAudit(
      index, table: setup.knowledge.table, policy: setup.policy, day: setup.day, baseline: setup.baseline,
      wantsIDs: writeBaseline != nil)
    if let writeBaseline { try AuditBaseline(ids: audit.ids).write(to: writeBaseline) }
    let output = GraphAuditOutput(
      audit: audit, knowledgeVersion: setup.knowledge.version, snapshot: index.snapshot, day: setup.day)
    if format == .json { Terminal.out(output.document.text()) } else { Terminal.write(output.text) }
    if let worst = audit.worstLevel, worst >= failOn ?? setup.policy.failOn {
      throw ExitRequest(status: .findings)
    }
    if failOnUnknown, audit.isUndecided { throw ExitRequest(status: .unknown) }
  }

  private func write(_ reports: [AuditReport], _ chosen: [Chosen], _ setup: AuditSetup) throws {
    switch options.json ? .json : format {
    case .text:
      Terminal.write(reports.map { AuditText(report: $0, showsWaived: waived).text }.joined(separator: "\n"))
    case .json:
      Terminal.out(AuditJSON(reports: reports, knowledgeVersion: setup.knowledge.version).document.text())
    case .sarif:
      var places: [String: AuditSARIF.ManifestPlace] = [:]
      for (report, named) in zip(reports, chosen) { places[report.model.id] = named.place }
      Terminal.out(AuditSARIF(reports: reports, places: places).document.text())
    case .cyclonedx: Terminal.out(AuditCycloneDX(reports: reports, version: "1.7").document.text())
    case .cyclonedx16: Terminal.out(AuditCycloneDX(reports: reports, version: "1.6").document.text())
    case .spdx: Terminal.out(AuditSPDX2(reports: reports).document.text())
    case .spdx3: Terminal.out(AuditSPDX3(reports: reports).document.text())
    case .notice: Terminal.write(AuditNotice(reports: reports).text)
    case .markdown: Terminal.write(AuditMarkdown(reports: reports).text)
    case .html: Terminal.write(AuditHTML(reports: reports).text)
    }
  }

  private func finish(_ reports: [AuditReport], _ policy: AuditPolicy) throws {
    let level = failOn ?? policy.failOn
    if reports.contains(where: { $0.fails(at: level) }) { throw ExitRequest(status: .findings) }
    if failOnUnknown, reports.contains(where: \.isUndecided) { throw ExitRequest(status: .unknown) }
  }
}

/// How an audit is written.
enum AuditFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json, sarif, cyclonedx, spdx, spdx3, notice, markdown, html
  case cyclonedx16 = "cyclonedx-1.6"
}
