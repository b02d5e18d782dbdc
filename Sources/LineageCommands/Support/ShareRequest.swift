import LineageCore

/// A definition with the windows that are wanted of it.
struct ShareRequest {
  let definition: ShareDefinition
  private let from: String?
  private let to: String?

  /// - Parameters:
  ///   - text: The definition's id; nil for the standard one.
  ///   - group: Replaces its group.
  ///   - window: Replaces its window.
  ///   - from: First window; with the window `all`, first day or period to count.
  ///   - to: Last window, or last day or period.
  /// - Throws: A usage failure that names the wrong part.
  init(
    _ text: String?, group: String? = nil, window: String? = nil, from: String? = nil, to: String? = nil
  ) throws {
    (self.from, self.to) = (from, to)
    do throws(ShareDefinition.ParseError) {
      let base =
        try text.map { text throws(ShareDefinition.ParseError) in try ShareDefinition(text) } ?? .standard
      // Going through the id gives the replaced parts the same words and the same errors as the others.
      var parts = base.description.split(separator: "/").map(String.init)
      if let group { parts[6] = group }
      if let window { parts[7] = window }
      if parts[7] == "all", from != nil || to != nil { parts[7] = (from ?? "") + ".." + (to ?? "") }
      definition = try ShareDefinition(parts.joined(separator: "/"))
    } catch {
      throw CommandFailure(
        .usage, subject: text ?? group ?? window ?? "", error.message,
        hint: "for example: \(ShareDefinition.standard)")
    }
  }

  /// - Throws: A usage failure for a bound that is not of the same kind as the windows: a week among months would drop
  ///   rows without a word.
  func checkBounds() throws {
    try check(from, of: "--from")
    try check(to, of: "--to")
  }

  /// The shares of the windows wanted.
  ///
  /// - Throws: What reading the catalog's marks throws.
  func table(of index: LineageIndex, _ basis: ShareBasis) throws -> ShareTable {
    var calculator = try basis.calculator(
      [index.identity: index], noise: definition.noise != .all, tracked: definition.population == .tracked)
    let table = calculator.table(definition)
    let rows = table.rows.filter { row in
      if case .between = definition.window { return true }
      return (from.map { $0 <= row.window } ?? true) && (to.map { row.window <= $0 } ?? true)
    }
    return ShareTable(
      definition: definition, rows: rows, noise: table.noise, withoutDownloads: table.withoutDownloads)
  }

  private func check(_ bound: String?, of flag: String) throws {
    guard let bound else { return }
    if case .between = definition.window { return }
    let example =
      switch definition.window {
      case .week: "an ISO week, like 2025-W16"
      case .month: "a month, like 2025-04"
      case .quarter: "a quarter, like 2025-Q2"
      case .year: "a year, like 2025"
      case .all, .only, .between: ""
      }
    guard !example.isEmpty else {
      throw CommandFailure(
        .usage, subject: flag, "\(flag) cannot bound the one window \(definition.window)",
        hint: "use --window all, week, month, quarter or year")
    }
    guard ShareDefinition.Period(bound)?.unit.rawValue == definition.window.description else {
      throw CommandFailure(.usage, subject: flag, "\(flag) takes \(example), not ‘\(printable(bound))’")
    }
  }
}
