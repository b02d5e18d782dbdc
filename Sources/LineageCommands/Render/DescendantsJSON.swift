import LineageCore
import LineageStore

/// What was made from a model as the JSON document of the contract.
struct DescendantsJSON {
  let model: Resolution
  let descent: Descent
  /// What is said to come from it and declared by no card; never among the counts.
  let reported: [ReportedDerivation]
  /// How many of the top ones are left out at the beginning.
  var offset = 0

  var document: JSONDocument {
    .object([
      "model": .string(model.id), "ghost": .bool(model.ghost),
      "direct": .integer(descent.direct), "transitive": .integer(descent.transitive),
      "by_relation": .object(
        Dictionary(uniqueKeysWithValues: descent.byRelation.map { ($0.relation.word, .integer($0.count)) })),
      "top": .array(
        descent.top.dropFirst(offset).map { entry in
          .object([
            "id": .string(entry.id), "direct": .integer(entry.direct),
            "transitive": .integer(entry.transitive),
            "downloads": .optional(entry.downloads),
          ])
        }),
      "reported": .array(reported.map(\.document)),
    ])
  }
}
