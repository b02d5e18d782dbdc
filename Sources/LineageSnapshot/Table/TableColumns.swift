import LineageCore

/// Which column of a CSV table holds what, read from its header.
struct TableColumns: Equatable {
  /// Between two fields: comma, semicolon or tab.
  let delimiter: UInt8
  /// Number of columns.
  let count: Int
  /// The model of the row.
  let child: Int
  /// Its parents.
  var parent: Int?
  var relation: Int?
  var date: Int?
  var license: Int?
  var downloads: Int?
  var downloadsAll: Int?
  var likes: Int?
  var task: Int?
  var library: Int?
  /// A whole Hub record as JSON; it counts instead of the other columns.
  var metadata: Int?
  /// Whether a row is a model or only an edge.
  let role: Record.Role

  /// Reads a header line; nil if it names no column that holds models.
  init?(header: UnsafeRawBufferPointer) {
    var best: TableColumns?
    for delimiter in [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")] {
      var row = CSVRow()
      row.parse(header.withoutReturn, delimiter: delimiter)
      let names = (0..<row.count).map { String(decoding: row[$0].trimmed, as: UTF8.self).lowercased() }
      guard let columns = TableColumns(names: names, delimiter: delimiter) else { continue }
      if columns.count > best?.count ?? 0 { best = columns }
    }
    guard let best else { return nil }
    self = best
  }

  private init?(names: [String], delimiter: UInt8) {
    func first(_ spellings: [String]) -> Int? {
      spellings.lazy.compactMap { names.firstIndex(of: $0) }.first
    }
    // A table of aliases also has a target, which is no model derived from a source.
    if names.contains("alias") { return nil }
    let edgeChild = first(["child", "target"])
    let edgeParent = first(["source", "parent"])
    if let edgeChild, let edgeParent {
      (child, parent, role) = (edgeChild, edgeParent, .edge)
    } else {
      guard let model = first(["model id", "model_id", "modelid", "model", "id", "child", "target"]) else {
        return nil
      }
      child = model
      parent = first(["base model", "base_model", "base_models", "base", "bases", "parents", "parent"])
      role = edgeChild == model || (parent != nil && edgeParent == parent) ? .edge : .model
    }
    relation = first(["type", "relation", "edge", "base_model_relation"])
    date = first(["date", "created", "created_at", "createdat"])
    license = first(["license"])
    downloads = first(["downloads"])
    downloadsAll = first(["downloadsalltime", "downloads_all_time"])
    likes = first(["likes"])
    task = first(["pipeline_tag"])
    library = first(["library_name"])
    metadata = first(["metadata"])
    count = names.count
    self.delimiter = delimiter
  }
}
