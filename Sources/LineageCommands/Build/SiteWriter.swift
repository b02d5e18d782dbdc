import Foundation
import LineageCore
import LineageGraph
import LineageSite
import LineageStore
import Synchronization

/// Writes the site of a snapshot into a build's folder.
struct SiteWriter {
  let title: String
  /// With a final slash.
  let baseAddress: String?
  let pages: PageCount
  let knowledge: Knowledge
  let marks: ShareMarks
  let progress: Progress

  /// Pages are made and written on every core; the same snapshot gives the same bytes. Those that the previous site
  /// has already, and that are as it left them, are taken over instead: the bytes are the same.
  ///
  /// - Throws: A failure with status 2 for a folder that cannot be written, ``SiteError`` for a defect of ours.
  func write(_ snapshot: IndexedSnapshot, to folder: OutputFolder, previous: PreviousSite?) throws
    -> SiteReport
  {
    progress.part("contents")
    let (content, assets) = (try content(snapshot), Embedded.siteAssets)
    let processes = content.models.count < Self.fewForProcesses ? nil : LayoutProcesses(count: processors)
    defer { processes?.end() }
    let renderers = try SiteLanguage.allCases.map {
      try SiteRenderer(content: content, assets: assets, language: $0, layouts: processes?.door ?? .here)
    }
    let pages = renderers.flatMap { renderer in renderer.pages().map { (renderer, $0) } }
    progress.part("pages")
    var report = SiteReport()
    for start in stride(from: 0, to: pages.count, by: Self.batch) {
      let batch = Array(pages[start..<min(start + Self.batch, pages.count)])
      let made = Mutex([Int: Result<WrittenPage, any Error>]())
      DispatchQueue.concurrentPerform(iterations: batch.count) { i in
        let written = Result { try Self.write(batch[i].1, batch[i].0, previous, folder) }
        made.withLock { $0[i] = written }
      }
      let outcomes = made.withLock { $0 }
      for i in batch.indices {
        guard let written = try outcomes[i]?.get() else { continue }
        report.files += written.files
        guard let row = written.row else { continue }
        report.pages += 1
        if written.isUnchanged { report.unchanged += 1 }
        report.rows.append(row)
      }
      progress.update(done: start + batch.count, of: pages.count, "pages")
    }
    if let late = processes?.late, late > 0 {
      progress.note(
        "\(counted(late, "picture")) took too long: drawn in a simpler form, or left to the list below")
    }
    progress.end(
      report.text, Handled(report.pages, .pages), Handled(report.unchanged, .unchanged),
      Handled(report.files, .files))
    return report
  }

  private struct WrittenPage: Sendable {
    let files: Int
    /// Nil for what is no page: the style sheet.
    let row: PageRow?
    let isUnchanged: Bool
  }

  private static func write(
    _ page: SitePage, _ renderer: SiteRenderer, _ previous: PreviousSite?, _ folder: OutputFolder
  ) throws -> WrittenPage {
    let draft = try renderer.draft(page)
    let old = try previous?.page(draft, renderer)
    let made = try old ?? renderer.make(draft)
    for file in made.files { try folder.write(file.bytes, to: file.path, reusing: previous != nil) }
    let row = made.stamp.map {
      PageRow(path: draft.path, key: $0.key, frame: $0.frame, files: $0.files, main: $0.main)
    }
    return WrittenPage(files: made.files.count, row: row, isUnchanged: old != nil)
  }

  private static let batch = 128
  /// Sites with fewer models are drawn sooner than a process starts.
  private static let fewForProcesses = 64
  private var processors: Int { ProcessInfo.processInfo.activeProcessorCount }
  /// Most cycles with a page.
  private static let mostCycles = 500

  private func content(_ snapshot: IndexedSnapshot) throws -> SiteContent {
    let index = snapshot.resolved
    let connected = index.graph.nodes.filter { index.graph.hasEdges($0) }
    let byDescent = index.mostDerived(connected, limit: limit)
    var content = SiteContent(
      toolVersion: Product.version, facts: snapshot.resolvedFacts,
      models: byDescent.map { index.models.id($0) }
    ) { id in
      index.find(id).map { index.neighbourhood(of: $0) }
    }
    content.children = { id, most in index.find(id).map { index.children(of: $0, top: most) } ?? [] }
    content.title = title
    let reported = ReportedOnSite(index, knowledge.shares.reported)
    content.reported = { reported.around($0) }
    content.baseAddress = baseAddress
    content.snapshot = index.snapshot
    content.families = index.familySummaries(releases: pages != .none)
    if pages != .none { content.mixes = snapshot.familyMixes() }
    content.cycles = index.cycleSummaries(Array(snapshot.resolvedFacts.cycles.prefix(Self.mostCycles)))
    content.topModels = index.mostDerived(connected, limit: 50).map(index.summary)
    if pages != .none { try addAnalyses(of: snapshot, to: &content) }
    content.findings = snapshot.findings
    content.sources = snapshot.sources
    return content
  }

  /// What takes passes over the whole graph for each of many definitions and licenses: left out of a build that is
  /// only after the database.
  private func addAnalyses(of snapshot: IndexedSnapshot, to content: inout SiteContent) throws {
    let index = snapshot.resolved
    progress.part("shares")
    var shares = ShareCalculator(snapshot.graphs, knowledge: knowledge.shares, marks: marks)
    let monthly = shares.table(.standard).rows
    content.shares = ShareSeries.monthly(monthly, current: index.snapshot?.monthLabel)
    content.answer = ShareSeries.answer(monthly, index.snapshot, &shares)
    content.sensitivity = SensitivityTable.standard(&shares, claims: knowledge.claims)
    progress.part("claims")
    var checker = ClaimChecker(shares, workers: .cores)
    content.claims = checker.check(knowledge.claims).map { ClaimReport($0) }
    progress.part("licenses")
    content.derivatives = { id in index.find(id).map { index.summary($0).descendants } ?? 0 }
    let licenses = knowledge.licenses
    let audit = SiteAudit(index, table: licenses)
    content.licenses = audit.licenses
    content.declaredLicenses = index.licenseSummaries(licenses)
    let lost = audit.lost(among: content.models)
    (content.lostTerms, content.lostTermsCount) = (Array(lost.prefix(500)), lost.count)
  }

  private var limit: Int {
    switch pages {
    case .all: .max
    case .none: 0
    case .atMost(let count): count
    }
  }
}

/// What the writing of a site came to.
struct SiteReport {
  var pages = 0
  /// Pages that were taken over from the site before.
  var unchanged = 0
  var files = 0
  /// What the next build must know of each page.
  var rows: [PageRow] = []

  /// `2,000 pages, 1,963 unchanged and taken over`.
  var text: String {
    counted(pages, "page") + (unchanged > 0 ? ", \(grouped(unchanged)) unchanged and taken over" : "")
  }
}

extension ShareSeries {
  /// Fewest models of a month that can answer for it.
  private static let enough = 1000
  /// Fewest models of a row in the table of months.
  private static let few = 20

  /// What new models build on: the largest groups of the last whole month with enough models, or of all time.
  static func answer(
    _ monthly: [ShareTable.Row], _ snapshot: Day?, _ shares: inout ShareCalculator
  ) -> ShareSeries? {
    let current = snapshot?.monthLabel ?? ""
    var definition = ShareDefinition.standard
    let month = monthly.last { $0.window < current && $0.units >= enough }?.window
    definition.window = month.map { .only($0) } ?? .all
    let rows =
      month.map { month in monthly.filter { $0.window == month } } ?? shares.table(definition).rows
    return series(definition, rows, groups: 8, fewest: 1)
  }

  /// The largest groups of the standard definition month by month, the last first.
  static func monthly(_ rows: [ShareTable.Row], current: String?) -> ShareSeries? {
    guard var series = series(.standard, rows, groups: 6, fewest: few) else { return nil }
    series.rows = series.rows.suffix(24).reversed()
    // The month that is not over.
    if let first = series.rows.first, first.window == current { series.rows[0].isPartial = true }
    return series
  }

  private static func series(
    _ definition: ShareDefinition, _ rows: [ShareTable.Row], groups: Int, fewest: Int
  ) -> ShareSeries? {
    var mass: [String: Double] = [:]
    for row in rows where !ShareTable.unattributed.contains(row.group) {
      mass[row.group, default: 0] += row.mass.value
    }
    let largest = mass.sorted { $0.value != $1.value ? $0.value > $1.value : byteOrder($0.key, $1.key) }
      .prefix(groups).map(\.key)
    var windows: [String] = []
    for row in rows where windows.last != row.window && row.units >= fewest { windows.append(row.window) }
    guard !largest.isEmpty, !windows.isEmpty else { return nil }
    let table = windows.map { window in
      let here = rows.filter { $0.window == window }
      let shares = largest.map { group in (here.first { $0.group == group }?.share ?? 0) / 100 }
      let bounds = largest.map { group in
        here.first { $0.group == group }.flatMap { DeclaredEdges.assumed.bounds($0, of: definition) }
          .map { $0.lowerBound / 100...$0.upperBound / 100 }
      }
      return Row(window: window, models: here.first?.units ?? 0, shares: shares, bounds: bounds)
    }
    return ShareSeries(
      definition: definition.description, description: ShareWords(definition).sentence, groups: largest,
      rows: table, fewest: fewest)
  }
}
