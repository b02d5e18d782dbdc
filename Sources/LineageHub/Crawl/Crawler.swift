import LineageCore

/// Brings the metadata of models from a Hub API, in steps that can be kept and taken up again.
///
/// It touches no disk: each step hands over lines and a checkpoint, and whoever takes them writes both. A crawl that
/// is begun from a checkpoint and the lines delivered before it gives the lines that an uninterrupted one would have
/// given after them.
public struct Crawler {
  /// The state to go on from.
  public private(set) var checkpoint: CrawlCheckpoint
  var connection: Connection
  private var seen = SeenModels()
  private var wanted: WantedModels
  private let totalOfModels: Bool

  /// What a step brought.
  public struct Step: Sendable {
    /// JSON Lines, each with its end; may be empty.
    public let lines: [UInt8]
    /// Where the crawl is once the lines are kept.
    public let checkpoint: CrawlCheckpoint
  }

  /// A crawler for a checkpoint; one of a new plan begins from the start.
  ///
  /// - Parameter random: where the jitter of waits comes from.
  /// - Throws: ``HubError/invalidEndpoint(_:)``, ``HubError/tokenInTheClear(_:)``.
  public init(
    _ checkpoint: CrawlCheckpoint, token: HubToken?, clock: HubClock, limits: CrawlLimits = CrawlLimits(),
    random: any RandomNumberGenerator
  ) throws(HubError) {
    let endpoint = try HubEndpoint(checkpoint.plan.endpoint)
    guard token == nil || endpoint.keepsSecrets else { throw .tokenInTheClear(checkpoint.plan.endpoint) }
    self.checkpoint = checkpoint
    connection = Connection(
      endpoint, token: token, clock: clock, limits: limits, random: random,
      wallNotBefore: checkpoint.notBefore)
    wanted = WantedModels(checkpoint.plan.models)
    totalOfModels = !checkpoint.plan.models.isEmpty
    for model in checkpoint.missing { wanted.settle(model.id) }
    for rename in checkpoint.renames { wanted.settle(rename.from) }
  }

  /// Takes up a line that an earlier run delivered; all of them are given, in their order, before ``run(report:deliver:)``.
  ///
  /// - Throws: ``HubError/notAHub(path:detail:)`` if the line is none of a crawl.
  public mutating func restore(line: [UInt8]) throws(HubError) {
    do throws(JSONFault) {
      let record = try HubRecord.single(line, wantsParents: checkpoint.plan.closure)
      _ = take(record)
    } catch {
      throw .notAHub(path: "the records kept", detail: error.reason)
    }
  }

  /// Crawls to the end. `deliver` keeps a step before the next one begins; an error of its own ends the crawl.
  ///
  /// - Throws: ``HubError``, `CancellationError`, and what `deliver` throws.
  public mutating func run(
    report: @escaping (CrawlProgress) -> Void, deliver: (Step) throws -> Void
  ) async throws {
    if checkpoint.plan.models.isEmpty, !checkpoint.isListed {
      try await list(report, deliver)
    }
    try await askForWanted(report, deliver)
  }

  private mutating func list(
    _ report: @escaping (CrawlProgress) -> Void, _ deliver: (Step) throws -> Void
  ) async throws {
    var emptyPages = 0
    while !checkpoint.isListed {
      watch(report, models: nil)
      let path =
        checkpoint.nextPage
        ?? checkpoint.plan.listPath(fields: checkpoint.fields, isSorted: checkpoint.isSorted)
      let wantsParents = checkpoint.plan.closure
      let answer = try await connection.ask(path) { body throws(JSONFault) in
        try HubRecord.page(body, wantsParents: wantsParents)
      }
      switch answer {
      case .content(let records, let answer):
        let next = try nextPage(after: path, answer)
        let lines = keep(records)
        emptyPages = lines.isEmpty && checkpoint.plan.since == nil ? emptyPages + 1 : 0
        guard emptyPages <= 50 else {
          throw HubError.astray(path: path, detail: "fifty pages in a row bring nothing new")
        }
        checkpoint.nextPage = next
        checkpoint.isListed = next == nil || isPastSince(records)
        try hand(lines, deliver)
        report(progress(models: nil))
      case .status(let status, let detail):
        try await adapt(to: status, detail, path)
      }
    }
  }

  /// Finds out what the server does not take, and goes on without it.
  private mutating func adapt(to status: Int, _ detail: String, _ path: String) async throws {
    let refusal = HubError.refused(status: status, path: path, detail: detail)
    guard ![401, 403].contains(status) else { throw refusal }
    if checkpoint.nextPage != nil {
      // The server no longer knows the place. From the start again, what is known is passed over.
      guard !checkpoint.hasRestarted else { throw refusal }
      (checkpoint.nextPage, checkpoint.hasRestarted) = (nil, true)
      (checkpoint.isOrdered, checkpoint.lastDate) = (true, nil)
      return
    }
    guard status == 400 || status == 422 else { throw refusal }
    var known: [String] = []
    for field in checkpoint.fields {
      let probe = "/api/models?" + QueryText.joined([("limit", "1"), ("expand[]", field)])
      let answer = try await connection.ask(probe) { body throws(JSONFault) in
        try HubRecord.page(body, wantsParents: false)
      }
      if case .content = answer { known.append(field) }
    }
    let refused = checkpoint.fields.filter { !known.contains($0) }
    if !refused.isEmpty, !known.isEmpty {
      guard checkpoint.plan.mayDropFields else { throw HubError.unknownFields(refused) }
      checkpoint.fields = known
    } else if checkpoint.isSorted {
      checkpoint.isSorted = false
    } else {
      throw refusal
    }
  }

  private func nextPage(after path: String, _ answer: HTTPAnswer) throws -> String? {
    guard let link = answer.headers["link"].flatMap(LinkHeader.next) else { return nil }
    let next = checkpoint.plan.nextPath(link: link, fields: checkpoint.fields, isSorted: checkpoint.isSorted)
    guard let next, next != path else {
      throw HubError.astray(path: path, detail: "the page names itself as the next one")
    }
    return next
  }

  /// The lines of those records that are new and of the days asked for.
  private mutating func keep(_ records: [HubRecord]) -> [UInt8] {
    var lines: [UInt8] = []
    for record in records {
      if let created = record.created {
        if let last = checkpoint.lastDate, created > last { checkpoint.isOrdered = false }
        checkpoint.lastDate = created
        if let since = checkpoint.plan.since, created < since { continue }
      }
      if take(record) {
        lines += record.line
        checkpoint.records += 1
      }
    }
    return lines
  }

  /// In order of date nothing that comes after an older record can be of the days asked for.
  private func isPastSince(_ records: [HubRecord]) -> Bool {
    guard let since = checkpoint.plan.since, checkpoint.isSorted, checkpoint.isOrdered else { return false }
    return records.last?.created.map { $0 < since } ?? false
  }

  /// Whether a record is new; its parents are wanted if the plan says so.
  private mutating func take(_ record: HubRecord) -> Bool {
    guard let id = record.id else { return seen.insert(text: record.line) }
    guard seen.insert(id) else { return false }
    if checkpoint.plan.closure || totalOfModels { wanted.settle(id) }
    for parent in record.parents {
      // What no rule can repair is left to the build, which reports it.
      if let parent = RepairedReference(parent).id { wanted.add(parent) }
    }
    return true
  }

  private mutating func askForWanted(
    _ report: @escaping (CrawlProgress) -> Void, _ deliver: (Step) throws -> Void
  ) async throws {
    while let id = wanted.next() {
      watch(report, models: wanted.progress)
      guard let path = checkpoint.plan.modelPath(id, fields: checkpoint.fields) else {
        checkpoint.missing.append(MissingModel(id: id, status: 0))
        wanted.settle(id)
        try hand([], deliver)
        continue
      }
      let wantsParents = checkpoint.plan.closure
      let answer = try await connection.ask(path) { body throws(JSONFault) in
        let record = try HubRecord.single(body, wantsParents: wantsParents)
        guard record.id != nil else { throw JSONFault(offset: 0, reason: "it has no id") }
        return record
      }
      try await settle(id, answer, path, deliver)
      report(progress(models: wanted.progress))
    }
  }

  private mutating func settle(
    _ id: String, _ answer: Connection.Answer<HubRecord>, _ path: String, _ deliver: (Step) throws -> Void
  ) async throws {
    var lines: [UInt8] = []
    switch answer {
    case .content(let record, _):
      if let found = record.id, ModelID.folded(found) != ModelID.folded(id) {
        checkpoint.renames.append(Rename(from: id, to: found))
      }
      if take(record) {
        lines = record.line
        checkpoint.records += 1
      }
    case .status(401, let detail) where connection.token != nil:
      throw HubError.refused(status: 401, path: path, detail: "the token is not accepted; " + detail)
    case .status(let status, let detail) where status == 400 || status == 422:
      let before = (checkpoint.fields, checkpoint.isSorted)
      try await adapt(to: status, detail, path)
      // Fewer fields: the same model once more. As many: it is the id that the server does not take.
      if checkpoint.fields != before.0 { return wanted.again() }
      checkpoint.isSorted = before.1
      checkpoint.missing.append(MissingModel(id: id, status: status))
    case .status(let status, _):
      checkpoint.missing.append(MissingModel(id: id, status: status))
    }
    wanted.settle(id)
    try hand(lines, deliver)
  }

  private mutating func hand(_ lines: [UInt8], _ deliver: (Step) throws -> Void) throws {
    checkpoint.requests += connection.takeRequests()
    checkpoint.notBefore = connection.wallNotBefore
    try deliver(Step(lines: lines, checkpoint: checkpoint))
  }

  private mutating func watch(
    _ report: @escaping (CrawlProgress) -> Void, models: (done: Int, known: Int)?
  ) {
    let now = progress(models: models)
    connection.willWait = { seconds, fault in
      report(now.waiting(seconds, fault))
    }
  }

  private func progress(models: (done: Int, known: Int)?) -> CrawlProgress {
    CrawlProgress(
      records: checkpoint.records, models: models, total: connection.total,
      requestsLeft: connection.requestsLeft, waiting: 0, fault: nil)
  }
}

extension CrawlProgress {
  func waiting(_ seconds: Double, _ fault: String?) -> CrawlProgress {
    CrawlProgress(
      records: records, models: models, total: total, requestsLeft: requestsLeft, waiting: seconds,
      fault: fault)
  }
}
