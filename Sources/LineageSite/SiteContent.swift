import LineageCore

/// Everything a site shows, as plain values. The renderer reads no file and no clock.
public struct SiteContent: Sendable {
  /// Name of the site.
  public var title = "lineage"
  /// Last day of the snapshot.
  public var snapshot: Day?
  /// Version of the program.
  public var toolVersion: String
  /// Address at which the site will be served, with a final slash; nil if it is not known. Only for canonical links.
  public var baseAddress: String?
  /// Counts of the graph that is shown.
  public var facts: Facts
  /// The families with at least one model, most derivatives first.
  public var families: [FamilySummary] = []
  /// Pairs of families that merges mix, most merges first; nil if nobody counted, and then all families are not drawn.
  public var mixes: [FamilyMix]?
  /// The models with most derivatives, in that order.
  public var topModels: [ModelSummary] = []
  /// What new models build on, in one row: the first thing the front page says.
  public var answer: ShareSeries?
  /// Shares over time, the last window first.
  public var shares: ShareSeries?
  /// The same groups under other definitions.
  public var sensitivity: SensitivityTable?
  /// Ids of the models that get a page.
  public var models: [String]
  /// The licenses that models declare, most models first.
  public var declaredLicenses: [LicenseSummary] = []
  /// Models whose label leaves out terms of a model above, most derivatives first.
  public var lostTerms: [LostTerms] = []
  /// How many such models there are.
  public var lostTermsCount = 0
  /// Published sentences that were put to the test.
  public var claims: [ClaimReport] = []
  /// Number of all derivatives of a model with a page, for the order in which a search lists what it found.
  public var derivatives: @Sendable (String) -> Int = { _ in 0 }
  /// Models that name each other as base, by the least id of each cycle.
  public var cycles: [CycleSummary] = []
  /// Everything found in the data, in the order of the report.
  public var findings: [Finding] = []
  /// The inputs that findings point into.
  public var sources: [Source] = []
  /// What is known of licenses beyond their labels.
  public var licenses = SiteLicenses()
  /// What is said of a model with these surroundings, and declared by no card. Called from any thread.
  public var reported: @Sendable (Neighbourhood) throws -> ReportedSurroundings = { _ in
    ReportedSurroundings()
  }
  /// The children of a model by relation, at most so many of each. Called from any thread.
  public var children: @Sendable (_ id: String, _ most: Int) -> [Neighbourhood.ChildGroup] = { _, _ in [] }
  /// The surroundings of a model; nil if there is no such model. Called from any thread.
  public var neighbourhood: @Sendable (String) throws -> Neighbourhood?

  /// A site of these models; everything else is empty until it is set.
  public init(
    toolVersion: String, facts: Facts, models: [String],
    neighbourhood: @escaping @Sendable (String) throws -> Neighbourhood?
  ) {
    (self.toolVersion, self.facts, self.models) = (toolVersion, facts, models)
    self.neighbourhood = neighbourhood
  }
}

/// Derivations that no card declares, on the page of one model. They are no part of its lineage.
public struct ReportedSurroundings: Sendable {
  /// About the model, its ancestors, and what was made from it.
  public var statements: [ReportedDerivation]
  /// What the picture shows instead of the declared surroundings; nil if nothing above the model is reported.
  public var drawn: Neighbourhood?

  /// Nothing, until it is set.
  public init(statements: [ReportedDerivation] = [], drawn: Neighbourhood? = nil) {
    (self.statements, self.drawn) = (statements, drawn)
  }
}

/// Shares of groups over time, under one definition.
public struct ShareSeries: Sendable {
  /// Id of the definition: a share without it means nothing.
  public var definition: String
  /// The definition in words.
  public var description: String
  /// Ids of the families, or other groups, in the order of the columns.
  public var groups: [String]
  /// One row per window.
  public var rows: [Row]
  /// Windows with fewer models are left out.
  public var fewest: Int

  /// One window of time.
  public struct Row: Sendable {
    /// `2025-04`, or `all`.
    public var window: String
    /// Models that were counted.
    public var models: Int
    /// Shares 0...1 in the order of the groups; nil where it cannot be told.
    public var shares: [Double?]
    /// The least and the greatest share that the data allow, in the order of the groups; empty if nobody worked
    /// them out.
    public var bounds: [ClosedRange<Double>?]
    /// The window is not over, or was read in part.
    public var isPartial: Bool

    /// One window of time.
    public init(
      window: String, models: Int, shares: [Double?], bounds: [ClosedRange<Double>?] = [],
      isPartial: Bool = false
    ) {
      (self.window, self.models, self.shares) = (window, models, shares)
      (self.bounds, self.isPartial) = (bounds, isPartial)
    }
  }

  /// A table under one definition.
  public init(definition: String, description: String, groups: [String], rows: [Row], fewest: Int = 1) {
    (self.definition, self.description, self.groups) = (definition, description, groups)
    (self.rows, self.fewest) = (rows, fewest)
  }
}

/// The shares of two groups under many definitions: how much depends on what is counted.
public struct SensitivityTable: Sendable {
  /// Ids of the two groups.
  public var groups: [String]
  /// Published values for them, 0...1; nil where there is none.
  public var claimed: [Double?]
  /// One row per definition.
  public var rows: [Row]

  /// One definition.
  public struct Row: Sendable {
    /// Its id.
    public var definition: String
    /// What it counts, in a few words.
    public var description: String
    /// Shares 0...1 in the order of the groups; nil where it cannot be told.
    public var shares: [Double?]
    /// Models that were counted.
    public var models: Int

    /// One definition.
    public init(definition: String, description: String, shares: [Double?], models: Int) {
      (self.definition, self.description) = (definition, description)
      (self.shares, self.models) = (shares, models)
    }
  }

  /// Definitions side by side.
  public init(groups: [String], claimed: [Double?] = [], rows: [Row]) {
    (self.groups, self.claimed, self.rows) = (groups, claimed, rows)
  }
}

/// What a site is made with: the files of `Web/`, as texts.
public struct SiteAssets: Sendable {
  /// Mustache templates by file name without its extension.
  public var templates: [String: String]
  /// The style of pages.
  public var style: String
  /// The style of pictures, which a picture that stands alone carries in itself.
  public var pictureStyle: String
  /// What charts and paths have beyond ``pictureStyle``.
  public var chartStyle: String
  /// What pages do beyond showing themselves.
  public var script: String
  /// The words of each language, as JSON.
  public var strings: [SiteLanguage: String]

  /// The texts of the files.
  public init(
    templates: [String: String], style: String, pictureStyle: String, chartStyle: String, script: String,
    strings: [SiteLanguage: String]
  ) {
    (self.templates, self.style, self.script) = (templates, Self.compacted(style), script)
    (self.pictureStyle, self.chartStyle) = (Self.compacted(pictureStyle), Self.compacted(chartStyle))
    self.strings = strings
  }
}

extension SiteAssets {
  /// A style sheet without what is there for its authors: indents, blanks and comments of whole lines. Every picture
  /// that stands alone carries one.
  static func compacted(_ style: String) -> String {
    let lines = style.split(separator: "\n").map { $0.drop { $0 == " " } }.filter { !$0.hasPrefix("/*") }
    var text = lines.map { line in line.hasSuffix("}") ? line + "\n" : line + " " }.joined()
    for (long, short) in [
      (" {", "{"), ("{ ", "{"), ("; }", "}"), (";}", "}"), (": ", ":"), ("; ", ";"), (", ", ","), ("} ", "}"),
    ] {
      text = text.replacing(long, with: short)
    }
    return text
  }
}

/// The languages of a site.
public enum SiteLanguage: String, CaseIterable, Hashable, Sendable {
  /// At the root of the site.
  case english = "en"
  /// Below `ko/`.
  case korean = "ko"

  /// Folder of its pages from the root of the site, with a final slash.
  public var folder: String { self == .english ? "" : rawValue + "/" }
}

/// A license that models declare.
public struct LicenseSummary: Sendable {
  /// The label.
  public var id: String
  /// Full name; nil if only the label is known.
  public var name: String?
  /// Its kind.
  public var mark: LicenseMark
  /// Models that declare it.
  public var models: Int
  /// Those of them with most derivatives.
  public var top: [ModelSummary]
  /// What it asks and forbids, in words.
  public var terms: [String]
  /// Where its text is: an address or a place.
  public var source: String?

  /// A license.
  public init(
    id: String, name: String? = nil, mark: LicenseMark, models: Int, top: [ModelSummary] = [],
    terms: [String] = [], source: String? = nil
  ) {
    (self.id, self.name, self.mark, self.models) = (id, name, mark, models)
    (self.top, self.terms, self.source) = (top, terms, source)
  }
}

/// A model whose label leaves out terms that reach it.
public struct LostTerms: Sendable {
  /// The model.
  public var model: ModelSummary
  /// Name of the license whose terms they are.
  public var license: String
  /// One neutral sentence.
  public var statement: String

  /// A model with what its label leaves out.
  public init(model: ModelSummary, license: String, statement: String) {
    (self.model, self.license, self.statement) = (model, license, statement)
  }
}

/// A published sentence about shares, and what the data say under each definition.
public struct ClaimReport: Sendable {
  /// What can be said of a claim under one definition, or in all.
  public enum Verdict: Hashable, Sendable {
    /// The data agree.
    case supported
    /// The data disagree.
    case refuted
    /// The data cannot tell.
    case open
  }

  /// Part of its address: lower case, digits and `-`.
  public var slug: String
  /// The sentence as published.
  public var sentence: String
  /// Who published it and when.
  public var source: String
  /// In one line what came out.
  public var summary: String
  /// One row per definition.
  public var rows: [Row]

  /// One definition.
  public struct Row: Sendable {
    /// Its id.
    public var definition: String
    /// What it counts, in a few words.
    public var description: String
    /// What the data say, in words: `47 % and 24 %`.
    public var value: String
    /// Whether that is what was claimed.
    public var verdict: Verdict

    /// One definition.
    public init(definition: String, description: String, value: String, verdict: Verdict) {
      (self.definition, self.description) = (definition, description)
      (self.value, self.verdict) = (value, verdict)
    }
  }

  /// A claim with its tests.
  public init(slug: String, sentence: String, source: String, summary: String, rows: [Row]) {
    (self.slug, self.sentence, self.source) = (slug, sentence, source)
    (self.summary, self.rows) = (summary, rows)
  }
}

/// One page of a site, before it is made.
public enum SitePage: Hashable, Sendable {
  /// Style sheets and other files that no page is needed for.
  case assets
  /// The first page.
  case front
  /// Shares over time and by definition.
  case shares
  /// All licenses that models declare.
  case licenses
  /// One license, by label.
  case license(String)
  /// Where the terms of a license got lost: a model's id and a number from 1.
  case licensePath(String, Int)
  /// All claims.
  case claims
  /// One claim, by slug.
  case claim(String)
  /// What shares, edges and signs mean.
  case definitions
  /// Where a reader looks for a model.
  case search
  /// The models of one owner, by the owner's folder.
  case owner(String)
  /// All families.
  case families
  /// One family, by id.
  case family(String)
  /// One model, by id.
  case model(String)
  /// Part of the children of one relation: a model's id, the relation, and a number from 1.
  case derivatives(String, Relation, Int)
  /// Models that name each other as base, by the least of their ids.
  case cycle(String)
  /// All rules with findings.
  case findings
  /// The findings of one rule, by its id.
  case rule(String)
  /// What a server shows for an unknown address.
  case notFound
}

/// A file of the site.
public struct SiteFile: Hashable, Sendable {
  /// Path from the root of the site, with `/`.
  public let path: String
  /// What is in it.
  public let bytes: [UInt8]

  init(_ path: String, _ text: String) { (self.path, bytes) = (path, Array(text.utf8)) }
  init(_ path: String, bytes: [UInt8]) { (self.path, self.bytes) = (path, bytes) }
}
