/// How far a crawl is: all it needs, together with the records delivered so far, to go on in another process.
public struct CrawlCheckpoint: Hashable, Sendable, Codable {
  /// Number of this form; another one is not read.
  public static let currentFormat = 1

  /// The form it was written in.
  public var format = Self.currentFormat
  /// What the crawl is to bring.
  public let plan: CrawlPlan
  /// The fields of the plan that the server knows.
  public internal(set) var fields: [String]
  /// Whether the list is asked for by date.
  public internal(set) var isSorted = true
  /// Path and query of the list's next page; nil before the first and after the last.
  public internal(set) var nextPage: String?
  /// Whether the list was read to its end.
  public internal(set) var isListed = false
  /// Whether the list was begun again because the server no longer knew its place.
  public internal(set) var hasRestarted = false
  /// The date of the last record of the last page; nil once the order was seen to be broken.
  public internal(set) var lastDate: String?
  /// Whether every page so far was in order of date.
  public internal(set) var isOrdered = true
  /// Records delivered.
  public internal(set) var records = 0
  /// Requests sent, those without an answer too.
  public internal(set) var requests = 0
  /// Models that were asked for by id and are not to be had.
  public internal(set) var missing: [MissingModel] = []
  /// Models that answer under another id.
  public internal(set) var renames: [Rename] = []
  /// Seconds since 1970 before which the server wants no request; nil if it may come at once.
  public internal(set) var notBefore: Double?
  /// Bytes of output that hold the delivered records; kept by whoever writes them.
  public var outputBytes = 0

  /// A crawl before its first request.
  public init(_ plan: CrawlPlan) { (self.plan, fields) = (plan, plan.fields) }
}

/// A model that the server does not give out.
public struct MissingModel: Hashable, Sendable, Codable {
  /// The id asked for.
  public let id: String
  /// The status of the answer; 0 if it was not asked for, because no repository can have that id.
  public let status: Int
}

/// A model that was asked for by one id and answers under another.
public struct Rename: Hashable, Sendable, Codable {
  /// The id asked for.
  public let from: String
  /// The id of the record.
  public let to: String
}
