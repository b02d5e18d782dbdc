/// Shares under one definition.
public struct ShareTable: Sendable {
  /// What was counted.
  public let definition: ShareDefinition
  /// By window, then mass falling, then group.
  public let rows: [Row]
  /// Models that the definition's noise left out, and by which rules; empty under `all`.
  public let noise: NoiseCount
  /// Models that would be counted but for want of a download number.
  public let withoutDownloads: Int

  /// A table; `noise` and `withoutDownloads` say what is not in it.
  public init(
    definition: ShareDefinition, rows: [Row], noise: NoiseCount = NoiseCount(), withoutDownloads: Int = 0
  ) {
    (self.definition, self.rows, self.noise, self.withoutDownloads) = (
      definition, rows, noise, withoutDownloads
    )
  }

  /// One group in one window.
  public struct Row: Hashable, Sendable {
    /// `all`, or the label of a period.
    public let window: String
    /// A family, sub-family, ..., or one of ``ShareTable/unattributed``.
    public let group: String
    /// The group's credit, in units.
    public let mass: ExactRatio
    /// What there is to share out: models, pairs of uploader and group, or downloads.
    public let units: Int
    /// The attributed part of the window, in units.
    public let known: ExactRatio
    /// The units that declare a parent: all of them, but for `none` under `uploads`.
    public let declared: Int

    /// `100 mass / units`, per cent.
    public var share: Double { units == 0 ? 0 : (mass * 100 / units).value }
    /// `100 mass / known`, per cent; nil for unattributed mass.
    public var shareKnown: Double? {
      guard !ShareTable.unattributed.contains(group) else { return nil }
      return known.isZero ? 0 : (mass * 100 / known).value
    }
  }

  /// How many models noise rules left out of a population.
  public struct NoiseCount: Hashable, Sendable {
    /// Models left out.
    public var models = 0
    /// By rule, in the order of the rules: models that fit it. One model may fit several.
    public var byRule: [Rule] = []

    /// One rule's part.
    public struct Rule: Hashable, Sendable {
      /// Id of the rule.
      public let id: String
      /// Models that fit it.
      public let models: Int
    }

    /// Nothing left out.
    public init() {}
  }

  /// The rows that are no group: mass that is shown and credited to nobody.
  public static let unattributed: Set<String> = ["other", "unresolved", "none"]
}
