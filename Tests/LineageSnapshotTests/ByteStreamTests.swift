import LineageCore
import LineageTestSupport
import Testing

@testable import LineageSnapshot

@Suite struct ByteStreamTests {
  /// Lines that hold too much chance to compress to nothing.
  private static func text(_ count: Int) -> [UInt8] {
    var random = SeededGenerator(seed: 11)
    let lines = (0..<count).map { i in "{\"id\":\"owner\(i % 97)/model-\(random.next())\",\"likes\":\(i)}\n" }
    return Array(lines.joined().utf8)
  }
  private static let text = text(4000)
  /// Several megabytes, so that many blocks lie before the middle.
  private static let long = text(60_000)

  @Test(arguments: [1 << 20, 4096, 7, 1])
  func readsPiecesOfAnySize(piece: Int) {
    let text = Array(Self.text.prefix(piece == 1 ? 4000 : Self.text.count))
    let whole = read(text)
    let table = read(text, piece: piece)
    #expect(table.listing == whole.listing)
    #expect(table.records.count > 50)
  }

  @Test(arguments: [gzipped, zstdCompressed])
  func recognisesCompressionByContent(compress: @Sendable ([UInt8]) -> [UInt8]) {
    let table = read(compress(Self.text), name: "records.txt", piece: 1000)
    #expect(table.records.count == 4000)
    #expect(table.findings.isEmpty)
    #expect(table.ids == read(Self.text).ids)
  }

  @Test(arguments: [gzipped, zstdCompressed])
  func readsConcatenatedMembers(compress: @Sendable ([UInt8]) -> [UInt8]) {
    let half = Self.text.count / 2
    let table = read(compress(Array(Self.text[..<half])) + compress(Array(Self.text[half...])), piece: 333)
    #expect(table.records.count == 4000)
    #expect(table.findings.isEmpty)
  }

  @Test(arguments: [gzipped, zstdCompressed])
  func keepsWhatWasReadableBeforeTruncation(compress: @Sendable ([UInt8]) -> [UInt8]) throws {
    let packed = compress(Self.long)
    let table = read(Array(packed[..<(packed.count / 2)]))
    #expect(table.rules == ["unreadable-source"])
    #expect((20_000..<40_000).contains(table.records.count))
    #expect(table.ids == Array(read(Self.long).ids.prefix(table.records.count)))
    let detail = try #require(table.findings.first?.detail)
    #expect(detail.contains("end in the middle"))
    #expect(detail.contains("\(packed.count / 2) stored"))
  }

  @Test(arguments: [gzipped, zstdCompressed])
  func keepsWhatWasReadableBeforeCorruption(compress: @Sendable ([UInt8]) -> [UInt8]) throws {
    var packed = compress(Self.long)
    for i in (packed.count * 3 / 4)..<(packed.count * 3 / 4 + 4096) { packed[i] = 0xFF }
    let table = read(packed)
    #expect(table.rules.contains("unreadable-source"))
    #expect(table.records.count > 40_000)
    #expect(table.ids.prefix(40_000) == read(Self.long).ids.prefix(40_000))
    #expect(table.isConsistent)
  }

  @Test func reportsBytesAfterTheLastMember() {
    let table = read(gzipped(Self.text) + Array("not gzip".utf8))
    #expect(table.records.count == 4000)
    #expect(table.rules == ["unreadable-source"])
  }

  @Test func acceptsZerosAfterTheLastMember() {
    let table = read(gzipped(Self.text) + [UInt8](repeating: 0, count: 512))
    #expect(table.records.count == 4000)
    #expect(table.findings.isEmpty)
  }

  @Test func skipsAByteOrderMarkAlsoInsideCompression() {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    #expect(read(mark + Self.text).records.count == 4000)
    #expect(read(gzipped(mark + Self.text)).records.count == 4000)
    #expect(read(mark + Array("id,date\na/b,2025-01-01\n".utf8)).ids == ["a/b"])
  }

  @Test func keepsWhatWasReadBeforeTheSourceFailed() throws {
    var table = RecordTable()
    var reader = SnapshotReader()
    var offset = 0
    reader.read(name: "-", into: &table) { buffer in
      if offset > 20_000 { throw SourceFailure() }
      let count = min(5000, buffer.count)
      buffer.copyBytes(from: Self.text[offset..<(offset + count)])
      offset += count
      return count
    }
    #expect(table.rules == ["unreadable-source"])
    #expect(table.records.count > 200)
    #expect(try #require(table.findings.first).detail.contains("SourceFailure"))
  }

  @Test func reportsALineLongerThanTheLimitAndReadsOn() {
    let long = "{\"id\":\"a/long\",\"text\":\"" + String(repeating: "x", count: 300_000) + "\"}"
    for piece in [1 << 22, 50_000] {
      let table = read(
        Array("{\"id\":\"a/b\"}\n\(long)\n{\"id\":\"c/d\"}\n".utf8), lineLimit: 100_000, piece: piece)
      #expect(table.ids == ["a/b", "c/d"])
      #expect(table.rules == ["malformed-record"])
      #expect(table.findings.first?.location?.line == 2)
      #expect(table.records.last?.line == 3)
    }
  }

  @Test func readsALineLongerThanTheChunk() {
    let long = String(repeating: "x", count: 5 << 20)
    let table = read("{\"id\":\"a/b\",\"text\":\"\(long)\"}\n{\"id\":\"c/d\"}")
    #expect(table.ids == ["a/b", "c/d"])
  }

  @Test func tellsProgressInStoredBytes() {
    var seen: [Int] = []
    var table = RecordTable()
    var reader = SnapshotReader(progress: { seen.append($0) })
    var offset = 0
    let packed = gzipped(Self.text)
    reader.read(name: "-", into: &table) { buffer in
      let count = min(10_000, buffer.count, packed.count - offset)
      buffer.copyBytes(from: packed[offset..<(offset + count)])
      offset += count
      return count
    }
    #expect(seen == seen.sorted())
    #expect(seen.last == packed.count)
  }

  @Test func handsOutTheSameLinesWhateverTheChunk() {
    for chunk in [64, 100, 1000, 1 << 16] {
      var offset = 0
      let source = Self.text
      var stream = ByteStream(chunkSize: chunk) { buffer in
        let count = min(buffer.count, source.count - offset)
        buffer.copyBytes(from: source[offset..<(offset + count)])
        offset += count
        return count
      }
      var joined: [UInt8] = []
      while let lines = stream.nextLines(limit: 1 << 20) {
        if case .whole(let bytes) = lines { joined.append(contentsOf: bytes) }
      }
      #expect(joined == source)
      #expect(stream.textBytes == source.count)
    }
  }
}
