import LineageCore

/// The dates of HTTP, RFC 9110 section 5.6.7.
enum HTTPDate {
  private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// `Sun, 06 Nov 1994 08:49:37 GMT`.
  ///
  /// - Parameter seconds: Since 1970.
  static func text(_ seconds: Int) -> String {
    let days = Int((Double(seconds) / 86_400).rounded(.down))
    let time = seconds - days * 86_400
    let civil = Day(daysSince1970: Int32(clamping: days)).civil
    let weekday = weekdays[((days % 7) + 7) % 7]
    return "\(weekday), \(two(civil.day)) \(months[civil.month - 1]) \(civil.year) "
      + "\(two(time / 3600)):\(two(time / 60 % 60)):\(two(time % 60)) GMT"
  }

  /// Seconds since 1970 of any of the three forms; nil for anything else, which a recipient ignores.
  static func seconds(_ text: String) -> Int? {
    let words = text.split { $0 == " " || $0 == "," || $0 == "-" }.map(String.init)
    // `Sun, 06 Nov 1994 08:49:37 GMT` and `Sunday, 06-Nov-94 08:49:37 GMT`
    if words.count == 6, words[5] == "GMT" { return seconds(words[1], words[2], words[3], words[4]) }
    // `Sun Nov  6 08:49:37 1994`
    if words.count == 5 { return seconds(words[2], words[1], words[4], words[3]) }
    return nil
  }

  private static func seconds(_ day: String, _ month: String, _ year: String, _ time: String) -> Int? {
    let clock = time.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard let day = Int(day), let month = months.firstIndex(of: month), var year = Int(year),
      clock.count == 3, let hour = clock[0], let minute = clock[1], let second = clock[2],
      0...23 ~= hour, 0...59 ~= minute, 0...60 ~= second
    else { return nil }
    // Two digits are the year that is not far ahead: no clock is asked, and files are younger than 1970.
    if year < 100 { year += year < 70 ? 2000 : 1900 }
    guard let date = Day(year: year, month: month + 1, day: day) else { return nil }
    return Int(date.daysSince1970) * 86_400 + hour * 3600 + minute * 60 + second
  }

  private static func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
}
