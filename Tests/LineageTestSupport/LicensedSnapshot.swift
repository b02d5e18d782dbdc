import LineageCore

/// Models with licenses drawn in a few lines of text, for tests.
public enum LicensedSnapshot {
  /// Lines `id label <- relation:parent relation:parent`; the label may be `-` for none, `?` for no card, and may be
  /// followed by `name=`, `link=` and `date=`. `~` in a word stands for a blank.
  public static func table(_ text: String) -> RecordTable {
    var table = RecordTable()
    table.sources = [Source(name: "drawn", format: .modelTable)]
    for (number, line) in text.split(separator: "\n").enumerated() where !line.hasPrefix("#") {
      let sides = line.split(separator: "<-", maxSplits: 1, omittingEmptySubsequences: false)
      let words = sides[0].split(separator: " ").map { String($0.map { $0 == "~" ? " " : $0 }) }
      guard words.count >= 2 else { continue }
      var record = Record(id: table.texts.intern(words[0]), source: 0, line: number + 1)
      record.attributes.hasCard = words[1] != "?"
      if !["-", "?"].contains(words[1]) { record.attributes.license = table.texts.intern(words[1]) }
      for word in words.dropFirst(2) {
        let value = String(word.drop { $0 != "=" }.dropFirst())
        if word.hasPrefix("name=") { record.attributes.licenseName = table.texts.intern(value) }
        if word.hasPrefix("link=") { record.attributes.licenseLink = table.texts.intern(value) }
        if word.hasPrefix("date=") { record.attributes.created = Day(value) }
      }
      let parents = sides.dropFirst().joined().split(separator: " ").map { word in
        let parts = word.split(separator: ":", maxSplits: 1)
        let words = parts[0].split(separator: "/")
        let evidence = words.count > 1 ? Evidence(word: words[1]) : nil
        return Reference(
          table.texts.intern(parts[parts.count - 1]),
          EdgeLabel(Relation(spelling: words[0]), evidence ?? .declared))
      }
      table.append(record, references: parents)
    }
    return table
  }

  /// The lines, normalised and indexed.
  public static func index(_ text: String) -> LineageIndex {
    TextSnapshot.indexed(table(text)).resolved
  }
}
