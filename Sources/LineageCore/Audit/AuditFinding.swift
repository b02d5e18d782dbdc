/// One thing an auditor should act on: what is wrong, from whom it comes, along which way, and what helps.
public struct AuditFinding: Hashable, Sendable {
  /// One model on the way from the audited model to the origin.
  public struct Step: Hashable, Sendable {
    /// The model.
    public let id: String
    /// How it was made from the next one; nil for the origin.
    public let label: EdgeLabel?
    /// Ids of the licenses it declares.
    public let licenses: [String]
    /// Whether its label carries the license the finding is about.
    public let carries: Bool
  }

  /// The same for the same finding on every run: a hash of rule, model, origin and terms.
  public let id: String
  /// The rule.
  public let rule: String
  /// What it amounts to.
  public let verdict: Verdict
  /// How much it matters.
  public let level: Finding.Level
  /// It is too doubtful to count: somebody has to look at it.
  public let isForReview: Bool
  /// It is a duty that could not be seen to be met or not.
  public let isUnseen: Bool
  /// The audited model.
  public let subject: String
  /// What the model declares: ids.
  public let declared: [String]
  /// The model the license comes from; nil if it is the subject's own.
  public let origin: String?
  /// Id of that license; nil if the finding is about none.
  public let license: String?
  /// Id of the license it cannot stand beside, or that stands in its place.
  public let otherLicense: String?
  /// The terms it is about.
  public let terms: LicenseTerm
  /// A shortest way from the subject to the origin.
  public let path: [Step]
  /// How many ways of that length there are.
  public let pathCount: Int
  /// Further origins of the same license, by id.
  public let otherOrigins: [String]
  /// Index into ``path`` of the model that first dropped the license; nil if none did.
  public let hop: Int?
  /// On what ground the license binds the subject.
  public let basis: String
  /// How far the way can be relied on, 0...1: the product over its edges.
  public let confidence: Double
  /// What is wrong, in a sentence.
  public let message: String
  /// What helps.
  public let fix: String
  /// The waiver that accepts it.
  public var waivedBy: String?
  /// Known from a baseline, so it is not new.
  public var isKnown = false

  /// Whether it counts: neither accepted nor known before nor for review.
  public var counts: Bool { waivedBy == nil && !isKnown && !isForReview }

  /// 16 hex digits of FNV-1a over texts.
  static func fingerprint(_ parts: [String]) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in parts.joined(separator: "\u{0}").utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let text = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }
}
