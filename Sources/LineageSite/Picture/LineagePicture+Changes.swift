import LineageCore

/// What became of an edge between two snapshots.
public enum EdgeFate: Hashable, Sendable {
  /// Only the newer one has it.
  case added
  /// Only the older one has it.
  case removed
  /// Both have it; it was another relation, or otherwise known.
  case changed(from: EdgeLabel)

  /// Class of its line in SVG: the one that stands out is what is lost.
  var styleClass: String? { self == .removed ? "drop" : nil }

  /// How DOT draws it.
  var attributes: [Drawing.Attribute] {
    switch self {
    case .added, .changed: []
    case .removed: [.init("color", "#A33B00"), .init("penwidth", "3"), .init("style", "dashed")]
    }
  }
}

/// An edge with what became of it.
public struct ChangedEdge: Hashable, Sendable {
  /// The model that was derived.
  public let child: String
  /// What it was derived from.
  public let parent: String
  /// Relation and evidence: of the newer snapshot, or of the older one if only that has it.
  public let label: EdgeLabel
  /// What became of it.
  public let fate: EdgeFate

  /// An edge with what became of it.
  public init(child: String, parent: String, label: EdgeLabel, fate: EdgeFate) {
    (self.child, self.parent, self.label, self.fate) = (child, parent, label, fate)
  }
}

extension LineagePicture {
  /// Most changed edges in one picture.
  public static let mostChanges = 30

  /// The first of some changed edges, with the models at their ends; nil if there are none.
  ///
  /// - Parameters:
  ///   - changes: In the order of what matters.
  ///   - model: What is known of a model, and whether only one of the snapshots has it.
  /// - Complexity: O(``mostChanges``).
  public init?(
    changes: [ChangedEdge], style: PictureStyle, link: (String) -> String?,
    model: (String) -> (summary: ModelSummary, fate: EdgeFate?)?
  ) {
    let words = style.words
    let drawn = changes.prefix(Self.mostChanges)
    let ids = Set(drawn.flatMap { [$0.child, $0.parent] }).sorted(by: byteOrder)
    let models = ids.compactMap { id in model(id).map { (id: id, known: $0) } }
    let isCompact = models.count > Self.manyBoxes
    let place = models.enumerated().reduce(into: [String: Int]()) { $0[$1.element.id] = $1.offset }
    let lines = drawn.compactMap { edge -> PictureLine? in
      guard let base = place[edge.parent], let derivative = place[edge.child] else { return nil }
      return PictureLine(base: base, derivative: derivative, label: edge.label, fate: edge.fate)
    }
    guard !lines.isEmpty else { return nil }
    boxes = models.map { id, known in
      let below = words.count(known.summary.descendants, one: .derivativeBelow, many: .derivativesBelow)
      let note = known.fate.map { words[$0 == .added ? .modelIsNew : .modelIsGone] } ?? below
      return .model(
        known.summary, note: note, subject: false, link: link(id), style: style, compact: isCompact)
    }
    self.lines = lines
    subject = nil
    cards = []
    title = words[.changesTitle]
    summary = words[.drawnChanges, NumberText.grouped(lines.count), NumberText.grouped(changes.count)]
    self.words = words
    compact = isCompact
  }

  /// What is written on a changed edge.
  func word(of fate: EdgeFate) -> String {
    switch fate {
    case .added: words[.edgeIsNew]
    case .removed: words[.edgeIsGone]
    case .changed(let old):
      words[.edgeWas, words[old.relation] + (old.evidence == .declared ? "" : " " + words[old.evidence])]
    }
  }
}
