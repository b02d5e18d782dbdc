import GRDB
import LineageCore
import LineageGraph

extension Catalog {
  /// One of the two graphs, whole, with nodes numbered as in the catalog.
  ///
  /// - Complexity: O(nodes + edges) time and space.
  public func index(_ identity: Identity) throws -> LineageIndex {
    try read { database in
      let families = try families(withRules: true, database)
      let labels = try labels(database)
      let models = try models(identity, database)
      guard models.greatestLabel.map({ Int($0) < labels.count }) ?? true else {
        throw damaged("a model refers to a missing label")
      }
      return try index(
        identity, models, labels: labels, families: families,
        edges: edges(identity, nodeCount: models.attributes.count, database))
    }
  }

  private func labels(_ database: Database) throws -> TextTable {
    var labels = TextTable()
    let texts = try RawStatement(database, "SELECT id, text FROM labels ORDER BY id")
    while try texts.step() {
      guard texts.integer(0) == labels.count,
        texts.withBytes(1, { labels.intern($0) }).rawValue == texts.integer(0)
      else { throw damaged("labels are not numbered") }
    }
    return labels
  }

  /// All models; what few of them have is read after the rest.
  private func models(_ identity: Identity, _ database: Database) throws -> ModelReader {
    var models = ModelReader()
    let expected = try Int.fetchOne(database, sql: "SELECT max(id) + 1 FROM models") ?? 0
    models.reserve(max(0, min(expected, Self.mostReserved)))
    var rows = try TableReader(database, .models)
    try rows.forEachRow(in: 0..<Int(UInt32.max)) { row, record in
      guard row == models.attributes.count, models.read(&record) else {
        throw damaged("models are not numbered")
      }
      return true
    }
    try forEachModel("SELECT model, name, link FROM license_details", models.attributes.count, database) {
      models.readLicense($1, 1, of: $0)
    }
    try forEachModel("SELECT model, day FROM deletions", models.attributes.count, database) {
      models.readDeletion($1, 1, of: $0)
    }
    let counts = "SELECT model, \(identity.countColumns) FROM descents"
    try forEachModel(counts, models.attributes.count, database) { models.readCounts($1, 1, of: $0) }
    return models
  }

  /// Goes through a table that says something of some models, whose numbers stand in the first column.
  private func forEachModel(
    _ sql: String, _ count: Int, _ database: Database, _ body: (Int, borrowing RawStatement) -> Void
  ) throws {
    let rows = try RawStatement(database, sql)
    while try rows.step() {
      guard 0..<Int64(count) ~= rows.integer(0) else { throw damaged("a table refers to a missing model") }
      body(Int(rows.integer(0)), rows)
    }
  }

  /// A damaged file may name any number.
  private static let mostReserved = 1 << 23

  /// Puts an index together; codes that point nowhere are errors.
  func index(
    _ identity: Identity, _ models: ModelReader, labels: TextTable, families: FamilyTable, edges: [Edge]
  ) throws -> LineageIndex {
    guard models.attributes.allSatisfy({ $0.family.map { Int($0.rawValue) < families.labels.count } ?? true })
    else {
      throw damaged("a model refers to a missing family")
    }
    guard let names = models.makeNames() else { throw damaged("two models have one name") }
    return LineageIndex(
      identity: identity,
      models: ModelColumns(names: names, labels: labels, attributes: models.attributes, families: families),
      graph: CSRGraph(nodeCount: models.attributes.count, edges: edges), counts: models.counts,
      snapshot: meta.snapshot)
  }

  /// All edges of a graph, by child, each child's in the order declared.
  func edges(_ identity: Identity, nodeCount: Int, _ database: Database) throws -> [Edge] {
    let rows = try RawStatement(
      database,
      "SELECT child, parent, relation, evidence FROM edges WHERE graphs & \(identity.bit) ORDER BY child, position"
    )
    var edges: [Edge] = []
    while try rows.step() {
      let (child, parent) = (rows.integer(0), rows.integer(1))
      guard 0..<Int64(nodeCount) ~= child, 0..<Int64(nodeCount) ~= parent else {
        throw damaged("an edge refers to a missing model")
      }
      edges.append(Edge(child: NodeID(Int(child)), parent: NodeID(Int(parent)), kind: rows.kind(2)))
    }
    return edges
  }
}

extension RawStatement {
  /// Two columns, relation and evidence, that make an edge label.
  func kind(_ column: Int32) -> EdgeKind {
    EdgeLabel(
      Relation(rawValue: UInt8(clamping: integer(column))) ?? .unspecified,
      Evidence(rawValue: UInt8(clamping: integer(column + 1))) ?? .declared
    ).kind
  }
}
