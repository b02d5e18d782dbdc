import ArgumentParser
import Foundation
import LineageCore
import LineageHub

/// `lineage fetch`: from a Hub API to JSON Lines.
struct FetchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch", abstract: "Crawl a Hub API into JSON Lines that `lineage build` reads.",
    discussion: """
      Stops and goes on: what is fetched stands in FILE.partial, and FILE.checkpoint says how far it is; the same command
      continues where the last one ended. FILE appears when the crawl is complete. A name that ends in .zst or .gz
      compresses. The token in $HF_TOKEN is sent if it is set; the rate that the server tells is kept.
      Ids that answer under another name go to FILE.renames.csv, which `lineage build --aliases` reads.
      Example: lineage fetch --out models.jsonl.zst --since 2026-01-01 --dry-run
      """)

  @Option(help: ArgumentHelp("File to write.", valueName: "file")) var out: String
  @Option(
    help: ArgumentHelp("Server to ask; a mirror may have a path.", valueName: "url"))
  var endpoint = CrawlPlan().endpoint
  @Option(help: ArgumentHelp("Only models created on this day or later.", valueName: "YYYY-MM-DD"))
  var since: String?
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Only these models, instead of the list; - reads ids from stdin.", valueName: "id"))
  var model: [String] = []
  @Flag(help: "Fetch the parents too, and theirs, until none is missing.") var closure = false
  @Option(help: ArgumentHelp("Only models of this owner.", valueName: "owner")) var author: String?
  @Option(help: ArgumentHelp("Only models with this tag; may be given again.", valueName: "tag"))
  var filter: [String] = []
  @Option(
    help: ArgumentHelp(
      "Fields to ask for, with commas between them (default: those that a build reads).", valueName: "names"))
  var expand: String?
  @Option(help: ArgumentHelp("Models a page, at most 1000.", valueName: "n")) var pageSize = 1000
  @Option(help: ArgumentHelp("Most seconds for one request.", valueName: "s")) var timeout = 60.0
  @Option(help: ArgumentHelp("Most seconds for this run; then it can be continued.", valueName: "s"))
  var maxTime: Double?
  @Flag(help: "Forget what an interrupted crawl to this file has fetched.") var restart = false
  @Flag(help: "Say what would be asked, and ask nothing.") var dryRun = false
  @Flag(help: "Print what was done as one JSON document on stdout.") var json = false
  @Flag(help: "No messages on stderr but errors.") var quiet = false

  func run() async throws {
    let plan = try plan()
    if dryRun { return try describe(plan) }
    let token = try token(for: plan)
    let progress = Progress(quiet: quiet)
    let file = CrawlFile(out)
    do {
      var crawler = try await crawler(plan, token, file, progress)
      progress.begin("fetch")
      let meter = FetchMeter(progress: progress, recordsBefore: crawler.checkpoint.records)
      try await crawler.run(report: meter.show) { step in try file.append(step) }
      try file.publish(crawler.checkpoint)
      progress.end(
        "\(counted(crawler.checkpoint.records, "record")) in \(counted(crawler.checkpoint.requests, "request"))"
      )
      report(crawler.checkpoint, progress)
    } catch {
      file.forgetIfEmpty()
      if let error = error as? HubError { throw failure(error, file) }
      throw error
    }
  }

  private func crawler(_ plan: CrawlPlan, _ token: HubToken?, _ file: CrawlFile, _ progress: Progress)
    async throws -> Crawler
  {
    var limits = CrawlLimits()
    (limits.requestSeconds, limits.totalSeconds) = (timeout, maxTime)
    let checkpoint = try file.begin(plan, restart: restart)
    var crawler = try Crawler(
      checkpoint, token: token, clock: .system, limits: limits, random: SystemRandomNumberGenerator())
    if checkpoint.outputBytes > 0 {
      progress.begin("continue")
      try file.readBack { line in try crawler.restore(line: line) }
      progress.end("\(counted(checkpoint.records, "record")) fetched before")
    }
    return crawler
  }

  private func plan() throws -> CrawlPlan {
    func usage(_ flag: String, _ message: String, hint: String = "") -> CommandFailure {
      CommandFailure(.usage, subject: flag, message, hint: hint)
    }
    var plan = CrawlPlan(endpoint: endpoint)
    do { _ = try HubEndpoint(endpoint) } catch { throw usage("--endpoint", printable("\(error)")) }
    guard (1...1000).contains(pageSize) else { throw usage("--page-size", "--page-size takes 1 to 1000") }
    guard timeout > 0, timeout <= 86400 else { throw usage("--timeout", "--timeout takes seconds above 0") }
    guard maxTime.map({ $0 > 0 }) ?? true else {
      throw usage("--max-time", "--max-time takes seconds above 0")
    }
    if let since {
      guard let day = Day(since), since.utf8.count == 10 else {
        throw usage("--since", "‘\(printable(since))’ is no date", hint: "dates are written 2026-04-09")
      }
      plan.since = day.description
    }
    if let expand {
      plan.fields = expand.split(separator: ",").map { $0.filter { !$0.isWhitespace } }.filter { !$0.isEmpty }
      plan.mayDropFields = false
    }
    plan.models = try model.flatMap { id throws -> [String] in
      guard id == "-" else { return [RepairedReference(id).id ?? id] }
      return Self.idsFromStandardInput()
    }
    if let id = plan.models.first(where: { !CrawlPlan.canAsk($0) }) {
      throw usage("--model", "‘\(printable(id))’ is no id of a model", hint: "ids are written owner/name")
    }
    guard model.isEmpty || !plan.models.isEmpty else { throw usage("--model", "standard input holds no id") }
    if !plan.models.isEmpty, plan.since != nil || author != nil || !filter.isEmpty {
      throw usage("--model", "--model takes no --since, --author or --filter: these choose from the list")
    }
    (plan.closure, plan.author, plan.filters, plan.pageSize) = (closure, author, filter, pageSize)
    return plan
  }

  private static func idsFromStandardInput() -> [String] {
    var ids: [String] = []
    while let line = readLine() {
      let id = line.trimmingCharacters(in: .whitespaces)
      if !id.isEmpty { ids.append(id) }
    }
    return ids
  }

  private func token(for plan: CrawlPlan) throws -> HubToken? {
    guard let text = ProcessInfo.processInfo.environment["HF_TOKEN"], !text.isEmpty else { return nil }
    guard let token = HubToken(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
      throw CommandFailure(.usage, subject: "HF_TOKEN", "HF_TOKEN holds characters that no token has")
    }
    guard try HubEndpoint(plan.endpoint).keepsSecrets else {
      throw failure(.tokenInTheClear(plan.endpoint), CrawlFile(out))
    }
    return token
  }

  private func describe(_ plan: CrawlPlan) throws {
    let text = try JSONDocument.object([
      "out": .string(out), "plan": .object(JSONDocument.members(of: plan)),
    ]).text()
    Terminal.out(text)
  }

  private func report(_ checkpoint: CrawlCheckpoint, _ progress: Progress) {
    if checkpoint.fields != checkpoint.plan.fields {
      let dropped = checkpoint.plan.fields.filter { !checkpoint.fields.contains($0) }
      progress.note("the server does not know \(dropped.joined(separator: ", ")); fetched without")
    }
    if !checkpoint.missing.isEmpty {
      let names = checkpoint.missing.prefix(5).map {
        "\(printable($0.id)) (\($0.status == 0 ? "no id" : String($0.status)))"
      }
      let more = checkpoint.missing.count > 5 ? ", …" : ""
      progress.note(
        "\(counted(checkpoint.missing.count, "model")) not to be had: \(names.joined(separator: ", "))\(more)"
      )
    }
    if !checkpoint.renames.isEmpty {
      progress.note("\(counted(checkpoint.renames.count, "model")) renamed: \(printable(out)).renames.csv")
    }
    guard json else { return }
    Terminal.out(
      JSONDocument.object([
        "out": .string(out), "records": .integer(checkpoint.records),
        "requests": .integer(checkpoint.requests), "fields": .strings(checkpoint.fields),
        "missing": .array(
          checkpoint.missing.map { .object(["id": .string($0.id), "status": .integer($0.status)]) }),
        "renames": .array(
          checkpoint.renames.map { .object(["from": .string($0.from), "to": .string($0.to)]) }),
      ]).text())
  }

  private func failure(_ error: HubError, _ file: CrawlFile) -> CommandFailure {
    let status: ExitStatus
    switch error {
    case .invalidEndpoint, .tokenInTheClear, .unknownFields: status = .usage
    default: status = .input
    }
    let again = file.hasCheckpoint ? "the same command goes on where this one ended" : ""
    var hint = again
    switch error {
    case .refused(401, _, _), .refused(403, _, _):
      hint = "set HF_TOKEN to a token that may read this; " + again
    case .tokenInTheClear: hint = "use https, or unset HF_TOKEN"
    case .unknownFields: hint = "leave them out of --expand"
    default: break
    }
    return CommandFailure(status, subject: endpoint, printable("\(error)"), hint: hint)
  }
}

extension HubClock {
  /// The machine's clock.
  static var system: HubClock {
    HubClock(
      now: { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }, wall: { Date().timeIntervalSince1970 },
      sleep: { try await Task.sleep(for: .seconds($0)) })
  }
}
