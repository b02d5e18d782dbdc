import ArgumentParser
import Foundation
import LineageCore
import LineageSnapshot
import LineageStore

/// `lineage build`: from metadata to a database and a site.
struct BuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Read model metadata; write a database and a site.",
    discussion: """
      Inputs are files, folders or - for standard input, plain, .gz or .zst; what they are is found by their content:
        Hub records     one model of the Hub's list API a line, or a JSON array of them
        model cards     a folder of owner/name/README.md, or lines of {"id", "front_matter"}
        tables          CSV with a row per model (its parents in a cell) or per edge; added_*MMDD.csv, deleted_*MMDD.csv
      Without an input the sample inside the program is used; with your own: lineage build models.jsonl.zst cards/
      Example: lineage build --pages 100 --out site
      """)

  @Argument(help: "Files, folders, or - for standard input.") var input: [String] = []
  @Option(help: ArgumentHelp("Folder to write; replaced whole, in one step.", valueName: "dir")) var out =
    "site"
  @Option(help: ArgumentHelp("Families to use instead of ours (YAML).", valueName: "file")) var families:
    String?
  @Option(help: ArgumentHelp("Copies and former names to use instead of ours (CSV).", valueName: "file"))
  var aliases: String?
  @Option(help: ArgumentHelp("Noise rules to use instead of ours (YAML).", valueName: "file"))
  var noise: String?
  @Option(
    help: ArgumentHelp("List behind the population ‘tracked’: CSV with a column modelId.", valueName: "file"))
  var tracked: String?
  @Option(help: ArgumentHelp("Published claims to test instead of ours (YAML).", valueName: "file"))
  var claims: String?
  @Option(
    help: ArgumentHelp(
      "Licenses to add, or to take the place of ours, on the pages of the site (YAML).", valueName: "file"))
  var licenses: String?
  @Option(help: "Model pages to write: a number (those with most derivatives), all or none.")
  var pages: PageCount = .atMost(1000)
  @Option(help: ArgumentHelp("Use only what existed on this date.", valueName: "YYYY-MM-DD")) var asOf:
    String?
  @Option(help: ArgumentHelp("Year of files that are named by month and day.", valueName: "YYYY")) var year:
    Int?
  @Option(help: "Title of the site.") var title = "lineage"
  @Option(
    help: ArgumentHelp(
      "Address at which the site will be served: for sitemap.xml and links of previews.", valueName: "url"))
  var baseURL: String?
  @Flag(help: "Make every page, also those that the folder has already and that did not change.")
  var full = false
  @Flag(help: "Fail, and write nothing, if any record is rejected.") var strict = false
  @Flag(help: "Go on with what could be read when an input breaks off (a truncated .gz).") var partial = false
  @Flag(help: "Print the facts as one JSON document on stdout.") var json = false
  @Flag(help: "Say at the end what each phase took: a table on stderr, with --json a member of the document.")
  var timings = false
  @Flag(help: "No messages on stderr but errors.") var quiet = false

  func run() throws {
    let day = try asOf.map { text in
      guard let day = Day(text) else {
        throw CommandFailure(
          .usage, subject: "--as-of", "‘\(text)’ is no date", hint: "dates are written 2025-04-09")
      }
      return day
    }
    if let baseURL, !Self.isAddress(baseURL) {
      throw CommandFailure(
        .usage, subject: "--base-url", "‘\(baseURL)’ is no address of a site",
        hint: "it begins with https:// or http:// and has neither ? nor #")
    }
    if let year, !(1990...2100).contains(year) {
      throw CommandFailure(.usage, subject: "--year", "‘\(year)’ is no year of a snapshot")
    }
    let knowledge = try Knowledge(
      Knowledge.Files(
        families: families, aliases: aliases, noise: noise, tracked: tracked, claims: claims,
        licenses: licenses))
    // Before an hour of reading, not after it.
    try OutputFolder.replaceable(out)
    let interruption = Interruption()
    defer { interruption.end() }
    let progress = Progress(quiet: quiet)
    var (table, digests) = try read(progress)
    if let day {
      let undated = table.records.count { $0.attributes.created == nil && $0.role != .deletion }
      if undated > 0 {
        progress.note("\(counted(undated, "row")) without a date kept: they may be younger than \(day)")
      }
      table = table.asOf(day)
    }
    let folder = try interruption.outputFolder(out)
    do {
      let catalog = try writing(to: folder) { try CatalogLane(path: folder.catalog) }
      // Nothing may write into a folder that is about to be removed.
      defer { _ = try? catalog.wait() }
      let snapshot = try complete(index(consume table, knowledge, catalog, progress), digests, progress)
      try failIfStrict(snapshot)
      let site = try writing(to: folder) { try write(snapshot, knowledge, catalog, folder, progress) }
      progress.begin("publish")
      try folder.publish()
      progress.end(printable(out))
      try report(snapshot, site, Timings(progress.timer))
    } catch {
      folder.discard()
      throw error
    }
  }

  private func read(_ progress: Progress) throws -> (RecordTable, PendingDigests) {
    let reader = InputReader(options: ReadOptions(year: year), progress: progress)
    let (table, digests) = input.isEmpty ? reader.readSample() : try reader.read(InputFinder.files(input))
    let broken = table.findings.filter { $0.rule == FindingRule.unreadableSource.id }
    if let first = broken.first { try failUnlessPartial(first.subject, first.detail) }
    guard table.records.contains(where: { $0.role != .deletion }) else {
      let reasons = table.findings.prefix(5).map { "\($0.subject): \($0.detail)" }
      throw CommandFailure(
        .input, subject: input.joined(separator: " "), "no model in the input",
        hint: (reasons + ["nothing was written; `lineage build --help` lists what is read"]).joined(
          separator: "\n"))
    }
    let left = table.findings.filter {
      [FindingRule.unknownFormat.id, FindingRule.emptySource.id].contains($0.rule)
    }
    for finding in broken { noteBroken(finding.subject, finding.detail, progress) }
    for finding in left.prefix(5) {
      progress.note("\(printable(finding.subject)) was left out: \(printable(finding.detail))")
    }
    if left.count > 5 {
      progress.note("\(counted(left.count - 5, "more file")) left out: lineage doctor names them")
    }
    let undated = table.sources.count { $0.date == nil && Self.isNamedByMonthAndDay($0.name) }
    if undated > 0 {
      progress.note(
        "\(counted(undated, "file")) named by month and day without a year, so their models are undated: pass --year"
      )
    }
    return (table, digests)
  }

  /// Adds the digests that were computed meanwhile.
  ///
  /// - Throws: A failure with status 3 if a file was written to while it was read, unless that is allowed.
  private func complete(
    _ snapshot: IndexedSnapshot, _ digests: PendingDigests, _ progress: Progress
  ) throws -> IndexedSnapshot {
    let outcomes = digests.wait()
    for outcome in outcomes {
      guard let failure = outcome.failure else { continue }
      try failUnlessPartial(outcome.name, failure)
      noteBroken(outcome.name, failure, progress)
    }
    return snapshot.with(outcomes)
  }

  private func failUnlessPartial(_ name: String, _ reason: String) throws {
    guard !partial else { return }
    throw CommandFailure(
      .input, subject: name, "\(printable(name)): \(reason)",
      hint: "nothing was written; --partial goes on with what could be read")
  }

  private func noteBroken(_ name: String, _ reason: String, _ progress: Progress) {
    progress.note("\(printable(name)) broke off: \(printable(reason))")
  }

  private func index(
    _ table: consuming RecordTable, _ knowledge: Knowledge, _ catalog: CatalogLane, _ progress: Progress
  ) -> IndexedSnapshot {
    progress.begin("normalise")
    let normalised = Normaliser(aliases: knowledge.aliases).normalise(table)
    let nodes = Handled(normalised.nodes.count, .models)
    let edges = Handled(normalised.resolved.edges.count, .edges)
    progress.end("\(counted(nodes.count, "model or parent", "models and parents"))", nodes, edges)
    progress.begin("index")
    let observer = IndexObserver(
      begins: { step in
        progress.part(step.rawValue)
        let place = IndexStep.allCases.firstIndex(of: step) ?? 0
        progress.update(
          done: nodes.count * place / IndexStep.allCases.count, of: nodes.count, "models, \(step)")
      },
      named: { names, ranks in catalog.add("names") { try $0.add(names: names, ranks: ranks) } },
      described: { models, families in
        catalog.add("models") { try $0.add(models: models, families: families) }
      })
    let snapshot = IndexBuilder.build(
      consume normalised, families: knowledge.families, aliases: knowledge.aliases.aliases, workers: .cores,
      observer: observer)
    let facts = snapshot.resolvedFacts
    progress.end(
      "\(counted(facts.models, "model")), \(counted(facts.edges, "edge")), \(counted(facts.ghosts, "ghost")), "
        + counted(snapshot.findings.count, "finding"), nodes, edges)
    return snapshot
  }

  private func failIfStrict(_ snapshot: IndexedSnapshot) throws {
    // A stray file in a folder is no record; an input that was named is.
    let unread = snapshot.findings.count {
      $0.rule == FindingRule.unknownFormat.id && !$0.subject.contains("/")
    }
    let rejected = snapshot.sources.reduce(unread) { $0 + $1.rejected }
    guard strict, rejected > 0 else { return }
    let unknown = FindingRule.unknownFormat.id
    for finding in snapshot.findings.filter({ $0.level == .error || $0.rule == unknown }).prefix(10) {
      Terminal.error(Self.line(finding, snapshot.sources))
    }
    Terminal.error("lineage: \(counted(rejected, "record")) rejected; nothing was written (--strict)")
    throw ExitRequest(status: .findings)
  }

  /// The rest of the catalog, and the site beside it.
  private func write(
    _ snapshot: IndexedSnapshot, _ knowledge: Knowledge, _ catalog: CatalogLane, _ folder: OutputFolder,
    _ progress: Progress
  ) throws -> SiteReport {
    progress.begin("site")
    progress.part("noise")
    let marks = ShareMarks(snapshot.resolved.models, knowledge.shares)
    let stored = StoredKnowledge(documents: knowledge.documents, noise: knowledge.shares.noise, marks: marks)
    let version = knowledge.version
    catalog.add("edges") {
      try $0.finish(snapshot, toolVersion: Product.version, knowledgeVersion: version, knowledge: stored)
    }
    catalog.add("checks") { try $0.check(workers: .cores) }
    let site = try SiteWriter(
      title: title, baseAddress: baseURL.map { $0.hasSuffix("/") ? $0 : $0 + "/" }, pages: pages,
      knowledge: knowledge, marks: marks, progress: progress
    ).write(
      snapshot, to: folder, previous: full ? nil : PreviousSite(in: folder.path))
    progress.begin("catalog")
    let parts = try catalog.wait()
    try Catalog.writePages(site.rows, to: folder.catalog)
    let bytes = (try? FileManager.default.attributesOfItem(atPath: folder.catalog)[.size] as? Int) ?? 0
    progress.add(parts)
    progress.end(
      "\(grouped(bytes / 1000)) kB", Handled(snapshot.resolved.models.count, .models),
      Handled(snapshot.resolved.graph.edgeCount, .edges), Handled(bytes, .bytes))
    return site
  }

  /// A catalog that cannot be written is the folder's fault.
  private func writing<Result>(to folder: OutputFolder, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch StoreError.unwritable(_, let detail) {
      throw CommandFailure(
        .usage, subject: folder.path, "\(printable(folder.path)) cannot be written: \(detail)",
        hint: "the previous output, if there was one, is as it was")
    }
  }

  private func report(_ snapshot: IndexedSnapshot, _ site: SiteReport, _ measured: Timings) throws {
    let facts = snapshot.resolvedFacts
    let rejected = snapshot.sources.reduce(0) { $0 + $1.rejected }
    if json {
      var members = try JSONDocument.members(of: facts)
      members["rejected"] = .integer(rejected)
      members["repaired"] = .integer(snapshot.sources.reduce(0) { $0 + $1.repaired })
      members["sources"] = .array(snapshot.sources.map { .encoded($0) })
      members["out"] = .string(out)
      if timings { members["timings"] = measured.document }
      return Terminal.out(JSONDocument.object(members).text())
    }
    if timings { measured.lines.forEach(Terminal.error) }
    guard !quiet else { return }
    let errors = snapshot.findings.count { $0.level == .error }
    let warnings = snapshot.findings.count { $0.level == .warning }
    Terminal.out(
      "\(counted(facts.models, "model")), \(grouped(facts.modelsWithParent)) with a parent; "
        + "\(counted(facts.edges, "edge")), \(counted(facts.ghosts, "ghost")), \(counted(facts.cycles.count, "cycle"))"
    )
    Terminal.out(
      "\(counted(rejected, "record")) rejected; \(counted(errors, "error")) and \(counted(warnings, "warning")) in the data"
        + (errors + warnings > 0 ? ": lineage doctor --db \(out)/lineage.db" : ""))
    Terminal.out("database  \(out)/lineage.db")
    Terminal.out("site      \(out)/index.html: \(site.text)")
  }

  private static func line(_ finding: Finding, _ sources: [Source]) -> String {
    let place =
      finding.location.map { printable(sources[$0.source].name) + ($0.line > 0 ? ":\($0.line)" : "") + ": " }
      ?? ""
    return place + printable(finding.subject) + ": " + printable(finding.detail)
  }

  /// `https://` or `http://` with a host, and nothing that could not stand before a path.
  private static func isAddress(_ text: String) -> Bool {
    guard let url = URL(string: text), let host = url.host(), !host.isEmpty else { return false }
    return ["https", "http"].contains(url.scheme) && url.query() == nil && url.fragment() == nil
      && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
  }

  private static func isNamedByMonthAndDay(_ path: String) -> Bool {
    let stem = (path.split(separator: "/").last ?? "").prefix { $0 != "." }
    return stem.hasSuffix("_" + stem.suffix(4)) && stem.suffix(4).allSatisfy(\.isNumber)
      && (stem.hasPrefix("added_") || stem.hasPrefix("deleted_"))
  }
}

/// How many model pages a site gets.
enum PageCount: ExpressibleByArgument, Equatable {
  case atMost(Int)
  case all
  case none

  init?(argument: String) {
    switch argument {
    case "all": self = .all
    case "none": self = .none
    default:
      guard let count = Int(argument), count >= 0 else { return nil }
      self = .atMost(count)
    }
  }

  var defaultValueDescription: String {
    switch self {
    case .atMost(let count): String(count)
    case .all: "all"
    case .none: "none"
    }
  }
}
