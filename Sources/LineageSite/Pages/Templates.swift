import Mustache

/// The templates of `Web/`, read once.
struct Templates: Sendable {
  private let library: MustacheLibrary

  /// - Throws: ``SiteError/invalidAsset(name:detail:)`` for one that Mustache cannot read.
  init(_ texts: [String: String]) throws(SiteError) {
    var library = MustacheLibrary()
    for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
      do {
        try library.register(text, named: name)
      } catch {
        throw .invalidAsset(name: name + ".mustache", detail: "\(error)")
      }
    }
    self.library = library
  }

  /// - Throws: ``SiteError/invalidAsset(name:detail:)`` if there is no such template.
  func render(_ name: String, _ view: View) throws(SiteError) -> Markup {
    guard let text = library.render(view, withTemplate: name) else {
      throw .invalidAsset(name: name + ".mustache", detail: "missing")
    }
    return Markup(trusted: text)
  }
}
