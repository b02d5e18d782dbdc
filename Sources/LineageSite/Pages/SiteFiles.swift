import LineageCore

/// Files of a site that are no pages.
extension SiteRenderer {
  /// Style, script, the index of names, and what machines read first.
  func siteFiles() -> [SiteFile] {
    var files = [
      SiteFile("site.css", assets.style + "\n" + assets.pictureStyle + assets.chartStyle),
      SiteFile("site.js", assets.script),
      SiteFile(".nojekyll", ""), SiteFile("llms.txt", machineGuide()),
    ]
    files += searchIndex().files()
    if let base = content.baseAddress { files += siteMaps(base) }
    return files
  }

  private func searchIndex() -> SearchIndex {
    SearchIndex(
      content.models.map { id in
        let folder = map.book.address(of: id).folder
        return SearchIndex.Entry(
          id: Markup.visible(id), derivatives: content.derivatives(id),
          address: folder == "m/" + id + "/" ? nil : folder)
      })
  }

  /// `sitemap.xml`, in parts of 50,000 addresses.
  private func siteMaps(_ base: String) -> [SiteFile] {
    let most = 50_000
    let languages = SiteLanguage.allCases.filter { assets.strings[$0] != nil }
    let places = pages().filter { $0 != .assets && $0 != .notFound }.map(place)
    let addresses = languages.flatMap { language in places.map { base + language.folder + $0 } }
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    let space = "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\""
    let parts = stride(from: 0, to: addresses.count, by: most).map { start in
      let rows = addresses[start..<min(start + most, addresses.count)].map {
        "<url><loc>\(Markup($0).text)</loc></url>\n"
      }
      return head + "<urlset \(space)>\n" + rows.joined() + "</urlset>\n"
    }
    if parts.count == 1 { return [SiteFile("sitemap.xml", parts[0])] }
    let names = parts.indices.map { "sitemap-\($0 + 1).xml" }
    let rows = names.map { "<sitemap><loc>\(Markup(base + $0).text)</loc></sitemap>\n" }
    return zip(names, parts).map { SiteFile($0, $1) } + [
      SiteFile("sitemap.xml", head + "<sitemapindex \(space)>\n" + rows.joined() + "</sitemapindex>\n")
    ]
  }

  /// `llms.txt`: where the same facts stand in plain form.
  private func machineGuide() -> String {
    var lines = [
      "# " + content.title, "", "> " + words[.frontHead] + " " + counts, "",
      "- [\(words[.home])](index.md)", "- [\(words[.families])](f/index.html)",
      "- [\(words[.findings])](findings/index.html)", "- [\(words[.definitions])](about/index.html)",
    ]
    if content.shares != nil { lines.append("- [\(words[.shares])](shares/shares.csv)") }
    lines += [
      "",
      "Each model with a page has it at `m/<owner>/<name>/`, as `index.html`, `lineage.md`, `lineage.json`, "
        + "`lineage.svg` and `lineage.dot`.", "", words[.notLegal] + " " + words[.incomplete],
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  /// `index.json` and `index.md`: the front page for programs.
  func frontTwins() -> [SiteFile] {
    let facts = content.facts
    let answer = content.answer.flatMap(answerSentence)
    var lines = ["# " + words[.frontHead], ""]
    if let answer, let definition = content.answer?.definition {
      lines += [MarkdownText.escaped(answer), "", words[.shareDefinition] + ": `" + definition + "`", ""]
    }
    lines += [counts, "", "## " + words[.families], ""]
    lines += content.families.filter { $0.derivatives > 0 }.map { family in
      "- [\(MarkdownText.escaped(family.name))](\(SiteMap.path(family: family.id))) · "
        + NumberText.grouped(family.derivatives)
    }
    lines += ["", words[.notLegal] + " " + words[.incomplete]]
    let markdown = SiteFile(language.folder + "index.md", lines.joined(separator: "\n") + "\n")
    guard language == .english else { return [markdown] }
    let json = JSONText.object([
      "answer": JSONText(answer), "definition": JSONText(content.answer?.definition),
      "snapshot": JSONText(content.snapshot?.description),
      "facts": .object([
        "models": .number(facts.models), "with_base": .number(facts.modelsWithParent),
        "edges": .number(facts.edges), "ghosts": .number(facts.ghosts), "roots": .number(facts.roots),
        "cycles": .number(facts.cycles.count), "longest_chain": .number(facts.longestChainEdges),
      ]),
      "families": .list(
        content.families.map {
          .object([
            "id": .text($0.id), "name": .text($0.name), "models": .number($0.models),
            "derivatives": .number($0.derivatives),
          ])
        }),
    ])
    return [markdown, SiteFile("index.json", bytes: json.document())]
  }

  /// `1,234 models name 56 bases. 7 of those bases are not in the snapshot.`
  var counts: String {
    let facts = content.facts
    return words[
      .frontLede, NumberText.grouped(facts.modelsWithParent), NumberText.grouped(facts.parentsDistinct),
      NumberText.grouped(facts.ghosts)]
  }
}
