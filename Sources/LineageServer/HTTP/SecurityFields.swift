import HTTPTypes

/// Fields that every answer carries: nothing is loaded from elsewhere, nothing is framed, no type is guessed.
enum SecurityFields {
  static func add(to fields: inout HTTPFields) {
    // A picture carries its style, and that alone.
    let isPicture = fields[.contentType]?.hasPrefix("image/svg+xml") == true
    fields[.contentSecurityPolicy] = isPicture ? pictures : pages
    fields[.xContentTypeOptions] = "nosniff"
    fields[.crossOriginResourcePolicy] = "same-origin"
    for field in others { fields.append(field) }
  }

  /// As the pages' own words in their heads, and what only a header can say.
  private static let pages =
    "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
  private static let pictures = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"

  /// Those without a name in the library.
  private static let others = [
    ("Referrer-Policy", "no-referrer"), ("X-Frame-Options", "DENY"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
  ].compactMap { name, value in HTTPField.Name(name).map { HTTPField(name: $0, value: value) } }
}
