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

  /// Reads an id.
  ///
  /// - Throws: ``ParseError`` for the first part that is wrong.
  public init(_ id: String) throws(ParseError) {
    let parts = id.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == Self.axes.count else {
      throw ParseError(axis: nil, found: String(parts.count), allowed: Self.axes.joined(separator: "/"))
    }
    guard parts[1] == "all" else { throw ParseError(axis: "noise", found: parts[1], allowed: "all") }
    let (attribution, alias, name) = try Self.attribution(parts[3])
    self.init(
      population: try Self.population(parts[0]), relations: try Self.relations(parts[2]),
      attribution: attribution, alias: alias, name: name,
      credit: try Self.word(parts[4], "credit"), weight: try Self.word(parts[5], "weight"),
      group: try Self.word(parts[6], "group"), window: try Self.window(parts[7]))
  }

  private static func word<Axis: RawRepresentable & CaseIterable>(
    _ text: String, _ axis: String
  ) throws(ParseError) -> Axis where Axis.RawValue == String {
    guard let value = Axis(rawValue: text) else {
      throw ParseError(
        axis: axis, found: text, allowed: Axis.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return value
  }

  private static func population(_ text: String) throws(ParseError) -> Population {
    switch text {
    case "uploads": return .uploads
    case "derived": return .derived
    case "lm": return .languageModels
    default:
      let words = text.hasPrefix("kind:") ? text.dropFirst(5).split(separator: "+") : []
      let kinds = words.compactMap { FamilyKind(rawValue: String($0)) }
      guard !kinds.isEmpty, kinds.count == words.count else {
        let all = FamilyKind.allCases.map(\.rawValue).joined(separator: ", ")
        throw ParseError(
          axis: "population", found: text,
          allowed: "uploads, derived, lm, or kind: with one or more of \(all), joined by +")
      }
      return .kinds(Set(kinds))
    }
  }

  private static func relations(_ text: String) throws(ParseError) -> [Relation] {
    if text == "all" { return relationOrder }
    let words = text.split(separator: "+", omittingEmptySubsequences: false)
    let found = words.compactMap { word in relationOrder.first { $0.code == String(word) } }
    guard found.count == words.count else {
      let codes = relationOrder.compactMap(\.code).joined(separator: ", ")
      throw ParseError(
        axis: "relations", found: text, allowed: "all, or one or more of \(codes), joined by +")
    }
    return found
  }

  private static func attribution(
    _ text: String
  ) throws(ParseError) -> (Attribution, alias: Bool, name: Bool) {
    let words = text.split(separator: "+", omittingEmptySubsequences: false).map(String.init)
    let evidence = words.dropFirst()
    guard let attribution = words.first.flatMap(Attribution.init(rawValue:)),
      evidence.allSatisfy({ $0 == "alias" || $0 == "name" })
    else {
      throw ParseError(
        axis: "attribution", found: text, allowed: "direct, nearest or root, then optionally +alias and +name"
      )
    }
    return (attribution, evidence.contains("alias"), evidence.contains("name"))
  }

  private static func window(_ text: String) throws(ParseError) -> Window {
    switch text {
    case "all": return .all
    case "month": return .month
    case "week": return .week
    default:
      guard isMonth(text) || isWeek(text) else {
        throw ParseError(
          axis: "window", found: text,
          allowed: "all, month, week, one month (2025-04) or one ISO week (2025-W16)")
      }
      return .only(text)
    }
  }

  private static func isMonth(_ text: String) -> Bool {
    text.utf8.count == 7 && Day(text + "-01") != nil
  }

  private static func isWeek(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count == 4, parts[0].utf8.allSatisfy({ (48...57).contains($0) }),
      parts[1].utf8.count == 3, parts[1].first == "W", let week = Int(parts[1].dropFirst())
    else { return false }
    return (1...53).contains(week)
  }
}
