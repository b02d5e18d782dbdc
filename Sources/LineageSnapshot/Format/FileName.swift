import LineageCore

/// What the name of an input tells: only where the content cannot.
struct FileName {
  /// The last part of the path, without an ending that names a compression.
  private let base: String

  /// Reads a path with `/`.
  init(_ path: String) {
    var base = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
    for ending in [".gz", ".zst", ".zstd"] where base.hasSuffix(ending) { base.removeLast(ending.count) }
    self.base = base
  }

  /// Whether it is Markdown, and therefore a card.
  var isCard: Bool { base.hasSuffix(".md") || base.hasSuffix(".markdown") }

  /// Whether it is a table of deletions, `deleted_*.csv`.
  var isDeletion: Bool { base.hasPrefix("deleted_") }

  /// The period in the name of an `added_*` or `deleted_*` table.
  enum Period: Equatable {
    /// The name holds no date.
    case none
    case day(Day)
    /// The name holds month and day, and no year was given.
    case yearMissing
    /// The digits are no calendar date.
    case invalid
  }

  /// Reads `YYYY-MM-DD`, `YYYYMMDD` or `MMDD` from the end of the name; the year of the last must be given.
  func period(year: Int?) -> Period {
    guard base.hasPrefix("added_") || isDeletion else { return .none }
    let stem = base.prefix { $0 != "." }
    let isStamp: (Character) -> Bool = { ("0"..."9").contains($0) || $0 == "-" }
    let digits = stem.reversed().prefix(while: isStamp).filter { $0 != "-" }.reversed().compactMap(
      \.wholeNumberValue)
    func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
    switch digits.count {
    case 0: return .none
    case 4:
      guard let year else { return .yearMissing }
      return Day(year: year, month: number(0..<2), day: number(2..<4)).map { .day($0) } ?? .invalid
    case 8:
      return Day(year: number(0..<4), month: number(4..<6), day: number(6..<8)).map { .day($0) } ?? .invalid
    default: return .invalid
    }
  }
}
