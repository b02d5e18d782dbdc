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
  /// The models with most derivatives, in that order.
  public var topModels: [ModelSummary] = []
  /// What new models build on, in one row: the first thing the front page says.
  public var answer: ShareSeries?
  /// Shares over time, the last window first.
  public var shares: ShareSeries?
  /// Ids of the models that get a page.
  public var models: [String]
  /// Everything found in the data, in the order of the report.
  public var findings: [Finding] = []
  /// The inputs that findings point into.
  public var sources: [Source] = []
  /// What is known of licenses beyond their labels.
  public var licenses = LicenseKnowledge()
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

    /// One window of time.
    public init(window: String, models: Int, shares: [Double?]) {
      (self.window, self.models, self.shares) = (window, models, shares)
    }
  }

  /// A table under one definition.
  public init(definition: String, description: String, groups: [String], rows: [Row], fewest: Int = 1) {
    (self.definition, self.description, self.groups) = (definition, description, groups)
    (self.rows, self.fewest) = (rows, fewest)
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
  /// The words of one language, as JSON.
  public var strings: String

  /// The texts of the files.
  public init(templates: [String: String], style: String, pictureStyle: String, strings: String) {
    (self.templates, self.style) = (templates, style)
    (self.pictureStyle, self.strings) = (pictureStyle, strings)
  }
}

/// One page of a site, before it is made.
public enum SitePage: Hashable, Sendable {
  /// Style sheets and other files that no page is needed for.
  case assets
  /// The first page.
  case front
  /// All families.
  case families
  /// One family, by id.
  case family(String)
  /// One model, by id.
  case model(String)
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
