import LineageCore
import LineageGraph
import LineageServer
import LineageSite
import LineageStore

/// Questions about one model: each is answered with the document that the command of the same name prints.
struct ModelQuestions: Sendable {
  let knowledge: ServedKnowledge

  /// The routes, each with the id as one segment and as two.
  var routes: [Route] {
    Self.pair(
      "model", "", "One model: what it declares, its parents, and how much was made from it.",
      keys: ["model", "ghost", "license", "parents", "children", "descendants"], .lookUp(model))
      + Self.pair(
        "ancestry", "/ancestry", "What a model is built on, across every hop.",
        [
          Parameter("depth", .integer(1...1000), "Go so many steps and no further."),
          Parameter(
            "relations", .words(Relation.readingOrder.map(\.word)), "Only these relations.",
            example: "finetune,merge"),
          Parameter(
            "min_evidence", .word(Self.evidence), "Only edges known at least so well, from the best on."),
        ], keys: ["model", "parents", "ancestors", "roots", "cycle", "truncated", "findings"],
        .lookUp(ancestry))
      + Self.pair(
        "descendants", "/descendants", "How much was made from a model, directly and at any distance.",
        [
          Parameter("limit", .integer(0...1000), "List so many.", fallback: "20"),
          Parameter("offset", .integer(0...100_000), "Leave out the first so many.", fallback: "0"),
          Parameter("direct", .flag, "List direct derivatives only.", fallback: "false"),
        ], keys: ["model", "direct", "transitive", "by_relation", "top"], .lookUp(descendants))
      + Self.pair(
        "path", "/path", "All shortest ways between two models, with the relation of each hop.",
        [
          Parameter(
            "to", .text(most: Self.longestID), "The other model; the order does not matter.",
            isRequired: true,
            example: "meta-llama/Llama-3.1-8B"),
          Parameter("limit", .integer(1...1000), "List at most so many ways.", fallback: "100"),
        ], keys: ["from", "to", "length", "total", "paths"], .lookUp(path))
      + Self.pair(
        "audit", "/audit", "Whose license terms reach a model, and which its label drops.",
        [Parameter("day", .day, "The day on which waivers are judged; without one none holds.")],
        keys: ["model", "declared", "concluded", "verdict", "findings"], .lookUp(audit))
      + Self.pair(
        "impact", "/impact", "Who is affected if a model vanishes or changes its license.",
        [Parameter("limit", .integer(0...1000), "List so many owners and models.", fallback: "20")],
        keys: ["model", "affected", "direct", "dependent", "owners", "top"], .sweep(impact))
      + Self.pair(
        "picture", "/lineage.svg", "The lineage of a model as a picture.",
        contentType: "image/svg+xml; charset=utf-8",
        .drawing(picture))
  }

  /// Where the picture of a page is drawn that was not built: segments of a path for those of another.
  static func drawing(_ segments: [String]) -> [String]? {
    guard segments.count == 4, segments[0] == "m", segments[3] == "lineage.svg",
      let id = SiteAddress(owner: segments[1], name: segments[2]).id
    else { return nil }
    return ["api", "v1", "models", id, "lineage.svg"]
  }

  private static let root = "/api/v1/models"
  private static let longestID = 512
  private static let evidence = Evidence.allCases.sorted { ($0.grade, $1.word) > ($1.grade, $0.word) }.map(
    \.word)
  static let aliases = Parameter(
    "aliases", .flag, "Follow known copies and former names to the original.", fallback: "true")

  private static func pair(
    _ name: String, _ ending: String, _ summary: String, _ parameters: [Parameter] = [],
    contentType: String = "application/json", keys: [String] = [], _ handler: Route.Handler
  ) -> [Route] {
    let owner = Parameter(
      "owner", in: .path, .text(most: longestID), "The part before the slash.", example: "NousResearch")
    let last = Parameter(
      "name", in: .path, .text(most: longestID), "The part behind it.", example: "Hermes-3-Llama-3.1-8B")
    let whole = Parameter(
      "id", in: .path, .text(most: longestID), "A whole id; its slash, if it has one, is written %2F.",
      example: "gpt2")
    let others = parameters + [aliases]
    return [
      Route(
        name, root + "/{owner}/{name}" + ending, summary, [owner, last] + others, contentType: contentType,
        keys: keys, handler: handler),
      Route(
        name + "ById", root + "/{id}" + ending, summary, [whole] + others, contentType: contentType,
        keys: keys,
        handler: handler),
    ]
  }

  private static func id(_ question: Question) -> String {
    question["id"] ?? (question["owner"] ?? "") + "/" + (question["name"] ?? "")
  }

  private static func find(_ question: Question, _ id: String, _ catalog: Catalog) throws -> Resolution {
    try Problem.telling {
      try ModelLookup(catalog: catalog, identity: question.identity, quiet: true).find(id)
    }
  }

  /// A model and everything above it.
  private func above(_ question: Question, _ catalog: Catalog) throws -> (index: LineageIndex, node: NodeID) {
    let found = try Self.find(question, Self.id(question), catalog)
    let index = try catalog.indexAbove([found.row], in: question.identity)
    guard let node = index.find(found.id) else { throw Problem.unknown(found.id) }
    return (index, node)
  }

  @Sendable private func model(_ question: Question, _ served: ServedIndex) throws -> Answer {
    try served.withCatalog { catalog in
      let (index, node) = try above(question, catalog)
      return Answer(AncestryJSON(ancestry: index.ancestry(of: node), notes: [], reported: []).modelDocument)
    }
  }

  @Sendable private func ancestry(_ question: Question, _ served: ServedIndex) throws -> Answer {
    try served.withCatalog { catalog in
      let (index, node) = try above(question, catalog)
      let limits = try Problem.telling {
        try WalkLimits(
          depth: question["depth"].flatMap { Int($0) }, relations: question["relations"],
          minEvidence: question["min_evidence"])
      }
      let ancestry = index.ancestry(of: node, limits: limits)
      let notes = try FindingNote.all(on: ancestry, of: catalog)
      let reported = ancestry.reported(among: try ReportedStatements(catalog).all, limits: limits)
      return Answer(AncestryJSON(ancestry: ancestry, notes: notes, reported: reported).document)
    }
  }

  @Sendable private func descendants(_ question: Question, _ served: ServedIndex) throws -> Answer {
    try served.withCatalog { catalog in
      let found = try Self.find(question, Self.id(question), catalog)
      let page = Page(question)
      let descent = try catalog.descent(
        of: found.row, in: question.identity, direct: question.flag("direct"), limit: page.end)
      let all = question.flag("direct") ? descent.direct : descent.transitive
      return Answer(
        DescendantsJSON(
          model: found, descent: descent,
          reported: try ReportedStatements(catalog).below(found, question.identity),
          offset: page.offset
        ).document,
        next: page.next(of: question, isThere: all > page.end))
    }
  }

  @Sendable private func path(_ question: Question, _ served: ServedIndex) throws -> Answer {
    try served.withCatalog { catalog in
      let ends = try [Self.id(question), question["to"] ?? ""].map { try Self.find(question, $0, catalog) }
      let index = try catalog.indexAbove(ends.map(\.row), in: question.identity)
      guard let a = index.find(ends[0].id), let b = index.find(ends[1].id) else {
        throw Problem.unknown(ends[0].id)
      }
      return Answer(
        PathJSON(paths: index.paths(between: a, and: b, limit: question.integer("limit"))).document)
    }
  }

  @Sendable private func audit(_ question: Question, _ served: ServedIndex) throws -> Answer {
    try served.withCatalog { catalog in
      let (index, node) = try above(question, catalog)
      let auditor = ModelAuditor(
        index, table: knowledge.licenses.table, policy: knowledge.policy,
        day: question["day"].flatMap { Day($0) })
      return Answer(
        AuditJSON(reports: [auditor.audit(node)], knowledgeVersion: knowledge.licenses.version).document)
    }
  }

  @Sendable private func impact(_ question: Question, _ served: ServedIndex) throws -> Answer {
    let found = try served.withCatalog { try Self.find(question, Self.id(question), $0) }
    let limit = question.integer("limit")
    let impact = try served.index(question.identity).impact(
      of: NodeID(Int(found.row.rawValue)), owners: limit, top: limit)
    return Answer(ImpactOutput(impact: impact).document)
  }

  @Sendable private func picture(_ question: Question, _ served: ServedIndex) throws -> Answer {
    let (found, children) = try served.withCatalog { catalog in
      let found = try Self.find(question, Self.id(question), catalog)
      let direct = try catalog.descent(
        of: found.row, in: question.identity, direct: true, limit: Self.mostChildren)
      let rows = try direct.top.compactMap { try catalog.resolve($0.id, in: question.identity)?.row }
      return (found, direct.direct > rows.count ? nil : rows)
    }
    // A few children are looked up with what is above them; for many the whole graph is there to count them.
    let index =
      if let children {
        try served.withCatalog { try $0.indexAbove([found.row] + children, in: question.identity) }
      } else {
        try served.index(question.identity)
      }
    guard let node = index.find(found.id) else { throw Problem.unknown(found.id) }
    let picture = LineagePicture(
      of: index.neighbourhood(of: node), style: PictureStyle(words: knowledge.words, snapshot: index.snapshot)
    ) { HubAddress.ofModel($0) }
    return Answer(try picture.svg(style: knowledge.pictureStyle))
  }

  private static let mostChildren = 200
}

extension Question {
  /// The graph that is asked.
  var identity: Identity { flag("aliases") ? .resolved : .written }
}

/// A part of a list.
struct Page {
  let offset: Int
  let limit: Int
  /// How many are needed to fill it.
  var end: Int { offset + limit }

  init(_ question: Question) {
    (offset, limit) = (question.integer("offset"), question.integer("limit"))
  }

  /// The address of the part that follows.
  func next(of question: Question, isThere: Bool) -> String? {
    isThere && limit > 0 ? question.address(with: ["offset": String(end), "limit": String(limit)]) : nil
  }
}

extension Problem {
  static func unknown(_ id: String) -> Problem {
    Problem(404, "unknown-model", "no model \(printable(id)) in this snapshot")
  }

  /// Runs what a command runs; what it says to a user at a terminal becomes a problem.
  static func telling<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let failure as CommandFailure {
      switch failure.status {
      case .usage: throw Problem(400, "bad-request", failure.message, hint: failure.hint)
      case .input:
        throw Problem(
          404, "unknown-model", failure.message,
          hint: failure.suggestions.isEmpty ? "/api/v1/search lists the ids that contain a text" : "",
          suggestions: failure.suggestions)
      default: throw failure
      }
    }
  }
}
