/// One value of a series that somebody else measured: downloads, tokens of a router, users.
public struct SeriesPoint: Hashable, Sendable {
  /// The day it is for; the last of a period.
  public let date: Day
  /// What it belongs to: a family, a developer, a region.
  public let group: String
  /// How much.
  public let value: Double
  /// Of what: `percent`, `downloads`, `models`, `tokens`.
  public let unit: String
  /// Where it can be read.
  public let source: String

  /// A value with its unit and source.
  public init(date: Day, group: String, value: Double, unit: String, source: String) {
    (self.date, self.group, self.value, self.unit, self.source) = (date, group, value, unit, source)
  }
}
