/// What the readers found, before any rule was applied: rows in the order read, texts interned.
///
/// Columns instead of objects, because a snapshot of the Hub has three million rows. Readers only append;
/// ``Normaliser`` turns the table into a graph.
public struct RecordTable: Sendable {
  /// All ids, labels and references, exactly as written.
  public var texts = TextTable()
  /// The inputs, in the order read. ``Record/source`` and ``SourceLocation/source`` index into it.
  public var sources: [Source] = []
  /// The rows, in the order read.
  public private(set) var records: [Record] = []
  /// The parents of all rows, each row's in the order declared; ``Record/references`` is a range of it.
  public private(set) var references: [Reference] = []
  /// What the readers had to reject or repair.
  public var findings: [Finding] = []

  /// An empty table.
  public init() {}

  /// Adds a row together with the parents it declares.
  public mutating func append(_ record: consuming Record, references parents: [Reference]) {
    record.references = UInt32(references.count)..<UInt32(references.count + parents.count)
    records.append(record)
    if !parents.isEmpty { references.append(contentsOf: parents) }
  }

  /// Adds a row whose parents are the next so many of ``references``, which follow.
  mutating func append(_ record: consuming Record, firstReference: Int) {
    let count = record.references.count
    record.references = UInt32(firstReference)..<UInt32(firstReference + count)
    records.append(record)
  }

  /// Adds parents of rows that were added before.
  mutating func append(_ reference: Reference) { references.append(reference) }

  mutating func reserveRows(_ rows: Int, references parents: Int) {
    records.reserveCapacity(rows)
    references.reserveCapacity(parents)
  }

  /// Forgets everything and keeps the memory.
  public mutating func removeAll() {
    texts.removeAll()
    sources.removeAll(keepingCapacity: true)
    records.removeAll(keepingCapacity: true)
    references.removeAll(keepingCapacity: true)
    findings.removeAll(keepingCapacity: true)
  }

  /// Moves the texts out; what refers to them stays.
  mutating func takeTexts() -> TextTable {
    var taken = TextTable()
    swap(&taken, &texts)
    return taken
  }

  /// The parents a row declares, in order.
  public func references(of record: Record) -> ArraySlice<Reference> {
    references[Int(record.references.lowerBound)..<Int(record.references.upperBound)]
  }
}

/// One row of an input.
public struct Record: Sendable {
  /// What kind of row it is.
  public enum Role: UInt8, Sendable {
    /// It shows that the model exists.
    case model
    /// A row of a bare edge list: it shows that the child exists, and the parents too if no input lists models.
    case edge
    /// It shows that the model was deleted on the day in ``Record/attributes``.
    case deletion
  }

  /// The id as written; not checked yet.
  public var id: TextID
  /// What kind of row it is.
  public var role: Role
  /// What it says of the model; ``ModelAttributes/created`` is the day of deletion for ``Role/deletion``.
  public var attributes: ModelAttributes
  /// Index into ``RecordTable/sources``.
  public var source: UInt32
  /// Line in the source, from 1; 0 for a whole file.
  public var line: UInt32
  /// Set by ``RecordTable/append(_:references:)``.
  public fileprivate(set) var references: Range<UInt32> = 0..<0

  /// A row with nothing but its id and place.
  public init(id: TextID, role: Role = .model, created: Day? = nil, source: Int, line: Int) {
    (self.id, self.role, attributes) = (id, role, ModelAttributes(present: true))
    attributes.created = created
    (self.source, self.line) = (UInt32(source), UInt32(clamping: line))
  }

  /// Where the row stands.
  public var location: SourceLocation { SourceLocation(source: Int(source), line: Int(line)) }
}

/// One declared parent.
public struct Reference: Hashable, Sendable {
  /// The parent as written; not repaired, not resolved.
  public var written: TextID
  /// Relation and evidence.
  public var label: EdgeLabel

  /// A reference to a parent as written.
  public init(_ written: TextID, _ label: EdgeLabel) { (self.written, self.label) = (written, label) }
}
