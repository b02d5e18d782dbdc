import LineageCore

/// Who is affected by what happens to a model, as text and as the JSON document of the contract.
struct ImpactOutput {
  let impact: Impact

  var document: JSONDocument {
    .object([
      "model": .string(impact.model.id), "ghost": .bool(impact.model.ghost),
      "affected": .integer(impact.affected), "direct": .integer(impact.direct),
      "dependent": .integer(impact.dependent), "owners": .integer(impact.owners),
      "downloads": .integer(Int(impact.downloads)), "with_downloads": .integer(impact.withDownloads),
      "by_family": groups(impact.byFamily, "family"), "by_license": groups(impact.byLicense, "license"),
      "by_owner": groups(impact.byOwner, "owner"),
      "top": .array(
        impact.top.map {
          .object([
            "id": .string($0.id), "direct": .integer($0.children), "transitive": .integer($0.descendants),
            "downloads": .optional($0.downloads), "license": .optional($0.license),
          ])
        }),
    ])
  }

  private func groups(_ groups: [Impact.Group], _ key: String) -> JSONDocument {
    .array(
      groups.map {
        .object([
          key: .optional($0.word), "models": .integer($0.models), "downloads": .integer(Int($0.downloads)),
        ])
      })
  }

  var text: String {
    var lines = [
      Style.bold.apply(printable(impact.model.id)) + (impact.model.ghost ? "  (not in the snapshot)" : "")
    ]
    guard impact.affected > 0 else { return lines[0] + "\nNothing is known to be made from it.\n" }
    lines.append(
      "If it vanishes or changes its license: \(counted(impact.affected, "model")) of "
        + "\(counted(impact.owners, "owner")), \(grouped(impact.direct)) made from it directly.")
    lines.append("\(grouped(impact.dependent)) of them have no other base that is known.")
    if impact.withDownloads > 0 {
      lines.append("\(grouped(Int(impact.downloads))) downloads in the last 30 days.")
    }
    for (title, groups, unknown) in [
      ("owner", impact.byOwner, ""), ("family", impact.byFamily, "no known family"),
      ("license", impact.byLicense, "none known"),
    ] {
      var columns = TextColumns([.right, .right, .left])
      columns.add(["models", "downloads", title])
      for group in groups.prefix(Self.shown) {
        columns.add([
          grouped(group.models), grouped(Int(group.downloads)), printable(group.word ?? unknown),
        ])
      }
      lines += [""] + columns.lines()
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static let shown = 10
}
