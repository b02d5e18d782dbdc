import LineageCore

/// The labels of licenses by the text they were written as: a snapshot writes few, and each very often.
struct LicenseMemory {
  /// What became of a written label.
  struct Outcome {
    var written: TextID?
    var label: TextID?
    var change: LicenseLabel.Change
  }

  /// By text, for any table.
  private var labels: [String: LicenseLabel] = [:]
  /// Met lately in the present table; each at the place its number gives.
  private var recent = [Outcome](repeating: Self.none, count: 64)

  private static let none = Outcome(written: nil, label: nil, change: .none)
  private static let limit = 4096

  /// The label in the Hub's spelling, interned in the table that holds the written one.
  mutating func label(written: TextID, _ texts: inout TextTable) -> Outcome {
    let place = Int(written.rawValue) & (recent.count - 1)
    if recent[place].written == written { return recent[place] }
    let text = texts[written]
    let label = labels[text] ?? LicenseLabel(written: text)
    if labels.count == Self.limit { labels.removeAll() }
    labels[text] = label
    let id = label.text == text ? written : label.text.map { texts.intern($0) }
    recent[place] = Outcome(written: written, label: id, change: label.change)
    return recent[place]
  }

  /// Goes over to another table.
  mutating func changeTable() {
    for i in recent.indices { recent[i].written = nil }
  }
}
