/// One known copy or former name of a repository, with the reason and where it is known from.
public struct Alias: Hashable, Sendable, Codable {
  /// The id that stands for another.
  public let alias: String
  /// The id it stands for.
  public let target: String
  /// Why, in a word: `legacy-id`, `renamed`, `mirror`, ...
  public let reason: String
  /// Where that is known from.
  public let source: String
  /// Anything a reader should know; may be empty.
  public let note: String

  /// An alias for a target.
  public init(alias: String, target: String, reason: String = "", source: String = "", note: String = "") {
    (self.alias, self.target, self.reason, self.source, self.note) = (alias, target, reason, source, note)
  }
}

/// All aliases, to be looked up without regard to letter case.
public struct AliasTable: Sendable {
  /// The aliases, in the order given.
  public let aliases: [Alias]
  /// Position in ``aliases`` by folded alias; of several the last counts.
  private let position: [String: Int]
  /// Bit `length % 64` is set for each alias's length in bytes, and likewise by its first byte: most ids are
  /// turned away without a string being made.
  private let lengths: UInt64
  private let firsts: [Bool]

  /// A table of those aliases.
  public init(_ aliases: [Alias]) {
    self.aliases = aliases
    var position: [String: Int] = [:]
    var lengths: UInt64 = 0
    var firsts = [Bool](repeating: false, count: 256)
    for (i, alias) in aliases.enumerated() {
      let folded = ModelID.folded(alias.alias)
      position[folded] = i
      lengths |= 1 << UInt64(folded.utf8.count % 64)
      if let first = folded.utf8.first { firsts[Int(first)] = true }
    }
    (self.position, self.lengths, self.firsts) = (position, lengths, firsts)
  }

  /// The alias of that id; nil if it stands for nothing else.
  public subscript(id: String) -> Alias? { position[ModelID.folded(id)].map { aliases[$0] } }

  /// What an id stands for: replaced by its target until no alias matches. A loop stops at the first repeat.
  public func follow(_ id: String) -> String {
    var (name, met): (String, Set<String>) = (id, [])
    while let next = self[name], met.insert(ModelID.folded(name)).inserted { name = next.target }
    return name
  }

  /// False if the id is certainly no alias; true if it has to be looked up.
  ///
  /// - Complexity: O(bytes).
  public func mayContain(utf8 id: UnsafeRawBufferPointer) -> Bool {
    guard let first = id.first else { return false }
    // Lower-casing can change the length of text that is not ASCII, so such text is never turned away.
    if first >= 128 || id.contains(where: { $0 >= 128 }) { return !aliases.isEmpty }
    let lower = (65...90).contains(first) ? first + 32 : first
    return lengths >> UInt64(id.count % 64) & 1 == 1 && firsts[Int(lower)]
  }
}
