import Testing

@testable import LineageCore

@Suite struct DayTests {
  @Test(arguments: [("1970-01-01", 0), ("2000-02-29", 11016), ("2025-04-09", 20187), ("1969-12-31", -1)])
  func countsDaysSince1970(text: String, days: Int) throws {
    let day = try #require(Day(text))
    #expect(Int(day.daysSince1970) == days)
    #expect(day.description == text)
  }

  @Test(arguments: [
    "2025-02-29", "2025-13-01", "2025-00-10", "2025-4-9", "20250409", "", "2025-04-09x", "2025/04/09",
  ])
  func refusesWhatIsNoDate(text: String) {
    #expect(Day(text) == nil)
  }

  @Test(arguments: [
    ("2025-04-16", "2025-W16"), ("2024-12-30", "2025-W01"), ("2027-01-01", "2026-W53"),
    ("2023-01-01", "2022-W52"),
  ])
  func namesTheISOWeek(text: String, week: String) throws {
    #expect(try #require(Day(text)).weekLabel == week)
  }

  @Test func roundTripsEveryDayOfFourCenturies() throws {
    for days in stride(from: Int32(-60_000), to: 90_000, by: 1) {
      let (year, month, day) = Day(daysSince1970: days).civil
      #expect(Day(year: year, month: month, day: day)?.daysSince1970 == days)
    }
  }
}
