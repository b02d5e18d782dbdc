import Foundation
import Testing

@testable import LineageSite

@Suite struct LanguageTests {
  static let shared = Result { try SiteFixture() }

  @Test func hasTheSameWordsAndPlacesInEveryLanguage() throws {
    let assets = try Repository.assets()
    let tables = try SiteLanguage.allCases.map { language in
      try JSONDecoder().decode([String: String].self, from: Data(try #require(assets.strings[language]).utf8))
    }
    for (key, text) in tables[0] {
      let other = try #require(tables[1][key], "\(key)")
      #expect(
        Set(text.matches(of: /\{\d\}/).map { String($0.0) })
          == Set(other.matches(of: /\{\d\}/).map { String($0.0) }))
    }
    #expect(tables[0].count == tables[1].count)
  }

  @Test func writesEveryPageInBothLanguagesAndLinksThem() throws {
    let site = try Self.shared.get()
    let paths = Set(site.files.map(\.path))
    for path in paths where path.hasSuffix("index.html") && !path.hasPrefix("ko/") {
      #expect(paths.contains("ko/" + path))
    }
    let korean = try site.text("ko/m/maker/Hub-7B/index.html")
    #expect(korean.contains("<html lang=\"ko\">") && korean.contains("기반"))
    #expect(korean.contains("hreflang=\"en\" href=\"../../../../m/maker/Hub-7B/index.html\""))
    #expect(korean.contains("href=\"../../../../site.css\""))
    #expect(korean.contains("href=\"../../../../m/maker/Hub-7B/lineage.json\""))
    let english = try site.text("m/maker/Hub-7B/index.html")
    #expect(english.contains("hreflang=\"ko\" href=\"../../../ko/m/maker/Hub-7B/index.html\""))
  }

  @Test func saysWhichTermsGotLostAndWhere() throws {
    let site = try Self.shared.get()
    let page = try site.text("m/maker/Both-7B/index.html")
    #expect(page.contains("A label leaves out terms of MIT License"))
    #expect(page.contains("href=\"license/1/index.html\""))
    let path = ParsedMarkup(try site.text("m/maker/Both-7B/license/1/index.html"))
    #expect(path.failure == nil)
    #expect(path.all("pre").first?.text == "license: mit")
    #expect(path.all("text").contains { $0.text.hasPrefix("✂") })
    let alone = ParsedMarkup(try site.text("m/maker/Both-7B/license/1/path.svg"))
    #expect(alone.failure == nil && alone.all("a").count == 3)
    #expect(try site.text("m/maker/Left-7B/index.html").contains("Cannot be decided"))
    #expect(try site.text("m/maker/Right-7B/index.html").contains("No inherited term is missing"))
    #expect(try !site.text("m/maker/Hub-7B/index.html").contains("License along the lineage"))
  }

  @Test func statesWhatMayBeLoaded() throws {
    let page = try Self.shared.get().text("index.html")
    #expect(
      page.contains("content=\"default-src &#39;self&#39;") || page.contains("content=\"default-src 'self'"))
    #expect(!page.contains(" style=\""))
  }

  @Test func keepsTheScriptsSmall() throws {
    #expect(try Repository.text("Web/site.js").utf8.count < 15_000)
    let styles = try ["site", "picture", "chart"].map { try Repository.text("Web/\($0).css").utf8.count }
    #expect(styles.reduce(0, +) < 24_000)
  }
}
