/// The license audit of one model: what it says, what reaches it, and what is wrong.
public struct AuditReport: Sendable {
  /// One license of the model or above it.
  public struct Reach: Hashable, Sendable {
    /// The license.
    public let license: License
    /// The models it comes from, nearest first, then by id; the model itself for its own.
    public let origins: [String]
    /// `own`, `bound`, `disputed` or `outputs`.
    public let way: String
  }
  /// One model above.
  public struct Ancestor: Hashable, Sendable {
    /// The model.
    public let model: ModelSummary
    /// Least number of edges.
    public let distance: Int
    /// Relation and evidence of the edge by which the first of ``via`` names it.
    public let label: EdgeLabel
    /// The models one step nearer that name it.
    public let via: [String]
    /// Ids of the licenses it declares.
    public let licenses: [String]
    /// Its parents.
    public let parents: [ParentLink]
  }

  /// The model.
  public let model: ModelSummary
  /// The card's `license`, as written.
  public let label: String?
  /// What the card says, resolved.
  public let declared: [License]
  /// By what it was recognised.
  public let declaredBy: ResolvedLicense.Means
  /// What the license file was recognised as.
  public let detected: License?
  /// What the model and its ancestry support: an SPDX expression of all licenses that bind.
  public let concluded: String
  /// The licenses of that expression, by id.
  public let concludedLicenses: [License]
  /// The worst that counts; nil if the model is clean. Duties that could not be seen do not make it unclean.
  public let verdict: Verdict?
  /// All findings: by level, then verdict, rule and origin.
  public let findings: [AuditFinding]
  /// Notes about waivers that have expired.
  public let expiredWaivers: [String]
  /// The licenses that reach the model, its own first.
  public let reaching: [Reach]
  /// The direct parents, in the order declared.
  public let parents: [ParentLink]
  /// Everything above, nearest first.
  public let ancestors: [Ancestor]
  /// What has to be done by whoever passes the model on, in plain words.
  public let duties: [String]
  /// The last day of the snapshot.
  public let snapshot: Day?
  /// The day on which waivers were judged.
  public let day: Day?

  /// The words for ``verdict``.
  public var verdictWord: String { verdict?.rawValue ?? "clean" }

  /// Whether something counts at a level or above.
  public func fails(at level: Finding.Level) -> Bool { findings.contains { $0.counts && $0.level >= level } }

  /// Whether everything that counts is undecided, and something is.
  public var isUndecided: Bool { verdict == .unknown }

  /// Level and number of the findings that count.
  public func count(_ level: Finding.Level) -> Int { findings.count { $0.counts && $0.level == level } }
}

/// Said wherever a verdict is printed.
public let auditDisclaimer =
  "Not legal advice: facts from metadata and a table of licenses, which may be wrong or out of date."
