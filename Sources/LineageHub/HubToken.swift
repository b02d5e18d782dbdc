/// The secret that a Hub knows a user by. It shows itself nowhere but in the header of a request.
public struct HubToken: Sendable {
  private let secret: String

  /// Nil for a text that cannot be a token: empty, or with blanks or other characters that a header does not hold.
  public init?(_ text: String) {
    guard !text.isEmpty, text.utf8.allSatisfy({ (33...126).contains($0) }) else { return nil }
    secret = text
  }

  /// What the `Authorization` header says.
  var header: String { "Bearer " + secret }

  /// A text of the server's without the token, should it quote it.
  func removed(from text: String) -> String { text.replacing(secret, with: "[token]") }
}

extension HubToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Not the token.
  public var description: String { "[token]" }
  /// Not the token.
  public var debugDescription: String { "[token]" }
  /// Nothing.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
