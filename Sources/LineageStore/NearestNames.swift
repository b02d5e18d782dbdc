import LineageCore

/// Names by how little they differ from one that was typed.
struct NearestNames {
  /// In lower case, without the slash; nil if none was typed.
  let owner: [UInt8]?
  /// The name without the owner, in lower case.
  let name: [UInt8]
  /// Names so far whose part after the slash is the same.
  private(set) var equalNames = 0
  /// More edits than this make another name.
  private let mostEdits: Int
  private var seen: Set<ModelRow> = []
  private var found: [Near] = []

  init(to id: String) {
    let folded = ModelID.folded(id)
    owner = folded.contains("/") ? Array(ModelID.owner(folded).utf8) : nil
    name = Array(ModelID.name(folded).utf8)
    mostEdits = max(1, min(6, name.count / 4))
  }

  /// Keeps a model if its name is near enough.
  mutating func compare(
    _ id: UnsafeRawBufferPointer, row: ModelRow, descendants: () throws -> Int
  ) rethrows {
    guard seen.insert(row).inserted else { return }
    let slash = id.firstIndex(of: UInt8(ascii: "/")) ?? -1
    guard abs(id.count - slash - 1 - name.count) <= mostEdits else { return }
    let folded = Self.folded(id)
    guard let edits = editDistance(name, Array(folded[(slash + 1)...]), limit: mostEdits) else { return }
    if edits == 0 { equalNames += 1 }
    found.append(
      Near(
        id: String(decoding: id, as: UTF8.self), edits: edits,
        otherOwner: owner.map { !folded.prefix(max(0, slash)).elementsEqual($0) } ?? false,
        descendants: try descendants()))
  }

  /// The nearest ids.
  func best(_ limit: Int) -> [String] { found.sorted(by: Near.precedes).prefix(limit).map(\.id) }

  /// Lower case; the slash stays where it is, because letters beyond ASCII are folded only if none changes
  /// its length.
  private static func folded(_ id: UnsafeRawBufferPointer) -> [UInt8] {
    let ascii = id.map { 65...90 ~= $0 ? $0 | 0x20 : $0 }
    guard ascii.contains(where: { $0 >= 0x80 }) else { return ascii }
    let folded = Array(ModelID.folded(String(decoding: id, as: UTF8.self)).utf8)
    return folded.count == ascii.count ? folded : ascii
  }

  private struct Near {
    let id: String
    let edits: Int
    let otherOwner: Bool
    let descendants: Int

    static func precedes(_ a: Near, _ b: Near) -> Bool {
      if a.edits != b.edits { return a.edits < b.edits }
      if a.otherOwner != b.otherOwner { return b.otherOwner }
      if a.descendants != b.descendants { return a.descendants > b.descendants }
      return byteOrder(a.id, b.id)
    }
  }
}
