import LineageCore

/// Published sentences and what the data say of them.
extension SiteRenderer {
  func claimsPage() -> PageView {
    let page = place(of: .claims)
    var view = PageView(
      template: "claims", title: words[.claimsTitle, content.title], description: words[.claimsLede],
      body: [
        "claims": .list(
          content.claims.map { claim in
            [
              "sentence": .text(claim.sentence), "source": .text(claim.source),
              "summary": .text(claim.summary),
              "link": .text(SiteMap.relative(from: page, to: place(of: .claim(claim.slug)))),
            ]
          })
      ])
    view.crumbs = [crumb(words[.home], place(of: .front), from: page)]
    view.here = words[.claims]
    return view
  }

  func claimPage(_ slug: String) throws(SiteError) -> PageView {
    let page = place(of: .claim(slug))
    guard let claim = content.claims.first(where: { $0.slug == slug }) else { throw .unknownPage(path: page) }
    var view = PageView(
      template: "claim", title: words[.claimsTitle, content.title], description: claim.sentence,
      body: [
        "sentence": .text(claim.sentence), "source": .text(claim.source), "summary": .text(claim.summary),
        "region": .text(words[.tableRegion, words[.claimHead]]),
        "rows": .list(
          claim.rows.map { row in
            [
              "definition": .text(row.definition), "description": .text(row.description),
              "value": .text(row.value), "verdict": .text(words[row.verdict]),
              "class": .text(row.verdict == .refuted ? "error" : "note"),
            ]
          }),
      ])
    view.crumbs = [
      crumb(words[.home], place(of: .front), from: page),
      crumb(words[.claims], place(of: .claims), from: page),
    ]
    view.here = Markup.visible(claim.sentence)
    return view
  }
}

extension Words {
  /// What came out of a test.
  subscript(verdict: ClaimReport.Verdict) -> String {
    switch verdict {
    case .supported: self[.claimSupported]
    case .refuted: self[.claimRefuted]
    case .open: self[.claimOpen]
    }
  }
}
