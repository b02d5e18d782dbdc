/// A derivation that no model card declares and somebody else speaks of: what `Graphs/reported.yaml` holds.
///
/// It is a statement with a source, not an edge of the snapshot; shares count it only under `+reported`.
public struct ReportedDerivation: Hashable, Sendable {
  /// Short key.
  public let id: String
  /// The product or model that is said to be derived.
  public let child: Subject
  /// Who made it.
  public let maker: String
  /// What it is said to be built on.
  public let parent: Subject
  /// What is said to have been done.
  public let relation: Relation
  /// How far it is known: `alleged`, `reported`, `admitted` or `documented`.
  public let grade: Evidence
  /// Whether it still stands.
  public let status: Status
  /// What part of the product is meant.
  public let part: Part
  /// When it was said.
  public let date: Day
  /// Where it can be read.
  public let source: String
  /// What speaks for it, in our words.
  public let note: String

  /// One end: a name for people, and what is known of it in the graph.
  public struct Subject: Hashable, Sendable {
    /// What it is called.
    public let name: String
    /// Its id on the Hub, if it has one.
    public let model: String?
    /// Its family, if that much is known.
    public let family: String?

    /// A subject; nothing but its name may be known.
    public init(name: String, model: String? = nil, family: String? = nil) {
      (self.name, self.model, self.family) = (name, model, family)
    }
  }

  /// Whether a statement still stands.
  public enum Status: String, Sendable, CaseIterable {
    /// Nobody who knows has answered.
    case open
    /// The maker said so, or wrote it down.
    case confirmed
    /// Taken back by who said it.
    case withdrawn
  }

  /// How much of the product is derived.
  public enum Part: String, Sendable, CaseIterable {
    case model
    case component
    case research
  }

  /// A statement with its grade, date and source.
  public init(
    id: String, child: Subject, maker: String, parent: Subject, relation: Relation, grade: Evidence,
    status: Status, part: Part, date: Day, source: String, note: String
  ) {
    (self.id, self.child, self.maker, self.parent) = (id, child, maker, parent)
    (self.relation, self.grade, self.status, self.part) = (relation, grade, status, part)
    (self.date, self.source, self.note) = (date, source, note)
  }

  /// Whether `+reported` counts it: a whole model, both ends on the Hub, and confirmed by its maker.
  public var isCountable: Bool {
    status == .confirmed && part == .model && child.model != nil && parent.model != nil
      && (grade == .admitted || grade == .documented)
  }
}
