extension Words {
  /// The same words as markup: for sentences whose places are filled with markup.
  var escaped: Words { Words(texts: texts.mapValues { Markup($0).text }) }

  /// All phrases as values for templates, by key.
  var view: View {
    View(texts.reduce(into: [:]) { $0[$1.key.rawValue] = .text($1.value) })
  }
}
