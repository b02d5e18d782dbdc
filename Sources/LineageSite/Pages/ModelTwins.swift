import LineageCore

/// A model's page for programs: the same facts as JSON and as Markdown.
extension SiteRenderer {
  /// - Parameter paths: Numbers of the ways of lost terms that the picture shows.
  func json(_ neighbourhood: Neighbourhood, _ reported: [ReportedDerivation], paths: [Int]) -> JSONText {
    let model = neighbourhood.subject
    let direct = neighbourhood.children.reduce(0) { $0 + $1.total }
    return .object([
      "id": .text(model.id),
      "snapshot": JSONText(content.snapshot?.description),
      "ghost": .flag(model.ghost),
      "created": JSONText(model.created?.description),
      "deleted": JSONText(model.deleted?.description),
      "family": JSONText(model.family),
      "license": .object([
        "declared": JSONText(model.license), "name": JSONText(model.licenseName),
        "kind": .text(content.licenses.mark(model).letter),
      ]),
      "dropped": .list(dropped(model.id, shown: paths)),
      "parents": .list(neighbourhood.ancestry.parents.map(parent)),
      "ancestors": .list(neighbourhood.ancestry.ancestors.map(ancestor)),
      "roots": .list(neighbourhood.ancestry.roots.map { .text($0) }),
      "cycle": .list(neighbourhood.ancestry.cycle.map { .text($0) }),
      "reported": .list(reported.map(statement)),
      "derivatives": .object([
        "all": .number(max(model.descendants, direct)), "direct": .number(direct),
        "by_relation": .object(
          neighbourhood.children.reduce(into: [:]) { $0[$1.relation.word] = .number($1.total) }),
        "top": .object(
          neighbourhood.children.reduce(into: [:]) { all, group in
            all[group.relation.word] = .list(
              group.top.prefix(Self.mostDerivatives).map {
                .object(["id": .text($0.id), "derivatives": .number($0.descendants)])
              })
          }),
      ]),
    ])
  }

  /// Terms that got lost on the way to a model, in the order of its page.
  private func dropped(_ id: String, shown paths: [Int]) -> [JSONText] {
    (content.licenses.trail(id)?.drops ?? []).enumerated().map { i, drop in
      .object([
        "license": .text(drop.license), "number": .number(i + 1),
        "permalink": JSONText(paths.contains(i + 1) ? "index.html#path-\(i + 1)" : nil),
        "path": .list(
          drop.path.map { .object(["id": .text($0.model.id), "status": .text($0.status.rawValue)]) }),
      ])
    }
  }

  private func parent(_ link: ParentLink) -> JSONText {
    .object([
      "id": .text(link.id), "relation": .text(link.label.relation.word),
      "evidence": .text(link.label.evidence.word),
    ])
  }

  private func ancestor(_ ancestor: Ancestor) -> JSONText {
    .object([
      "id": .text(ancestor.model.id), "distance": .number(ancestor.distance), "root": .flag(ancestor.root),
      "ghost": .flag(ancestor.model.ghost), "deleted": JSONText(ancestor.model.deleted?.description),
      "license": JSONText(ancestor.model.license), "parents": .list(ancestor.parents.map(parent)),
    ])
  }

  func markdown(
    _ neighbourhood: Neighbourhood, _ reported: [ReportedDerivation], lede: String, page: String
  ) -> String {
    let model = neighbourhood.subject
    var lines = ["# " + MarkdownText.escaped(model.id), "", MarkdownText.escaped(lede), ""]
    lines.append("- \(words[.license]): \(MarkdownText.escaped(words.license(of: model)))")
    lines.append("- \(words[.factAncestors]): \(NumberText.grouped(neighbourhood.ancestry.ancestors.count))")
    if let created = model.created { lines.append("- \(words[.factCreated]): \(created)") }
    if let snapshot = content.snapshot { lines.append("- \(words[.snapshotOf, snapshot.description])") }
    lines += ["", "## " + words[.builtFromHead], ""]
    if neighbourhood.ancestry.ancestors.isEmpty {
      lines.append(words[model.ghost ? .builtFromUnknown : .builtFromNothing])
    }
    for (i, ancestor) in neighbourhood.ancestry.ancestors.enumerated() {
      let parents = ancestor.parents.map { MarkdownText.escaped($0.id) }.joined(separator: ", ")
      let license = words.label(of: ancestor.model).map { " · " + MarkdownText.escaped($0) } ?? ""
      let ghost = ancestor.model.ghost ? " · " + words[.notInSnapshot] : ""
      let from = parents.isEmpty ? "" : " · " + words[.madeFrom, parents]
      lines.append("\(i + 1). " + mention(markdown: ancestor.model.id, page: page) + license + ghost + from)
    }
    if !reported.isEmpty {
      lines += ["", "## " + words[.reportedHead], "", words[.reportedText], ""]
      lines += reported.map {
        "- " + MarkdownText.escaped(ends($0) + " · " + grade($0)) + " · " + MarkdownText.escaped($0.source)
      }
    }
    lines += ["", "## " + words[.derivativesHead], ""]
    if neighbourhood.children.isEmpty { lines.append(words[.ledeNoDerivative]) }
    for group in neighbourhood.children {
      lines += [
        "### " + words[.listHead, words[plural: group.relation], NumberText.grouped(group.total)], "",
      ]
      for child in group.top.prefix(Self.mostDerivatives) {
        lines.append(
          "- " + mention(markdown: child.id, page: page) + " · " + NumberText.grouped(child.descendants))
      }
      lines.append("")
    }
    while lines.last == "" { lines.removeLast() }
    lines += ["", words[.notLegal] + " " + words[.incomplete]]
    return lines.joined(separator: "\n") + "\n"
  }

  private func mention(markdown id: String, page: String) -> String {
    let text = MarkdownText.escaped(id)
    return map.link(from: page, model: id).map { "[\(text)](\($0))" } ?? text
  }
}

/// Text for Markdown.
enum MarkdownText {
  /// The text with everything escaped that Markdown or the HTML in it would read as markup.
  static func escaped(_ text: String) -> String {
    Markup.visible(text).rewritten(where: { isSpecial[Int($0)] }) { byte, out in
      out.append(UInt8(ascii: "\\"))
      out.append(byte)
    }
  }

  private static let isSpecial: [Bool] = (0...255).map { "\\`*_{}[]()#+!|<>&~".utf8.contains(UInt8($0)) }
}
