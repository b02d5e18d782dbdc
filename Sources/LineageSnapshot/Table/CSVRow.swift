/// One row of a CSV table (RFC 4180): its fields without quotes, in memory that is used again for the next row.
struct CSVRow: ~Copyable {
  private var bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 4096, alignment: 16)
  private var ends: [Int] = []

  deinit { bytes.deallocate() }

  /// Number of fields.
  var count: Int { ends.count }

  /// A field; valid until the next row is read. Beyond the last field it is empty.
  subscript(index: Int) -> UnsafeRawBufferPointer {
    guard index < ends.count else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    let start = index == 0 ? 0 : ends[index - 1]
    return UnsafeRawBufferPointer(rebasing: bytes[start..<ends[index]])
  }

  /// Number of fields up to the last that is not empty.
  var countWithoutEmptyTail: Int {
    var count = ends.count
    while count > 0, self[count - 1].isEmpty { count -= 1 }
    return count
  }

  /// Takes a row apart. A quote opens a quoted part only at the beginning of a field; what follows the closing
  /// quote belongs to the field as it is.
  mutating func parse(_ row: UnsafeRawBufferPointer, delimiter: UInt8) {
    if bytes.count < row.count {
      bytes.deallocate()
      bytes = .allocate(byteCount: row.count * 2, alignment: 16)
    }
    ends.removeAll(keepingCapacity: true)
    var (written, i, isQuoted, isStart) = (0, 0, false, true)
    while i < row.count {
      let byte = row[i]
      i += 1
      if isQuoted {
        if byte == Self.quote {
          guard i < row.count, row[i] == Self.quote else {
            isQuoted = false
            continue
          }
          i += 1
        }
      } else if byte == delimiter {
        ends.append(written)
        isStart = true
        continue
      } else if byte == Self.quote, isStart {
        (isQuoted, isStart) = (true, false)
        continue
      }
      isStart = false
      bytes[written] = byte
      written += 1
    }
    ends.append(written)
  }

  static let quote = UInt8(ascii: "\"")
}

/// Finds the ends of rows, in which quoted line ends do not count.
enum CSVScanner {
  /// Where a row ends.
  enum End {
    /// It has so many bytes without its line end; the next begins at that offset.
    case row(count: Int, next: Int)
    /// It is not complete. `isQuoted` tells whether a quoted field is open.
    case incomplete(isQuoted: Bool)
  }

  /// Looks for the end of the row that begins the text.
  static func end(of text: UnsafeRawBufferPointer, delimiter: UInt8) -> End {
    if let lineEnd = text.offset(of: UInt8(ascii: "\n"), from: 0),
      text.part(0..<lineEnd).offset(of: CSVRow.quote, from: 0) == nil
    {
      return row(text, lineEnd)
    }
    var (i, isQuoted, isStart) = (0, false, true)
    while i < text.count {
      let byte = text[i]
      if isQuoted {
        if byte == CSVRow.quote {
          if i + 1 < text.count, text[i + 1] == CSVRow.quote { i += 1 } else { isQuoted = false }
        }
      } else if byte == UInt8(ascii: "\n") {
        return row(text, i)
      } else if byte == CSVRow.quote, isStart {
        isQuoted = true
      }
      isStart = !isQuoted && byte == delimiter
      i += 1
    }
    return .incomplete(isQuoted: isQuoted)
  }

  private static func row(_ text: UnsafeRawBufferPointer, _ lineEnd: Int) -> End {
    let hasReturn = lineEnd > 0 && text[lineEnd - 1] == UInt8(ascii: "\r")
    return .row(count: hasReturn ? lineEnd - 1 : lineEnd, next: lineEnd + 1)
  }
}
