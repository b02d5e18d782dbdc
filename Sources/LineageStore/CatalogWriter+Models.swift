import LineageCore
import LineageGraph

extension CatalogWriter {
  /// Licenses, tasks and libraries.
  func writeLabels(_ labels: TextTable, to file: inout PageFile) throws {
    var tree = try roots.builder(.labels)
    var record = RecordEncoder()
    for label in labels.ids {
      record.begin()
      record.null()
      labels.withBytes(of: label) { record.text($0) }
      try tree.add(record, key: Int(label.rawValue), to: &file)
    }
    try tree.finish(&file)
  }

  /// One row for every node, in the order of the nodes.
  func writeModels(_ columns: ModelColumns, _ families: FamilySets, to file: inout PageFile) throws {
    let setOfNode = families.setOfNode
    var tree = try roots.builder(.models)
    var record = RecordEncoder()
    try columns.names.withArena { bytes, ends in
      let bytes = UnsafeRawBufferPointer(bytes)
      var start = 0
      for (node, known) in columns.attributes.enumerated() {
        let end = Int(ends[node])
        record.begin()
        record.null()
        record.text(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
        record.integer(ModelFlags(known).rawValue)
        record.integer(known.created?.daysSince1970)
        record.integer(known.license?.rawValue)
        record.integer(known.task?.rawValue)
        record.integer(known.library?.rawValue)
        record.integer(known.downloads)
        record.integer(known.downloadsAll)
        record.integer(known.likes)
        record.integer(known.family?.rawValue)
        record.integer(setOfNode[node] == FamilySets.none ? nil : setOfNode[node])
        try tree.add(record, key: node, to: &file)
        start = end
      }
    }
    try tree.finish(&file)
  }

  /// What few models have, and the sets of families.
  func writeSideTables(_ columns: ModelColumns, _ families: FamilySets, to file: inout PageFile) throws {
    try writeFamilySets(families, to: &file)
    let attributes = columns.attributes
    try write(.licenseDetails, columns.count, to: &file) { node, record in
      let known = attributes[node]
      guard known.licenseName != nil || known.licenseLink != nil else { return false }
      record.integer(known.licenseName?.rawValue)
      record.integer(known.licenseLink?.rawValue)
      return true
    }
    try write(.deletions, columns.count, to: &file) { node, record in
      guard let day = attributes[node].deleted else { return false }
      record.integer(day.daysSince1970)
      return true
    }
  }

  /// How many models were made from each, and the models of which the most were.
  func writeDescents(_ snapshot: IndexedSnapshot, to file: inout PageFile) throws {
    let (resolved, written) = (snapshot.resolved.counts, snapshot.written.counts)
    try write(.descents, resolved.count, to: &file) { node, record in
      guard resolved[node].children > 0 || written[node].children > 0 else { return false }
      for count in [resolved[node], written[node]] {
        record.integer(count.children)
        record.integer(count.descendants)
      }
      return true
    }
    try writeMostDerived(snapshot, to: &file)
  }

  private func writeFamilySets(_ families: FamilySets, to file: inout PageFile) throws {
    var tree = try roots.builder(.familySets)
    var record = RecordEncoder()
    for (number, codes) in families.sets.enumerated() {
      for (position, code) in codes.enumerated() {
        record.begin()
        record.integer(number)
        record.integer(position)
        record.integer(code?.rawValue)
        try tree.add(record, to: &file)
      }
    }
    try tree.finish(&file)
  }

  /// A table with a row for some nodes; the body adds the columns behind the node's number, or says that there is
  /// no row.
  private func write(
    _ table: BulkTree, _ nodeCount: Int, to file: inout PageFile, _ fill: (Int, inout RecordEncoder) -> Bool
  ) throws {
    var tree = try roots.builder(table)
    var record = RecordEncoder()
    for node in 0..<nodeCount {
      record.begin()
      record.null()
      if fill(node, &record) { try tree.add(record, key: node, to: &file) }
    }
    try tree.finish(&file)
  }
}

extension ModelFlags {
  fileprivate init(_ known: ModelAttributes) {
    self = []
    if known.present { insert(.present) }
    if known.predatesClock { insert(.predatesClock) }
    if known.hasCard { insert(.hasCard) }
    if let gated = known.gated { formUnion(gated ? [.gatedIsKnown, .gated] : .gatedIsKnown) }
  }
}
