import Foundation
import Hummingbird
import HummingbirdCore
import LineageCore
import LineageStore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization
import UnixSignals

/// A site and the questions to its index, served over HTTP until it is told to stop.
public final class SiteServer: Sendable {
  private let settings: ServerSettings
  private let table: RouteTable
  private let group = Mutex<ServiceGroup?>(nil)

  /// A server with the routes that answer questions; its own are added.
  public init(_ settings: ServerSettings, routes: [Route]) {
    self.settings = settings
    table = RouteTable(routes + ServerState.routes)
  }

  /// The OpenAPI document of all routes.
  public var openAPI: JSONDocument {
    OpenAPIDocument(
      routes: table.routes, title: "lineage", version: settings.version, basePath: settings.basePath
    ).document
  }

  /// Serves until a signal or ``stop()``, then lets requests that are being answered end.
  ///
  /// - Parameters:
  ///   - signals: Whether SIGINT and SIGTERM stop it.
  ///   - onListening: Is told the port once clients can connect.
  /// - Throws: ``ServerError``; ``StoreError`` for a catalog that is there and cannot be opened.
  public func run(signals: Bool = true, onListening: @escaping @Sendable (Int) -> Void = { _ in })
    async throws
  {
    let holder = IndexHolder(
      path: settings.catalog, connections: settings.threads + 4, cacheLimit: settings.answerCache)
    if FileManager.default.fileExists(atPath: settings.catalog) { try holder.open() }
    let pools = [
      QuestionPool(threads: settings.threads, waiting: settings.waiting, limit: settings.lookUpLimit),
      QuestionPool(threads: 1, waiting: 16, limit: settings.sweepLimit),
      QuestionPool(threads: 1, waiting: 16, limit: settings.sweepLimit),
    ]
    defer { for pool in pools { pool.stop() } }
    let state = ServerState(holder: holder, openAPI: openAPI)
    let responder = SiteResponder(
      settings: settings, table: table, state: state, site: site(holder), lookUps: pools[0], sweeps: pools[1],
      drawings: pools[2])
    let logger = Logger(label: "lineage") { [log = settings.log] _ in EventLogHandler(log: log) }
    let application = Application(
      responder: responder, server: .http1(configuration: channel),
      configuration: ApplicationConfiguration(
        address: .hostname(settings.host, port: settings.port),
        availableConnectionsDelegate: MaximumAvailableConnections(settings.connections, logger: logger)),
      services: [
        Watch(interval: .milliseconds(50)) { for pool in pools { pool.giveUpLate() } },
        Watch(interval: settings.pollInterval) { [log = settings.log] in Self.refresh(holder, log) },
      ],
      onServerRunning: { onListening($0.localAddress?.port ?? 0) }, logger: logger)
    var configuration = ServiceGroupConfiguration(
      services: [.init(service: application)],
      gracefulShutdownSignals: signals ? [.sigint, .sigterm] : [], logger: logger)
    configuration.maximumGracefulShutdownDuration = settings.drainLimit
    let group = ServiceGroup(configuration: configuration)
    self.group.withLock { $0 = group }
    do {
      try await group.run()
    } catch let error as IOError {
      throw failure(error)
    } catch is CancellationError {
      // The time to drain is over: what was still being answered is cut off.
    }
  }

  /// Stops as a signal does.
  public func stop() async { await group.withLock { $0 }?.triggerGracefulShutdown() }

  private func site(_ holder: IndexHolder) -> StaticSite {
    StaticSite(
      root: settings.site, basePath: settings.basePath, cache: FileCache(limit: settings.fileCache),
      pack: settings.pack,
      hidden: { file in
        holder.current.map { $0.identity.device == file.device && $0.identity.number == file.number } ?? false
      })
  }

  private var channel: HTTP1Channel.Configuration {
    HTTP1Channel.Configuration(
      idleTimeout: TimeAmount(settings.idleLimit),
      httpDecoderConfiguration: .init(
        maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))
  }

  private static func refresh(_ holder: IndexHolder, _ log: (ServerEvent) -> Void) {
    switch holder.refresh() {
    case .none: break
    case .opened(let index):
      log(.newIndex(version: index.version, snapshot: index.meta.snapshot?.description))
    case .failed(let reason): log(.refusedIndex(reason: reason))
    }
  }

  private func failure(_ error: IOError) -> ServerError {
    error.errnoCode == EADDRINUSE
      ? .addressInUse(host: settings.host, port: settings.port)
      : .cannotListen(
        host: settings.host, port: settings.port, reason: String(cString: strerror(error.errnoCode)))
  }
}

/// Does something every so often until the server stops.
private struct Watch: Service {
  let interval: Duration
  let look: @Sendable () -> Void

  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        do { try await Task.sleep(for: interval) } catch { return }
        look()
      }
    }
  }
}

/// Hands on what the libraries warn of; the rest of what they say is theirs.
private struct EventLogHandler: LogHandler {
  let log: @Sendable (ServerEvent) -> Void
  var logLevel: Logger.Level = .warning
  var metadata: Logger.Metadata = [:]

  init(log: @escaping @Sendable (ServerEvent) -> Void) { self.log = log }

  subscript(metadataKey key: String) -> Logger.MetadataValue? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    log(.note(level: event.level.rawValue, text: "\(event.message)"))
  }
}
