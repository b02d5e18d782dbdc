/// How a server is to be run.
public struct ServerSettings: Sendable {
  /// The address to listen at.
  public var host = "127.0.0.1"
  /// The port; 0 lets the system choose one.
  public var port = 8080
  /// What stands before every path: empty, or `/sub` without a slash at its end.
  public var basePath = ""
  /// The folder with the site.
  public var site: String
  /// The catalog; it need not be there yet.
  public var catalog: String
  /// What is told to be the version of the interface.
  public var version = ""
  /// Threads for look-ups.
  public var threads = 2
  /// Questions that may wait; more are turned away with 503.
  public var waiting = 256
  /// Connections at once; more wait to be accepted.
  public var connections = 1024
  /// Look-ups are given up after so long.
  public var lookUpLimit: Duration = .seconds(5)
  /// Questions about the whole graph, and drawings, are given up after so long.
  public var sweepLimit: Duration = .seconds(30)
  /// A connection without a request, or with half of one, is closed after so long.
  public var idleLimit: Duration = .seconds(30)
  /// When stopping, requests that are being answered have so long.
  public var drainLimit: Duration = .seconds(10)
  /// How often the catalog is looked at for a newer build.
  public var pollInterval: Duration = .seconds(1)
  /// Longest address of a request, in bytes.
  public var longestAddress = 8192
  /// Bytes of files that are kept in memory.
  public var fileCache = 64 << 20
  /// Bytes of answers that are kept in memory.
  public var answerCache = 64 << 20
  /// Packs a text: what the files and answers are compressed by; nil when that fails.
  public var pack: @Sendable (ContentCoding, [UInt8]) -> [UInt8]? = { _, _ in nil }
  /// Where the picture of a page is drawn that was not built: segments of a route's path for those of another.
  public var drawing: @Sendable ([String]) -> [String]? = { _ in nil }
  /// Takes what a server has to say.
  public var log: @Sendable (ServerEvent) -> Void = { _ in }

  /// Settings for a site and its catalog.
  public init(site: String, catalog: String) { (self.site, self.catalog) = (site, catalog) }
}

/// What a server has to say.
public enum ServerEvent: Sendable {
  /// A request was answered.
  case request(RequestRecord)
  /// Questions are answered from a newer index from now on.
  case newIndex(version: String, snapshot: String?)
  /// A newer index could not be opened; the former goes on answering.
  case refusedIndex(reason: String)
  /// A warning or error of a library.
  case note(level: String, text: String)
}

/// A request that was answered.
public struct RequestRecord: Sendable {
  /// Who asked: address and port.
  public let peer: String
  /// `GET`
  public let method: String
  /// As it was asked for, query included; may hold anything.
  public let target: String
  /// The template of the route, or `static`.
  public let route: String
  /// The status code.
  public let status: Int
  /// Length of the answer's body; nil if it was not known before.
  public let bytes: Int?
  /// From the request's head to the answer's.
  public let seconds: Double
  /// Version of the index that answered; nil if none was asked.
  public let index: String?
}

/// Why a server cannot run.
public enum ServerError: Error, Sendable {
  /// Somebody listens there already.
  case addressInUse(host: String, port: Int)
  /// The address cannot be listened at.
  case cannotListen(host: String, port: Int, reason: String)
}
