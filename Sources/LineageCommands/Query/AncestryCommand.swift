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
      no card stands under it with its grade, date and source; a picture draws it dotted. A product that is no model,
      such as "Cursor Composer 2", is answered by what is reported of it.
      Example: lineage ancestry Steelskull/L3.3-MS-Nevoria-70b
      """)

  @Argument(
    help: "The model: owner/name, in any letter case, its address on the Hub, or the name of a product.")
  var model: String

  @Option(help: "text, json, dot, svg or markdown.")
  var format: AncestryFormat = .text

  @OptionGroup var walk: WalkOptions
  @OptionGroup var identity: IdentityOptions
  @OptionGroup var options: CatalogOptions

  func run() throws {
    let catalog = try options.open()
    let statements = try ReportedStatements(catalog)
    let limits = try walk.limits()
    let lookup = ModelLookup(catalog: catalog, identity: identity.identity, quiet: options.quiet)
    switch try lookup.find(model, or: statements.all) {
    case .model(let found):
      let index = try catalog.indexAbove([found.row], in: identity.identity)
      try write(
        index.ancestry(of: try node(found, index), limits: limits), limits, catalog, statements
      ) {
        let index = try statements.indexAbove(found, identity.identity)
        return index.neighbourhood(of: try node(found, index))
      }
    case .product(let product):
      let index = try statements.declaredAbove(product, identity.identity)
      try write(
        index.ancestry(of: product, limits: limits), limits, catalog, statements, product: product
      ) {
        Neighbourhood(try statements.indexAbove(product, identity.identity).ancestry(of: product))
      }
    }
  }

  private func node(_ found: Resolution, _ index: LineageIndex) throws -> NodeID {
    guard let node = index.models.find(found.id) else {
      throw CommandFailure(
        .input, subject: found.id, "\(found.id) is not in its own ancestry", hint: "rebuild the database")
    }
    return node
  }

  /// In the form asked for; a picture shows what is reported as a dotted line that says so.
  private func write(
    _ ancestry: Ancestry, _ limits: WalkLimits, _ catalog: Catalog, _ statements: ReportedStatements,
    product: ReportedProduct? = nil, drawing neighbourhood: () throws -> Neighbourhood
  ) throws {
    let reported = (product?.statements ?? []) + ancestry.reported(among: statements.all, limits: limits)
    switch options.json ? .json : format {
    case .text:
      let notes = try FindingNote.all(on: ancestry, of: catalog)
      Terminal.write(
        AncestryText(
          ancestry: ancestry, limits: limits, notes: notes, reported: reported, width: Terminal.width,
          product: product
        ).text)
    case .json:
      Terminal.out(
        AncestryJSON(
          ancestry: ancestry, notes: try FindingNote.all(on: ancestry, of: catalog), reported: reported,
          product: product
        ).document.text())
    case .markdown:
      Terminal.write(
        AncestryMarkdown(
          ancestry: ancestry, limits: limits, notes: try FindingNote.all(on: ancestry, of: catalog),
          reported: reported, product: product
        ).text)
    case .dot: Terminal.write(try picture(neighbourhood(), catalog).dot())
    case .svg:
      Terminal.write(
        try picture(neighbourhood(), catalog).svg(style: Embedded.siteAssets.pictureStyle))
    }
  }

  private func picture(_ neighbourhood: Neighbourhood, _ catalog: Catalog) throws -> LineagePicture {
    let words = try Words(json: Embedded.siteAssets.strings[.english] ?? "")
    return LineagePicture(
      of: neighbourhood, style: PictureStyle(words: words, snapshot: catalog.meta.snapshot)
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
