import LineageCore

/// What is known of the terms that reach one model, as plain values: the renderer decides nothing about licenses.
public struct LicenseTrail: Sendable {
  /// What can be said of the model's own label.
  public enum Verdict: Hashable, Sendable {
    /// A term that applies is missing from a label.
    case dropped
    /// No label on the way lacks a term.
    case complete
    /// The label of an ancestor is unknown, so nothing can be said.
    case undecided
  }

  /// What can be said of the model's own label.
  public var verdict: Verdict
  /// Names of the licenses whose terms reach the model.
  public var inherited: [String]
  /// Ancestors whose label is unknown.
  public var unknownAncestors: Int
  /// Terms that got lost on the way, the gravest first.
  public var drops: [LicenseDrop]

  /// What is known of one model.
  public init(
    verdict: Verdict, inherited: [String] = [], unknownAncestors: Int = 0, drops: [LicenseDrop] = []
  ) {
    (self.verdict, self.inherited) = (verdict, inherited)
    (self.unknownAncestors, self.drops) = (unknownAncestors, drops)
  }
}

/// A license whose terms reach a model while a label on the way leaves them out.
public struct LicenseDrop: Sendable {
  /// Name of the license, for readers.
  public var license: String
  /// Its id, which leads to its page; nil if it has none.
  public var licenseID: String?
  /// Where its text says so: a clause, a link.
  public var source: String?
  /// One neutral sentence about what the labels say.
  public var statement: String
  /// The lines of a card that would state the terms; nil if none would.
  public var fix: String?
  /// From the model whose license it is to the model that the page is about.
  public var path: [LicenseStep]
  /// Whether labels on the way state the license, in another version.
  public var isOtherVersion: Bool { !path.contains { $0.status == .dropped } }
  /// Shortest paths that exist.
  public var pathCount: Int

  /// A dropped license with one path.
  public init(
    license: String, licenseID: String? = nil, source: String? = nil, statement: String, fix: String? = nil,
    path: [LicenseStep], pathCount: Int = 1
  ) {
    (self.license, self.licenseID, self.source) = (license, licenseID, source)
    (self.statement, self.fix, self.path, self.pathCount) = (statement, fix, path, pathCount)
  }
}

/// One model of a license's way.
public struct LicenseStep: Sendable {
  /// What its label says of the term.
  public enum Status: String, Hashable, Sendable {
    /// Its own license states the term.
    case starts
    /// The label states it.
    case carries
    /// The label names another version of the same license.
    case otherVersion
    /// No label is known; the term applies all the same.
    case unknown
    /// The first label without it.
    case dropped
    /// A later label without it.
    case omits
  }

  /// The model.
  public var model: ModelSummary
  /// How it was made from the step before; nil for the first.
  public var edge: EdgeLabel?
  /// What its label says of the term.
  public var status: Status

  /// A model on the way.
  public init(model: ModelSummary, edge: EdgeLabel?, status: Status) {
    (self.model, self.edge, self.status) = (model, edge, status)
  }
}

/// What a site knows of licenses beyond the labels themselves.
public struct SiteLicenses: Sendable {
  /// The kind of a model's license.
  public var mark: @Sendable (ModelSummary) -> LicenseMark
  /// What reaches a model; nil where nothing was judged. Called from any thread.
  public var trail: @Sendable (String) -> LicenseTrail?

  /// Knowledge of marks, and of trails if there is any.
  public init(
    mark: @escaping @Sendable (ModelSummary) -> LicenseMark = { LicenseMark(labelOf: $0) },
    trail: @escaping @Sendable (String) -> LicenseTrail? = { _ in nil }
  ) {
    (self.mark, self.trail) = (mark, trail)
  }
}
