import Foundation
import LineageCore
import LineageGraph
import Testing

@testable import LineageSite

/// A small site with everything a page can show: every lineage of ``PictureFixture`` in one snapshot.
struct SiteFixture {
  let renderer: SiteRenderer
  let files: [SiteFile]

  init(baseAddress: String? = nil) throws {
    let renderer = try SiteRenderer(
      content: Self.content(baseAddress: baseAddress), assets: Repository.assets())
    self.renderer = renderer
    let korean = try SiteRenderer(
      content: Self.content(baseAddress: baseAddress), assets: Repository.assets(), language: .korean)
    files =
      try renderer.pages().flatMap { try renderer.render($0) }
      + korean.pages().flatMap { try korean.render($0) }
  }

  /// The text of a file of the site.
  func text(_ path: String) throws -> String {
    String(decoding: try #require(files.first { $0.path == path }).bytes, as: UTF8.self)
  }

  static func content(baseAddress: String? = nil) throws -> SiteContent {
    var snapshot = Fixture()
    for fixture in PictureFixture.allCases where fixture != .clique { _ = fixture.add(to: &snapshot) }
    snapshot.model("maker/hub-7b", license: "mit")
    snapshot.edge("maker/hub-7b", .finetune, "maker/Hub-7B-Base")
    let index = snapshot.index()
    let present = index.graph.nodes.filter { !index.isGhost($0) && index.graph.hasEdges($0) }
    var content = SiteContent(
      toolVersion: "0.1.0", facts: facts(index),
      models: present.map { index.models.id($0) }.filter { $0 != "user-1/Hub-7B-child-number-1" }
    ) { id in index.find(id).map { index.neighbourhood(of: $0) } }
    content.baseAddress = baseAddress
    content.snapshot = index.snapshot
    content.cycles = index.cycleSummaries([["ring/A", "ring/B", "ring/C"]])
    content.children = { id, most in index.find(id).map { index.children(of: $0, top: most) } ?? [] }
    content.topModels = index.mostDerived(present, limit: 10).map(index.summary)
    content.families = [family(index)]
    content.answer = ShareSeries(
      definition: "lm/ft/2025-06", description: "Finetunes of language models <by> family",
      groups: ["hub", "llama"], rows: [.init(window: "2025-06", models: 1234, shares: [0.4731, 0.1])])
    content.shares = ShareSeries(
      definition: "lm/ft/month", description: "Finetunes of language models by family",
      groups: ["hub", "llama"],
      rows: [
        .init(window: "2025-07", models: 40, shares: [0.4731, nil]),
        .init(window: "2025-06", models: 1234, shares: [0.5, 0]),
      ], fewest: 20)
    content.shares?.rows[1].bounds = [0.3...0.7, nil]
    content.shares?.rows[0].bounds = [0.2...0.8, nil]
    content.shares?.rows[0].isPartial = true
    content.sensitivity = SensitivityTable(
      groups: ["hub", "llama"], claimed: [0.4, 0.15],
      rows: [
        .init(definition: "lm/ft/all", description: "Finetunes <alone>", shares: [0.45, 0.16], models: 900),
        .init(definition: "lm/me/all", description: "Merges alone", shares: [0.058, nil], models: 90),
      ])
    content.declaredLicenses = [
      LicenseSummary(
        id: "apache-2.0", name: "Apache License 2.0", mark: .permissive, models: 3,
        top: content.families[0].top, terms: ["keep notices"], source: "section 4"),
      LicenseSummary(id: "</style><b>&amp;\"", mark: .unknown, models: 1),
    ]
    content.claims = [
      ClaimReport(
        slug: "hub-40", sentence: "Over 40 % of new models are built on Hub.", source: "A report, 2025",
        summary: "It holds under 1 of 2 definitions.",
        rows: [
          .init(definition: "lm/ft/all", description: "Finetunes", value: "45 %", verdict: .supported),
          .init(definition: "lm/me/all", description: "Merges", value: "6 %", verdict: .refuted),
        ])
    ]
    let path = try ["maker/Root-7B", "maker/Left-7B", "maker/Both-7B"].map {
      index.summary(try #require(index.find($0)))
    }
    let steps = zip(path, [LicenseStep.Status.starts, .dropped, .omits]).enumerated().map { i, step in
      LicenseStep(model: step.0, edge: i == 0 ? nil : EdgeLabel(.finetune), status: step.1)
    }
    let trail = LicenseTrail(
      verdict: .dropped, inherited: ["MIT License"],
      drops: [
        LicenseDrop(
          license: "MIT License", licenseID: "mit", source: "the text", statement: "Left-7B states <none>.",
          fix: "license: mit", path: steps, pathCount: 2)
      ])
    content.licenses = SiteLicenses(trail: { id in
      switch id {
      case "maker/Both-7B": trail
      case "maker/Left-7B": LicenseTrail(verdict: .undecided, unknownAncestors: 1)
      case "maker/Right-7B": LicenseTrail(verdict: .complete)
      default: nil
      }
    })
    let said = try statement()
    content.reported = { around in
      around.subject.id == "maker/Both-7B" ? ReportedSurroundings(statements: [said]) : ReportedSurroundings()
    }
    content.lostTerms = [
      LostTerms(model: path[2], license: "MIT License", statement: "Left-7B states <none>.")
    ]
    content.sources = [Source(name: "models.jsonl", format: .hubRecords)]
    content.findings = [
      Finding(
        .selfLoop, subject: PictureFixture.hostileID, detail: "names <itself> & more",
        fix: "remove \"base_model\"",
        at: SourceLocation(source: 0, line: 7)),
      Finding(.cycle, subject: "ring/A", detail: "ring/A → ring/B → ring/C → ring/A"),
    ]
    return content
  }

  private static func statement() throws -> ReportedDerivation {
    ReportedDerivation(
      id: "said", child: .init(name: "Both", model: "maker/Both-7B"), maker: "Maker <&> Co",
      parent: .init(name: "\"Base\" <of> somebody"), relation: .finetune, grade: .alleged, status: .open,
      part: .component, date: try #require(Day("2025-05-06")), source: "https://example.org/?a=1&b=\"2\"",
      note: "Some <say> so.")
  }

  private static func facts(_ index: LineageIndex) -> Facts {
    var facts = Facts()
    facts.models = index.models.count
    facts.edges = index.graph.edgeCount
    return facts
  }

  private static func family(_ index: LineageIndex) -> FamilySummary {
    var family = FamilySummary(id: "hub", name: "Hub & Co")
    let ids = ["maker/Hub-7B", "maker/Hub-7B-Base"]
    family.developer = "Maker"
    family.models = 2
    family.derivatives = 80
    family.top = ids.compactMap { index.find($0) }.map(index.summary)
    family.roots = family.top.suffix(1)
    family.links = [FamilyLink(child: ids[0], parent: ids[1], label: EdgeLabel(.finetune))]
    family.byRelation = [RelationCount(.finetune, 8), RelationCount(.adapter, 4)]
    family.subfamilies = [
      SubfamilySummary(
        id: "hub1", developer: "Maker", region: "KR", kind: "language", models: 2, derivatives: 80)
    ]
    return family
  }
}
