/// A rule that repairs or rejects a parent that is not written as `owner/name`.
///
/// Each rule is one file in this folder. They are tried in the order of ``all``; a repair goes on to the next
/// rule, a rejection ends the chain. A well-formed reference never meets any of them.
struct ReferenceRule: Sendable {
  /// The finding it makes.
  let finding: FindingRule
  /// What it does with a text; nil if the text is none of its business.
  let apply: @Sendable (String) -> Outcome?

  enum Outcome: Hashable, Sendable {
    /// The text that was meant.
    case repaired(String)
    /// Nothing can be made of it.
    case rejected
  }

  /// The order matters: wrapping comes off first, then places are told from names.
  static let all: [ReferenceRule] = [.quoted, .empty, .placeholder, .url, .cachePath, .localPath]
}

/// What the rules made of one written parent.
public struct RepairedReference: Hashable, Sendable {
  /// The id that was meant; nil if the reference was rejected.
  public let id: String?
  /// The rules that repaired it, in order; or the one that rejected it.
  public let rules: [FindingRule]

  /// Applies every rule to a written parent.
  public init(_ written: String) {
    var text = written
    var rules: [FindingRule] = []
    for rule in ReferenceRule.all {
      switch rule.apply(text) {
      case .repaired(let meant):
        text = meant
        rules.append(rule.finding)
      case .rejected:
        self.init(id: nil, rules: [rule.finding])
        return
      case nil: continue
      }
    }
    self.init(id: text, rules: rules)
  }

  private init(id: String?, rules: [FindingRule]) {
    self.id = id
    self.rules = rules
  }
}
