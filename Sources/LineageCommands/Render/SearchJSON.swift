import LineageCore
import LineageStore

/// What a search found as the JSON document of the contract.
struct SearchJSON {
  let query: String
  let hits: [SearchHit]

  var document: JSONDocument {
    .object([
      "query": .string(query),
      "models": .array(
        hits.map {
          .object([
            "id": .string($0.id), "descendants": .integer($0.descendants), "ghost": .bool($0.ghost),
          ])
        }),
    ])
  }
}
