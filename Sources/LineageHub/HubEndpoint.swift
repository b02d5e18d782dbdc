import Foundation

/// The server of a Hub API: the Hub itself, or a mirror of it.
public struct HubEndpoint: Hashable, Sendable {
  /// Scheme, host and port, then the path that a mirror puts before `/api`; no slash at the end.
  public let base: URL

  /// Reads an address like `https://hub.example/mirror`.
  ///
  /// - Throws: ``HubError/invalidEndpoint(_:)``.
  public init(_ text: String) throws(HubError) {
    guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
      scheme == "https" || scheme == "http", let host = parts.host, !host.isEmpty,
      parts.user == nil, parts.password == nil, parts.query == nil, parts.fragment == nil
    else { throw .invalidEndpoint(text) }
    var clean = URLComponents()
    (clean.scheme, clean.host, clean.port) = (scheme, host, parts.port)
    clean.percentEncodedPath = String(parts.percentEncodedPath.reversed().drop { $0 == "/" }.reversed())
    guard let url = clean.url else { throw .invalidEndpoint(text) }
    base = url
  }

  /// Whether what is sent stays on this machine.
  var isLoopback: Bool {
    let host = base.host()?.trimmingCharacters(in: CharacterSet(charactersIn: "[]")).lowercased() ?? ""
    let bytes = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    return host == "localhost" || host == "::1"
      || (bytes.count == 4 && bytes[0] == 127 && !bytes.contains(nil))
  }

  /// Whether a token may be sent: encrypted, or not beyond this machine.
  public var keepsSecrets: Bool { base.scheme == "https" || isLoopback }

  /// The address of a path that begins with a slash, percent-encoded.
  func address(_ path: String) -> URL? { URL(string: base.absoluteString + path) }

  /// Whether an address is of the same scheme, host and port.
  func isOrigin(of url: URL) -> Bool {
    url.scheme?.lowercased() == base.scheme && url.host()?.lowercased() == base.host()?.lowercased()
      && Self.port(url) == Self.port(base)
  }

  private static func port(_ url: URL) -> Int { url.port ?? (url.scheme?.lowercased() == "https" ? 443 : 80) }
}
