import CEmbedded
import LineageSite

/// The files that are compiled into the program.
enum Embedded {
  /// `Graphs/families.yaml`.
  static var families: String { text("families.yaml") }
  /// `Graphs/aliases.csv`.
  static var aliases: String { text("aliases.csv") }
  /// `Graphs/noise.yaml`.
  static var noise: String { text("noise.yaml") }
  /// `Graphs/claims.yaml`.
  static var claims: String { text("claims.yaml") }
  /// `Graphs/reported.yaml`.
  static var reported: String { text("reported.yaml") }
  /// `Graphs/licenses.yaml`.
  static var licenses: String { text("licenses.yaml") }
  /// `Fixtures/sample/models.jsonl`, lent while the body runs.
  static func withSample<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try body(bytes("models.jsonl"))
  }

  /// The templates, styles and words of `Web/`.
  static var siteAssets: SiteAssets {
    var templates: [String: String] = [:]
    for file in files where name(file).hasSuffix(".mustache") {
      templates[String(name(file).dropLast(".mustache".count))] = text(name(file))
    }
    let strings = SiteLanguage.allCases.reduce(into: [SiteLanguage: String]()) {
      $0[$1] = text("strings.\($1.rawValue).json")
    }
    return SiteAssets(
      templates: templates, style: text("site.css"), pictureStyle: text("picture.css"),
      chartStyle: text("chart.css"),
      script: text("site.js"), strings: strings)
  }

  private static var files: UnsafeBufferPointer<lineage_embedded_file> {
    UnsafeBufferPointer(start: lineage_embedded_table(), count: lineage_embedded_count())
  }

  private static func name(_ file: lineage_embedded_file) -> String { String(cString: file.name) }

  private static func bytes(_ wanted: String) -> UnsafeRawBufferPointer {
    guard let file = files.first(where: { name($0) == wanted }) else {
      return UnsafeRawBufferPointer(start: nil, count: 0)
    }
    return UnsafeRawBufferPointer(start: file.bytes, count: file.count)
  }

  private static func text(_ name: String) -> String { String(decoding: bytes(name), as: UTF8.self) }
}
