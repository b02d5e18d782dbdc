import LineageCore

/// The base families as a JSON document.
struct FamiliesJSON {
  let families: [FamilySummary]
  /// How many there are in all.
  let total: Int

  var document: JSONDocument {
    .object([
      "total": .integer(total),
      "families": .array(
        families.map { family in
          .object([
            "id": .string(family.id), "name": .string(family.name), "developer": .optional(family.developer),
            "region": .optional(family.region), "kind": .optional(family.kind),
            "models": .integer(family.models), "derivatives": .integer(family.derivatives),
            "by_relation": .object(
              Dictionary(
                uniqueKeysWithValues: family.byRelation.map { ($0.relation.word, .integer($0.count)) })),
            "subfamilies": .array(
              family.subfamilies.map {
                .object([
                  "id": .string($0.id), "developer": .string($0.developer), "region": .string($0.region),
                  "kind": .string($0.kind), "models": .integer($0.models),
                  "derivatives": .integer($0.derivatives),
                ])
              }),
            "top": .strings(family.top.map(\.id)),
          ])
        }),
    ])
  }
}
