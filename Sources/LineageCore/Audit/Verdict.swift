/// What a finding amounts to. The five are never mixed into one number.
public enum Verdict: String, CaseIterable, Sendable, Codable, Comparable {
  /// It depends on facts about whoever asks.
  case conditional
  /// It cannot be decided from what is known.
  case unknown
  /// A duty that shows in the repository is not met.
  case unmet
  /// The label grants more than upstream allows; another label would be right.
  case laundered
  /// The terms cannot be met together; no label helps.
  case incompatible

  /// From what matters least to what matters most.
  public static func < (a: Verdict, b: Verdict) -> Bool { a.rank < b.rank }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// What it means, in a sentence.
  public var meaning: String {
    switch self {
    case .conditional: "depends on who asks: numbers of users, revenue, place, use, or a stance of the policy"
    case .unknown: "cannot be decided from what is known"
    case .unmet: "a duty that shows in the repository is not met, or was not seen to be met"
    case .laundered: "the label grants more than an ancestor allows; the right label would do"
    case .incompatible: "the terms cannot be met together, whatever the label says"
    }
  }
}
