import ArgumentParser
import LineageCore
import LineageGraph
import LineageSite
import LineageStore

/// `lineage ancestry`: everything a model is built on.
struct AncestryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ancestry", abstract: "What a model is built on, across every hop.",
    discussion: """
      Each line names a parent of the line above it: relation, id, license, evidence. What is reported and declared by
      no card stands under it with its grade, date and source; a picture draws it dotted.
      Example: lineage ancestry Steelskull/L3.3-MS-Nevoria-70b
      """)

  @Argument(help: "The model: owner/name, in any letter case, or its address on the Hub.")
  var model: String

  @Option(help: "text, json, dot, svg or markdown.")
  var format: AncestryFormat = .text

  @OptionGroup var walk: WalkOptions
  @OptionGroup var identity: IdentityOptions
  @OptionGroup var options: CatalogOptions

  func run() throws {
    let catalog = try options.open()
    let found = try ModelLookup(catalog: catalog, identity: identity.identity, quiet: options.quiet).find(
      model)
    let index = try catalog.indexAbove([found.row], in: identity.identity)
    guard let node = index.models.find(found.id) else {
      throw CommandFailure(
        .input, subject: found.id, "\(found.id) is not in its own ancestry", hint: "rebuild the database")
    }
    let limits = try walk.limits()
    let ancestry = index.ancestry(of: node, limits: limits)
    let statements = try ReportedStatements(catalog)
    let reported = statements.above(ancestry, limits)
    switch options.json ? .json : format {
    case .text:
      let notes = try FindingNote.all(on: ancestry, of: catalog)
      Terminal.write(
        AncestryText(
          ancestry: ancestry, limits: limits, notes: notes, reported: reported, width: Terminal.width
        ).text)
    case .json:
      Terminal.out(
        AncestryJSON(
          ancestry: ancestry, notes: try FindingNote.all(on: ancestry, of: catalog), reported: reported
        ).document.text())
    case .markdown:
      Terminal.write(
        AncestryMarkdown(
          ancestry: ancestry, limits: limits, notes: try FindingNote.all(on: ancestry, of: catalog),
          reported: reported
        ).text)
    case .dot: Terminal.write(try picture(statements, found).dot())
    case .svg: Terminal.write(try picture(statements, found).svg(style: Embedded.siteAssets.pictureStyle))
    }
  }

  /// With what is reported, as a dotted line that says so.
  private func picture(_ statements: ReportedStatements, _ model: Resolution) throws -> LineagePicture {
    let index = try statements.indexAbove(model, identity.identity)
    guard let node = index.models.find(model.id) else {
      throw CommandFailure(
        .input, subject: model.id, "\(model.id) is not in its own ancestry", hint: "rebuild the database")
    }
    let words = try Words(json: Embedded.siteAssets.strings[.english] ?? "")
    return LineagePicture(
      of: index.neighbourhood(of: node), style: PictureStyle(words: words, snapshot: index.snapshot)
    ) { HubAddress.ofModel($0) }
  }
}

/// How an ancestry is written.
enum AncestryFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json, dot, svg, markdown
}

/// The flags that limit a walk.
struct WalkOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Go so many steps and no further.", valueName: "n"))
  var depth: Int?

  @Option(help: "Only these relations, joined by commas: finetune, adapter, merge, quantized, ...")
  var relations: String?

  @Option(
    help:
      "Only edges known at least so well: declared, detected, documented, admitted, reported, inferred, alleged."
  )
  var minEvidence: String?

  /// - Throws: A usage failure that lists the right words.
  func limits() throws -> WalkLimits {
    try WalkLimits(depth: depth, relations: relations, minEvidence: minEvidence)
  }
}

extension WalkLimits {
  /// Limits as they are typed.
  ///
  /// - Throws: A usage failure that lists the right words.
  init(depth: Int?, relations: String?, minEvidence: String?) throws {
    if let depth, depth < 1 {
      throw CommandFailure(.usage, subject: "--depth", "--depth takes a number from 1, not \(depth)")
    }
    self.init(depth: depth)
    if let relations {
      self.relations = Set(
        try relations.split(separator: ",").map { word in
          let relation = Relation(spelling: word)
          guard relation != .unspecified || word.lowercased() == "unspecified" else {
            throw CommandFailure(
              .usage, subject: "--relations", "‘\(word)’ is no relation",
              hint: "relations: " + Relation.readingOrder.map(\.word).joined(separator: ", "))
          }
          return relation
        })
    }
    if let minEvidence {
      guard let evidence = Evidence(word: minEvidence) else {
        throw CommandFailure(
          .usage, subject: "--min-evidence", "‘\(minEvidence)’ is no evidence",
          hint: "from the best: "
            + Evidence.allCases.sorted { $0.grade > $1.grade }.map(\.word).joined(separator: ", "))
      }
      minimumEvidence = evidence
    }
  }
}
