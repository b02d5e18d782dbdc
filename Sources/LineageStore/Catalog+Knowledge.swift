import GRDB
import LineageCore
import LineageGraph

extension Catalog {
  /// A document of facts kept by hand; nil if the catalog was built without.
  public func knowledge(_ name: KnowledgeName) throws -> KnowledgeDocument? {
    try read { database in
      let rows = try RawStatement(database, "SELECT origin, document FROM knowledge WHERE name = ?")
      rows.bind(name.rawValue, at: 1)
      guard try rows.step() else { return nil }
      return KnowledgeDocument(name: name, origin: rows.text(0), text: rows.text(1))
    }
  }

  /// The models whose names fit the catalog's noise rules; nil if it was built without rules.
  ///
  /// - Complexity: O(such models).
  public func noiseMarks() throws -> NoiseMarks? {
    guard try knowledge(.noise) != nil else { return nil }
    return try read { database in
      let count = try modelCount(database)
      var marks = NoiseMarks()
      let rows = try RawStatement(database, "SELECT model, rules FROM noise ORDER BY model")
      while try rows.step() {
        guard 0..<count ~= rows.integer(0) else { throw damaged("a table refers to a missing model") }
        marks.append(NodeID(Int(rows.integer(0))), NoiseRules.Flags(truncatingIfNeeded: rows.integer(1)))
      }
      return marks
    }
  }

  /// The nodes on the catalog's tracked list, ascending; nil if it was built without one.
  ///
  /// - Complexity: O(such nodes).
  public func trackedNodes() throws -> [NodeID]? {
    guard try knowledge(.tracked) != nil else { return nil }
    return try read { database in
      let count = try modelCount(database)
      var nodes: [NodeID] = []
      let rows = try RawStatement(database, "SELECT model FROM tracked ORDER BY model")
      while try rows.step() {
        guard 0..<count ~= rows.integer(0) else { throw damaged("a table refers to a missing model") }
        nodes.append(NodeID(Int(rows.integer(0))))
      }
      return nodes
    }
  }

  private func modelCount(_ database: Database) throws -> Int64 {
    try Int64.fetchOne(database, sql: "SELECT max(id) + 1 FROM models") ?? 0
  }
}
