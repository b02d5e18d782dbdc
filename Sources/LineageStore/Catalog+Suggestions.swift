import GRDB
import LineageCore

extension Catalog {
  /// Ids that may have been meant by one that is not in the catalog: "did you mean".
  ///
  /// Compared are the names without their owners, in lower case, by edits; among equally close ones those of
  /// the owner that was typed come first, then those with most descendants. A few thousand candidates are
  /// looked at, not all names: models of the owner, and names that share two pieces with the one that was
  /// typed. If none is near, names that hold the one that was typed.
  public func suggestions(for id: String, limit: Int) throws -> [String] {
    var nearest = NearestNames(to: id)
    guard !nearest.name.isEmpty, limit > 0 else { return [] }
    let near = try read { database in
      if let owner = nearest.owner.flatMap({ FoldedFragment(String(decoding: $0, as: UTF8.self) + "/") }) {
        try compare([owner], atStart: true, limit: Self.mostOfOwner, with: &nearest, database)
      }
      for pieces in Self.pieces(of: nearest.name) {
        // The first pieces find the same name with other owners: nothing is nearer.
        if nearest.equalNames >= limit { break }
        try compare(pieces, limit: Self.mostOfPieces, with: &nearest, database)
      }
      return nearest.best(limit)
    }
    return near.isEmpty ? try search(ModelID.name(id), limit: limit).map(\.id) : near
  }

  /// Looks at names that hold all the pieces; at their beginning, if that is asked for.
  private func compare(
    _ pieces: [FoldedFragment], atStart: Bool = false, limit: Int, with nearest: inout NearestNames,
    _ database: Database
  ) throws {
    guard let blocks = try blocks(holding: pieces, atStart: atStart, database) else { return }
    let descendants = try DescendantLookup(database)
    var left = limit
    try forEachModel(in: blocks.models, holding: pieces, database) { model in
      guard !atStart || pieces.allSatisfy({ $0.begins(model.name) }) else { return true }
      try nearest.compare(model.name, row: model.row) { try descendants(model.row) }
      left -= 1
      return left > 0
    }
  }

  /// Pieces of a name to look for together: first the whole name, then two of four pieces, of which two edits leave
  /// two whole.
  private static func pieces(of name: [UInt8]) -> [[FoldedFragment]] {
    // The slash before a name is a piece of it.
    let scalars = Array(("/" + String(decoding: name, as: UTF8.self)).unicodeScalars)
    let count = max(1, min(4, scalars.count / 3))
    func piece(_ range: Range<Int>) -> [FoldedFragment] {
      FoldedFragment(String(String.UnicodeScalarView(scalars[range]))).map { [$0] } ?? []
    }
    let pieces = (0..<count).map { piece(scalars.count * $0 / count..<scalars.count * ($0 + 1) / count) }
    var groups = [piece(scalars.indices)]
    if count < 4 {
      groups += pieces
    } else {
      for first in 0..<count {
        for second in first + 1..<count { groups.append(pieces[first] + pieces[second]) }
      }
    }
    return groups
  }

  private static let mostOfOwner = 20_000
  private static let mostOfPieces = 1500
}
