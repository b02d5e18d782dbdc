import LineageGraph

/// Turns rows as read into models, ghosts and edges, by the rules of the shares definition, section 1.
///
/// It never throws: bad metadata is data here, and comes out as findings. Each rule on the writing of a parent is
/// a file in `References/`; identity (what is one model) is decided here and in the other parts of this type.
public struct Normaliser: Sendable {
  let aliases: AliasTable

  /// A normaliser that knows these copies and former names.
  public init(aliases: AliasTable) { self.aliases = aliases }

  /// The two graphs of a table of rows, and what was found on the way. The table is used up: its rows are given
  /// back to the system before this returns.
  ///
  /// - Complexity: O(rows + references) expected, and a sort of the findings.
  public func normalise(_ table: consuming RecordTable) -> NormalisedSnapshot {
    var run = NormalisingRun(table: table, aliases: aliases)
    run.collectModels()
    run.readReferences()
    let written = run.resolveEdges(.written)
    let resolved = run.resolveEdges(.resolved)
    run.markDeletions()
    run.compareDates(written.edges)
    return NormalisedSnapshot(
      texts: run.texts, nodes: run.nodes, attributes: run.attributes, written: written, resolved: resolved,
      sources: run.sources, findings: run.findings, snapshot: run.lastDay())
  }
}

/// What normalising yields; node numbers are in order of first appearance and final only in the index.
public struct NormalisedSnapshot: Sendable {
  /// Spellings of the nodes, and the labels their attributes refer to.
  public private(set) var texts: TextTable
  /// The spelling of each node: present models first, then ghosts.
  public private(set) var nodes: [TextID]
  /// One entry per node; families are not assigned yet.
  public private(set) var attributes: [ModelAttributes]
  /// The graph as declared.
  public let written: NormalisedEdges
  /// The graph with aliases.
  public let resolved: NormalisedEdges
  /// The inputs.
  public let sources: [Source]
  /// Findings of readers and rules, unsorted.
  public let findings: [Finding]
  /// The last day that any row or file names.
  public let snapshot: Day?

  /// Gives back the memory of the columns by node, once the index has its own.
  mutating func forgetColumns() { (texts, nodes, attributes) = (TextTable(), [], []) }
}

/// The edges of one graph and what was counted on the way to them.
public struct NormalisedEdges: Sendable {
  /// Distinct pairs, by child, then in the order declared.
  public let edges: [Edge]
  /// The tallies.
  public let counts: IngestCounts
}

/// The working state of one call of ``Normaliser/normalise(_:)``.
struct NormalisingRun {
  /// The rows; their texts are in ``texts``.
  let table: RecordTable
  let aliases: AliasTable
  /// The table's texts, and those that repairs and aliases add.
  var texts: TextTable
  var findings: [Finding]
  /// The inputs, with the records that only the rules here reject or repair counted too.
  var sources: [Source]
  /// The last record that was counted as repaired; a record counts once.
  var lastRepaired: SourceLocation?

  /// The spelling of each node.
  var nodes: [TextID] = []
  var attributes: [ModelAttributes] = []
  /// How many of ``nodes`` are present; the ghosts follow.
  var presentCount = 0
  /// The node of a spelling, by text; -1 for none.
  var nodeOfText: [Int32] = []
  /// Groups of present spellings that differ only in case, and rows without a usable id.
  var caseGroups = 0
  var invalidModels = 0

  /// All declared parents, grouped by child, in the order declared.
  var declarations: [Declaration] = []
  /// What a written parent means after repair, by written text; ``unknown`` where it was rejected or never written.
  var meant: [TextID] = []
  /// The distinct texts that are the meaning of something, ascending.
  var meanings: [TextID] = []

  /// Stands for no text in columns of texts.
  static let unknown = TextID(rawValue: .max)

  /// One declared parent of one child.
  struct Declaration {
    let child: UInt32
    let record: UInt32
    let reference: Reference
  }

  init(table: consuming RecordTable, aliases: AliasTable) {
    texts = table.takeTexts()
    findings = table.findings
    sources = table.sources
    self.aliases = aliases
    self.table = table
  }

  func isValidID(_ text: TextID) -> Bool { texts.withBytes(of: text) { ModelID.isValid(utf8: $0) } }

  /// The smallest present spelling of an id, whatever its letter case; nil if there is none.
  func presentSpelling(of text: TextID) -> TextID? {
    var smallest: TextID?
    for spelling in texts.sameButForCase(as: texts.leader(of: text)) where isPresent(spelling) {
      if smallest.map({ texts.precedes(spelling, $0) }) ?? true { smallest = spelling }
    }
    return smallest
  }

  /// Whether a model of exactly that spelling is in the snapshot.
  func isPresent(_ spelling: TextID) -> Bool {
    let text = Int(spelling.rawValue)
    return text < nodeOfText.count && nodeOfText[text] >= 0 && nodeOfText[text] < presentCount
  }

  /// The last day that any row or file names.
  func lastDay() -> Day? {
    var last = table.sources.compactMap(\.date).max()
    func see(_ day: Day?) {
      guard let day else { return }
      if let known = last, known >= day { return }
      last = day
    }
    for known in attributes {
      see(known.created)
      see(known.deleted)
    }
    return last
  }
}
