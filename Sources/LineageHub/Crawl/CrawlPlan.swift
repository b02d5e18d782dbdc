/// What a crawl is to bring: a list of models, or models by their ids, and what of each.
///
/// Two crawls with equal plans ask the same; a checkpoint is only good for its own plan.
public struct CrawlPlan: Hashable, Sendable, Codable {
  /// The server's address, as ``HubEndpoint`` reads it.
  public var endpoint: String
  /// Fields asked for by `expand[]`.
  public var fields: [String]
  /// Whether a field that the server does not know may be left out; else it ends the crawl.
  public var mayDropFields: Bool
  /// Models a page.
  public var pageSize: Int
  /// Values of `filter`, all of which a model must fit.
  public var filters: [String]
  /// The owner whose models are listed; nil for all.
  public var author: String?
  /// Only models created on this day (ISO 8601) or later; nil for all.
  public var since: String?
  /// Models to ask for one by one; empty for the list.
  public var models: [String]
  /// Whether to ask for the parents of what was brought until none is missing.
  public var closure: Bool

  /// A plan for the whole list.
  public init(endpoint: String = "https://huggingface.co") {
    (self.endpoint, fields, mayDropFields, pageSize) = (endpoint, Self.defaultFields, true, 1000)
    (filters, author, since, models, closure) = ([], nil, nil, [], false)
  }

  /// What a build reads, and what tells two crawls apart.
  public static let defaultFields = [
    "baseModels", "cardData", "createdAt", "disabled", "downloads", "downloadsAllTime", "gated",
    "lastModified", "library_name",
    "likes", "pipeline_tag", "sha", "tags",
  ]

  /// The path and query of the list's first page.
  func listPath(fields: [String], isSorted: Bool) -> String {
    var items = [("limit", String(pageSize))]
    // By date the order stays while the crawl goes on: what is new comes before what was seen.
    if isSorted { items += [("sort", "createdAt"), ("direction", "-1")] }
    items += filters.map { ("filter", $0) }
    if let author { items.append(("author", author)) }
    items += fields.map { ("expand[]", $0) }
    return "/api/models?" + QueryText.joined(items)
  }

  /// The path of a page that a `Link` header names; what the header leaves out of the first page's query is added,
  /// and the server stays the one asked: a mirror may hand on its origin's links.
  func nextPath(link: String, fields: [String], isSorted: Bool) -> String? {
    guard let mark = link.firstIndex(of: "?") else { return nil }
    let query = link[link.index(after: mark)...].prefix { $0 != "#" }
    let given = query.split(separator: "&")
    func name(_ item: Substring) -> String { QueryText.decoded(item.prefix { $0 != "=" }) }
    let names = Set(given.map(name))
    let first = listPath(fields: fields, isSorted: isSorted)
    let missing = first.drop { $0 != "?" }.dropFirst().split(separator: "&").filter {
      !names.contains(name($0))
    }
    return "/api/models?" + (given + missing).map { QueryText.cleaned($0) }.joined(separator: "&")
  }

  /// The path of one model; nil for an id that no repository can have, or that would lead elsewhere.
  func modelPath(_ id: String, fields: [String]) -> String? {
    guard Self.canAsk(id) else { return nil }
    let items = fields.map { ("expand[]", $0) }
    return "/api/models/" + id + (items.isEmpty ? "" : "?" + QueryText.joined(items))
  }

  /// Whether an id may stand in the path of a request: `owner/name` or an old id without an owner.
  public static func canAsk(_ id: String) -> Bool {
    let parts = id.split(separator: "/", omittingEmptySubsequences: false)
    return (1...2).contains(parts.count)
      && parts.allSatisfy { part in
        !part.isEmpty && part != "." && part != ".." && part.utf8.count <= 200
          && part.utf8.allSatisfy(QueryText.isPlain)
      }
  }
}

/// The query of an address.
enum QueryText {
  /// Names and values percent-encoded.
  static func joined(_ items: [(String, String)]) -> String {
    items.map { encoded($0.0.utf8) + "=" + encoded($0.1.utf8) }.joined(separator: "&")
  }

  /// A name or value without its escapes.
  static func decoded(_ text: some StringProtocol) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      let digits = rest.prefix(2)
      if byte == UInt8(ascii: "%"), digits.count == 2,
        let code = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
      {
        bytes.append(code)
        rest.removeFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// An item of somebody else's query, in which only what must not stand there is encoded.
  static func cleaned(_ item: some StringProtocol) -> String {
    item.utf8.map { byte in
      isPlain(byte) || "%=+:,;@!*'()$/?~".utf8.contains(byte) ? String(Unicode.Scalar(byte)) : encoded([byte])
    }.joined()
  }

  static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
    default: false
    }
  }

  private static func encoded(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { byte in
      if isPlain(byte) { return String(Unicode.Scalar(byte)) }
      let digits = String(byte, radix: 16, uppercase: true)
      return "%" + (digits.count < 2 ? "0" : "") + digits
    }.joined()
  }
}
