import Foundation
import LineageHub

/// Shows how far a crawl is and when it will be done.
final class FetchMeter {
  private let progress: Progress
  private let recordsBefore: Int
  private let started = ContinuousClock.now

  /// A meter for a crawl that has so many records from earlier runs.
  init(progress: Progress, recordsBefore: Int) {
    (self.progress, self.recordsBefore) = (progress, recordsBefore)
  }

  /// Shows a report of the crawler; a fault stays on the screen.
  func show(_ report: CrawlProgress) {
    if let fault = report.fault {
      progress.note("\(printable(fault)); again in \(Self.duration(report.waiting))")
    } else if report.waiting >= 1 {
      progress.update(
        "\(grouped(report.records)) records; the server wants a rest of \(Self.duration(report.waiting))")
    } else {
      progress.update(text(report))
    }
  }

  private func text(_ report: CrawlProgress) -> String {
    let elapsed = ContinuousClock.now - started
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    let rate = seconds > 0 ? Double(report.records - recordsBefore) / seconds : 0
    var parts = ["\(grouped(report.records)) records, \(grouped(Int(rate)))/s"]
    if let models = report.models {
      parts.append("\(grouped(models.done)) of \(grouped(models.known)) models asked for")
    }
    if let left = Self.secondsLeft(report, rate: rate) { parts.append("\(Self.duration(left)) left") }
    if let left = report.requestsLeft { parts.append("\(grouped(left)) requests before a rest") }
    return parts.joined(separator: "; ")
  }

  /// Seconds to the end at the rate so far; nil where the end is not known.
  static func secondsLeft(_ report: CrawlProgress, rate: Double) -> Double? {
    guard rate > 0 else { return nil }
    if let models = report.models { return Double(models.known - models.done) / rate }
    return report.total.map { Double(max(0, $0 - report.records)) / rate }
  }

  /// `45 s`, `3 min`, `2 h 05 min`.
  static func duration(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded(.up))
    if whole < 120 { return "\(whole) s" }
    if whole < 7200 { return "\((whole + 30) / 60) min" }
    return String(format: "%d h %02d min", whole / 3600, whole % 3600 / 60)
  }
}
