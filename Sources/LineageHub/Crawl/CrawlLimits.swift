/// How patient a crawl is.
public struct CrawlLimits: Hashable, Sendable {
  /// Seconds for one request, from its first byte to the answer's last.
  public var requestSeconds = 60.0
  /// Seconds for the whole crawl; nil for no end.
  public var totalSeconds: Double?
  /// Attempts at one request that fail by the network, the server or the content.
  public var attempts = 8
  /// Answers in a row that say "too many requests" before the crawl gives up.
  public var refusals = 20
  /// Most seconds that a server may ask to wait.
  public var longestWait = 3600.0
  /// Most bytes of one answer.
  public var bodyBytes = 256 << 20
  /// Seconds before a second attempt; doubled with each further one, up to a minute.
  public var firstBackoff = 0.5

  /// The usual patience.
  public init() {}
}

/// Where a crawl is, for whoever watches.
public struct CrawlProgress: Sendable {
  /// Records delivered, those of earlier runs too.
  public let records: Int
  /// Models that were asked for one by one, and how many of them are done; nil while the list is read.
  public let models: (done: Int, known: Int)?
  /// Records of the whole list, if the server says so.
  public let total: Int?
  /// Requests left before the server wants a rest, if it says so.
  public let requestsLeft: Int?
  /// Seconds that the crawl waits now; 0 if it does not.
  public let waiting: Double
  /// Why it waits, if not for the server's rate: the fault of the last attempt.
  public let fault: String?
}
