import Foundation
import LineageCore
import LineageSnapshot

/// What an audit is made with: licenses, policy, baseline, day.
struct AuditSetup {
  let knowledge: LicenseKnowledge
  let policy: AuditPolicy
  let baseline: Set<String>
  let day: Day

  /// - Throws: A failure with status 2 for a wrong file or day, 3 for one that cannot be read.
  init(policy: String?, overlay: String?, baseline: String?, day: String?) throws {
    knowledge = try LicenseKnowledge(overlay: overlay)
    if let policy {
      let text = try TextFile.read(policy)
      do {
        self.policy = try PolicyFile.parse(text)
      } catch {
        throw CommandFailure(.usage, subject: policy, printable("\(policy): \(error)"))
      }
    } else {
      self.policy = AuditPolicy()
    }
    self.baseline = try baseline.map { try AuditBaseline(path: $0).ids } ?? []
    if let day {
      guard day.utf8.count == 10, let given = Day(day) else {
        throw CommandFailure(.usage, subject: "--day", "‘\(printable(day))’ is not a date; write YYYY-MM-DD")
      }
      self.day = given
    } else {
      self.day = Day(daysSince1970: Int32(clamping: Int(Date().timeIntervalSince1970 / 86_400)))
    }
  }
}
