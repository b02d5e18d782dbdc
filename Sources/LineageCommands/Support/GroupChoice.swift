import LineageCore

/// Groups as a user types them.
struct GroupChoice {
  private let names: GroupNames?
  private let axis: ShareDefinition.Group

  /// Only families, sub-families, developers and regions are known by name; any other group is taken as typed.
  init(_ families: FamilyTable, axis: ShareDefinition.Group) {
    self.axis = axis
    names = GroupNames.named.contains(axis) ? GroupNames(families, axes: [axis]) : nil
  }

  /// The ids of groups by their ids or names.
  ///
  /// - Throws: A usage failure for the first that nobody knows, with what may have been meant.
  func ids(_ typed: [String], of flag: String) throws -> [String] {
    guard let names else { return typed }
    return try typed.map { text in
      if let found = names.find(text) { return found.id }
      if ShareTable.unattributed.contains(text) { return text }
      let similar = names.suggestions(for: text)
      throw CommandFailure(
        .usage, subject: flag, "‘\(printable(text))’ is no \(axis.rawValue) that is known",
        hint: similar.isEmpty
          ? "`lineage share --limit 0` lists those of the data"
          : "did you mean " + similar.joined(separator: ", "),
        suggestions: similar)
    }
  }
}
