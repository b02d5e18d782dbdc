import ArgumentParser
import LineageCore
import LineageStore

/// `lineage claims`: published numbers, put to the test.
struct ClaimsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claims", abstract: "Put published claims to the test, under every reading of their words.",
    discussion: """
      Without a file the claims that the database was built with are tested: ours, or those of build --claims. A claim is supported if it holds under every reading that
      its words allow, refuted if under none; most depend, and the readings are printed with what they give. A share is
      read both of all that is counted and of the attributed part. Claims that are not about lineage (downloads, tokens)
      are held against a series of your own: --series FILE, a CSV table with date, group, value, unit, source.
      Example: lineage claims --text "Qwen >= 40% of new language model derivatives in 2025-05"
      """)

  @Argument(help: "Claims to test (YAML), instead of those of the database.")
  var file: String?

  @Option(help: "One claim in plain words: GROUP COMPARATOR NUMBER[%] of WHO [in WHEN].")
  var text: String?
  @Option(help: "Only the claim with this id.")
  var id: String?
  @Option(help: ArgumentHelp("Numbers measured elsewhere (CSV).", valueName: "file"))
  var series: String?
  @Flag(help: "Print a Markdown document.")
  var markdown = false
  @Flag(help: "Every reading, not only the first and the nearest.")
  var all = false
  @Flag(help: "Only the claims' own readings, not every definition.")
  var narrow = false
  @Flag(help: "Exit with 1 if a claim that can be tested fails under its first reading.")
  var check = false

  @OptionGroup var share: ShareOptions
  @OptionGroup var options: CatalogOptions

  func run() throws {
    let catalog = try options.open()
    let basis = try share.basis(catalog)
    let resolved = try share.index(.resolved, of: catalog)
    if text != nil, file != nil {
      throw CommandFailure(
        .usage, subject: "--text", "--text is one claim; name no file and no --id with it")
    }
    let stored = file == nil ? try catalog.knowledge(.claims) : nil
    let known = text == nil ? try Knowledge.claims(stored ?? Knowledge.document(.claims, file)) : []
    let claims = try ClaimChoice(text: text, id: id, all: known).claims(resolved.models.families)
    let indexes: [Identity: LineageIndex] = [
      .resolved: resolved, .written: try share.index(.written, of: catalog),
    ]
    var checker = ClaimChecker(
      try basis.calculator(indexes, noise: true, tracked: true), series: try Knowledge.series(series),
      workers: .cores)
    let checks = checker.check(claims, wide: !narrow)
    let output = ClaimsOutput(
      checks: checks, snapshot: resolved.snapshot, showsAll: all || id != nil || text != nil)
    if options.json {
      Terminal.out(output.document.text())
    } else {
      Terminal.write(markdown ? output.markdown : output.text)
    }
    let failed = checks.filter { $0.readings.first.map { !$0.holds } ?? false }
    if check, !failed.isEmpty {
      if !options.quiet {
        Terminal.error(
          "lineage: \(counted(failed.count, "claim")) not held up: "
            + failed.map(\.claim.id).joined(separator: ", "))
      }
      throw ExitRequest(status: .findings)
    }
  }
}

/// Which claims are meant: one in plain words, one by its id, or all.
struct ClaimChoice {
  let text: String?
  let id: String?
  let all: [Claim]

  /// - Throws: A usage failure that says what is wrong with the text, or which ids there are.
  func claims(_ families: FamilyTable) throws -> [Claim] {
    if let text {
      guard id == nil else {
        throw CommandFailure(
          .usage, subject: "--text", "--text is one claim; name no file and no --id with it")
      }
      do throws(Claim.TextError) {
        return [try Claim(text: text, families: families)]
      } catch {
        throw CommandFailure(.usage, subject: text, printable(error.message), hint: printable(error.hint))
      }
    }
    guard let id else { return all }
    let chosen = all.filter { $0.id == id }
    guard !chosen.isEmpty else {
      throw CommandFailure(
        .usage, subject: id, "no claim ‘\(printable(id))’",
        hint: "there are " + all.map(\.id).joined(separator: ", "))
    }
    return chosen
  }
}
