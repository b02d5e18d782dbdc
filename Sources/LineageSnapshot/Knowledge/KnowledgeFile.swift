import LineageCore

/// Parsers for the knowledge that is kept by hand in files.
public enum KnowledgeFile {
  /// Why a knowledge file cannot be used.
  public enum Fault: Error, Equatable, CustomStringConvertible {
    /// The header lacks a column.
    case columnMissing(String)
    /// A row is not like the header, or lacks its alias or target.
    case badRow(line: Int)

    /// The fault in one sentence.
    public var description: String {
      switch self {
      case .columnMissing(let name): "the header has no column \(name)"
      case .badRow(let line): "line \(line) is not a row of the table"
      }
    }
  }

  /// Reads a CSV table with the columns alias, target, reason, source, note.
  ///
  /// - Throws: ``Fault``. These files are the project's own, so nothing is repaired.
  public static func aliases(_ csv: UnsafeRawBufferPointer) throws(Fault) -> [Alias] {
    var aliases: [Alias] = []
    var header: [String] = []
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
        let fields = (0..<row.count).map { String(decoding: row[$0], as: UTF8.self) }
        if header.isEmpty {
          header = fields
          for name in ["alias", "target", "reason", "source", "note"] where !header.contains(name) {
            throw .columnMissing(name)
          }
        } else {
          aliases.append(try alias(fields, header, line: line))
        }
      }
      line += rest.part(0..<next).lineEnds
      offset += next
    }
    return aliases
  }

  private static func alias(_ fields: [String], _ header: [String], line: Int) throws(Fault) -> Alias {
    guard fields.count == header.count else { throw .badRow(line: line) }
    func field(_ name: String) -> String { header.firstIndex(of: name).map { fields[$0] } ?? "" }
    let alias = Alias(
      alias: field("alias"), target: field("target"), reason: field("reason"), source: field("source"),
      note: field("note"))
    guard !alias.alias.isEmpty, !alias.target.isEmpty else { throw .badRow(line: line) }
    return alias
  }
}
