import HTTPTypes
import Hummingbird
import LineageStore
import NIOCore

/// What is known of a connection beside its requests.
struct ConnectionContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let peer: String

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    peer = source.channel.remoteAddress.map { "\($0.ipAddress ?? ""):\($0.port ?? 0)" } ?? ""
  }
}

/// Answers every request: questions by their route, all else from the site's folder.
struct SiteResponder: HTTPResponder {
  let settings: ServerSettings
  let table: RouteTable
  let state: ServerState
  let site: StaticSite
  let lookUps: QuestionPool
  let sweeps: QuestionPool
  let drawings: QuestionPool

  func respond(to request: Request, context: ConnectionContext) async -> Response {
    let start = ContinuousClock.now
    state.metrics.begin()
    var (reply, index) = await reply(to: request)
    if request.method == .head, reply.status != .notModified {
      // The fields of the answer to GET, its length among them.
      if let length = reply.body.contentLength { reply.fields[.contentLength] = String(length) }
      reply.body = ResponseBody()
    }
    SecurityFields.add(to: &reply.fields)
    let response = Response(status: reply.status, headers: reply.fields, body: reply.body)
    let passed = (ContinuousClock.now - start).components
    let seconds = Double(passed.seconds) + Double(passed.attoseconds) / 1e18
    state.metrics.end(route: reply.route, status: reply.status.code, seconds: seconds)
    settings.log(
      .request(
        RequestRecord(
          peer: context.peer, method: request.method.rawValue, target: request.uri.string, route: reply.route,
          status: reply.status.code, bytes: reply.body.contentLength, seconds: seconds, index: index)))
    return response
  }

  private func reply(to request: Request) async -> (Reply, index: String?) {
    let target = request.uri.string
    guard target.utf8.count <= settings.longestAddress else {
      let most = settings.longestAddress
      return (
        Problem(414, "address-too-long", "an address has at most \(most) bytes").reply(route: "other"), nil
      )
    }
    guard let path = inside(request.uri.path) else {
      if request.uri.path == settings.basePath, !settings.basePath.isEmpty {
        return (Reply(.permanentRedirect, fields: [.location: settings.basePath + "/"], route: "static"), nil)
      }
      return (Problem.notFound.reply(route: "other"), nil)
    }
    let parsed = RequestPath(path)
    let isRead = request.method == .get || request.method == .head
    let found = parsed.flatMap(table.find)
    guard isRead else { return (notAllowed(request.method, found?.route.path ?? "static"), nil) }
    if let parsed, let found { return await answer(request, parsed, found.route, found.values) }
    if path.hasPrefix("/api/") { return (Problem.notFound.reply(route: "other"), nil) }
    return await file(request, parsed)
  }

  /// The path below the base; nil if it is elsewhere.
  private func inside(_ path: String) -> String? {
    guard !settings.basePath.isEmpty else { return path }
    guard path.hasPrefix(settings.basePath + "/") else { return nil }
    return String(path.dropFirst(settings.basePath.count))
  }

  private func notAllowed(_ method: HTTPRequest.Method, _ route: String) -> Reply {
    var reply = Problem(405, "method-not-allowed", "this server only reads: GET and HEAD").reply(route: route)
    reply.fields[.allow] = "GET, HEAD"
    return reply
  }

  // MARK: Files

  private func file(_ request: Request, _ path: RequestPath?) async -> (Reply, index: String?) {
    var fields = request.headers
    // A range is defined for GET alone.
    if request.method == .head { fields[.range] = nil }
    let query = request.uri.query.map { "?" + $0 } ?? ""
    if let path, var reply = site.reply(to: path, query: query, fields) {
      reply.route = "static"
      return (reply, nil)
    }
    if let path, !path.isFolder, let inner = settings.drawing(path.segments).map(RequestPath.init(segments:)),
      let found = table.find(inner)
    {
      return await answer(request, inner, found.route, found.values)
    }
    if acceptsPages(fields), var reply = site.notFoundPage(path, fields) {
      reply.route = "static"
      return (reply, nil)
    }
    return (Problem.notFound.reply(route: "static"), nil)
  }

  /// Whether a page can be read by who asks; most programs accept anything, and a page too.
  private func acceptsPages(_ fields: HTTPFields) -> Bool {
    guard let accepted = fields[.accept] else { return true }
    return accepted.contains("text/html") || accepted.contains("text/*") || accepted.contains("*/*")
  }

  // MARK: Questions

  private func answer(
    _ request: Request, _ path: RequestPath, _ route: Route, _ values: [String: String]
  ) async -> (Reply, index: String?) {
    do {
      let question = try route.question(
        path, values: values, query: request.uri.query, basePath: settings.basePath)
      if case .state(let answer) = route.handler {
        return (reply(try answer(state), route, tag: nil, request.headers), nil)
      }
      // Taken once: whatever lands meanwhile, this answer is of one index.
      guard let index = state.holder?.current else { throw ServerState.noIndex }
      let answer = try await answer(question, route, index)
      return (reply(answer, route, tag: index.version, request.headers), index.version)
    } catch {
      return (Self.problem(error).reply(route: route.path), nil)
    }
  }

  private func answer(_ question: Question, _ route: Route, _ index: ServedIndex) async throws -> Answer {
    let key = question.key
    if let known = index.answers[key] { return known }
    let (pool, body): (QuestionPool, @Sendable (Question, ServedIndex) throws -> Answer)
    switch route.handler {
    case .lookUp(let answer): (pool, body) = (lookUps, answer)
    case .sweep(let answer): (pool, body) = (sweeps, answer)
    case .drawing(let answer): (pool, body) = (drawings, answer)
    case .state: return try await lookUps.run { throw Problem.notFound }
    }
    return try await pool.run {
      // Somebody may have asked the same while this waited.
      if let known = index.answers[key] { return known }
      let answer = try body(question, index)
      index.answers.keep(answer, for: key)
      return answer
    }
  }

  private func reply(_ answer: Answer, _ route: Route, tag: String?, _ fields: HTTPFields) -> Reply {
    var head: HTTPFields = [
      .vary: "Accept-Encoding", .cacheControl: tag == nil ? "no-store" : "public, no-cache",
    ]
    if let next = answer.next, let link = Self.link { head[link] = "<\(next)>; rel=\"next\"" }
    var bytes = answer.bytes
    var coding = ContentCoding.identity
    if bytes.count >= Self.smallestPacked {
      for wanted in ContentCoding.accepted(fields[.acceptEncoding]) where wanted != .br {
        guard wanted != .identity else { break }
        if let packed = settings.pack(wanted, bytes), packed.count < bytes.count {
          (bytes, coding) = (packed, wanted)
          break
        }
      }
    }
    if let tag {
      let tag = EntityTag(coding == .identity ? tag : tag + "-" + coding.rawValue)
      head[.eTag] = tag.text
      switch Preconditions.check(fields, tag: tag, modified: nil) {
      case .notModified: return Reply(.notModified, fields: head, route: route.path)
      case .failed:
        return Problem(412, "precondition-failed", "the index is another one by now").reply(route: route.path)
      case .holds: break
      }
    }
    head[.contentType] = route.contentType
    if coding != .identity { head[.contentEncoding] = coding.rawValue }
    return Reply(
      .ok, fields: head, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)), route: route.path)
  }

  private static func problem(_ error: any Error) -> Problem {
    if let problem = error as? Problem { return problem }
    // A catalog that is damaged is the maintainer's to mend; what it is called on this machine is nobody's business.
    if error is StoreError { return Problem(500, "damaged-index", "the catalog cannot be read") }
    return Problem(500, "defect", "the question could not be answered")
  }

  private static let smallestPacked = 1024
  private static let link = HTTPField.Name("Link")
}
