extension ShareDefinition {
  /// Which dates are counted, and in how many tables.
  public enum Window: Hashable, Sendable {
    case all, week, month, quarter, year
    /// One ``Period``, by its label.
    case only(String)
    /// From the first day of one period to the last day of another; nil for no bound. At least one is there.
    case between(String?, String?)
  }

  /// A stretch of days with a label: `2025`, `2025-Q2`, `2025-04`, `2025-W16` or `2025-04-09`.
  public struct Period: Hashable, Sendable {
    /// The first and the last day.
    public let days: ClosedRange<Day>
    /// How long it is.
    public let unit: Unit

    /// The length of a period.
    public enum Unit: String, Sendable { case day, week, month, quarter, year }

    /// Reads a label; nil if there is no such period. Weeks are those of ISO 8601, from Monday.
    public init?(_ label: String) {
      let parts = label.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
      guard let first = parts.first, first.utf8.count == 4, let year = Self.number(first), year > 0 else {
        return nil
      }
      if parts.count == 1 {
        self.init(.year, Day(year: year, month: 1, day: 1), Day(year: year, month: 12, day: 31))
      } else if parts.count == 3 {
        guard label.utf8.count == 10, let day = Day(label) else { return nil }
        self.init(.day, day, day)
      } else if parts.count == 2, parts[1].hasPrefix("Q") {
        guard parts[1].utf8.count == 2, let quarter = Self.number(parts[1].dropFirst()), 1...4 ~= quarter
        else {
          return nil
        }
        self.init(.quarter, Day(year: year, month: quarter * 3 - 2, day: 1), Self.lastDay(year, quarter * 3))
      } else if parts.count == 2, parts[1].hasPrefix("W") {
        guard parts[1].utf8.count == 3, let week = Self.number(parts[1].dropFirst()), 1...53 ~= week,
          let fourth = Day(year: year, month: 1, day: 4)
        else { return nil }
        // The first week of a year holds its fourth day.
        let monday = fourth.daysSince1970 - ((fourth.daysSince1970 + 3) % 7 + 7) % 7 + Int32(week - 1) * 7
        self.init(.week, Day(daysSince1970: monday), Day(daysSince1970: monday + 6))
      } else if parts.count == 2, parts[1].utf8.count == 2, let month = Self.number(parts[1]) {
        self.init(.month, Day(year: year, month: month, day: 1), Self.lastDay(year, month))
      } else {
        return nil
      }
    }

    private init?(_ unit: Unit, _ first: Day?, _ last: Day?) {
      guard let first, let last else { return nil }
      (self.unit, days) = (unit, first...last)
    }

    private static func number(_ text: some StringProtocol) -> Int? {
      text.utf8.allSatisfy { (48...57).contains($0) } ? Int(text) : nil
    }

    private static func lastDay(_ year: Int, _ month: Int) -> Day? {
      (28...31).reversed().lazy.compactMap { Day(year: year, month: month, day: $0) }.first
    }
  }
}

extension ShareDefinition.Window: CustomStringConvertible {
  /// The part of the id.
  public var description: String {
    switch self {
    case .all: "all"
    case .week: "week"
    case .month: "month"
    case .quarter: "quarter"
    case .year: "year"
    case .only(let label): label
    case .between(let from, let to): (from ?? "") + ".." + (to ?? "")
    }
  }

  /// The label of the table a date belongs to; nil if it is in none. Without a date a model is only in `all`.
  public func label(_ day: Day?) -> String? {
    if self == .all { return "all" }
    guard let day else { return nil }
    switch self {
    case .all: return "all"
    case .week: return day.weekLabel
    case .month: return day.monthLabel
    case .quarter: return String(day.monthLabel.prefix(5)) + "Q" + String((day.civil.month + 2) / 3)
    case .year: return String(day.monthLabel.prefix(4))
    case .only, .between: return days.contains(day) ? description : nil
    }
  }

  /// The days it counts.
  public var days: ClosedRange<Day> {
    let always = Day(daysSince1970: .min)...Day(daysSince1970: .max)
    switch self {
    case .all, .week, .month, .quarter, .year: return always
    case .only(let label): return ShareDefinition.Period(label)?.days ?? always
    case .between(let from, let to):
      let first = from.flatMap { ShareDefinition.Period($0)?.days.lowerBound } ?? always.lowerBound
      let last = to.flatMap { ShareDefinition.Period($0)?.days.upperBound } ?? always.upperBound
      return first...max(first, last)
    }
  }
}

/// Sorts dates into the tables of a window; a label is made once, not once a model.
struct WindowSorter {
  private let window: ShareDefinition.Window
  private var tableOfDay: [Day: Int32] = [:]
  private(set) var labels: [String] = []

  init(_ window: ShareDefinition.Window) {
    self.window = window
    if window == .all { labels = ["all"] }
  }

  /// The table of a date; nil if it is in none.
  mutating func table(_ day: Day?) -> Int? {
    if window == .all { return 0 }
    guard let day else { return nil }
    if let known = tableOfDay[day] { return known < 0 ? nil : Int(known) }
    guard let label = window.label(day) else {
      tableOfDay[day] = -1
      return nil
    }
    let number = labels.firstIndex(of: label) ?? labels.count
    if number == labels.count { labels.append(label) }
    tableOfDay[day] = Int32(number)
    return number
  }
}
