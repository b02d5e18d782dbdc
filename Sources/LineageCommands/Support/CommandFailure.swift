import Foundation
import LineageCore

/// The exit codes of every command.
enum ExitStatus: Int32, Sendable {
  /// Done, and nothing to complain about.
  case clean = 0
  /// Done, with findings at or above the fail level.
  case findings = 1
  /// Usage, configuration or output folder invalid.
  case usage = 2
  /// Input unreadable or not found: a file, a model id, a database of another version.
  case input = 3
  /// Undecidable only.
  case unknown = 4
  /// A defect of ours.
  case defect = 70
  /// Stopped by the user.
  case interrupted = 130
}

/// Ends a command early with a status, everything having been said already.
struct ExitRequest: Error {
  let status: ExitStatus
}

/// Why a command could not do what it was asked, with what the user can do about it.
struct CommandFailure: Error {
  let status: ExitStatus
  /// What it is about: a file, an id, a flag.
  let subject: String
  /// One sentence, no full stop.
  let message: String
  /// What to try; empty if there is nothing to say.
  let hint: String
  /// What may have been meant instead, the likeliest first; the hint names them too.
  let suggestions: [String]

  init(
    _ status: ExitStatus, subject: String, _ message: String, hint: String = "", suggestions: [String] = []
  ) {
    (self.status, self.subject, self.message, self.hint) = (status, subject, message, hint)
    self.suggestions = suggestions
  }

  static func usage(_ text: String) -> CommandFailure {
    CommandFailure(.usage, subject: "", text)
  }

  static func defect(_ error: any Error) -> CommandFailure {
    CommandFailure(
      .defect, subject: "", "unexpected: \(error)",
      hint: "this is a defect of lineage \(Product.version); please report the line above and the command")
  }

  /// Says it on stderr, as text or as the JSON document of the contract.
  func print(asJSON: Bool) {
    Terminal.flush()
    guard asJSON else {
      let prefix = message.hasPrefix("Error:") || message.contains("\nUsage:") ? "" : "lineage: "
      Terminal.error(prefix + message)
      if !hint.isEmpty { Terminal.error("  " + hint.split(separator: "\n").joined(separator: "\n  ")) }
      return
    }
    let document = JSONDocument.object([
      "error": .object([
        "code": .integer(Int(status.rawValue)), "subject": .string(subject), "message": .string(message),
        "hint": .string(hint),
      ])
    ])
    Terminal.error(document.text(pretty: false))
  }
}

/// - Throws: A usage failure for a `--limit` below the least one that a command takes.
func checkLimit(_ limit: Int, from least: Int) throws {
  guard limit < least else { return }
  throw CommandFailure(.usage, subject: "--limit", "--limit takes a number from \(least)")
}
