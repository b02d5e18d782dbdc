import ArgumentParser
import Foundation
import LineageCore
import LineageServer
import LineageSnapshot
import LineageStore

/// `lineage serve`: the site and the questions to its index, over HTTP.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Serve the site and the query API over the same index.",
    discussion: """
      Answers under /api/v1/ are the documents of the commands with --json; /api/v1/openapi.json describes them.
      /healthz, /readyz and /metrics tell how the server is. A new build in the same place takes over by itself, and
      SIGINT or SIGTERM lets requests that are being answered end. Without TLS: put a proxy before it.
      Example: lineage serve --openapi
      """)

  @Argument(help: "The folder that `lineage build` wrote.") var folder = "site"
  @Option(help: "The address to listen at.") var host = "127.0.0.1"
  @Option(help: ArgumentHelp("The port; 0 for any that is free.", valueName: "n")) var port = 8080
  @Flag(help: "Listen at an address that other machines reach.") var allowRemote = false
  @Option(help: ArgumentHelp("What stands before every path, as /lineage.", valueName: "path"))
  var basePath = ""
  @Option(help: "A line a request on stderr: json, text or off (default: text on a terminal, else json).")
  var log: RequestLogFormat?
  @Option(help: ArgumentHelp("Look-ups at once (default: twice the cores).", valueName: "n")) var threads:
    Int?
  @Option(help: ArgumentHelp("Give up a look-up after so long.", valueName: "seconds")) var timeout = 5
  @Option(help: ArgumentHelp("When stopping, wait so long for answers.", valueName: "seconds")) var drain = 10
  @Option(help: ArgumentHelp("Memory for answers, and for files, each.", valueName: "MB")) var cache = 64
  @Flag(help: "Print the OpenAPI document and do nothing else.") var openapi = false
  @OptionGroup var options: CatalogOptions

  func run() async throws {
    let settings = try self.settings()
    let knowledge = try ServedKnowledge()
    let server = SiteServer(
      settings,
      routes: ModelQuestions(knowledge: knowledge).routes + GraphQuestions(knowledge: knowledge).routes)
    if openapi { return Terminal.out(server.openAPI.text()) }
    try checkFolder(settings)
    do {
      try await server.run { port in announce(port) }
    } catch let error as ServerError {
      throw Self.failure(error)
    }
    if !options.quiet { Terminal.error("lineage: stopped") }
  }

  private func announce(_ port: Int) {
    let shown = host.contains(":") ? "[\(host)]" : host
    let address = "http://\(shown):\(port)\(Self.base(basePath))/"
    if options.json {
      Terminal.out(
        JSONDocument.object(["address": .string(address), "port": .integer(port)]).text(pretty: false))
    } else if !options.quiet {
      Terminal.out("Serving \(printable(folder)) at \(address)")
    }
    // Whoever waits for this line must not wait for the next ones.
    Terminal.flush()
  }

  /// - Throws: A usage failure.
  private func settings() throws -> ServerSettings {
    guard 0...65_535 ~= port else { throw Self.usage("--port", "a number from 0 to 65535, not \(port)") }
    guard allowRemote || Self.isLoopback(host) else {
      throw CommandFailure(
        .usage, subject: "--host", "\(printable(host)) can be reached from other machines",
        hint: "say --allow-remote if that is meant")
    }
    guard 1...600 ~= timeout else { throw Self.usage("--timeout", "1 to 600 seconds") }
    guard 0...600 ~= drain else { throw Self.usage("--drain", "0 to 600 seconds") }
    guard 1...65_536 ~= cache else { throw Self.usage("--cache", "1 to 65536 MB") }
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let threads = threads ?? max(2, 2 * cores)
    guard 1...256 ~= threads else { throw Self.usage("--threads", "a number from 1 to 256") }
    let base = Self.base(basePath)
    guard base.isEmpty || base.wholeMatch(of: /(\/[A-Za-z0-9._~-]+)+/) != nil else {
      throw Self.usage("--base-path", "a path like /lineage")
    }
    var settings = ServerSettings(site: folder, catalog: options.named ?? folder + "/lineage.db")
    (settings.host, settings.port, settings.basePath, settings.threads) = (host, port, base, threads)
    settings.version = Product.version
    (settings.lookUpLimit, settings.drainLimit) = (.seconds(timeout), .seconds(drain))
    (settings.fileCache, settings.answerCache) = (cache << 20, cache << 20)
    settings.pack = { coding, text in
      switch coding {
      case .gzip: OutputCompression.gzip.stored(text)
      case .zstd: OutputCompression.zstd.stored(text)
      case .br, .identity: nil
      }
    }
    settings.drawing = ModelQuestions.drawing
    let format = log ?? (Terminal.errorIsTerminal ? .text : .json)
    settings.log = { event in
      if let line = RequestLog(format: format, now: Date().timeIntervalSince1970).line(event) {
        Terminal.error(line)
      }
    }
    return settings
  }

  private func checkFolder(_ settings: ServerSettings) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
      throw CommandFailure(
        .input, subject: folder, "\(printable(folder)) is no folder",
        hint: "`lineage build --out \(printable(folder))` writes one")
    }
    if options.named != nil, !FileManager.default.fileExists(atPath: settings.catalog) {
      throw CommandFailure(
        .input, subject: settings.catalog, "\(printable(settings.catalog)): no such catalog",
        hint: "`lineage build` writes one")
    }
  }

  /// A base without a slash at its end.
  private static func base(_ text: String) -> String {
    let trimmed = text.split(separator: "/").joined(separator: "/")
    return trimmed.isEmpty ? "" : "/" + trimmed
  }

  private static func isLoopback(_ host: String) -> Bool {
    host == "localhost" || host == "::1" || host.wholeMatch(of: /127(\.[0-9]{1,3}){3}/) != nil
  }

  private static func usage(_ flag: String, _ what: String) -> CommandFailure {
    CommandFailure(.usage, subject: flag, "\(flag) takes \(what)")
  }

  private static func failure(_ error: ServerError) -> CommandFailure {
    switch error {
    case .addressInUse(let host, let port):
      CommandFailure(
        .usage, subject: "--port", "\(printable(host)):\(port) is in use",
        hint: "stop what listens there, or choose another: --port 0 takes any that is free")
    case .cannotListen(let host, let port, let reason):
      CommandFailure(.usage, subject: "--host", "cannot listen at \(printable(host)):\(port): \(reason)")
    }
  }
}

extension RequestLogFormat: ExpressibleByArgument {}
