extension ShareDefinition {
  /// A definition id that could not be read: which part is wrong, and what it may say.
  public struct ParseError: Error, Hashable, Sendable {
    /// Name of the axis; nil when the number of parts is wrong.
    public let axis: String?
    /// What was written there.
    public let found: String
    /// What is allowed there.
    public let allowed: String

    /// One sentence for a person.
    public var message: String {
      guard let axis else { return "a definition has eight parts, \(allowed); this one has \(found)" }
      return "‘\(found)’ is no \(axis); allowed: \(allowed)"
    }
  }

  /// The names of the eight axes, in order.
  public static let axes = [
    "population", "noise", "relations", "attribution", "credit", "weight", "group", "window",
  ]

  /// What each part may say, in the order of ``axes``.
  public static let allowed: [String] = [
    "uploads, derived, lm, tracked, or kind: with one or more of \(joined(FamilyKind.self)), joined by +",
    "all, clean, or without: with one or more of \(joined(NoiseClass.self)), joined by +",
    "all, or one or more of \(relationOrder.compactMap(\.code).joined(separator: ", ")), joined by +",
    "direct, nearest, root or own, then optionally +alias, +name and +reported",
    joined(Credit.self), joined(Weight.self), joined(Group.self),
    """
    all, week, month, quarter, year, one period (2025, 2025-Q2, 2025-04, 2025-W16, 2025-04-09), \
    or two with .. between them
    """,
  ]

  private static func joined<Word: CaseIterable & RawRepresentable>(_: Word.Type) -> String
  where Word.RawValue == String {
    Word.allCases.map(\.rawValue).joined(separator: ", ")
  }

  /// Reads an id.
  ///
  /// - Throws: ``ParseError`` for the first part that is wrong.
  public init(_ id: String) throws(ParseError) {
    let parts = id.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == Self.axes.count else {
      throw ParseError(axis: nil, found: String(parts.count), allowed: Self.axes.joined(separator: "/"))
    }
    let population = try Self.population(parts[0])
    let noise = try Self.noise(parts[1])
    let relations = try Self.relations(parts[2])
    let evidence = parts[3].split(separator: "+", omittingEmptySubsequences: false).map(String.init)
    let words = Set(evidence.dropFirst())
    guard let attribution = Attribution(rawValue: evidence[0]),
      words.isSubset(of: ["alias", "name", "reported"])
    else { throw Self.wrong(3, parts[3]) }
    self.init(
      population: population, noise: noise, relations: relations, attribution: attribution,
      alias: words.contains("alias"), name: words.contains("name"), reported: words.contains("reported"),
      credit: try Self.word(4, parts[4]), weight: try Self.word(5, parts[5]),
      group: try Self.word(6, parts[6]),
      window: try Window(parts[7]))
  }

  fileprivate static func wrong(_ part: Int, _ found: String) -> ParseError {
    ParseError(axis: axes[part], found: found, allowed: allowed[part])
  }

  private static func word<Axis: RawRepresentable>(
    _ part: Int, _ text: String
  ) throws(ParseError) -> Axis where Axis.RawValue == String {
    guard let value = Axis(rawValue: text) else { throw wrong(part, text) }
    return value
  }

  private static func population(_ text: String) throws(ParseError) -> Population {
    switch text {
    case "uploads": return .uploads
    case "derived": return .derived
    case "lm": return .languageModels
    case "tracked": return .tracked
    default: return .kinds(try list(0, text, after: "kind:"))
    }
  }

  private static func noise(_ text: String) throws(ParseError) -> Noise {
    switch text {
    case "all": return .all
    case "clean": return .clean
    default:
      let classes: Set<NoiseClass> = try list(1, text, after: "without:")
      return classes.count == NoiseClass.allCases.count ? .clean : .without(classes)
    }
  }

  private static func list<Word: RawRepresentable & Hashable>(
    _ part: Int, _ text: String, after prefix: String
  ) throws(ParseError) -> Set<Word> where Word.RawValue == String {
    guard text.hasPrefix(prefix) else { throw wrong(part, text) }
    let words = text.dropFirst(prefix.count).split(separator: "+", omittingEmptySubsequences: false)
    let found = words.compactMap { Word(rawValue: String($0)) }
    guard found.count == words.count else { throw wrong(part, text) }
    return Set(found)
  }

  private static func relations(_ text: String) throws(ParseError) -> [Relation] {
    if text == "all" { return relationOrder }
    let words = text.split(separator: "+", omittingEmptySubsequences: false)
    let found = words.compactMap { word in relationOrder.first { $0.code == String(word) } }
    guard found.count == words.count else { throw wrong(2, text) }
    return found
  }
}

extension ShareDefinition.Window {
  /// Reads the last part of an id.
  public init(_ text: String) throws(ShareDefinition.ParseError) {
    switch text {
    case "all": self = .all
    case "week": self = .week
    case "month": self = .month
    case "quarter": self = .quarter
    case "year": self = .year
    default:
      if ShareDefinition.Period(text) != nil {
        self = .only(text)
        return
      }
      let ends = text.components(around: "..")
      guard let (from, to) = ends, !(from.isEmpty && to.isEmpty) else { throw ShareDefinition.wrong(7, text) }
      let periods = [from, to].filter { !$0.isEmpty }.map { ShareDefinition.Period($0) }
      let first = periods.first.flatMap { $0 }
      let last = periods.last.flatMap { $0 }
      guard let first, let last, first.days.lowerBound <= last.days.upperBound else {
        throw ShareDefinition.wrong(7, text)
      }
      self = .between(from.isEmpty ? nil : from, to.isEmpty ? nil : to)
    }
  }
}

extension String {
  /// The texts before and after the only place where a separator stands; nil if there is none.
  func components(around separator: String) -> (String, String)? {
    let bytes = Array(utf8)
    let wanted = Array(separator.utf8)
    guard let at = bytes.indices.first(where: { bytes[$0...].starts(with: wanted) }) else { return nil }
    let (before, after) = (bytes[..<at], bytes[(at + wanted.count)...])
    return (String(decoding: before, as: UTF8.self), String(decoding: after, as: UTF8.self))
  }
}
