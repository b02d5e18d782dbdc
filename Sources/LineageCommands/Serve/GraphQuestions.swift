import LineageCore
import LineageServer
import LineageSite
import LineageStore

/// Questions about the graph: each is answered with the document that the command of the same name prints.
struct GraphQuestions: Sendable {
  let knowledge: ServedKnowledge

  var routes: [Route] {
    [
      Route(
        "search", "/api/v1/search",
        "Models whose id contains all the words, those with most derivatives first.",
        [
          Parameter("q", .text(most: 200), "Fragments of an id.", isRequired: true, example: "hermes gguf"),
          Parameter("limit", .integer(1...100), "List at most so many.", fallback: "20"),
          Parameter("offset", .integer(0...1000), "Leave out the first so many.", fallback: "0"),
        ], keys: ["query", "models"], handler: .lookUp(search)),
      Route(
        "facts", "/api/v1/facts", "Counts of the indexed graph.", [ModelQuestions.aliases],
        keys: ["models", "edges", "aliases", "sources"], handler: .lookUp(facts)),
      Route(
        "families", "/api/v1/families", "The base families, most derivatives first.",
        [
          Parameter("limit", .integer(1...1000), "List at most so many.", fallback: "100"),
          Parameter("offset", .integer(0...1000), "Leave out the first so many.", fallback: "0"),
          ModelQuestions.aliases,
        ], keys: ["families", "total"], handler: .sweep(families)),
      Route(
        "share", "/api/v1/share", "Shares of new derivatives under a definition, with bounds.",
        [
          Parameter(
            "definition", .text(most: 300), "The definition's id, eight parts with slashes between.",
            fallback: "\(ShareDefinition.standard)"),
          Parameter("from", .text(most: 10), "First window.", example: "2025-01"),
          Parameter("to", .text(most: 10), "Last window.", example: "2025-06"),
          Parameter("limit", .integer(1...100_000), "List at most so many rows.", fallback: "10000"),
          Parameter("offset", .integer(0...1_000_000), "Leave out the first so many rows.", fallback: "0"),
        ], keys: ["definition", "rows", "precision", "recall"], handler: .sweep(share)),
      Route(
        "claims", "/api/v1/claims",
        "Published claims put to the test, under the readings of their own words.",
        [
          Parameter("id", .text(most: 100), "Only the claim with this id."),
          Parameter(
            "text", .text(most: 300),
            "A claim in plain words instead: GROUP COMPARATOR NUMBER[%] of WHO [in WHEN].",
            example: "Qwen >= 40% of new language model derivatives in 2025-05"),
        ], keys: ["claims", "snapshot"], handler: .sweep(claims)),
    ]
  }

  @Sendable private func search(_ question: Question, _ served: ServedIndex) throws -> Answer {
    let page = Page(question)
    let text = question["q"] ?? ""
    let hits = try served.search(text, limit: page.end + 1)
    return Answer(
      SearchJSON(query: text, hits: Array(hits.dropFirst(page.offset).prefix(page.limit))).document,
      next: page.next(of: question, isThere: hits.count > page.end))
  }

  @Sendable private func facts(_ question: Question, _ served: ServedIndex) throws -> Answer {
    try served.withCatalog { Answer(try FactsJSON(catalog: $0, identity: question.identity).document()) }
  }

  @Sendable private func families(_ question: Question, _ served: ServedIndex) throws -> Answer {
    let page = Page(question)
    let all = try served.index(question.identity).familySummaries(top: 3, hubs: 0, releases: false)
    return Answer(
      FamiliesJSON(families: Array(all.dropFirst(page.offset).prefix(page.limit)), total: all.count).document,
      next: page.next(of: question, isThere: all.count > page.end))
  }

  @Sendable private func share(_ question: Question, _ served: ServedIndex) throws -> Answer {
    let page = Page(question)
    let request = try Problem.telling {
      let request = try ShareRequest(question["definition"], from: question["from"], to: question["to"])
      try request.checkBounds()
      return request
    }
    let index = try served.index(request.definition.alias ? .resolved : .written)
    return try served.withCatalog { catalog in
      let basis = try ShareBasis(catalog, noiseFile: nil, trackedFile: nil)
      guard request.definition.population != .tracked || basis.knowledge.tracked != nil else {
        throw Problem(
          400, "bad-request", "the population ‘tracked’ needs a list of models, which this catalog has not")
      }
      let table = try request.table(of: index, basis)
      let rows = Array(table.rows.dropFirst(page.offset).prefix(page.limit))
      return Answer(
        ShareOutput(
          table: ShareTable(
            definition: table.definition, rows: rows, noise: table.noise,
            withoutDownloads: table.withoutDownloads),
          snapshot: index.snapshot, edges: .assumed, asOf: nil, basis: basis,
          isDefault: request.definition == .standard
        ).document, next: page.next(of: question, isThere: table.rows.count > page.end))
    }
  }

  @Sendable private func claims(_ question: Question, _ served: ServedIndex) throws -> Answer {
    let resolved = try served.index(.resolved)
    let indexes = [Identity.resolved: resolved, .written: try served.index(.written)]
    let checks = try served.withCatalog { catalog in
      let all = try Knowledge.claims(catalog.knowledge(.claims) ?? Knowledge.document(.claims, nil))
      let claims = try Problem.telling {
        try ClaimChoice(text: question["text"], id: question["id"], all: all).claims(resolved.models.families)
      }
      let basis = try ShareBasis(catalog, noiseFile: nil, trackedFile: nil)
      var checker = ClaimChecker(try basis.calculator(indexes, noise: true, tracked: true))
      return checker.check(claims, wide: false)
    }
    return Answer(ClaimsOutput(checks: checks, snapshot: resolved.snapshot, showsAll: true).document)
  }
}

/// What a server knows beside the index.
struct ServedKnowledge: Sendable {
  let licenses: LicenseKnowledge
  let policy: AuditPolicy
  let words: Words
  let pictureStyle: String

  /// What is shipped inside the program.
  init() throws {
    licenses = try LicenseKnowledge(overlay: nil)
    policy = AuditPolicy()
    let assets = Embedded.siteAssets
    words = try Words(json: assets.strings[.english] ?? "")
    pictureStyle = assets.pictureStyle
  }
}
