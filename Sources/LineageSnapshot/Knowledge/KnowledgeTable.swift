import LineageCore

/// A CSV table with a header, read whole: for knowledge files, which are the project's own or a person's.
struct KnowledgeTable {
  let header: [String]
  /// Rows with their line, each as long as the header.
  let rows: [(line: Int, cells: [String])]

  /// - Throws: ``KnowledgeFile/Fault`` for a row that is not like the header, or a missing column.
  init(_ csv: UnsafeRawBufferPointer, columns: [String]) throws(KnowledgeFile.Fault) {
    var header: [String] = []
    var rows: [(line: Int, cells: [String])] = []
    var row = CSVRow()
    var (offset, line) = (csv.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0, 1)
    while offset < csv.count {
      let rest = csv.part(offset..<csv.count)
      var (count, next) = (rest.withoutReturn.count, rest.count)
      switch CSVScanner.end(of: rest, delimiter: UInt8(ascii: ",")) {
      case .row(let rowCount, let rowNext): (count, next) = (rowCount, rowNext)
      case .incomplete(let isQuoted): if isQuoted { throw .badRow(line: line) }
      }
      let text = rest.part(0..<count)
      if !text.trimmed.isEmpty {
        row.parse(text, delimiter: UInt8(ascii: ","))
        let cells = (0..<row.count).map { String(decoding: row[$0], as: UTF8.self) }
        if header.isEmpty {
          header = cells
        } else {
          guard cells.count == header.count else { throw .badRow(line: line) }
          rows.append((line, cells))
        }
      }
      line += rest.part(0..<next).lineEnds
      offset += next
    }
    for name in columns where !header.contains(name) { throw .columnMissing(name) }
    (self.header, self.rows) = (header, rows)
  }

  /// The cells of a column, by row.
  func column(_ name: String) -> [String] {
    guard let position = header.firstIndex(of: name) else { return [] }
    return rows.map { $0.cells[position] }
  }
}

extension KnowledgeFile {
  /// Reads the ids of a list of models: the column `modelId` or `id` of a CSV table.
  ///
  /// - Throws: ``Fault``. Rows that hold no id `owner/name` are not an error of the file's form and are left out.
  public static func tracked(_ csv: UnsafeRawBufferPointer) throws(Fault) -> TrackedList {
    let table = try KnowledgeTable(csv, columns: [])
    guard let name = ["modelId", "model_id", "id"].first(where: table.header.contains) else {
      throw .columnMissing("modelId")
    }
    return TrackedList(table.column(name).filter { ModelID.isValid($0) })
  }

  /// Reads a series that was measured elsewhere: the columns date, group, value, unit, source.
  ///
  /// - Throws: ``Fault`` for a missing column, a date or a value that is none.
  public static func series(_ csv: UnsafeRawBufferPointer) throws(Fault) -> [SeriesPoint] {
    let table = try KnowledgeTable(csv, columns: ["date", "group", "value", "unit", "source"])
    let columns = ["group", "unit", "source"].map { table.column($0) }
    let (dates, values) = (table.column("date"), table.column("value"))
    var points: [SeriesPoint] = []
    for (number, row) in table.rows.enumerated() {
      guard let day = Day(dates[number]), let value = Double(values[number]), value.isFinite else {
        throw .badRow(line: row.line)
      }
      points.append(
        SeriesPoint(
          date: day, group: columns[0][number], value: value, unit: columns[1][number],
          source: columns[2][number]))
    }
    return points
  }
}
