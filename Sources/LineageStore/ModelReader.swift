import LineageCore
import LineageGraph

/// Reads rows of `models`, and what other tables say of the same models, into the columns of an index.
struct ModelReader {
  /// One entry for every model; labels are still numbers of the catalog.
  private(set) var attributes: [ModelAttributes] = []
  /// One entry for every model.
  private(set) var counts: [DescentCount] = []
  /// The greatest label number that occurs; nil if there is none.
  private(set) var greatestLabel: UInt32?
  private var names: [UInt8] = []
  private var ends: [UInt32] = []

  /// Takes a row of `models` as the next model; false if it is none.
  mutating func read(_ row: inout RecordDecoder) -> Bool {
    row.skipNull()
    let name = row.text()
    let flags = ModelFlags(rawValue: row.integer() ?? 0)
    var known = ModelAttributes(present: flags.contains(.present))
    known.predatesClock = flags.contains(.predatesClock)
    known.hasCard = flags.contains(.hasCard)
    if flags.contains(.gatedIsKnown) { known.gated = flags.contains(.gated) }
    known.created = row.integer().map { Day(daysSince1970: Int32(clamping: $0)) }
    known.license = label(row.integer())
    known.task = label(row.integer())
    known.library = label(row.integer())
    known.downloads = row.integer()
    known.downloadsAll = row.integer()
    known.likes = row.integer()
    known.family = row.integer().map { FamilyCode(rawValue: UInt16(clamping: $0)) }
    attributes.append(known)
    counts.append(DescentCount(children: 0, descendants: 0))
    names.append(contentsOf: name)
    ends.append(UInt32(truncatingIfNeeded: names.count))
    return row.isWhole
  }

  /// Takes the name and the link of a license from two columns.
  mutating func readLicense(_ row: borrowing RawStatement, _ column: Int32, of model: Int) {
    attributes[model].licenseName = label(row.optionalInteger(column))
    attributes[model].licenseLink = label(row.optionalInteger(column + 1))
  }

  /// Takes the day of deletion from a column.
  mutating func readDeletion(_ row: borrowing RawStatement, _ column: Int32, of model: Int) {
    attributes[model].deleted = row.day(column)
  }

  /// Takes the counts from two columns.
  mutating func readCounts(_ row: borrowing RawStatement, _ column: Int32, of model: Int) {
    counts[model] = DescentCount(
      children: UInt32(clamping: row.integer(column)), descendants: UInt32(clamping: row.integer(column + 1)))
  }

  /// Makes room for so many rows.
  mutating func reserve(_ count: Int) {
    attributes.reserveCapacity(count)
    counts.reserveCapacity(count)
    ends.reserveCapacity(count)
  }

  /// The names, numbered as the models; nil if two are equal, which no catalog allows.
  consuming func makeNames() -> TextTable? { TextTable(arena: names, ends: ends) }

  /// The label numbers that occur, ascending.
  var labelsUsed: [TextID] {
    var used: Set<UInt32> = []
    for known in attributes {
      var copy = known
      copy.mapTexts { label in
        used.insert(label.rawValue)
        return nil
      }
    }
    return used.sorted().map { TextID(rawValue: $0) }
  }

  /// Replaces the catalog's label numbers by others.
  mutating func renumberLabels(_ numbers: [TextID: TextID]) {
    for i in attributes.indices { attributes[i].mapTexts { numbers[$0] } }
  }

  private mutating func label(_ number: Int64?) -> TextID? {
    guard let number else { return nil }
    let label = UInt32(clamping: number)
    greatestLabel = max(greatestLabel ?? 0, label)
    return TextID(rawValue: label)
  }
}
