import LineageCore

/// How an input is laid out, found by its content.
enum Layout {
  /// Nothing, or nothing but blanks.
  case empty
  case jsonLines(SourceFormat)
  case jsonElements(SourceFormat)
  case card
  case table(TableColumns)
  case unknown

  /// Bytes looked at for the first line.
  private static let head = 1 << 16

  /// Looks at the beginning of a stream without taking anything from it.
  static func of(_ stream: inout ByteStream, name: FileName) -> Layout {
    while stream.window.count < head, stream.window.offset(of: UInt8(ascii: "\n"), from: 0) == nil,
      stream.extend()
    {}
    while stream.window.trimmed.isEmpty {
      if !stream.extend() { return .empty }
      if stream.window.count > head { return .unknown }
    }
    if name.isCard { return .card }
    let lineEnd = stream.window.offset(of: UInt8(ascii: "\n"), from: 0) ?? stream.window.count
    let line = stream.window.part(0..<lineEnd)
    let text = stream.window.trimmed
    switch text.first {
    case UInt8(ascii: "{"):
      if text.starts(with: LocalModel.lineBeginning) { return .jsonLines(.scanRecords) }
      let format = format(of: stream.window)
      return line.trimmed.count == 1 ? .jsonElements(format) : .jsonLines(format)
    case UInt8(ascii: "["):
      let first = text.dropFirst().first { !$0.isBlank }
      if let first, first != UInt8(ascii: "{"), first != UInt8(ascii: "]"), first != UInt8(ascii: "[") {
        return .jsonLines(.hubRecords)
      }
      return .jsonElements(format(of: stream.window))
    default: break
    }
    if text.starts(with: "---") || text.starts(with: "# ") { return .card }
    if let columns = TableColumns(header: line) { return .table(columns) }
    return .unknown
  }

  /// Cards given as JSON hold their front matter under that key; only the first ones are looked at.
  private static func format(of window: UnsafeRawBufferPointer) -> SourceFormat {
    window.part(0..<min(window.count, head)).contains("\"front_matter\"") ? .cardLines : .hubRecords
  }
}
