import LineageCore

/// An ancestry as the JSON document of the contract.
struct AncestryJSON {
  let ancestry: Ancestry
  let notes: [FindingNote]
  /// What is said and declared by no card; never among the ancestors.
  let reported: [ReportedDerivation]
  /// The subject, if it is no model.
  var product: ReportedProduct?

  var document: JSONDocument {
    let own: [String: JSONDocument] = [
      "ancestors": .array(ancestry.ancestors.map(Self.ancestor)),
      "roots": .strings(ancestry.roots), "root_cycles": .array(ancestry.rootCycles.map { .strings($0) }),
      "cycle": ancestry.cycle.isEmpty ? .null : .strings(ancestry.cycle),
      "truncated": .bool(ancestry.truncated),
      "findings": .array(notes.map(Self.note)), "reported": .array(reported.map(\.document)),
    ]
    var all = members.merging(own) { $1 }
    if let product {
      all["product"] = .object(["name": .string(product.name), "maker": .string(product.maker)])
    }
    return .object(all)
  }

  /// The model alone: the same keys, without those about its ancestors.
  var modelDocument: JSONDocument { .object(members) }

  private var members: [String: JSONDocument] {
    let model = ancestry.model
    return [
      "model": .string(model.id), "ghost": .bool(model.ghost), "date": .optional(model.created?.description),
      "predates_hub_clock": .bool(model.predatesClock),
      "deleted": .optional(model.deleted?.description), "family": .optional(model.family),
      "subfamily": .optional(model.subfamily), "license": .optional(model.license),
      "license_name": .optional(model.licenseName), "has_card": .bool(model.hasCard),
      "is_root": .bool(ancestry.parents.isEmpty), "children": .integer(model.children),
      "descendants": .integer(model.descendants),
      "parents": .array(ancestry.parents.map(Self.link)),
    ]
  }

  static func link(_ link: ParentLink) -> JSONDocument {
    .object([
      "id": .string(link.id), "relation": .string(link.label.relation.word),
      "evidence": .string(link.label.evidence.word),
    ])
  }

  private static func note(_ note: FindingNote) -> JSONDocument {
    .object([
      "rule": .string(note.finding.rule), "level": .string(note.finding.level.rawValue),
      "subject": .string(note.finding.subject), "detail": .string(note.finding.detail),
      "fix": .optional(note.finding.fix), "place": .string(note.place),
    ])
  }

  private static func ancestor(_ ancestor: Ancestor) -> JSONDocument {
    let model = ancestor.model
    return .object([
      "id": .string(model.id), "distance": .integer(ancestor.distance),
      "relation": .string(ancestor.label.relation.word), "evidence": .string(ancestor.label.evidence.word),
      "license": .optional(model.license), "license_name": .optional(model.licenseName),
      "has_card": .bool(model.hasCard), "ghost": .bool(model.ghost), "root": .bool(ancestor.root),
      "family": .optional(model.family),
      "date": .optional(model.created?.description), "deleted": .optional(model.deleted?.description),
      "via": .strings(ancestor.via), "parents": .array(ancestor.parents.map(link)),
    ])
  }
}
