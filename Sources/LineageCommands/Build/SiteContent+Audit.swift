import LineageCore
import LineageGraph
import LineageSite
import Synchronization

/// What the audit says of the models of a site, as values for its pages.
final class SiteAudit: Sendable {
  private let auditor: ModelAuditor
  private let index: LineageIndex
  private let table: LicenseTable
  /// Trails by id: a page asks for its model several times, and once in each language.
  private let known = Mutex<[String: LicenseTrail]>([:])

  init(_ index: LineageIndex, table: LicenseTable) {
    (self.index, self.table) = (index, table)
    auditor = ModelAuditor(index, table: table)
  }

  /// For the pages of a site.
  var licenses: SiteLicenses {
    SiteLicenses(mark: { [table] in table.mark($0) }, trail: { [self] in trail($0) })
  }

  /// What reaches a model; nil for one without ancestors.
  private func trail(_ id: String) -> LicenseTrail? {
    if let found = known.withLock({ $0[id] }) { return found }
    guard let node = index.find(id), !index.graph.parents(of: node).isEmpty else { return nil }
    let report = auditor.audit(node)
    let drops = report.findings.filter { $0.counts && $0.verdict >= .laundered && $0.hop != nil }
    let unknown = report.ancestors.count { ancestor in
      ancestor.licenses.isEmpty
        || ancestor.licenses.contains { table.find($0).map { table[$0].isUnknown } ?? true }
    }
    var seen: Set<String> = []
    let chosen = drops.filter { seen.insert(($0.license ?? "") + "\n" + ($0.origin ?? "")).inserted }
    let trail = LicenseTrail(
      verdict: !chosen.isEmpty ? .dropped : unknown > 0 ? .undecided : .complete,
      inherited: report.reaching.map(\.license.name), unknownAncestors: unknown,
      drops: chosen.prefix(Self.mostDrops).map(drop))
    known.withLock { $0[id] = trail }
    return trail
  }

  private static let mostDrops = 5

  private func drop(_ finding: AuditFinding) -> LicenseDrop {
    let license = finding.license.flatMap(table.find).map { table[$0] }
    let hop = finding.hop ?? 0
    let other = finding.otherLicense.flatMap(table.find).map { table[$0] }
    let isOtherVersion = license != nil && license?.family == other?.family
    let steps = finding.path.enumerated().reversed().compactMap { i, step -> LicenseStep? in
      guard let node = index.find(step.id) else { return nil }
      let isOrigin = i == finding.path.count - 1
      let isUnread = step.licenses.allSatisfy { table.find($0).map { table[$0].isUnknown } ?? true }
      let status: LicenseStep.Status
      if isOrigin {
        status = .starts
      } else if i == hop {
        status = isOtherVersion ? .otherVersion : .dropped
      } else if step.carries {
        status = .carries
      } else if isUnread {
        status = .unknown
      } else {
        status = isOtherVersion ? .otherVersion : .omits
      }
      return LicenseStep(model: index.summary(node), edge: isOrigin ? nil : step.label, status: status)
    }
    return LicenseDrop(
      license: license?.name ?? finding.license ?? "", licenseID: license?.id, source: license?.source,
      statement: finding.message, fix: finding.fix, path: steps, pathCount: finding.pathCount)
  }

  /// Of these models the ones whose labels leave out terms, in the order given.
  func lost(among ids: [String]) -> [LostTerms] {
    ids.compactMap { id in
      guard let drop = trail(id)?.drops.first, let model = index.find(id).map(index.summary) else {
        return nil
      }
      return LostTerms(model: model, license: drop.license, statement: drop.statement)
    }
  }
}

extension LicenseTable {
  /// The kind of a model's license.
  func mark(_ model: ModelSummary) -> LicenseMark {
    let resolved = resolve(
      LicenseDeclaration(
        label: model.license, name: model.licenseName, owner: ModelID.owner(model.id), created: model.created,
        hasCard: model.hasCard, isPresent: !model.ghost))
    let marks = resolved.codes.map { code -> LicenseMark in
      code == noneDeclared ? .none : self[code].category.mark
    }
    return marks.min { $0.order < $1.order } ?? .unknown
  }
}

extension LicenseCategory {
  /// Its letter and colour.
  var mark: LicenseMark {
    switch self {
    case .permissive: .permissive
    case .weakCopyleft: .weakCopyleft
    case .copyleft: .copyleft
    case .rail: .useRestricted
    case .community, .communityShareAlike: .vendor
    case .noncommercial: .nonCommercial
    case .research: .research
    case .noDerivatives, .proprietary: .closed
    case .unknown: .unknown
    }
  }
}

extension ClaimReport {
  /// A claim with what the data say, for its page.
  init(_ check: ClaimCheck) {
    let claim = check.claim
    let rows = check.readings.compactMap { reading -> Row? in
      guard let definition = reading.definition, reading.base == .all else { return nil }
      let values = zip(claim.parts, reading.measured).map { part, value in
        part.group + " " + rounded(value) + (part.unit == "percent" ? "\u{A0}%" : "")
      }
      return Row(
        definition: definition.description, description: ShareWords(definition).sentence,
        value: values.joined(separator: ", "), verdict: reading.holds ? .supported : .refuted)
    }
    var summary = check.verdict.rawValue
    if !check.reason.isEmpty { summary += ": " + check.reason }
    if let wide = check.wide, wide.tested > 0 {
      summary += "; supported by \(grouped(wide.supported)) of \(grouped(wide.tested)) definitions"
    }
    self.init(
      slug: claim.id, sentence: claim.text,
      source: [claim.source.title, claim.source.publisher, claim.source.date].filter { !$0.isEmpty }
        .joined(separator: ", "), summary: summary, rows: rows)
  }

}

/// A number with one decimal.
private func rounded(_ value: Double) -> String {
  let tenths = Int((value * 10).rounded())
  return "\(tenths / 10)" + (tenths % 10 == 0 ? "" : ".\(abs(tenths % 10))")
}
