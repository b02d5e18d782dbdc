import Foundation
import Testing

@testable import LineageSite

@Suite struct PictureGoldenTests {
  @Test(arguments: PictureFixture.allCases) func drawsAsRecorded(_ fixture: PictureFixture) throws {
    let picture = try fixture.picture()
    let style = try Repository.text("Web/picture.css")
    try expect(picture.svg(style: style), equals: "Graphs/expected/\(fixture.rawValue).svg")
    try expect(picture.dot(), equals: "Graphs/expected/\(fixture.rawValue).dot")
  }

  private func expect(_ text: String, equals path: String) throws {
    let file = Repository.root.appending(path: path)
    if ProcessInfo.processInfo.environment["LINEAGE_RECORD"] == "1" {
      try Data(text.utf8).write(to: file)
    }
    let recorded = try Data(contentsOf: file)
    #expect(recorded == Data(text.utf8), "\(path) differs; LINEAGE_RECORD=1 records it anew")
  }
}
