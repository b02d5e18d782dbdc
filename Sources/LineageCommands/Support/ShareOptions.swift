import ArgumentParser
import LineageCore
import LineageStore

/// The flags of every command that counts shares.
struct ShareOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Count only what existed on this date.", valueName: "YYYY-MM-DD"))
  var asOf: String?
  @Option(
    help: ArgumentHelp("Noise rules to use instead of those of the database (YAML).", valueName: "file"))
  var noise: String?
  @Option(
    help: ArgumentHelp("List behind the population ‘tracked’: CSV with a column modelId.", valueName: "file"))
  var tracked: String?

  /// The facts kept by hand: those of the files named, else those that the catalog was built with.
  func basis(_ catalog: Catalog) throws -> ShareBasis {
    try ShareBasis(catalog, noiseFile: noise, trackedFile: tracked)
  }

  /// The day of `--as-of`.
  func day() throws -> Day? {
    try asOf.map { text in
      guard text.utf8.count == 10, let day = Day(text) else {
        throw CommandFailure(
          .usage, subject: "--as-of", "‘\(printable(text))’ is no date", hint: "dates are written 2025-04-09")
      }
      return day
    }
  }

  /// One graph of a catalog, as it was on the day asked for.
  func index(_ identity: Identity, of catalog: Catalog) throws -> LineageIndex {
    let index = try catalog.index(identity)
    return try day().map { index.asOf($0) } ?? index
  }

  /// Fails if a definition needs a list that was not given.
  func check(_ definition: ShareDefinition, _ knowledge: ShareKnowledge) throws {
    guard definition.population == .tracked, knowledge.tracked == nil else { return }
    throw CommandFailure(
      .usage, subject: "--tracked", "the population ‘tracked’ needs a list of models",
      hint: "give one with --tracked FILE, here or to build: a CSV table with a column modelId")
  }
}
