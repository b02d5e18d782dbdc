import Foundation
import Synchronization
import Testing

/// One site of the embedded sample, built once for all tests that only ask it. Nobody writes into it.
enum Sample {
  private static let site = Prepared(["build", "--pages", "40"])

  /// The folder that holds `site`.
  static func program() throws -> Program { try site.program() }

  /// Asks the sample.
  static func ask(_ arguments: String..., environment: [String: String] = [:]) throws -> Outcome {
    try ask(arguments, environment: environment)
  }

  /// Asks the sample.
  static func ask(_ arguments: [String], environment: [String: String] = [:]) throws -> Outcome {
    try program().run(arguments, environment: environment)
  }
}

/// A folder with a `site` that is built at most once, when it is first asked for, and removed at the end.
final class Prepared: Sendable {
  private let built: Result<Program, any Error>

  /// Builds now; declare it `static let`, which makes it wait for the first use.
  init(_ arguments: [String], rows: String = "", binary: URL? = Program.binary) {
    built = Result {
      let program = try Program()
      Leftovers.add(program)
      try program.write(rows, to: "in.jsonl")
      let outcome = try program.run(arguments + ["--quiet"], binary: binary)
      try #require(outcome.status == 0, "\(arguments): \(outcome.err)")
      return program
    }
  }

  /// The folder that holds `site`.
  func program() throws -> Program { try built.get() }

  /// Copies the site into another folder.
  func copy(to program: Program, as name: String = "site") throws {
    let outcome = try program.shell("cp -a \(try built.get().path("site")) \(name)")
    try #require(outcome.status == 0, "\(outcome.err)")
  }
}

/// Folders that are removed when the tests are over.
private enum Leftovers {
  private static let folders = Mutex<[Program]>([])

  static func add(_ program: Program) {
    folders.withLock { folders in
      if folders.isEmpty { atexit { Leftovers.remove() } }
      folders.append(program)
    }
  }

  private static func remove() {
    for program in folders.withLock({ $0 }) { program.clean() }
  }
}
