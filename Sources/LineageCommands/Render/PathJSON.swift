import LineageCore

/// The shortest ways between two models as the JSON document of the contract.
struct PathJSON {
  let paths: LineagePaths

  var document: JSONDocument {
    .object([
      "from": .string(paths.from), "to": .string(paths.to),
      "length": paths.length.map { .integer($0) } ?? .null, "total": .integer(paths.total),
      "paths": .array(
        paths.paths.map { path in
          .array(
            path.map { step in
              .object([
                "id": .string(step.id), "relation": .optional(step.label?.relation.word),
                "evidence": .optional(step.label?.evidence.word),
              ])
            })
        }),
    ])
  }
}
