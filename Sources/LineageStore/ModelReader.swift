import GRDB
import LineageCore
import LineageGraph

/// Reads rows of `models` into the columns of an index.
struct ModelReader {
  /// Names, interned in the order of the rows.
  private(set) var names = TextTable()
  /// One entry for every name; labels are still numbers of the catalog.
  private(set) var attributes: [ModelAttributes] = []
  /// One entry for every name.
  private(set) var counts: [DescentCount] = []
  /// The greatest label number that occurs; nil if there is none.
  private(set) var greatestLabel: UInt32?

  /// The columns that ``read(_:)`` expects.
  static func columns(_ identity: Identity) -> String {
    """
    id, name, present, created, predates_clock, deleted, license, license_name, license_link, task, library, \
    downloads, likes, gated, family, has_card, \(identity.countColumns)
    """
  }

  /// Takes the current row. False if its name was there before, which no catalog allows.
  mutating func read(_ row: borrowing RawStatement) -> Bool {
    var known = ModelAttributes(present: row.integer(2) != 0)
    known.created = row.day(3)
    known.predatesClock = row.integer(4) != 0
    known.deleted = row.day(5)
    known.license = label(row, 6)
    known.licenseName = label(row, 7)
    known.licenseLink = label(row, 8)
    known.task = label(row, 9)
    known.library = label(row, 10)
    known.downloads = row.optionalInteger(11)
    known.likes = row.optionalInteger(12)
    known.gated = row.optionalInteger(13).map { $0 != 0 }
    known.family = row.optionalInteger(14).map { FamilyCode(rawValue: UInt16(clamping: $0)) }
    known.hasCard = row.integer(15) != 0
    attributes.append(known)
    counts.append(
      DescentCount(
        children: UInt32(clamping: row.integer(16)), descendants: UInt32(clamping: row.integer(17))))
    _ = row.withBytes(1) { names.intern($0) }
    return names.count == attributes.count
  }

  /// Makes room for so many rows.
  mutating func reserve(_ count: Int) {
    attributes.reserveCapacity(count)
    counts.reserveCapacity(count)
  }

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

  private mutating func label(_ row: borrowing RawStatement, _ column: Int32) -> TextID? {
    guard let number = row.optionalInteger(column) else { return nil }
    let label = UInt32(clamping: number)
    greatestLabel = max(greatestLabel ?? 0, label)
    return TextID(rawValue: label)
  }
}
