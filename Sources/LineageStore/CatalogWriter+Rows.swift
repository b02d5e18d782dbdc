import LineageCore
import LineageGraph

extension CatalogWriter {
  /// One row for every node, in the order of the nodes.
  func writeModels() throws {
    let (written, resolved) = (snapshot.written, snapshot.resolved)
    let columns = resolved.models
    let insert = try RawStatement(
      database,
      """
      INSERT INTO models(id, name, present, created, predates_clock, deleted, license, license_name, license_link,
        task, library, downloads, likes, gated, family, children, descendants, written_children,
        written_descendants, has_card)
      VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    for (node, known) in columns.attributes.enumerated() {
      insert.bind(node, at: 1)
      columns.names.withBytes(of: TextID(rawValue: UInt32(node))) { insert.bind($0, at: 2) }
      insert.bind(known.present ? 1 : 0, at: 3)
      insert.bind(known.created?.daysSince1970, at: 4)
      insert.bind(known.predatesClock ? 1 : 0, at: 5)
      insert.bind(known.deleted?.daysSince1970, at: 6)
      insert.bind(known.license?.rawValue, at: 7)
      insert.bind(known.licenseName?.rawValue, at: 8)
      insert.bind(known.licenseLink?.rawValue, at: 9)
      insert.bind(known.task?.rawValue, at: 10)
      insert.bind(known.library?.rawValue, at: 11)
      insert.bind(known.downloads, at: 12)
      insert.bind(known.likes, at: 13)
      insert.bind(known.gated.map { $0 ? 1 : 0 }, at: 14)
      insert.bind(known.family?.rawValue, at: 15)
      insert.bind(resolved.counts[node].children, at: 16)
      insert.bind(resolved.counts[node].descendants, at: 17)
      insert.bind(written.counts[node].children, at: 18)
      insert.bind(written.counts[node].descendants, at: 19)
      insert.bind(known.hasCard ? 1 : 0, at: 20)
      try insert.run()
      count(.models, node + 1, of: columns.count)
    }
  }

  /// One row for an edge that both graphs have at the same place, one for each graph otherwise.
  func writeEdges() throws {
    let (written, resolved) = (snapshot.written.graph, snapshot.resolved.graph)
    let insert = try RawStatement(
      database,
      "INSERT INTO edges(child, position, graphs, parent, relation, evidence) VALUES(?, ?, ?, ?, ?, ?)")
    for child in resolved.nodes {
      let asWritten = parents(of: child, in: written)
      let asResolved = parents(of: child, in: resolved)
      for position in 0..<max(asWritten.count, asResolved.count) {
        let one = position < asWritten.count ? asWritten[position] : nil
        let two = position < asResolved.count ? asResolved[position] : nil
        let rows = one == two ? [(one, 3)] : [(one, Identity.written.bit), (two, Identity.resolved.bit)]
        for case (let edge?, let graphs) in rows {
          let label = EdgeLabel(edge.kind)
          insert.bind(child.rawValue, at: 1)
          insert.bind(position, at: 2)
          insert.bind(graphs, at: 3)
          insert.bind(edge.parent.rawValue, at: 4)
          insert.bind(label.relation.rawValue, at: 5)
          insert.bind(label.evidence.rawValue, at: 6)
          try insert.run()
        }
      }
      count(.edges, child.index + 1, of: resolved.nodeCount)
    }
  }

  private func parents(of child: NodeID, in graph: CSRGraph) -> [Edge] {
    zip(graph.parents(of: child), graph.parentKinds(of: child)).map {
      Edge(child: child, parent: $0, kind: $1)
    }
  }
}
