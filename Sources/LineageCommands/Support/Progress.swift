import Foundation

/// Says on stderr what a long command is doing: a line that moves on a terminal, one line a phase elsewhere.
final class Progress {
  private let quiet: Bool
  private var phase = ""
  private var started = ContinuousClock.now
  private var lastDrawn = ContinuousClock.now
  private var lineIsOpen = false

  init(quiet: Bool) { self.quiet = quiet }

  /// Begins a phase; the one before is over.
  func begin(_ phase: String) {
    self.phase = phase
    started = .now
    lastDrawn = .now
    if !quiet && Terminal.errorIsTerminal { draw(phase + " …") }
  }

  /// Shows how far the phase is; drawn at most ten times a second, and only on a terminal.
  func update(_ detail: @autoclosure () -> String) {
    guard !quiet, Terminal.errorIsTerminal, ContinuousClock.now - lastDrawn > .milliseconds(100) else {
      return
    }
    lastDrawn = .now
    draw(phase + "  " + detail())
  }

  /// Shows a share of a known total as a bar.
  func update(done: Int, of total: Int, _ unit: String) {
    let width = 24
    let filled = total == 0 ? width : done * width / total
    update(
      "[" + String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled) + "] "
        + "\(grouped(done)) of \(grouped(total)) \(unit)")
  }

  /// Ends the phase with what it did.
  func end(_ summary: String) {
    guard !quiet else { return }
    let elapsed = ContinuousClock.now - started
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    let line = phase + ": " + summary + String(format: "  (%.1f s)", seconds)
    if lineIsOpen { Terminal.errorPart("\r\u{1B}[K") }
    lineIsOpen = false
    Terminal.error(line)
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
