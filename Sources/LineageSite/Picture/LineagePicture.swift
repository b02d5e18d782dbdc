import LineageCore

/// A picture as a value: boxes and lines with their texts, before anything has a position.
///
/// Bases stand above, the model in the middle, its derivatives as one list per relation below. A picture never
/// holds more than a reader can take in; what it leaves out it counts.
public struct LineagePicture: Sendable {
  /// What the picture shows, as a title.
  public let title: String
  /// What was drawn and what was left out: the last line of the picture, and its description.
  public let summary: String
  let boxes: [PictureBox]
  let lines: [PictureLine]
  /// Position in ``boxes`` of the model that the page is about; nil in a family's picture.
  let subject: Int?
  /// Lists of derivatives below the subject.
  let cards: [PictureCard]
  let words: Words
  /// Models and rows as boxes of two lines, because there are many.
  var compact = false
  /// Numbers of the ways of lost terms that are drawn whole.
  var shownPaths: [Int] = []
}

/// What pictures are made with beside the models themselves.
public struct PictureStyle: Sendable {
  /// The language.
  public let words: Words
  /// What is known of licenses.
  public let licenses: SiteLicenses
  /// Last day of the snapshot.
  public let snapshot: Day?

  /// Pictures in that language.
  public init(words: Words, licenses: SiteLicenses = SiteLicenses(), snapshot: Day? = nil) {
    (self.words, self.licenses, self.snapshot) = (words, licenses, snapshot)
  }
}

/// One box: a model, a list of parents that lead nowhere else, or the members of a cycle.
struct PictureBox: Sendable {
  enum Content: Sendable {
    /// Owner with its slash, the name on one or two lines, and what is known of it.
    case model(owner: String, name: [String], note: String)
    /// The name on one line, and owner and license on another.
    case compact(name: String, note: String)
    case list(head: String, rows: [PictureRow])
    /// What is left out, as a pill.
    case stub(String)
  }

  enum State: Sendable {
    case plain, subject, ghost, deleted
  }

  /// The node's name in DOT.
  let node: String
  /// The whole id and its facts, for pointers and screen readers.
  let title: String
  let content: Content
  let state: State
  let link: String?
  /// The kind of the model's license; nil for a box that is no model.
  var license: LicenseMark?
  /// Numbers of the ways of lost terms that lead through it, see ``TrailPaths``.
  var paths: [Int] = []
}

/// One model in a list box.
struct PictureRow: Sendable {
  let name: String
  let owner: String
  /// What stands at the right: the number of derivatives or of parents that are not drawn.
  let mark: String
  let title: String
  let link: String?
  let ghost: Bool
  /// The kind of the model's license; nil for a row that is no model.
  var license: LicenseMark?
  /// `V→P` where the step from this row's model drops a term.
  var drop: String?
  /// The model that the page is about.
  var subject = false
}

/// Signs before a number in a row.
enum PictureMark {
  /// So many derivatives are below.
  static let below = "▾\u{A0}"
  /// So many parents are not drawn.
  static let above = "▴\u{A0}"
}

/// A line from a base to what was made from it.
struct PictureLine: Sendable {
  let base: Int
  let derivative: Int
  let label: EdgeLabel
  var step = PictureStep.same
  /// What became of it, in a picture of two snapshots.
  var fate: EdgeFate?
  /// Numbers of the ways of lost terms that it is part of, see ``TrailPaths``.
  var paths: [Int] = []
}

/// What a line's step does to the license.
enum PictureStep: Hashable, Sendable {
  /// Nothing that the picture says.
  case same
  /// Another kind of license.
  case changed(LicenseMark, LicenseMark)
  /// A term is missing from here on.
  case dropped(LicenseMark, LicenseMark)

  /// `V→P`; nil if nothing is said.
  var pill: String? {
    switch self {
    case .same: nil
    case .changed(let from, let to), .dropped(let from, let to): from.letter + "→" + to.letter
    }
  }
}

/// The derivatives of one relation.
struct PictureCard: Sendable {
  let relation: Relation
  let head: String
  let count: String
  let rows: [PictureRow]
  let more: PictureRow?
}

extension LineagePicture {
  /// Most ancestors in one picture.
  static let mostAncestors = 24
  /// Most lines among them.
  static let mostLines = 36
  /// Most rows of one list of derivatives.
  static let mostRows = 5
  /// Parents that lead nowhere else become one list from this many on; from two in a picture of many boxes.
  static let listFrom = 3
  static let manyBoxes = 12
  /// A run of at least so many boxes, each with one parent and one child, is folded to its first and last three.
  static let longRun = 8
  /// Most pills that say how many parents are not drawn; beyond, the boxes say it themselves.
  static let mostStubs = 8
}

extension PictureBox {
  /// A model as a box.
  static func model(
    _ model: ModelSummary, note: String, subject: Bool, link: String?, style: PictureStyle,
    compact: Bool = false
  ) -> PictureBox {
    let id = Markup.visible(model.id)
    let hasOwner = ModelID.isValid(id)
    let name = hasOwner ? ModelID.name(id) : id
    let mark = style.licenses.mark(model)
    let state: State = subject ? .subject : model.ghost ? .ghost : model.deleted != nil ? .deleted : .plain
    let content: Content
    if compact, !subject {
      var parts: [String] = []
      if let deleted = model.deleted { parts.append(style.words[.deletedOn, deleted.description]) }
      if hasOwner { parts.append(ModelID.owner(id)) }
      if let license = style.words.label(of: model) { parts.append(license) }
      if parts.isEmpty { parts.append(note) }
      content = .compact(
        name: TextWidth.bold.cutMiddle(name, size: 12, room: 184),
        note: TextWidth.regular.cutEnd(parts.joined(separator: " · "), size: 11, room: 184))
    } else {
      let owner = hasOwner ? TextWidth.regular.cutEnd(ModelID.owner(id), size: 11, room: 196) + "/" : ""
      content = .model(
        owner: owner, name: TextWidth.bold.wrap(name, size: 13, room: 200),
        note: TextWidth.regular.cutEnd(note, size: 11, room: 200))
    }
    return PictureBox(
      node: DOTText.name(model.id), title: style.words.facts(of: model, note: note, mark), content: content,
      state: state, link: link, license: mark)
  }

  /// So much is left out here.
  static func stub(_ text: String, node: String, link: String?) -> PictureBox {
    PictureBox(node: node, title: text, content: .stub(text), state: .plain, link: link)
  }
}

extension PictureRow {
  /// A model as a row.
  init(
    _ model: ModelSummary, mark: String, note: String, link: String?, style: PictureStyle,
    subject: Bool = false, drop: String? = nil
  ) {
    let id = Markup.visible(model.id)
    let hasOwner = ModelID.isValid(id)
    let license = style.licenses.mark(model)
    self.init(
      name: hasOwner ? ModelID.name(id) : id, owner: hasOwner ? ModelID.owner(id) : "", mark: mark,
      title: style.words.facts(of: model, note: note, license), link: link,
      ghost: model.ghost || model.deleted != nil, license: license, drop: drop, subject: subject)
  }
}

extension Words {
  /// `owner/name: merge of 9 · apache-2.0 (permissive)`.
  func facts(of model: ModelSummary, note: String, _ mark: LicenseMark) -> String {
    Markup.visible(model.id) + (note.isEmpty ? "" : ": " + note) + " (" + self[mark.phrase] + ")"
  }

  /// The third line of a box: what was done to its parents, and its license label.
  ///
  /// The relation is that of the parents, the strongest if they differ. If fewer parents are drawn than there are,
  /// it says how many.
  func note(of model: ModelSummary, parents: [ParentLink], drawn: Int? = nil) -> String {
    if model.ghost, parents.isEmpty {
      return model.deleted.map { self[.deletedOn, $0.description] } ?? self[.notInSnapshot]
    }
    var parts: [String] = []
    if let deleted = model.deleted { parts.append(self[.deletedOn, deleted.description]) }
    var what = relation(of: parents) ?? self[.noBase]
    if let drawn, drawn < parents.count {
      what = drawn == 0 ? self[.noneDrawn, what] : self[.someDrawn, what, NumberText.grouped(drawn)]
    }
    parts.append(what)
    if let license = label(of: model) { parts.append(license) }
    return parts.joined(separator: " · ")
  }

  /// `merge of 9`, `finetune`; nil without parents.
  func relation(of parents: [ParentLink]) -> String? {
    guard let strongest = parents.max(by: { $0.label.relation.strength < $1.label.relation.strength }) else {
      return nil
    }
    let word = self[strongest.label.relation]
    return parents.count == 1 ? word : self[.relationOf, word, NumberText.grouped(parents.count)]
  }

  /// `Drawn: 24 of 78 ancestors, 5 of 5 direct derivatives.`, without what there is none of.
  func drawn(ancestors: Int, of all: Int, derivatives: Int, of direct: Int) -> String {
    let number = NumberText.grouped
    switch (all, direct) {
    case (0, _): return self[.drawnDerivatives, number(derivatives), number(direct)]
    case (_, 0): return self[.drawnAncestors, number(ancestors), number(all)]
    default: return self[.drawn, number(ancestors), number(all), number(derivatives), number(direct)]
    }
  }

  /// The license label as a card states it, with the name it gives to `other`.
  func label(of model: ModelSummary) -> String? {
    guard let license = model.license else { return nil }
    return Markup.visible(license == "other" ? model.licenseName ?? license : license)
  }
}
