import Dispatch
import LineageCore
import LineageGraph
import LineageSite
import Synchronization

/// Writes the site of a snapshot into a build's folder.
struct SiteWriter {
  let title: String
  let pages: PageCount
  let progress: Progress

  /// Pages are made on every core and written in order, so that the same snapshot gives the same bytes.
  ///
  /// - Throws: A failure with status 2 for a folder that cannot be written, ``SiteError`` for a defect of ours.
  func write(_ snapshot: IndexedSnapshot, to folder: OutputFolder) throws {
    progress.begin("site")
    let renderer = try SiteRenderer(content: content(snapshot), assets: Embedded.siteAssets)
    let pages = renderer.pages()
    var files = 0
    for start in stride(from: 0, to: pages.count, by: Self.batch) {
      let batch = Array(pages[start..<min(start + Self.batch, pages.count)])
      let made = Mutex([Int: Result<[SiteFile], any Error>]())
      DispatchQueue.concurrentPerform(iterations: batch.count) { i in
        let outcome = Result { try renderer.render(batch[i]) }
        made.withLock { $0[i] = outcome }
      }
      let outcomes = made.withLock { $0 }
      for i in batch.indices {
        for file in try outcomes[i]?.get() ?? [] {
          try folder.write(file.bytes, to: file.path)
          files += 1
        }
      }
      progress.update(done: start + batch.count, of: pages.count, "pages")
    }
    progress.end("\(counted(pages.count, "page")), \(counted(files, "file"))")
  }

  private static let batch = 128

  private func content(_ snapshot: IndexedSnapshot) -> SiteContent {
    let index = snapshot.resolved
    let connected = index.graph.nodes.filter { index.graph.hasEdges($0) }
    let byDescent = index.mostDerived(connected, limit: limit)
    var content = SiteContent(
      toolVersion: Product.version, facts: snapshot.resolvedFacts,
      models: byDescent.map { index.models.id($0) }
    ) { id in
      index.find(id).map { index.neighbourhood(of: $0) }
    }
    content.title = title
    content.snapshot = index.snapshot
    content.families = index.familySummaries()
    content.topModels = index.mostDerived(connected, limit: 50).map(index.summary)
    content.shares = ShareSeries.monthly(snapshot)
    content.findings = snapshot.findings
    content.sources = snapshot.sources
    return content
  }

  private var limit: Int {
    switch pages {
    case .all: .max
    case .none: 0
    case .atMost(let count): count
    }
  }
}

extension ShareSeries {
  /// The front page's table: the largest groups of the standard definition, month by month.
  static func monthly(_ snapshot: IndexedSnapshot, groups: Int = 6) -> ShareSeries? {
    let definition = ShareDefinition.standard
    let rows = snapshot.shares(definition).rows
    var mass: [String: Double] = [:]
    for row in rows where !ShareTable.unattributed.contains(row.group) {
      mass[row.group, default: 0] += row.mass.value
    }
    let largest = mass.sorted { $0.value != $1.value ? $0.value > $1.value : byteOrder($0.key, $1.key) }
      .prefix(groups).map(\.key)
    guard !largest.isEmpty else { return nil }
    var windows: [String] = []
    for row in rows where windows.last != row.window { windows.append(row.window) }
    let table = windows.suffix(24).map { window in
      let here = rows.filter { $0.window == window }
      let shares = largest.map { group in (here.first { $0.group == group }?.share ?? 0) / 100 }
      return Row(window: window, models: here.first?.units ?? 0, shares: shares)
    }
    return ShareSeries(
      definition: definition.description, description: ShareWords(definition).sentence, groups: largest,
      rows: table)
  }
}
