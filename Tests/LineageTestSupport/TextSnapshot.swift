import LineageCore

/// A snapshot drawn in a few lines of text, for tests.
public enum TextSnapshot {
  /// Rows `id date parents`, one a line: `u/mix 2025-05-07 merge:u/a merge:u/b`; the date may be `-`.
  ///
  /// - Parameter adjust: May say more of a row than the text can, in texts of the table.
  public static func table(
    _ text: String,
    adjust: (_ row: inout ModelAttributes, _ id: String, _ texts: inout TextTable) -> Void = {
      _, _, _ in
    }
  ) -> RecordTable {
    var table = RecordTable()
    table.sources = [Source(name: "drawn", format: .modelTable)]
    for (number, line) in text.split(separator: "\n").enumerated() {
      let words = line.split(separator: " ")
      guard words.count >= 2 else { continue }
      var record = Record(
        id: table.texts.intern(words[0]), created: Day(words[1]), source: 0, line: number + 1)
      adjust(&record.attributes, String(words[0]), &table.texts)
      let parents = words.dropFirst(2).map { word in
        let colon = word.firstIndex(of: ":") ?? word.startIndex
        let label = EdgeLabel(Relation(spelling: word[..<colon]))
        return Reference(table.texts.intern(word[word.index(after: colon)...]), label)
      }
      table.append(record, references: parents)
    }
    return table
  }

  /// The rows, normalised and indexed.
  public static func indexed(
    _ text: String, families: FamilyTable = FamilyTable(), aliases: [Alias] = []
  ) -> IndexedSnapshot {
    indexed(table(text), families: families, aliases: aliases)
  }

  /// A table, normalised and indexed.
  public static func indexed(
    _ table: RecordTable, families: FamilyTable = FamilyTable(), aliases: [Alias] = []
  ) -> IndexedSnapshot {
    let normaliser = Normaliser(aliases: AliasTable(aliases))
    return IndexBuilder.build(normaliser.normalise(table), families: families, aliases: aliases)
  }

  /// An alias without a remark.
  public static func alias(_ alias: String, _ target: String, _ reason: String = "mirror") -> Alias {
    Alias(alias: alias, target: target, reason: reason, source: "test", note: "")
  }
}
