import Foundation

/// Says on stderr what a long command is doing: a line that moves on a terminal, one line a phase elsewhere.
final class Progress {
  private let quiet: Bool
  /// What was measured so far.
  private(set) var timer: PhaseTimer
  private var phase = ""
  /// On the phase's own clock.
  private var lastDrawn = 0.0
  private var lineIsOpen = false

  init(quiet: Bool, meter: ProcessMeter = .system) {
    self.quiet = quiet
    timer = PhaseTimer(meter)
  }

  /// Begins a phase; the one before is over.
  func begin(_ phase: String) {
    self.phase = phase
    timer.begin(phase)
    lastDrawn = 0
    if !quiet && Terminal.errorIsTerminal { draw(phase + " …") }
  }

  /// Begins a part of the phase, for `--timings`.
  func part(_ name: String) { timer.beginPart(name) }

  /// Adds parts that ran beside this phase or others, for `--timings`.
  func add(_ parts: [Phase]) { timer.add(parts) }

  /// Shows how far the phase is; drawn at most ten times a second, and only on a terminal.
  func update(_ detail: @autoclosure () -> String) {
    guard !quiet, Terminal.errorIsTerminal, timer.elapsed - lastDrawn > 0.1 else { return }
    lastDrawn = timer.elapsed
    draw(phase + "  " + detail())
  }

  /// Shows a share of a known total as a bar, with the rate; the first word of the unit is what is counted.
  func update(done: Int, of total: Int, _ unit: String) {
    let width = 24
    let filled = total == 0 ? width : min(width, done * width / total)
    let noun = unit.prefix { $0 != "," }
    update(
      "[" + String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled) + "] "
        + "\(grouped(done)) of \(grouped(total)) \(unit), "
        + "\(grouped(Int(Double(done) / max(timer.elapsed, 0.001)))) \(noun)/s")
  }

  /// Ends the phase with what it did.
  func end(_ summary: String, _ handled: Handled...) {
    guard let ended = timer.end(handled), !quiet else { return }
    let rate = handled.first?.rate(over: ended.seconds) ?? ""
    note(
      phase + ": " + summary + String(format: "  (%.1f s", ended.seconds) + (rate.isEmpty ? "" : ", " + rate)
        + ")")
  }

  /// A message that stays, above the moving line.
  func note(_ message: String) {
    guard !quiet else { return }
    if lineIsOpen { Terminal.errorPart("\r\u{1B}[K") }
    lineIsOpen = false
    Terminal.error(message)
  }

  private func draw(_ text: String) {
    Terminal.errorPart("\r\u{1B}[K" + text.prefix(160))
    lineIsOpen = true
  }
}
