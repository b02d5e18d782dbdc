import Foundation
import LineageCore
import Synchronization

@testable import LineageSnapshot

/// How a test reads: the pieces the source hands over, and how the reader cuts and shares the work.
struct Manner: Sendable {
  var year: Int? = 2025
  var lineLimit = 64 << 20
  var piece = 1 << 20
  var chunkSize = 1 << 20
  var workers = 1
  /// Where the source fails; nil if it does not.
  var failsAt: Int?

  var options: ReadOptions { ReadOptions(year: year, lineLimit: lineLimit, chunkSize: chunkSize) }
}

/// A source that fails.
struct SourceFailure: Error {}

/// Reads bytes as one input, handed over in pieces of that size.
func read(
  _ bytes: [UInt8], name: String = "input", year: Int? = 2025, lineLimit: Int = 64 << 20, piece: Int = 1 << 20
) -> RecordTable {
  read(bytes, name: name, Manner(year: year, lineLimit: lineLimit, piece: piece))
}

/// Reads bytes as one input that comes in order.
func read(_ bytes: [UInt8], name: String = "input", _ manner: Manner) -> RecordTable {
  var table = RecordTable()
  read(bytes, name: name, manner, into: &table)
  return table
}

/// The same into a table that already holds something.
func read(_ bytes: [UInt8], name: String, _ manner: Manner = Manner(), into table: inout RecordTable) {
  var reader = SnapshotReader(options: manner.options, workers: .threads(manner.workers))
  var offset = 0
  reader.read(name: name, into: &table) { buffer in
    let count = try copy(bytes, from: offset, to: buffer, manner)
    offset += count
    return count
  }
}

/// Reads bytes as one input that can be read from any place.
func readInParts(_ bytes: [UInt8], name: String = "input", size: Int? = nil, _ manner: Manner) -> RecordTable
{
  var table = RecordTable()
  var reader = SnapshotReader(options: manner.options, workers: .threads(manner.workers))
  reader.read(name: name, size: size ?? bytes.count, into: &table) { buffer, place in
    try copy(bytes, from: place, to: buffer, manner)
  }
  return table
}

private func copy(
  _ bytes: [UInt8], from place: Int, to buffer: UnsafeMutableRawBufferPointer, _ manner: Manner
) throws -> Int {
  let end = min(bytes.count, manner.failsAt ?? .max)
  if place >= end, manner.failsAt != nil { throw SourceFailure() }
  guard place < end else { return 0 }
  let count = min(manner.piece, buffer.count, end - place)
  buffer.copyBytes(from: bytes[place..<(place + count)])
  return count
}

extension Workers {
  /// That many threads, whatever the machine has.
  static func threads(_ count: Int) -> Workers {
    Workers(count: count) { pieces, body in
      withoutActuallyEscaping(body) { body in
        let work = LentWork(body)
        let others = DispatchGroup()
        for piece in 1..<max(pieces, 1) {
          others.enter()
          Thread.detachNewThread {
            work.run(piece)
            others.leave()
          }
        }
        work.run(0)
        others.wait()
        work.takeBack()
      }
    }
  }
}

/// A closure that is gone before the threads that ran it let go of their own.
private final class LentWork: Sendable {
  private let body: Mutex<(@Sendable (Int) -> Void)?>

  init(_ body: @escaping @Sendable (Int) -> Void) { self.body = Mutex(body) }

  func run(_ piece: Int) { body.withLock { $0 }?(piece) }

  func takeBack() { body.withLock { $0 = nil } }
}

/// Reads a text as one input.
func read(_ text: String, name: String = "input", year: Int? = 2025) -> RecordTable {
  read(Array(text.utf8), name: name, year: year)
}

extension RecordTable {
  /// The ids of all rows, in order.
  var ids: [String] { records.map { texts[$0.id] } }

  /// The parents of a row as `relation:id`.
  func parents(_ row: Int = 0) -> [String] {
    guard records.indices.contains(row) else { return [] }
    return references(of: records[row]).map { $0.label.relation.word + ":" + texts[$0.written] }
  }

  /// The license label of a row; nil if it has none.
  func license(_ row: Int = 0) -> String? {
    guard records.indices.contains(row) else { return nil }
    return records[row].attributes.license.map { texts[$0] }
  }

  /// All texts, in the order of their ids.
  var allTexts: [String] { texts.ids.map { texts[$0] } }

  /// The rules of all findings, in order.
  var rules: [String] { findings.map(\.rule) }

  /// Everything in the table as text, one line each: what the expected files hold.
  var listing: [String] {
    func word(_ id: TextID?) -> String { id.map { texts[$0] } ?? "-" }
    func number(_ value: Int64?) -> String { value.map { String($0) } ?? "-" }
    var lines: [String] = []
    for source in sources {
      let date = source.date.map { " of \($0)" } ?? ""
      lines.append("source \(source.name): \(source.format.rawValue)\(date)")
      lines.append("  \(source.records) records, \(source.rejected) rejected, \(source.repaired) repaired")
    }
    for record in records {
      let date =
        record.attributes.predatesClock
        ? "before the clock" : record.attributes.created.map { "\($0)" } ?? "undated"
      let gated = record.attributes.gated.map { $0 ? "gated" : "open" } ?? "-"
      lines.append("\(record.role) \(texts[record.id]) | \(record.source):\(record.line) | \(date)")
      lines.append(
        "  license \(word(record.attributes.license)) | \(word(record.attributes.licenseName)) | \(word(record.attributes.licenseLink))"
      )
      lines.append(
        "  task \(word(record.attributes.task)) | library \(word(record.attributes.library)) | downloads \(number(record.attributes.downloads))"
          + " | likes \(number(record.attributes.likes)) | \(gated)")
      for reference in references(of: record) {
        lines.append("  \(reference.label.relation.word) \(texts[reference.written])")
      }
    }
    for finding in findings {
      let place = finding.location.map { "\($0.source):\($0.line)" } ?? "-"
      lines.append("\(finding.level.rawValue) \(finding.rule) \(place) \(finding.subject): \(finding.detail)")
      if let fix = finding.fix { lines.append("  fix: \(fix.replacing("\n", with: "\\n"))") }
    }
    return lines
  }

  /// Whether the counts of the sources, the rows and the findings fit together.
  var isConsistent: Bool {
    let rejected = sources.reduce(0) { $0 + $1.rejected }
    let good = sources.reduce(0) { $0 + $1.records - $1.rejected }
    return good == records.count && rejected <= findings.count
      && findings.allSatisfy { FindingRule.named($0.rule) != nil }
  }
}

/// Places of the package.
enum Place {
  static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let formats = package.appending(path: "Fixtures/formats")

  /// The folder with real data, if this machine has one.
  static let realData: URL? = {
    let named = ProcessInfo.processInfo.environment["LINEAGE_REAL_DATA"].map { URL(filePath: $0) }
    let folder = named ?? package.deletingLastPathComponent().appending(path: "shared/data")
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }()
}

/// All inputs among the fixtures: the path relative to its folder, and the bytes.
func fixtures(in folder: String) throws -> [(name: String, bytes: [UInt8])] {
  let root = Place.formats.appending(path: folder)
  let names = try FileManager.default.subpathsOfDirectory(atPath: root.path).sorted()
  return try names.compactMap { name in
    let file = root.appending(path: name)
    guard name != "expected.txt", try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
    else {
      return nil
    }
    return (name, Array(try Data(contentsOf: file)))
  }
}
