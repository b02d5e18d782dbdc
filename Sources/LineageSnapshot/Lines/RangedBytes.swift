/// Bytes of known number that can be read from any place, by several threads at a time.
struct RangedBytes: Sendable {
  let size: Int
  /// Fills a buffer with the bytes from a place on and returns how many; 0 at the end.
  let read: @Sendable (UnsafeMutableRawBufferPointer, Int) throws -> Int
}

/// Some of them in a buffer, beginning at a place.
struct RangedWindow {
  /// Where in the bytes the buffer begins.
  let start: Int
  /// Bytes in the buffer.
  private(set) var count = 0
  /// Where in the bytes reading goes on.
  private(set) var end: Int
  /// Why no more could be read.
  private(set) var fault: String?
  private let bytes: RangedBytes

  init(_ bytes: RangedBytes, from start: Int) { (self.bytes, self.start, end) = (bytes, start, start) }

  /// Whether there is nothing left to read.
  var isAtEnd: Bool { fault != nil || end == bytes.size }

  /// Reads on until the buffer holds so many bytes, or nothing is left.
  mutating func extend(to wanted: Int, _ buffer: inout TextBuffer) {
    let wanted = min(wanted, bytes.size - start)
    if buffer.capacity < wanted { buffer.grow(to: wanted, keeping: count) }
    while count < wanted, fault == nil {
      count += read(into: UnsafeMutableRawBufferPointer(rebasing: buffer.bytes[count..<wanted]))
    }
  }

  /// Passes the rest of a line whose end the buffer does not hold.
  mutating func skipLine(from first: Int, _ buffer: borrowing TextBuffer) -> LongLine {
    var line = LongLine()
    line.append(buffer[first..<count])
    let passing = TextBuffer(capacity: 1 << 20)
    while !isAtEnd {
      let rest = passing[0..<read(into: passing.room(from: 0))]
      let end = rest.offset(of: UInt8(ascii: "\n"), from: 0)
      line.append(rest.part(0..<(end ?? rest.count)))
      if end != nil { break }
    }
    return line
  }

  private mutating func read(into room: UnsafeMutableRawBufferPointer) -> Int {
    do {
      let count = min(max(try bytes.read(room, end), 0), room.count)
      if count == 0 { fault = "the input is shorter than it was" }
      end += count
      return count
    } catch {
      fault = "reading failed: \(error)"
      return 0
    }
  }
}
