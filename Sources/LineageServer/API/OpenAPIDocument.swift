import LineageCore

/// The routes as an OpenAPI 3.1 document.
struct OpenAPIDocument {
  let routes: [Route]
  let title: String
  let version: String
  let basePath: String

  var document: JSONDocument {
    [
      "openapi": "3.1.0",
      "info": [
        "title": .string(title), "version": .string(version),
        "description": .string(
          "Answers are those of the commands with --json. An id without an owner, or one whose slash is written %2F, is "
            + "one segment. A list that goes on names its next part in the field Link."),
        "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
      ],
      "servers": [["url": .string(basePath.isEmpty ? "/" : basePath)]],
      "paths": .object(
        Dictionary(routes.map { ($0.path, ["get": Self.operation($0)]) }) { first, _ in first }),
      "components": ["schemas": ["Problem": Self.problem], "responses": ["Problem": Self.problemResponse]],
    ]
  }

  private static func operation(_ route: Route) -> JSONDocument {
    var responses: [String: JSONDocument] = [
      "200": [
        "description": .string(route.summary),
        "headers": headers(route),
        "content": .object([route.contentType: ["schema": schema(route)]]),
      ],
      "400": problemReference, "404": problemReference, "405": problemReference, "414": problemReference,
      "503": problemReference,
    ]
    if route.asksIndex {
      responses["304"] = ["description": "The index is the one the tag was given for."]
      responses["500"] = problemReference
    }
    return [
      "operationId": .string(route.name), "summary": .string(route.summary),
      "parameters": .array(route.parameters.map(parameter)), "responses": .object(responses),
    ]
  }

  private static func headers(_ route: Route) -> JSONDocument {
    guard route.asksIndex else { return [:] }
    return [
      "ETag": ["description": "The version of the index.", "schema": ["type": "string"]],
      "Link": ["description": "rel=next: where the list goes on.", "schema": ["type": "string"]],
    ]
  }

  private static func schema(_ route: Route) -> JSONDocument {
    guard route.contentType == "application/json" else { return ["type": "string"] }
    return ["type": "object", "required": .strings(route.keys)]
  }

  private static func parameter(_ parameter: Parameter) -> JSONDocument {
    var members: [String: JSONDocument] = [
      "name": .string(parameter.name), "in": .string(parameter.place.rawValue),
      "description": .string(parameter.summary), "required": .bool(parameter.isRequired),
      "schema": parameter.schema,
    ]
    if let example = parameter.example { members["example"] = .string(example) }
    return .object(members)
  }

  private static let problemReference: JSONDocument = ["$ref": "#/components/responses/Problem"]

  private static let problemResponse: JSONDocument = [
    "description": "RFC 9457: what went wrong.",
    "content": .object([Problem.contentType: ["schema": ["$ref": "#/components/schemas/Problem"]]]),
  ]

  private static let problem: JSONDocument = [
    "type": "object", "required": ["type", "title", "status", "detail"],
    "properties": [
      "type": ["type": "string"], "title": ["type": "string"], "status": ["type": "integer"],
      "detail": ["type": "string"], "hint": ["type": "string"],
      "suggestions": ["type": "array", "items": ["type": "string"]],
    ],
  ]
}
