import LineageCore
import LineageTestSupport
import Testing

@testable import LineageSnapshot

/// Breaks the fixtures at random, the same way on every run: nothing may crash, and nothing may vanish.
@Suite struct MutationTests {
  private static let rounds = 2000

  @Test(arguments: FormatFixtureTests.folders)
  func survivesFlippedAndCutBytes(folder: String) throws {
    for (i, file) in try fixtures(in: folder).enumerated() where !file.bytes.isEmpty {
      var random = SeededGenerator(seed: UInt64(i) &+ 7)
      for _ in 0..<Self.rounds {
        let bytes = Self.mutated(file.bytes, &random)
        let table = read(bytes, name: file.name)
        #expect(table.isConsistent, "\(file.name): \(bytes)")
        if table.sources.first?.format == .hubRecords, bytes.first == UInt8(ascii: "{"),
          bytes.dropFirst().first != 10
        {
          let lines = bytes.split(separator: 10).count { line in
            !line.allSatisfy { $0 == 32 || $0 == 9 || $0 == 13 }
          }
          #expect(table.sources.first?.records == lines, "\(file.name): \(bytes)")
        } else {
          #expect(!table.records.isEmpty || !table.findings.isEmpty, "\(file.name): \(bytes)")
        }
      }
    }
  }

  @Test(arguments: [gzipped, zstdCompressed])
  func survivesBrokenCompression(compress: @Sendable ([UInt8]) -> [UInt8]) throws {
    let file = try #require(try fixtures(in: "hub-records").first)
    let packed = compress(file.bytes)
    let whole = read(file.bytes)
    var random = SeededGenerator(seed: 3)
    for _ in 0..<Self.rounds {
      let table = read(Self.mutated(packed, &random))
      #expect(table.isConsistent)
      #expect(table.listing == whole.listing || !table.findings.isEmpty)
    }
  }

  private static func mutated(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var copy = bytes
    for _ in 0...Int.random(in: 0..<3, using: &random) where !copy.isEmpty {
      let place = Int.random(in: 0..<copy.count, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: copy[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 1: copy[place] = Array("\"{}[]:,;\n\r\\-&*#\0".utf8).randomElement(using: &random) ?? 0
      case 2: copy.removeSubrange(place..<min(copy.count, place + Int.random(in: 1..<20, using: &random)))
      case 3: copy.removeLast(copy.count - place)
      default: copy.insert(contentsOf: copy[place..<min(copy.count, place + 30)], at: place)
      }
    }
    return copy
  }
}
