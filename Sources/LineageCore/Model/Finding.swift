/// One fact about the data that a maintainer should act on, or at least know.
public struct Finding: Hashable, Sendable, Codable {
  /// The rule that made it, one of ``FindingRule/all``.
  public let rule: String
  /// How much it matters.
  public let level: Level
  /// What it is about: a model id, or the text that should have been one.
  public let subject: String
  /// What was seen, in one sentence without a full stop's worth of advice.
  public let detail: String
  /// What to change, if the finding itself can tell: a line of card YAML, or an instruction.
  public let fix: String?
  /// Where it was seen; nil for what only the whole graph shows.
  public let location: SourceLocation?

  /// A finding by a rule; its level is the rule's.
  public init(
    _ rule: FindingRule, subject: String, detail: String, fix: String? = nil,
    at location: SourceLocation? = nil
  ) {
    self.rule = rule.id
    level = rule.level
    self.subject = subject
    self.detail = detail
    self.fix = fix
    self.location = location
  }

  /// Rebuilds a finding that was stored.
  public init(
    rule: String, level: Level, subject: String, detail: String, fix: String?, location: SourceLocation?
  ) {
    (self.rule, self.level, self.subject) = (rule, level, subject)
    (self.detail, self.fix, self.location) = (detail, fix, location)
  }

  /// `error`: the record or reference was lost. `warning`: it was repaired by guessing, or contradicts another.
  /// `note`: it was repaired without doubt, or is merely worth knowing.
  public enum Level: String, Sendable, Codable, CaseIterable, Comparable {
    case note, warning, error

    /// Notes matter least, errors most.
    public static func < (a: Level, b: Level) -> Bool { a.rank < b.rank }
    private var rank: Int {
      switch self {
      case .note: 0
      case .warning: 1
      case .error: 2
      }
    }
  }
}

/// A line of an input.
public struct SourceLocation: Hashable, Sendable, Codable {
  /// Index into the snapshot's sources.
  public let source: Int
  /// Line, from 1; 0 when the whole file is meant.
  public let line: Int

  /// The line (from 1) of a source (index into ``RecordTable/sources``).
  public init(source: Int, line: Int) {
    self.source = source
    self.line = line
  }
}
