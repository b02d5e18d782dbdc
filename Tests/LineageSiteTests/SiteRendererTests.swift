import Foundation
import Testing

@testable import LineageSite

@Suite struct SiteRendererTests {
  @Test func writesFixture() throws {
    let site = try SiteFixture()
    for f in site.files {
      let url = URL(filePath: "/tmp/site-tools/out/" + f.path)
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(f.bytes).write(to: url)
    }
  }
}
