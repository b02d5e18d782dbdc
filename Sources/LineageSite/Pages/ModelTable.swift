import LineageCore

/// What a table of models can say beside their names.
enum ModelColumn {
  /// The family of each.
  case family
  /// Direct derivatives.
  case direct
  /// The day it was first seen.
  case created
}

extension SiteRenderer {
  /// Models as a table, seen from a page. A column in which no row has anything to say is left out.
  func table(_ models: some Collection<ModelSummary>, _ columns: Set<ModelColumn>, from page: String) -> View
  {
    let rows = models.map { row($0, from: page) }
    return [
      "rows": .list(rows),
      "showsDerivatives": .flag(models.contains { $0.descendants > 0 }),
      "showsDirect": .flag(columns.contains(.direct) && models.contains { $0.children > 0 }),
      "showsFamily": .flag(columns.contains(.family) && models.contains { $0.family != nil }),
      "showsLicense": .flag(models.contains { $0.license != nil || $0.hasCard }),
      "showsCreated": .flag(
        columns.contains(.created) && models.contains { $0.created != nil || $0.predatesClock }),
    ]
  }

  private func row(_ model: ModelSummary, from page: String) -> View {
    var row = reference(model.id, ghost: model.ghost, from: page)
    row["license"] = .text(words.license(of: model))
    row["chip"] = .view(chip(content.licenses.mark(model)))
    row["family"] = .optional(model.family.flatMap { id in content.families.first { $0.id == id }?.name })
    row["familyLink"] = .optional(model.family.flatMap { map.link(from: page, family: $0) })
    row["children"] = .text(NumberText.grouped(model.children))
    row["descendants"] = .text(NumberText.grouped(model.descendants))
    row["created"] = .text(words.created(model))
    row["deleted"] = .optional(model.deleted.map { words[.deletedOn, $0.description] })
    return row
  }
}

extension Words {
  /// The license label; that none is declared; or that nothing could be read that would declare one.
  func license(of model: ModelSummary) -> String {
    label(of: model) ?? self[model.hasCard ? .noLicense : .unknown]
  }

  /// The day a model was first seen, as far as it is known.
  func created(_ model: ModelSummary) -> String {
    model.created?.description ?? self[model.predatesClock ? .beforeClock : .unknown]
  }
}
