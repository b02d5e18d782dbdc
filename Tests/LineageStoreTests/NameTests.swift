import LineageCore
import LineageTestSupport
import Testing

@testable import LineageStore

/// What finds names, piece by piece.
@Suite struct NameTests {
  @Test(arguments: [0, 1, 256, 257, 5000])
  func givesEveryNameOnePlaceInItsBucket(count: Int) {
    var names = TextTable()
    for i in 0..<count { _ = names.intern("owner/Name-\(i)") }
    let buckets = NameBuckets(nameCount: count)
    #expect(buckets.count >= 1 && count <= buckets.count * 256)
    let (entries, starts) = buckets.entries(of: names)
    #expect(entries.count == count && starts.count == buckets.count + 1 && starts.last == count)
    entries.withUnsafeBytes { bytes in
      for name in names.ids {
        let hash = FoldedText.hash(names[name].uppercased())
        let bucket = buckets.bucket(hash)
        let rows = NameBuckets.rows(
          hash, in: UnsafeRawBufferPointer(rebasing: bytes[8 * starts[bucket]..<8 * starts[bucket + 1]]))
        #expect(rows.contains(ModelRow(rawValue: name.rawValue)))
        #expect(rows == rows.sorted())
      }
    }
  }

  @Test func knowsTheBucketsByTheLastOfThem() {
    for count in [0, 300, 5000, 3_000_000] {
      let buckets = NameBuckets(nameCount: count)
      #expect(NameBuckets(last: buckets.count - 1)?.bits == buckets.bits)
    }
    for last in [-1, 2, 4, 8, 1 << 31, .max] { #expect(NameBuckets(last: last) == nil) }
  }

  /// Few blocks, many, neighbours, the first and the last.
  @Test(arguments: [
    [0], [2047], [0, 2047], [5, 6, 7], Array(0..<2048), Array(stride(from: 0, to: 2048, by: 2)),
    Array(stride(from: 3, to: 2048, by: 9)), Array(stride(from: 0, to: 2048, by: 128)),
    Array(stride(from: 0, to: 2048, by: 129)), Array(100..<420),
  ])
  func keepsTheBlocksOfATrigram(blocks: [Int]) throws {
    var matrix = SearchMatrix(nameCount: SearchBlocks.modelsPerSegment)
    var names = TextTable()
    _ = names.intern("abc")
    names.withArena { bytes, ends in
      for block in blocks { matrix.add(0..<1, of: bytes, ends, block: block) }
    }
    var found: [Int: [Int]] = [:]
    var words = [UInt64](repeating: .max, count: SearchBlocks.wordsPerSegment)
    matrix.drain { trigram, blob in
      #expect(blob.count <= SearchBlocks.bitmapSize)
      #expect(SearchBlocks.read(blob, into: &words))
      found[trigram] = (0..<SearchBlocks.blocksPerSegment).filter {
        words[$0 >> 6] & 1 << UInt64($0 & 63) != 0
      }
    }
    // The name itself, and its beginning behind a slash.
    #expect(
      found == [Trigram.all(in: Array("abc".utf8))[0]: blocks, Trigram.all(in: Array("/ab".utf8))[0]: blocks])
    matrix.drain { _, _ in Issue.record("the matrix is empty after it was drained") }
  }

  @Test func refusesABlobThatGoesBeyondItsSegment() {
    var words = [UInt64](repeating: 0, count: SearchBlocks.wordsPerSegment)
    for blob: [UInt8] in [[], [0x80], [0xFF, 0x7F], [0x80, 0x80, 0], [0xFF, 0x0F, 0x00], [0, 0x81]] {
      #expect(!blob.withUnsafeBytes { SearchBlocks.read($0, into: &words) }, "\(blob)")
    }
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<3000 {
      let blob = (0..<Int.random(in: 0...300, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
      _ = blob.withUnsafeBytes { SearchBlocks.read($0, into: &words) }
    }
  }

  @Test func entersEveryTrigramOfEveryName() {
    let names = [
      "lab/abcdefghij", "lab/abcdefghiK", "lab/abcdefghij-K2", "x/ÄRGER", "x/ÄRGERLICH", "x/\u{212A}elvin",
      "x/\u{212A}elvinator", "q",
    ]
    var table = TextTable()
    for name in names { _ = table.intern(name) }
    var matrix = SearchMatrix(nameCount: names.count)
    table.withArena { bytes, ends in matrix.add(0..<names.count, of: bytes, ends, block: 0) }
    var found: Set<Int> = []
    matrix.drain { trigram, _ in found.insert(trigram) }
    for name in names {
      #expect(found.isSuperset(of: Trigram.all(in: Array(("/" + ModelID.folded(name)).utf8))), "\(name)")
    }
    #expect(!found.contains(Trigram.all(in: Array("xyz".utf8))[0]))
  }

  @Test func joinsNeighbouringBlocksToOneRange() {
    let size = SearchBlocks.modelsPerBlock
    var blocks = BlockSet(allOf: 10 * size + 7)
    #expect(blocks.models == [0..<10 * size + 7])
    var some = [UInt64](repeating: 0, count: SearchBlocks.wordsPerSegment)
    some[0] = 0b100_0110_0001
    let isAnyLeft = blocks.keep(some, ofSegment: 0)
    #expect(isAnyLeft)
    #expect(blocks.models == [0..<size, 5 * size..<7 * size, 10 * size..<10 * size + 7])
    #expect(blocks.count == 4)
    #expect(blocks.contains(0) && blocks.contains(UInt32(10 * size + 6)))
    #expect(
      !blocks.contains(UInt32(size)) && !blocks.contains(UInt32(10 * size + 7)) && !blocks.contains(.max))
    blocks.dropSegment(0)
    #expect(blocks.models.isEmpty)
  }

  /// `2 0 3 1` by rank: only the models behind a greater one are displaced, and those by name.
  @Test func listsByNameTheModelsBehindAGreaterName() {
    #expect(NameOrder.displaced([2, 0, 3, 1], [1, 3, 0, 2]) == [1, 3])
    #expect(NameOrder.displaced([0, 1, 2], [0, 1, 2]).isEmpty)
    #expect(NameOrder.displaced([], []).isEmpty)
  }

  @Test(arguments: [
    ("abc", "xABCx", true), ("abc", "ab", false), ("abc", "xxxxxxxxxxxabd-abc", true),
    ("abc", "abxabxabxab", false),
    ("a", "bbbbbbbbbA", true), ("@", "`@", true), ("@", "`", false), ("[", "{", false),
    ("ärger", "x/ÄRGER", true),
    ("kelvin", "x/\u{212A}elvin", true), ("k", "\u{212A}", true), ("abcdefghij", "abcdefghij", true),
    ("bcdefghijk", "abcdefghij", false),
  ])
  func findsAPieceWithoutRegardToCase(piece: String, name: String, found: Bool) throws {
    let fragment = try #require(FoldedFragment(piece))
    #expect(Array(name.utf8).withUnsafeBytes { fragment.occurs(in: $0) } == found)
    #expect(
      Array(name.utf8).withUnsafeBytes { fragment.begins($0) }
        == ModelID.folded(name).utf8.starts(with: ModelID.folded(piece).utf8))
  }

  @Test func findsPiecesWhereTheStandardLibraryDoes() {
    var generator = SeededGenerator(seed: 6)
    for _ in 0..<4000 {
      let name = String(
        (0..<Int.random(in: 0...30, using: &generator)).map { _ in
          "aAb-B/".randomElement(using: &generator) ?? "a"
        })
      let piece = String(
        (0..<Int.random(in: 1...5, using: &generator)).map { _ in
          "aAb-B/".randomElement(using: &generator) ?? "a"
        })
      let found = FoldedFragment(piece).map { fragment in
        Array(name.utf8).withUnsafeBytes { fragment.occurs(in: $0) }
      }
      #expect(found == name.lowercased().contains(piece.lowercased()), "\(piece) in \(name)")
    }
  }
}
