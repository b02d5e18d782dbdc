import Mustache

/// Values for one template. Every text in it is escaped when it is put in, because templates print as they are.
struct View: MustacheParent, Sendable, ExpressibleByDictionaryLiteral {
  enum Value: Sendable {
    case markup(Markup)
    case flag(Bool)
    case view(View)
    case list([View])

    /// Nothing: the section is left out.
    case none

    /// A text, escaped here and now.
    static func text(_ text: String) -> Value { .markup(Markup(text)) }

    /// A text, or nothing.
    static func optional(_ text: String?) -> Value { text.map { .text($0) } ?? .none }
  }

  fileprivate var fields: [String: Value]

  init(_ fields: [String: Value]) { self.fields = fields }
  init(dictionaryLiteral elements: (String, Value)...) {
    fields = elements.reduce(into: [:]) { $0[$1.0] = $1.1 }
  }

  /// The value as Mustache wants it; nil is an absent section.
  func child(named name: String) -> Any? {
    switch fields[name] {
    case .markup(let markup): markup.text
    case .flag(let flag): flag
    case .view(let view): view
    case .list(let views): views
    case nil, .some(.none): nil
    }
  }
}

extension View {
  /// The fields by name.
  var sortedFields: [(key: String, value: Value)] { fields.sorted { $0.key < $1.key } }

  /// The value of a field; a write replaces it.
  subscript(name: String) -> Value {
    get { fields[name] ?? .none }
    set { fields[name] = newValue }
  }
}
