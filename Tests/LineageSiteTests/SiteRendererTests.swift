import Foundation
import LineageCore
import Testing

@testable import LineageSite

@Suite struct SiteRendererTests {
  private static let shared = Result { try SiteFixture() }
  let site: SiteFixture

  init() throws { site = try Self.shared.get() }

  private var pages: [SiteFile] {
    site.files.filter { $0.path.hasSuffix(".html") && !$0.path.hasPrefix("ko/") }
  }
  private func parsed(_ file: SiteFile) -> ParsedMarkup {
    ParsedMarkup(String(decoding: file.bytes, as: UTF8.self))
  }

  @Test func writesEachPathOnce() {
    let paths = site.files.map { $0.path.lowercased() }
    #expect(Set(paths).count == paths.count)
    #expect(site.files.contains { $0.path == ".nojekyll" } && site.files.contains { $0.path == "site.css" })
    #expect(pages.count == site.renderer.pages().count - 1)
  }

  @Test func writesBalancedPagesWithUniqueIDs() {
    for file in pages {
      let page = parsed(file)
      #expect(page.failure == nil, "\(file.path)")
      #expect(String(decoding: file.bytes.prefix(15), as: UTF8.self) == "<!DOCTYPE html>")
      let ids = page.values(of: "id")
      #expect(Set(ids).count == ids.count, "\(file.path)")
      #expect(!String(decoding: file.bytes, as: UTF8.self).contains("{{"), "\(file.path)")
    }
  }

  @Test func givesEveryPageItsLandmarks() throws {
    for file in pages {
      let page = parsed(file)
      for name in ["h1", "main", "header", "footer", "head"] {
        #expect(page.all(name).count == 1, "\(file.path)")
      }
      let head = try #require(page.all("head").first)
      #expect(page.children(of: head).count { $0.name == "title" && !$0.text.isEmpty } == 1)
      #expect(page.all("html").first?.attributes["lang"] == "en")
      #expect(page.all("a").first?.attributes["href"] == "#content")
      #expect(page.all("main").first?.attributes["id"] == "content")
      let names = page.all("meta").compactMap { $0.attributes["name"] }
      #expect(Set(names).isSuperset(of: ["viewport", "description", "color-scheme"]))
      let text = try #require(page.all("footer").first?.text)
      for words in [
        "Snapshot 2025-07-02", "base declarations", "lineage 0.1.0", "This is not legal advice.",
        "Declared lineage is incomplete",
      ] {
        #expect(text.contains(words))
      }
      for region in page.elements where region.attributes["role"] == "region" {
        #expect(region.attributes["aria-label"]?.isEmpty == false && region.attributes["tabindex"] == "0")
      }
    }
  }

  @Test func skipsNoLevelOfHeadings() {
    for file in pages {
      var last = 0
      for level in parsed(file).elements.compactMap({ ["h1": 1, "h2": 2, "h3": 3][$0.name] }) {
        #expect(level <= last + 1, "\(file.path)")
        last = level
      }
    }
  }

  @Test func linksOnlyToWhatItWrote() throws {
    let paths = Set(site.files.map(\.path))
    let ids = site.files.filter { $0.path.hasSuffix(".html") }
      .reduce(into: [String: Set<String>]()) { $0[$1.path] = Set(parsed($1).values(of: "id")) }
    var checked = 0
    for file in site.files where file.path.hasSuffix(".html") || file.path.hasSuffix(".svg") {
      let base = try #require(URL(string: "site:///" + file.path))
      for link in parsed(file).values(of: "href")
      where !link.hasPrefix("https://") && !link.hasPrefix("data:") {
        let target = try #require(URL(string: link, relativeTo: base)?.absoluteURL, "\(link)")
        let path = String(target.path(percentEncoded: true).dropFirst())
        let isThere = paths.contains(path)
        #expect(isThere, "\(file.path) links to \(link)")
        if let fragment = target.fragment() {
          #expect(ids[path]?.contains(fragment) == true, "\(file.path): \(link)")
        }
        checked += 1
      }
    }
    #expect(checked > 1_000)
  }

  @Test func loadsNothingFromElsewhere() throws {
    for file in pages {
      for element in parsed(file).elements {
        #expect(!["img", "iframe", "object", "base"].contains(element.name))
        if element.name == "script" {
          #expect(element.text.isEmpty && element.attributes["src"]?.hasSuffix("site.js") == true)
        }
        #expect(element.attributes["src"]?.contains("//") != true)
        if element.name == "link" { #expect(element.attributes["href"]?.contains("//") == false) }
        if element.attributes["href"]?.hasPrefix("https://") == true {
          #expect(element.name == "a" && element.attributes["rel"] == "external nofollow")
        }
        for name in element.attributes.keys { #expect(!name.hasPrefix("on")) }
      }
    }
    let style = try site.text("site.css")
    #expect(!style.contains("@import") && !style.contains("url(") && style.utf8.count <= 16_384)
  }

  @Test func writesTheSameBytesAgainAndFromEightThreads() async throws {
    let again = try SiteFixture()
    #expect(again.files == site.files)
    let renderer = site.renderer
    let pages = renderer.pages().filter { page in
      if case .model(let id) = page { return id.hasPrefix("maker/") || id.hasPrefix("ring/") }
      return true
    }
    let alone = try pages.flatMap { try renderer.render($0) }
    let together = try await withThrowingTaskGroup(of: [SiteFile].self) { group in
      for _ in 0..<8 { group.addTask { try pages.flatMap { try renderer.render($0) } } }
      return try await group.reduce(into: [[SiteFile]]()) { $0.append($1) }
    }
    #expect(together.allSatisfy { $0 == alone })
  }

  @Test func writesTwinsThatSayTheSame() throws {
    let folder = "m/mixer/Super-Merge-8B/"
    let json = try site.text(folder + "lineage.json")
    #expect(json.hasSuffix("}\n") && !json.hasSuffix("\n\n"))
    let document = try #require(JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    #expect(document["id"] as? String == "mixer/Super-Merge-8B")
    #expect((document["ancestors"] as? [Any])?.count == 23)
    #expect((document["derivatives"] as? [String: Any])?["direct"] as? Int == 1)
    let markdown = try site.text(folder + "lineage.md")
    #expect(markdown.hasPrefix("# mixer/Super-Merge-8B\n\nA merge of 22 made from part-1/Llama-3-8B-Part-1,"))
    #expect(markdown.contains("](../../part-1/Llama-3-8B-Part-1/index.html)"))
    #expect(markdown.hasSuffix("\n") && !markdown.hasSuffix("\n\n"))
  }

  @Test func saysInOneSentenceWhatAModelIs() throws {
    let hub = parsed(try #require(pages.first { $0.path == "m/maker/Hub-7B/index.html" }))
    let lede = hub.all("p").first { $0.attributes["class"] == "lede" }?.text
    #expect(lede == "A finetune made from maker/Hub-7B-Base. 100 derivatives are known, 40 of them direct.")
    let root = parsed(try #require(pages.first { $0.path == "m/maker/Root-7B/index.html" }))
    let other = root.all("p").first { $0.attributes["class"] == "lede" }?.text
    #expect(other == "No base is declared for this model. 3 derivatives are known, 2 of them direct.")
  }

  @Test func answersFirstWhatNewModelsBuildOnWithItsDefinition() throws {
    let front = parsed(try #require(pages.first { $0.path == "index.html" }))
    #expect(front.all("h1").first?.text == "What are new models built on?")
    let answer = try #require(front.all("div").first { $0.attributes["class"] == "answer" })
    let parts = front.children(of: answer)
    #expect(
      parts.filter { $0.name == "p" }.prefix(3).map(\.text) == [
        "Of 1,234 derivatives of language models added in 2025-06, 47\u{A0}% go back to Hub & Co and 10\u{A0}% to llama.",
        "Definition lm/ft/2025-06", "Finetunes of language models <by> family",
      ])
    let text = try site.text("index.html")
    #expect(
      text.contains("<a href=\"f/hub/index.html\">Hub &amp; Co</a></th><td class=\"n\">47.3\u{A0}%</td>"))
    #expect(text.contains("All others</th><td class=\"n\">42.7\u{A0}%</td><td class=\"bar\"></td>"))
    #expect(
      text.contains(
        "2025-07 <small>so far</small></th><td class=\"n\">47.3\u{A0}%</td><td class=\"n\">unknown</td>"))
    #expect(text.contains("Months with fewer than 20 models are left out."))
    let description = front.all("meta").first { $0.attributes["name"] == "description" }
    #expect(description?.attributes["content"]?.contains("%") == false)
  }

  @Test func saysOfAModelOutsideTheSnapshotThatItIsNotThere() throws {
    var content = try SiteFixture.content()
    content.models.append("gone/Never-There-13B")
    let renderer = try SiteRenderer(content: content, assets: Repository.assets())
    for file in try renderer.render(.model("gone/Never-There-13B")) {
      let text = String(decoding: file.bytes, as: UTF8.self)
      #expect(!text.contains("No base is declared"), "\(file.path)")
      if file.path.hasSuffix(".html") || file.path.hasSuffix(".md") {
        #expect(text.contains("itself is not in the snapshot, so nothing is known"), "\(file.path)")
      }
    }
  }

  @Test func leavesOutColumnsThatSayNothing() throws {
    let heads = { (page: ParsedMarkup) in page.all("thead").map(\.text) }
    let merge = parsed(try #require(pages.first { $0.path == "m/mixer/Super-Merge-8B/index.html" }))
    #expect(heads(merge) == ["Model"])
    let root = parsed(try #require(pages.first { $0.path == "m/maker/Hub-7B-Base/index.html" }))
    #expect(heads(root) == ["ModelDerivativesLicense label"])
    let family = parsed(try #require(pages.first { $0.path == "f/hub/index.html" }))
    #expect(!heads(family).contains { $0.contains("Kind") })
  }

  @Test func listsARepeatedModelOnceInFull() throws {
    let page = parsed(try #require(pages.first { $0.path == "m/maker/Both-7B/index.html" }))
    let tree = try #require(page.all("ul").first { $0.attributes["class"] == "tree" })
    #expect(
      tree.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        == "maker/Both-7B maker/Left-7B merge maker/Root-7B finetune · mit maker/Right-7B merge maker/Root-7B finetune · mit (shown above)"
    )
  }

  @Test func listsALongChainFlat() throws {
    let page = parsed(try #require(pages.first { $0.path == "m/owner-9/Chain-Model-9B/index.html" }))
    #expect(page.all("ul").allSatisfy { $0.attributes["class"] != "tree" })
    let flat = try #require(page.all("ol").first { $0.attributes["class"] == "flat" })
    #expect(flat.children.count == 8)
  }

  @Test func namesTwinsGhostsAndTheHub() throws {
    let hub = try site.text("m/maker/Hub-7B/index.html")
    #expect(hub.contains("differs from this one in letter case alone"))
    #expect(
      hub.contains("rel=\"external nofollow\" href=\"https://huggingface.co/user-1/Hub-7B-child-number-1\""))
    let ghost = try site.text("m/heir/Heir-13B/index.html")
    #expect(ghost.contains("gone/Never-There-13B <small>not in the snapshot</small>"))
  }

  @Test func showsHostileTextAsText() throws {
    let page = try #require(
      site.files.first { $0.path == site.renderer.path(of: .model(PictureFixture.hostileID)) })
    let text = String(decoding: page.bytes, as: UTF8.self)
    #expect(
      text.contains("ev&quot;il&lt;script&gt;/\\N &amp; &#39;quotes&#39; \u{FFFD}txt\u{FFFD}\u{FFFD}]]&gt;"))
    #expect(!text.contains("<script>") && !text.contains("\u{202E}"))
    #expect(try site.text("findings/self-loop/index.html").contains("<code>models.jsonl:7</code>"))
  }

  @Test func statesItsAddressOnlyWhereItIsKnown() throws {
    #expect(try !site.text("index.html").contains("canonical"))
    let known = try SiteFixture(baseAddress: "https://example.org/lineage/")
    #expect(
      try known.text("f/hub/index.html").contains(
        "rel=\"canonical\" href=\"https://example.org/lineage/f/hub/index.html\""))
    #expect(try known.text("404.html").contains("href=\"https://example.org/lineage/\""))
  }

  @Test func countsInWordsThatFit() throws {
    var content = try SiteFixture.content()
    var lone = FamilySummary(id: "lone", name: "Lone")
    (lone.models, lone.derivatives) = (1, 0)
    lone.top = Array(content.families[0].top.prefix(1))
    content.families.append(lone)
    let renderer = try SiteRenderer(content: content, assets: Repository.assets())
    let text = { (page: SitePage) in
      String(decoding: try #require(renderer.render(page).first).bytes, as: UTF8.self)
    }
    #expect(try text(.family("lone")).contains("1 model belongs to this family, no other descends from it."))
    #expect(try text(.family("hub")).contains("2 models belong to this family, 80 others descend from it."))
    let families = try text(.families)
    #expect(families.contains("<li><a href=\"lone/index.html\">Lone</a></li>"))
    #expect(!families.contains("<th scope=\"row\"><a href=\"lone/"))
  }

  @Test func refusesPagesItDoesNotHave() {
    #expect(throws: SiteError.unknownPage(path: "f/none/index.html")) {
      try site.renderer.render(.family("none"))
    }
    #expect(throws: SiteError.unknownPage(path: "m/no/one/index.html")) {
      try site.renderer.render(.model("no/one"))
    }
    #expect(throws: SiteError.unknownPage(path: "findings/none/index.html")) {
      try site.renderer.render(.rule("none"))
    }
  }
}

@Suite struct AssetTests {
  @Test func namesABrokenTemplateOrWord() throws {
    let content = try SiteFixture.content()
    var assets = try Repository.assets()
    assets.templates["model"] = "{{#open}}"
    #expect(throws: SiteError.self) { try SiteRenderer(content: content, assets: assets) }
    #expect(throws: SiteError.invalidAsset(name: "strings", detail: "skip is missing")) {
      try Words(json: "{}")
    }
    #expect(throws: SiteError.invalidAsset(name: "strings", detail: "nobody uses nonsense")) {
      try Words(json: "{\"nonsense\": \"\"}")
    }
  }

  @Test func printsNothingInATemplateThatWouldBeEscapedAgain() throws {
    for (name, text) in try Repository.assets().templates {
      let rest = text.replacing(/\{\{\{[^{}]+\}\}\}/, with: "")
      for tag in rest.matches(of: /\{\{(.)[^}]*\}\}/) {
        #expect("#^/>".contains(tag.output.1), "\(name).mustache: \(tag.output.0)")
      }
    }
  }

  @Test func includesOnlyTemplatesThatExistAndEmbedsThemAll() throws {
    let templates = try Repository.assets().templates
    let embedded = try Repository.text("Sources/CEmbedded/embedded.c")
    for (name, text) in templates {
      for tag in text.matches(of: /\{\{>\s*(\w+)\s*\}\}/) {
        #expect(templates[String(tag.output.1)] != nil, "\(name).mustache includes \(tag.output.1)")
      }
      #expect(embedded.contains("{\"\(name).mustache\","), "\(name).mustache is not embedded")
    }
  }

  @Test func saysEveryWordSomewhere() throws {
    let sources = try FileManager.default.subpathsOfDirectory(
      atPath: Repository.root.appending(path: "Sources/LineageSite").path
    )
    .filter { $0.hasSuffix(".swift") && !$0.hasSuffix("Phrase.swift") }
    .map { try Repository.text("Sources/LineageSite/" + $0) }.joined()
    let templates = try Repository.assets().templates.values.joined()
    for phrase in Phrase.allCases {
      let used = templates.contains("{t.\(phrase.rawValue)}") || sources.contains(".\(phrase.rawValue)")
      #expect(used, "\(phrase.rawValue)")
    }
    for tag in templates.matches(of: /\{t\.(\w+)\}/) {
      #expect(Phrase(rawValue: String(tag.output.1)) != nil)
    }
  }

  @Test func tellsWhatIsReportedOfAModelAndNothingOnOtherPages() throws {
    let site = try SiteFixture()
    let page = try site.text("m/maker/Both-7B/index.html")
    #expect(page.contains("<h2 id=\"reported\">"))
    #expect(page.contains("Maker &lt;&amp;&gt; Co") && !page.contains("<of>"))
    #expect(page.contains("finetune · alleged · 2025-05-06 · a component only · open"))
    #expect(page.contains("href=\"https://example.org/?a=1&amp;b="))
    #expect(try site.text("m/maker/Both-7B/lineage.json").contains("\"reported\""))
    #expect(try site.text("m/maker/Both-7B/lineage.md").contains("maker/Both-7B ⇠"))
    #expect(try !site.text("m/maker/Left-7B/index.html").contains("id=\"reported\""))
  }
}
