import LineageCore

/// Audits as one SPDX 3.0.1 document in JSON-LD: an `ai_AIPackage` a model, `descendantOf` between them, declared and
/// concluded licenses as expressions.
struct AuditSPDX3 {
  private let models: AuditedModels

  init(reports: [AuditReport]) { models = AuditedModels(reports) }

  var document: JSONDocument {
    var graph = Graph(namespace: models.namespace)
    graph.nodes.append(
      .object([
        "type": .string("CreationInfo"), "@id": .string(Graph.creation), "specVersion": .string("3.0.1"),
        "created": .string(models.time), "createdBy": .strings([graph.iri("agent")]),
        "createdUsing": .strings([graph.iri("tool")]),
      ]))
    graph.add("SoftwareAgent", "agent", ["name": .string(Product.name)])
    graph.add("Tool", "tool", ["name": .string("\(Product.name) \(Product.version)")])
    let licenses = addLicenses(&graph)
    addModels(&graph, licenses)
    let members = graph.elements
    graph.add(
      "SpdxDocument", "document",
      [
        "name": .string(models.title), "comment": .string(auditDisclaimer),
        "rootElement": .strings((0..<models.audited).map { graph.iri("model-\($0)") }),
        "element": .strings(members),
        "profileConformance": .strings(["core", "software", "ai", "simpleLicensing"]),
      ])
    return .object([
      "@context": .string("https://spdx.org/rdf/3.0.1/spdx-context.jsonld"), "@graph": .array(graph.nodes),
    ])
  }

  /// Adds an expression for each that is needed; their addresses by expression.
  private func addLicenses(_ graph: inout Graph) -> [String: String] {
    let references = models.references
    for (position, license) in references.enumerated() {
      graph.add(
        "simplelicensing_SimpleLicensingText", "license-text-\(position)",
        ["name": .string(license.name), "simplelicensing_licenseText": .string("See \(license.source)")])
    }
    let expressions = Set(
      models.entries.map { SPDXNames.expression($0.declared) } + models.entries.compactMap(\.concluded))
    var addresses: [String: String] = [:]
    for (position, expression) in expressions.sorted(by: byteOrder).enumerated() {
      let words = Set(expression.split(separator: " ").map(String.init))
      let custom = references.enumerated().filter { words.contains(SPDXNames.id($0.element)) }.map {
        position, license in
        JSONDocument.object([
          "type": .string("DictionaryEntry"), "key": .string(SPDXNames.id(license)),
          "value": .string(graph.iri("license-text-\(position)")),
        ])
      }
      var members: [String: JSONDocument] = ["simplelicensing_licenseExpression": .string(expression)]
      if !custom.isEmpty { members["simplelicensing_customIdToUri"] = .array(custom) }
      addresses[expression] = graph.add(
        "simplelicensing_LicenseExpression", "expression-\(position)", members)
    }
    return addresses
  }

  private func addModels(_ graph: inout Graph, _ licenses: [String: String]) {
    var owners: [String: String] = [:]
    for (number, model) in models.entries.map(\.model).enumerated() {
      let owner = ModelID.owner(model.id)
      let supplier =
        owners[owner] ?? graph.add("Organization", "owner-\(owners.count)", ["name": .string(owner)])
      owners[owner] = supplier
      var members: [String: JSONDocument] = [
        "name": .string(model.id), "suppliedBy": .string(supplier),
        "software_downloadLocation": .string(PackageAddress.page(model.id)),
        "software_packageVersion": .string(model.created?.description ?? "NOASSERTION"),
        "software_packageUrl": .string("pkg:huggingface/" + PackageAddress.path(model.id)),
        "software_primaryPurpose": .string("model"),
      ]
      if let created = model.created { members["releaseTime"] = .string("\(created)T00:00:00Z") }
      graph.add("ai_AIPackage", "model-\(number)", members)
    }
    func license(_ number: Int, _ type: String, _ expression: String) {
      guard let address = licenses[expression] else { return }
      graph.relate("model-\(number)", type, [address], comment: nil)
    }
    for (number, entry) in models.entries.enumerated() {
      license(number, "hasDeclaredLicense", SPDXNames.expression(entry.declared))
      if let concluded = entry.concluded { license(number, "hasConcludedLicense", concluded) }
    }
    for edge in models.edges {
      graph.relate(
        "model-\(edge.child)", "descendantOf", [graph.iri("model-\(edge.parent)")],
        comment: "\(edge.label.relation.word), \(edge.label.evidence.word)")
    }
  }

  /// The nodes of the document, and the addresses of its elements.
  private struct Graph {
    static let creation = "_:creation"
    let namespace: String
    var nodes: [JSONDocument] = []
    var elements: [String] = []
    private var relations = 0

    init(namespace: String) { self.namespace = namespace }

    func iri(_ name: String) -> String { namespace + "#" + name }

    @discardableResult
    mutating func add(_ type: String, _ name: String, _ members: [String: JSONDocument]) -> String {
      var members = members
      members["type"] = .string(type)
      members["spdxId"] = .string(iri(name))
      members["creationInfo"] = .string(Self.creation)
      nodes.append(.object(members))
      elements.append(iri(name))
      return iri(name)
    }

    mutating func relate(_ from: String, _ type: String, _ to: [String], comment: String?) {
      var members: [String: JSONDocument] = [
        "from": .string(iri(from)), "relationshipType": .string(type), "to": .strings(to),
      ]
      if let comment { members["comment"] = .string(comment) }
      add("Relationship", "relation-\(relations)", members)
      relations += 1
    }
  }
}
