import Foundation
import Testing

@testable import LineageStore

@Suite struct PagesTests {
  private let folder: TemporaryFolder
  private var path: String { folder.file("lineage.db") }

  init() throws { folder = try TemporaryFolder() }

  private func page(_ path: String, _ byte: UInt8) -> PageRow {
    let hash = [UInt8](repeating: byte, count: 32)
    return PageRow(path: path, key: hash, frame: hash.reversed(), files: hash, main: 12..<(400 + Int(byte)))
  }

  @Test func keepsPagesByPath() throws {
    let catalog = try richSnapshot().catalog(in: folder)
    #expect(try catalog.pages() == [])
    let pages = [page("m/b/index.html", 2), page("m/B/index.html", 1), page("index.html", 0)]
    try Catalog.writePages(pages, to: path)
    #expect(try Catalog(path: path).pages() == [pages[2], pages[1], pages[0]])
    #expect(try folder.contents() == ["lineage.db"])
  }

  @Test func writesTheSameBytesInAnyOrder() throws {
    var written: [Data] = []
    for order in [[0, 1, 2, 3], [3, 1, 0, 2]] {
      _ = try richSnapshot().catalog(in: folder)
      try Catalog.writePages(order.map { page("p/\($0)", UInt8($0)) }, to: path)
      written.append(try Data(contentsOf: URL(fileURLWithPath: path)))
      try FileManager.default.removeItem(atPath: path)
    }
    #expect(written[0] == written[1])
  }

  @Test func saysWhyPagesCannotBeWritten() throws {
    _ = try richSnapshot().catalog(in: folder)
    let twice = [page("a", 1), page("a", 2)]
    #expect(throws: StoreError.self) { try Catalog.writePages(twice, to: path) }
    let short = PageRow(path: "a", key: [1], frame: [2], files: [3], main: 0..<0)
    #expect(throws: StoreError.self) { try Catalog.writePages([short], to: folder.file("other.db")) }
  }
}
