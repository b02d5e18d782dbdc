/// Exact texts and globs, compiled so that a text meets only the few globs it could fit.
///
/// Every glob is filed under one of its three-byte runs, the one the fewest other globs have. A text that lacks the
/// run cannot fit the glob, so looking up each run of the text finds every candidate. Globs without a run of three
/// literal bytes are always candidates.
struct FamilyMatcher: Sendable {
  /// A rule as it is written, and what it stands for.
  struct Rule: Sendable {
    let pattern: String
    let code: FamilyCode
  }

  /// The most rules one matcher can rank.
  static let capacity = Int(UInt16.max) - 1

  /// Strongest first, exact texts before all globs; the position in this array is the rank, and the smallest rank
  /// that fits wins.
  private let globs: [Glob]
  private let codes: [FamilyCode]
  /// Slots are hashes of runs, of 32 bits less this.
  private let shift: UInt32
  /// Ranks filed under slot `s` are `filed[files[s].lowerBound..<files[s].upperBound]`.
  private let files: [File]
  private let filed: [UInt16]
  private let unfiled: [UInt16]

  /// Compiles rules given in file order, a sub-family's before its own family's. No exact text may contain a star.
  init(exact: [Rule], globs rules: [Rule]) {
    precondition(exact.count + rules.count <= Self.capacity, "more rules than a rank can tell apart")
    let order = rules.enumerated().map {
      (literals: Glob.literalCount($0.element.pattern), position: $0.offset)
    }
    .sorted { $0.literals != $1.literals ? $0.literals > $1.literals : $0.position < $1.position }
    let ranked = exact + order.map { rules[$0.position] }
    globs = ranked.map { Glob($0.pattern) }
    codes = ranked.map(\.code)

    let table = max(6, Int.bitWidth - (globs.count * 8).leadingZeroBitCount)
    let shift = UInt32(32 - table)
    let runs = globs.map { glob in glob.runs.map { Self.slot($0, shift) } }
    var frequency = [Int](repeating: 0, count: 1 << table)
    for slot in runs.joined() { frequency[slot] += 1 }
    var files: [(slot: Int, rank: UInt16)] = []
    var unfiled: [UInt16] = []
    for (rank, slots) in runs.enumerated() {
      let rarest = slots.min { (frequency[$0], $0) < (frequency[$1], $1) }
      if let rarest { files.append((rarest, UInt16(rank))) } else { unfiled.append(UInt16(rank)) }
    }
    files.sort { $0 < $1 }
    var slots = [File](repeating: File(lowerBound: 0, upperBound: 0), count: 1 << table)
    for (position, file) in files.enumerated() {
      if slots[file.slot].isEmpty { slots[file.slot].lowerBound = UInt16(position) }
      slots[file.slot].upperBound = UInt16(position + 1)
    }
    (self.shift, self.files, filed, self.unfiled) = (shift, slots, files.map(\.rank), unfiled)
  }

  private struct File {
    var lowerBound: UInt16
    var upperBound: UInt16
    var isEmpty: Bool { lowerBound == upperBound }
  }

  /// The code of the strongest rule that fits the UTF-8 text.
  func firstMatch(_ text: UnsafeRawBufferPointer) -> FamilyCode? {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.count) { copy in
      for (i, byte) in text.enumerated() {
        if byte >= 0x80 { return firstMatchBeyondASCII(text) }
        copy.initializeElement(at: i, to: byte &- 65 < 26 ? byte | 0x20 : byte)
      }
      return firstMatch(folded: UnsafeBufferPointer(copy))
    }
  }

  private func firstMatchBeyondASCII(_ text: UnsafeRawBufferPointer) -> FamilyCode? {
    var folded = ModelID.folded(String(decoding: text, as: UTF8.self))
    return folded.withUTF8 { firstMatch(folded: $0) }
  }

  private func firstMatch(folded text: UnsafeBufferPointer<UInt8>) -> FamilyCode? {
    var best = UInt16.max
    func test(_ rank: UInt16) {
      if rank < best, globs[Int(rank)].matches(text) { best = rank }
    }
    for rank in unfiled { test(rank) }
    if text.count >= 3 {
      // Nine of ten runs of a text have no glob: this loop does nothing else than find that out.
      files.withUnsafeBufferPointer { files in
        var run = UInt32(text[0]) << 8 | UInt32(text[1])
        for byte in text[2...] {
          run = (run << 8 | UInt32(byte)) & 0xFF_FFFF
          let file = files[Self.slot(run, shift)]
          if !file.isEmpty { for k in file.lowerBound..<file.upperBound { test(filed[Int(k)]) } }
        }
      }
    }
    return best == .max ? nil : codes[Int(best)]
  }

  fileprivate static func run(_ a: UInt8, _ b: UInt8, _ c: UInt8) -> UInt32 {
    UInt32(a) << 16 | UInt32(b) << 8 | UInt32(c)
  }

  /// Hashes a run; two runs in one slot merely cost a test now and then.
  private static func slot(_ run: UInt32, _ shift: UInt32) -> Int { Int((run &* 0x9E37_79B1) >> shift) }
}

/// A pattern in which `*` is any run of bytes, for texts in lower case.
struct Glob: Sendable {
  private let pattern: [UInt8]

  /// Compiles a pattern; its letter case is dropped.
  init(_ pattern: String) { self.pattern = Array(ModelID.folded(pattern).utf8) }

  /// The strength of a pattern: its characters without the stars.
  static func literalCount(_ pattern: String) -> Int { pattern.unicodeScalars.count { $0 != "*" } }

  /// The three-byte runs without a star.
  fileprivate var runs: [UInt32] {
    guard pattern.count >= 3 else { return [] }
    return (0..<(pattern.count - 2)).filter { !pattern[$0...($0 + 2)].contains(Self.star) }
      .map { FamilyMatcher.run(pattern[$0], pattern[$0 + 1], pattern[$0 + 2]) }
  }

  /// Whether the whole text fits.
  ///
  /// - Complexity: O(pattern x text) at worst; going back to the last star alone is enough, because an earlier
  ///   star could only give the later one less text to choose from.
  func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var (i, p) = (0, 0)
    var (lastStar, resume) = (-1, 0)
    while i < text.count {
      if p < pattern.count, pattern[p] == Self.star {
        (lastStar, resume) = (p, i)
        p += 1
      } else if p < pattern.count, pattern[p] == text[i] {
        (i, p) = (i + 1, p + 1)
      } else if lastStar >= 0 {
        resume += 1
        (i, p) = (resume, lastStar + 1)
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == Self.star }
  }

  private static let star = UInt8(ascii: "*")
}
