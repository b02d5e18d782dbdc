import ArgumentParser
import LineageCore
import LineageSite
import LineageStore

/// `lineage share`: what new models are built on, under a printed definition.
struct ShareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "share", abstract: "Shares of new derivatives, under a definition that is always printed.",
    discussion: """
      A definition has eight parts: population/noise/relations/attribution/credit/weight/group/window.
        population   uploads, derived, lm (has a language model among its ancestors), kind:image+video, tracked
        noise        all, clean (without machine, course and test uploads), without:machine+reupload
        relations    all, or ft+ad+me+qu+un
        attribution  direct, nearest, root, own; +alias follows copies, +name reads names where the record
                     ends, +reported adds derivations that no card declares
        credit       first, each or fractional
        weight       models, uploaders, downloads (30 days), downloads-all (since the Hub counts them)
        group        family, subfamily, developer, region, model, owner, license, relation
        window       all, week, month, quarter, year, 2025-04, 2025-W16, 2025-Q2, 2025, 2025-04..2025-06
      A share is printed with the least and the greatest value that is possible when declared edges are as precise and
      as complete as --precision and --recall say.
      Example: lineage share lm/all/ft+ad/root+alias/fractional/models/family/2025-05
      """)

  @Argument(help: "A definition id (default: \(ShareDefinition.standard)).")
  var definition: String?

  @Option(help: "Replaces the definition's group.")
  var group: String?
  @Option(help: "Replaces the definition's window.")
  var window: String?
  @Option(
    help: ArgumentHelp(
      "First window to print; with window all, first day or period to count.", valueName: "label"))
  var from: String?
  @Option(help: ArgumentHelp("Last window to print, or last day or period to count.", valueName: "label"))
  var to: String?
  @Option(help: "text, csv, json or svg.")
  var format: ShareFormat = .text
  @Option(help: ArgumentHelp("Text and bars: at most so many groups a window; 0 for all.", valueName: "n"))
  var limit = 10
  @Option(
    help: ArgumentHelp("Share of declared edges that are right, per cent, for the bounds.", valueName: "p"))
  var precision = 97.2
  @Option(
    help: ArgumentHelp("Share of true edges that are declared, per cent, for the bounds.", valueName: "r"))
  var recall = 68.5
  @Option(
    help: ArgumentHelp(
      "The share of this group (or several, with commas between) under every definition.", valueName: "group")
  )
  var sensitivity: String?

  @OptionGroup var share: ShareOptions
  @OptionGroup var options: CatalogOptions

  func run() throws {
    try checkLimit(limit, from: 0)
    guard let edges = DeclaredEdges(precision: precision / 100, recall: recall / 100) else {
      throw CommandFailure(
        .usage, subject: "--precision", "--precision and --recall take a number above 0 and at most 100")
    }
    let request = try ShareRequest(definition, group: group, window: window, from: from, to: to)
    let definition = request.definition
    let catalog = try options.open()
    let basis = try share.basis(catalog)
    try share.check(definition, basis.knowledge)
    if let sensitivity {
      try SensitivityRun(
        groups: sensitivity, definition: definition, basis: basis, share: share, options: options,
        format: options.json ? .json : format
      ).run()
      return
    }
    try request.checkBounds()
    let index = try share.index(definition.alias ? .resolved : .written, of: catalog)
    let table = try request.table(of: index, basis)
    let output = ShareOutput(
      table: table, snapshot: index.snapshot, edges: edges,
      asOf: try share.day(), basis: basis, isDefault: self.definition == nil || definition == .standard)
    let most = limit == 0 ? Int.max : limit
    switch options.json ? .json : format {
    case .text: Terminal.write(output.text(limit: most))
    case .svg:
      Terminal.write(
        try ShareDrawing(
          output: output, families: index.models.families, limit: most
        ).svg())
    case .csv: Terminal.write(output.csv)
    case .json: Terminal.out(output.document.text())
    }
    if table.rows.isEmpty, !options.quiet {
      let reason =
        index.snapshot == nil && definition.window != .all
        ? "; nothing in it has a date: use --window all, or build with --year"
        : table.withoutDownloads > 0 ? "; it holds no download numbers" : ""
      Terminal.error("lineage: no model of this snapshot is counted under \(definition)\(reason)")
    }
  }
}

/// How shares are written.
enum ShareFormat: String, ExpressibleByArgument, CaseIterable {
  case text, csv, json, svg
}

/// `lineage share --sensitivity`: a group under every definition of the standard axes.
private struct SensitivityRun {
  let groups: String
  let definition: ShareDefinition
  let basis: ShareBasis
  let share: ShareOptions
  let options: CatalogOptions
  let format: ShareFormat

  func run() throws {
    guard definition.group != .relation else {
      throw CommandFailure(
        .usage, subject: "--group", "‘relation’ does not depend on a definition's other parts",
        hint: "use family, subfamily, developer, region, model, owner or license")
    }
    let typed = groups.split(separator: ",").map { $0.trimmingBlanks }
    guard !typed.isEmpty, typed.allSatisfy({ !$0.isEmpty }) else {
      throw CommandFailure(.usage, subject: "--sensitivity", "--sensitivity takes a group, like qwen")
    }
    var window = definition.window
    // A series has no single share: its whole time is taken.
    if [.week, .month, .quarter, .year].contains(window) { window = .all }
    let indexes: [Identity: LineageIndex] = [
      .written: try share.index(.written, of: basis.catalog),
      .resolved: try share.index(.resolved, of: basis.catalog),
    ]
    let families = indexes[.resolved]?.models.families ?? FamilyTable()
    let names = try GroupChoice(families, axis: definition.group).ids(typed, of: "--sensitivity")
    var calculator = try basis.calculator(indexes, noise: true, tracked: true)
    if format == .svg { return try draw(names, &calculator, families, window, indexes[.resolved]?.snapshot) }
    let axes = ShareSweep.Axes(hasTracked: basis.knowledge.tracked != nil)
    let sweeps = ShareSweep.sweeps(
      &calculator, of: names, by: definition.group, windows: [window], axes: axes, workers: .cores)
    let rows = sweeps.flatMap(\.rows)
    let output = SensitivityOutput(
      rows: rows, groups: names, axis: definition.group, window: window,
      snapshot: indexes[.resolved]?.snapshot)
    switch format {
    case .text: Terminal.write(output.text)
    case .csv: Terminal.write(output.csv)
    case .json: Terminal.out(output.document.text())
    case .svg: break
    }
    guard !options.quiet else { return }
    for name in names where rows.allSatisfy({ $0.group != name || $0.mass.isZero }) {
      Terminal.error("lineage: no \(definition.group.rawValue) ‘\(printable(name))’ has any share here")
    }
    if basis.knowledge.tracked == nil {
      Terminal.error("lineage: without --tracked FILE the definitions on a tracked list are left out")
    }
  }

  /// The strip of the site: the definition asked for, and others that differ from it in one part.
  private func draw(
    _ names: [String], _ calculator: inout ShareCalculator, _ families: FamilyTable,
    _ window: ShareDefinition.Window, _ snapshot: Day?
  ) throws {
    guard names.count <= 2 else {
      throw CommandFailure(
        .usage, subject: "--sensitivity", "a picture has room for two groups, not \(names.count)",
        hint: "--format csv has any number")
    }
    var base = definition
    base.window = window
    guard let table = SensitivityTable.around(base, &calculator, groups: names) else { return }
    Terminal.write(
      try ShareDrawing.chart(snapshot, asOf: share.day()).svg(
        table, names: names.map { ShareDrawing.name($0, definition.group, families) },
        from: base.description))
  }
}

extension Substring {
  fileprivate var trimmingBlanks: String {
    var text = drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
