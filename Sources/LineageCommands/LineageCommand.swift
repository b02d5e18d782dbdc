import ArgumentParser
import Foundation
import LineageStore

/// The command line: a table of commands, and the one place where an outcome becomes an exit code.
public struct LineageCommand: AsyncParsableCommand {
  /// What `--help` shows.
  public static let configuration = CommandConfiguration(
    commandName: "lineage",
    abstract:
      "What is this model built on, whose license terms reach it, and what does the ecosystem build on?",
    discussion: """
      Start with `lineage build`: without input it indexes the embedded sample into ./site.

        lineage build                                  # or: lineage build models.jsonl.zst
        lineage ancestry NousResearch/Hermes-3-Llama-3.1-8B
        lineage share
      """,
    version: Product.version,
    subcommands: [
      BuildCommand.self, FactsCommand.self, AncestryCommand.self, DescendantsCommand.self, PathCommand.self,
      ShareCommand.self, SeriesCommand.self, ClaimsCommand.self, AuditCommand.self, LicensesCommand.self,
      SearchCommand.self, DoctorCommand.self, ImpactCommand.self, DiffCommand.self, FetchCommand.self,
      ScanCommand.self,
      ExportCommand.self, ServeCommand.self, ManualCommand.self, LayoutsCommand.self,
    ])

  /// Made by the argument parser.
  public init() {}

  /// Parses the process's arguments, runs the command and ends the process with its exit code.
  public static func run() async -> Never {
    Terminal.treatWriteSignalsAsErrors()
    do {
      if CommandLine.arguments.dropFirst().elementsEqual(["--version"]) {
        let knowledge = try Knowledge()
        Terminal.out("\(Product.version) (knowledge \(knowledge.version))")
        Terminal.flush()
        Foundation.exit(ExitStatus.clean.rawValue)
      }
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      Terminal.flush()
      Foundation.exit(ExitStatus.clean.rawValue)
    } catch {
      Foundation.exit(report(error).rawValue)
    }
  }

  private static func report(_ error: any Error) -> ExitStatus {
    if let status = (error as? ExitRequest)?.status {
      Terminal.flush()
      return status
    }
    if let failure = error as? CommandFailure {
      failure.print(asJSON: CommandLine.arguments.contains("--json"))
      return failure.status
    }
    if let failure = error as? StoreError {
      let failure = CommandFailure(.input, subject: "", "\(failure)")
      failure.print(asJSON: CommandLine.arguments.contains("--json"))
      return failure.status
    }
    // What is left is the argument parser's own: help and version go to stdout, mistakes to stderr.
    let text = fullMessage(for: error)
    guard exitCode(for: error) != .success else {
      Terminal.out(text)
      Terminal.flush()
      return .clean
    }
    if error is CleanExit || !isUsage(error) {
      let defect = CommandFailure.defect(error)
      defect.print(asJSON: CommandLine.arguments.contains("--json"))
      return defect.status
    }
    CommandFailure.usage(text).print(asJSON: CommandLine.arguments.contains("--json"))
    return .usage
  }

  private static func isUsage(_ error: any Error) -> Bool {
    exitCode(for: error) == .validationFailure
  }
}

/// What this program is.
enum Product {
  static let name = "lineage"
  static let version = "0.1.0"
}
