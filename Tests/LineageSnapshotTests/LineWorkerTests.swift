import LineageCore
import LineageTestSupport
import Testing

@testable import LineageSnapshot

/// Whatever shares the work, the outcome is that of one worker that reads from the first byte to the last.
@Suite struct LineWorkerTests {
  /// Lines of every kind: good ones, parents and licenses that repeat, blank ones, long ones, broken ones.
  private static func text(seed: UInt64, lines: Int, lineEnd: String = "\n") -> [UInt8] {
    var random = SeededGenerator(seed: seed)
    var text = ""
    for i in 0..<lines {
      let owner = "o\(Int.random(in: 0..<9, using: &random))"
      let parent = "p/\(Int.random(in: 0..<30, using: &random))"
      let license = ["mit", "MIT", "apache-2.0", "Apache 2.0", "?"].randomElement(using: &random) ?? ""
      switch Int.random(in: 0..<12, using: &random) {
      case 0: text += ""
      case 1: text += "  \t"
      case 2: text += "{\"id\":\"\(owner)/cut-\(i)\",\"tags\":[\"x"
      case 3:
        text +=
          "{\"id\":\"\(owner)/long-\(i)\",\"x\":\""
          + String(repeating: "y", count: Int.random(in: 0..<4000, using: &random)) + "\"}"
      case 4: text += "{\"id\":\"\(owner)/typed-\(i)\",\"likes\":\"many\",\"createdAt\":\"2025-13-01\"}"
      case 5: text += "{\"id\":\"not an id \(i)\"}"
      case 6:
        text +=
          "{\"id\":\"\(owner)/card-\(i)\",\"card_data\":\"license: \(license)\\nbase_model: \(parent)\"}"
      default:
        text +=
          "{\"id\":\"\(owner)/model-\(i)\",\"createdAt\":\"2024-0\(1 + i % 9)-11T00:00:00.000Z\",\"tags\":"
          + "[\"license:\(license)\",\"base_model:merge:\(parent)\"],\"likes\":\(i)}"
      }
      if i < lines - 1 || Bool.random(using: &random) { text += lineEnd }
    }
    return Array(text.utf8)
  }

  /// Compares everything, the numbers of the texts too.
  private func expectSame(
    _ table: RecordTable, _ expected: RecordTable, _ manner: Manner,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) {
    #expect(table.listing == expected.listing, "\(manner)", sourceLocation: sourceLocation)
    #expect(table.allTexts == expected.allTexts, "\(manner)", sourceLocation: sourceLocation)
    #expect(table.isConsistent, "\(manner)", sourceLocation: sourceLocation)
  }

  /// Sizes of chunks, from less than a line to more than the text.
  private static let chunks = [64, 97, 256, 1000, 4096, 10_007, 1 << 16, 1 << 20]

  @Test(arguments: ["\n", "\r\n"], [UInt64(1), 2, 3])
  func yieldsTheSameForEveryCutAndNumberOfWorkers(lineEnd: String, seed: UInt64) {
    let text = Self.text(seed: seed, lines: 400, lineEnd: lineEnd)
    let expected = read(text)
    #expect(expected.records.count > 200)
    #expect(expected.findings.count > 100)
    for chunkSize in Self.chunks {
      for workers in 1...4 {
        let manner = Manner(piece: chunkSize * 2 / 3, chunkSize: chunkSize, workers: workers)
        expectSame(read(text, manner), expected, manner)
        expectSame(readInParts(text, manner), expected, manner)
      }
    }
  }

  @Test(arguments: [gzipped, zstdCompressed])
  func yieldsTheSameForCompressedInput(compress: @Sendable ([UInt8]) -> [UInt8]) {
    let text = Self.text(seed: 5, lines: 3000)
    let expected = read(text)
    let packed = compress(text)
    for chunkSize in Self.chunks {
      for workers in 2...4 {
        let manner = Manner(piece: 5000, chunkSize: chunkSize, workers: workers)
        expectSame(read(packed, manner), expected, manner)
        expectSame(readInParts(packed, manner), expected, manner)
      }
    }
  }

  @Test(arguments: [gzipped, zstdCompressed])
  func keepsTheSameOfCompressedInputThatIsCut(compress: @Sendable ([UInt8]) -> [UInt8]) {
    let packed = compress(Self.text(seed: 6, lines: 3000))
    let cut = Array(packed[..<(packed.count * 2 / 3)])
    for chunkSize in [256, 4096, 1 << 16] {
      let expected = read(cut, Manner(chunkSize: chunkSize))
      #expect(expected.rules.contains("unreadable-source"))
      for workers in 2...4 {
        let manner = Manner(chunkSize: chunkSize, workers: workers)
        expectSame(read(cut, manner), expected, manner)
        expectSame(readInParts(cut, manner), expected, manner)
      }
    }
  }

  @Test func endsAtTheSamePlaceWhenTheSourceFails() {
    let text = Self.text(seed: 7, lines: 300)
    var random = SeededGenerator(seed: 8)
    for _ in 0..<60 {
      let place = Int.random(in: 1..<text.count, using: &random)
      let expected = read(text, Manner(failsAt: place))
      #expect(expected.rules.contains("unreadable-source"))
      let chunkSize = Int.random(in: 64..<20_000, using: &random)
      for workers in 2...4 {
        let manner = Manner(piece: 3000, chunkSize: chunkSize, workers: workers, failsAt: place)
        expectSame(read(text, manner), expected, manner)
        expectSame(readInParts(text, manner), expected, manner)
      }
    }
  }

  @Test func skipsLinesThatAreTooLongWhereverTheyAreCut() {
    let text = Self.text(seed: 9, lines: 400)
    for lineLimit in [40, 500, 2000] {
      let expected = read(text, lineLimit: lineLimit)
      #expect(expected.findings.contains { $0.detail.contains("more than are read") })
      for chunkSize in Self.chunks {
        for workers in 2...3 {
          let manner = Manner(lineLimit: lineLimit, piece: 700, chunkSize: chunkSize, workers: workers)
          expectSame(read(text, manner), expected, manner)
          expectSame(readInParts(text, manner), expected, manner)
        }
      }
    }
  }

  @Test func passesAByteOrderMark() {
    let text = Self.text(seed: 10, lines: 200)
    let expected = read(text)
    for workers in 1...3 {
      let manner = Manner(chunkSize: 500, workers: workers)
      expectSame(read([0xEF, 0xBB, 0xBF] + text, manner), expected, manner)
      expectSame(readInParts([0xEF, 0xBB, 0xBF] + text, manner), expected, manner)
    }
  }

  @Test func appendsToWhatTheTableHolds() {
    let (first, second) = (Self.text(seed: 11, lines: 100), Self.text(seed: 12, lines: 100))
    var expected = RecordTable()
    for text in [first, second] { read(text, name: "x", into: &expected) }
    var table = RecordTable()
    for text in [first, second] { read(text, name: "x", Manner(chunkSize: 300, workers: 3), into: &table) }
    expectSame(table, expected, Manner())
  }

  @Test func reportsAFileThatBecameShorter() throws {
    let text = Self.text(seed: 13, lines: 300)
    let table = readInParts(text, size: text.count + 5000, Manner(chunkSize: 1000, workers: 3))
    let finding = try #require(table.findings.first { $0.rule == "unreadable-source" })
    #expect(finding.detail.contains("shorter"))
    #expect(finding.detail.contains("\(text.count) bytes"))
    #expect(table.isConsistent)
  }

  @Test func readsNoFurtherThanTheSizeSays() {
    let text = Array("{\"id\":\"a/b\"}\n{\"id\":\"c/d\"}\n".utf8)
    let more = text + Array(repeating: UInt8(ascii: "x"), count: 1000)
    #expect(readInParts(more, size: text.count, Manner(chunkSize: 20, workers: 2)).ids == ["a/b", "c/d"])
  }

  @Test func tellsProgressUpToTheSize() {
    let text = Self.text(seed: 14, lines: 500)
    var seen: [Int] = []
    var table = RecordTable()
    var reader = SnapshotReader(options: ReadOptions(chunkSize: 1000), workers: .threads(3)) {
      seen.append($0)
    }
    reader.read(name: "input", size: text.count, into: &table) { buffer, place in
      let count = min(buffer.count, text.count - place)
      buffer.copyBytes(from: text[place..<(place + count)])
      return count
    }
    #expect(seen == seen.sorted())
    #expect(seen.last == text.count)
    #expect(seen.count > 10)
  }

  @Test func worksWhenWorkersTakeTurnsOnOneThread() {
    let text = Self.text(seed: 15, lines: 300)
    let inTurn = Workers(count: 4) { pieces, body in for piece in 0..<pieces { body(piece) } }
    var table = RecordTable()
    var reader = SnapshotReader(options: ReadOptions(year: 2025, chunkSize: 500), workers: inTurn)
    reader.read(name: "input", size: text.count, into: &table) { buffer, place in
      let count = min(buffer.count, text.count - place)
      buffer.copyBytes(from: text[place..<(place + count)])
      return count
    }
    expectSame(table, read(text), Manner())
  }
}
