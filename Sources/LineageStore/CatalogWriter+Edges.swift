import LineageCore
import LineageGraph

extension CatalogWriter {
  /// One row for an edge that both graphs have at the same place, one for each graph otherwise; and the same by
  /// parent.
  func writeEdges(_ snapshot: IndexedSnapshot, to file: inout PageFile) throws {
    let rows = EdgeRow.all(of: snapshot)
    var record = RecordEncoder()
    var tree = try roots.builder(.edges)
    for row in rows {
      record.begin()
      record.integer(row.child)
      record.integer(row.position)
      record.integer(row.graphs)
      record.integer(row.parent)
      record.integer(EdgeLabel(row.kind).relation.rawValue)
      record.integer(EdgeLabel(row.kind).evidence.rawValue)
      try tree.add(record, to: &file)
    }
    try tree.finish(&file)
    var index = try roots.builder(.edgesByParent)
    for number in EdgeRow.orderByParent(rows, nodeCount: snapshot.resolved.models.count) {
      let row = rows[Int(number)]
      record.begin()
      record.integer(row.parent)
      record.integer(row.child)
      record.integer(row.position)
      record.integer(row.graphs)
      record.integer(EdgeLabel(row.kind).relation.rawValue)
      try index.add(record, to: &file)
    }
    try index.finish(&file)
  }
}

/// One row of `edges`.
private struct EdgeRow {
  let child: UInt32
  let position: UInt32
  let parent: UInt32
  let kind: EdgeKind
  let graphs: UInt8

  /// By child, position and graph.
  static func all(of snapshot: IndexedSnapshot) -> [EdgeRow] {
    let (written, resolved) = (snapshot.written.graph, snapshot.resolved.graph)
    var rows: [EdgeRow] = []
    rows.reserveCapacity(max(written.edgeCount, resolved.edgeCount))
    written.withParentRows { writtenStarts, writtenParents, writtenKinds in
      resolved.withParentRows { resolvedStarts, resolvedParents, resolvedKinds in
        for child in 0..<resolved.nodeCount {
          let (a, b) = (Int(writtenStarts[child]), Int(resolvedStarts[child]))
          let (aCount, bCount) = (Int(writtenStarts[child + 1]) - a, Int(resolvedStarts[child + 1]) - b)
          for position in 0..<max(aCount, bCount) {
            func row(_ parent: NodeID, _ kind: EdgeKind, _ graphs: Int) -> EdgeRow {
              EdgeRow(
                child: UInt32(child), position: UInt32(position), parent: parent.rawValue, kind: kind,
                graphs: UInt8(graphs))
            }
            let one =
              position < aCount ? row(writtenParents[a + position], writtenKinds[a + position], 1) : nil
            let two =
              position < bCount ? row(resolvedParents[b + position], resolvedKinds[b + position], 2) : nil
            if let one, let two, one.parent == two.parent, one.kind == two.kind {
              rows.append(row(NodeID(rawValue: one.parent), one.kind, 3))
            } else {
              if let one { rows.append(one) }
              if let two { rows.append(two) }
            }
          }
        }
      }
    }
    return rows
  }

  /// The numbers of rows, by parent, each parent's in the order of the rows.
  static func orderByParent(_ rows: [EdgeRow], nodeCount: Int) -> [UInt32] {
    var starts = [UInt32](repeating: 0, count: nodeCount + 1)
    for row in rows { starts[Int(row.parent) + 1] += 1 }
    for node in 0..<nodeCount { starts[node + 1] += starts[node] }
    var order = [UInt32](repeating: 0, count: rows.count)
    for (number, row) in rows.enumerated() {
      order[Int(starts[Int(row.parent)])] = UInt32(number)
      starts[Int(row.parent)] += 1
    }
    return order
  }
}
