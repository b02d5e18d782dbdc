/// What a card's front matter says besides lineage: asked for by those who read a card for its license alone.
public struct CardAnswers: Hashable, Sendable {
  /// The datasets that it names, as written; each once.
  public let datasets: [String]
  /// Its license label; several are joined by ", ".
  public let license: String?

  /// The answers of a card, Markdown with front matter; a card without front matter gives none.
  public init(card: [UInt8]) {
    let fields = card.withUnsafeBytes { bytes -> CardFields in
      let text = CardText(bytes)
      switch text.kind {
      case .frontMatter, .unterminated: return FrontMatter(text.yaml).fields
      case .bare, .errorPage: return CardFields()
      }
    }
    var seen: Set<String> = []
    datasets = fields.datasets.filter { !$0.isEmpty && seen.insert($0).inserted }
    license = fields.license
  }
}
