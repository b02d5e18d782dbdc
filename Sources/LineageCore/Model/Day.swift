/// A calendar date in the proleptic Gregorian calendar, without a time or a zone.
///
/// Stored as days since 1970-01-01. Conversions follow Howard Hinnant, "chrono-compatible low-level date
/// algorithms" (days_from_civil, civil_from_days).
public struct Day: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01; negative before.
  public let daysSince1970: Int32

  /// The date that many days after 1970-01-01.
  public init(daysSince1970: Int32) { self.daysSince1970 = daysSince1970 }

  /// The date, or nil if there is no such day (month 13, 30 February).
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Self.length(month, year)
    else { return nil }
    let y = month <= 2 ? year - 1 : year
    let era = y / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    daysSince1970 = Int32(era * 146_097 + dayOfEra - 719_468)
  }

  /// Reads `2025-04-09`, with or without a time after it (`2025-04-09T10:00:00.000Z`, `2025-04-09 10:00:00+00:00`).
  public init?(_ text: some StringProtocol) {
    var copy = String(text)
    guard let day = copy.withUTF8({ Day(utf8: UnsafeRawBufferPointer($0)) }) else { return nil }
    self = day
  }

  /// The same for bytes; used by the readers, which never make a string for a date.
  public init?(utf8 bytes: UnsafeRawBufferPointer) {
    func digits(_ range: Range<Int>) -> Int? {
      var value = 0
      for i in range {
        guard case 48...57 = bytes[i] else { return nil }
        value = value * 10 + Int(bytes[i] - 48)
      }
      return value
    }
    guard bytes.count >= 10, bytes[4] == 45, bytes[7] == 45,
      bytes.count == 10 || bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
      let year = digits(0..<4), let month = digits(5..<7), let day = digits(8..<10)
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Year, month 1...12, day 1...31.
  public var civil: (year: Int, month: Int, day: Int) {
    let z = Int(daysSince1970) + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let mp = (5 * dayOfYear + 2) / 153
    let month = mp < 10 ? mp + 3 : mp - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * mp + 2) / 5 + 1)
  }

  /// ISO 8601 week: the week of the year that holds this week's Thursday.
  public var isoWeek: (year: Int, week: Int) {
    let weekday = ((Int(daysSince1970) + 3) % 7 + 7) % 7  // Monday 0
    let thursday = Day(daysSince1970: daysSince1970 + Int32(3 - weekday))
    let year = thursday.civil.year
    let start = Day(year: year, month: 1, day: 1)?.daysSince1970 ?? thursday.daysSince1970
    return (year, Int(thursday.daysSince1970 - start) / 7 + 1)
  }

  /// `2025-04`.
  public var monthLabel: String {
    let (year, month, _) = civil
    return Self.padded(year, 4) + "-" + Self.padded(month, 2)
  }

  /// `2025-W16`.
  public var weekLabel: String {
    let (year, week) = isoWeek
    return Self.padded(year, 4) + "-W" + Self.padded(week, 2)
  }

  /// The Hub's clock starts here: a record dated this very second is older than the clock (2022-03-02T23:29:04Z).
  public static let hubEpochText = "2022-03-02T23:29:04"

  /// The earlier day comes first.
  public static func < (a: Day, b: Day) -> Bool { a.daysSince1970 < b.daysSince1970 }

  private static func length(_ month: Int, _ year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }

  private static func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension Day: CustomStringConvertible {
  /// `2025-04-09`.
  public var description: String {
    let (_, _, day) = civil
    return monthLabel + "-" + (day < 10 ? "0" : "") + String(day)
  }
}
