import Foundation
import LineageCore

/// What `--timings` tells: the phases of a command with their times, as a table or as JSON.
struct Timings {
  let phases: [Phase]
  let total: Phase

  init(_ timer: PhaseTimer) { (phases, total) = (timer.phases, timer.total) }

  /// The table, a line each; parts stand indented under their phase.
  var lines: [String] {
    var columns = TextColumns([.left, .right, .right, .right, .left, .right, .right])
    columns.add(["phase", "seconds", "cpu", "share", "handled", "rate", "peak so far"])
    for phase in phases {
      columns.add(row(phase))
      for part in phase.parts { columns.add(row(part, indent: "  ")) }
    }
    columns.add(row(total))
    return columns.lines()
  }

  private func row(_ phase: Phase, indent: String = "") -> [String] {
    let share = total.seconds > 0 ? phase.seconds / total.seconds * 100 : 0
    return [
      indent + phase.name, String(format: "%.2f", phase.seconds),
      phase.cpuSeconds.map { String(format: "%.2f", $0) } ?? "beside",
      phase.cpuSeconds == nil ? "" : String(format: "%.0f %%", share),
      phase.handled.map(\.text).joined(separator: ", "),
      phase.handled.first?.rate(over: phase.seconds) ?? "", Handled(phase.peakBytes, .bytes).text,
    ]
  }

  /// One object a phase, the total last.
  var document: JSONDocument { .array((phases + [total]).map(Self.object)) }

  /// To the microsecond.
  private static func rounded(_ seconds: Double) -> JSONDocument { .number((seconds * 1e6).rounded() / 1e6) }

  private static func object(_ phase: Phase) -> JSONDocument {
    var members: [String: JSONDocument] = [
      "phase": .string(phase.name), "seconds": rounded(phase.seconds),
      "peak_bytes": .integer(phase.peakBytes),
    ]
    if let cpu = phase.cpuSeconds { members["cpu_seconds"] = rounded(cpu) }
    for handled in phase.handled { members[handled.unit.rawValue] = .integer(handled.count) }
    if !phase.parts.isEmpty { members["parts"] = .array(phase.parts.map(object)) }
    return .object(members)
  }
}
