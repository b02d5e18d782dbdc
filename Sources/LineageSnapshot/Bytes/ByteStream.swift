/// The text of one input in a window that slides over it: decompressed, without a byte order mark.
///
/// A fault (the source fails, compressed data are cut or corrupt) ends the text and is kept in ``fault``; what was
/// readable before it has been delivered.
struct ByteStream: ~Copyable {
  /// Fills a buffer with the next stored bytes and returns how many; 0 at the end.
  typealias Pull = (UnsafeMutableRawBufferPointer) throws -> Int

  /// Why the text ends before its end; nil if it does not.
  private(set) var fault: String?
  /// Stored bytes taken from the source so far.
  private(set) var storedBytes = 0
  /// Bytes of text made available so far.
  private(set) var textBytes = 0
  /// True once the window holds all that is left.
  private(set) var isAtEnd = false

  private let pull: Pull
  private let progress: ((Int) -> Void)?
  private var decoder = Decoder.none
  private var buffer: TextBuffer
  /// The unread part of the buffer.
  private var unread = 0..<0

  /// A stream over a source; its first bytes decide whether it is decompressed. The window grows beyond the chunk
  /// size only for a longer line.
  init(chunkSize: Int, progress: ((Int) -> Void)? = nil, pull: @escaping Pull) {
    (self.pull, self.progress) = (pull, progress)
    buffer = TextBuffer(capacity: max(chunkSize, 64))
    while unread.count < 4, fillRaw() {}
    decoder = Decoder(magic: window, chunkSize: buffer.capacity)
    if decoder.isCompressed {
      decoder.prime(window)
      (unread, textBytes) = (0..<0, 0)
      while unread.count < 3, extend() {}
    }
    if window.starts(with: [0xEF, 0xBB, 0xBF]) { advance(by: 3) }
  }

  /// Whether the stored bytes are not the text itself.
  var isCompressed: Bool { decoder.isCompressed }

  /// The unread text that is in memory; valid until the next mutating call.
  var window: UnsafeRawBufferPointer { buffer[unread] }

  /// Gives up the first bytes of the window.
  mutating func advance(by count: Int) { unread = (unread.lowerBound + count)..<unread.upperBound }

  /// Bytes of text before the window.
  var passedBytes: Int { textBytes - unread.count }

  /// Adds text to the end of the window; false when there is none left.
  mutating func extend() -> Bool {
    if isAtEnd { return false }
    return decoder.isCompressed ? fillDecoded() : fillRaw()
  }

  /// Reads to the end and forgets the text, so that whoever watches the source has seen all of it.
  mutating func drain() -> Ending {
    repeat { advance(by: unread.count) } while extend()
    return ending
  }

  /// What was read, and why no more.
  var ending: Ending { Ending(fault: fault, storedBytes: storedBytes, textBytes: textBytes) }

  private mutating func fillRaw() -> Bool {
    let count = take(into: room())
    unread = unread.lowerBound..<(unread.upperBound + count)
    textBytes += count
    isAtEnd = count == 0
    return count > 0
  }

  private mutating func fillDecoded() -> Bool {
    while true {
      switch decoder.decode(into: room()) {
      case .text(let count):
        unread = unread.lowerBound..<(unread.upperBound + count)
        textBytes += count
        return true
      case .needsInput:
        let count = take(into: decoder.input)
        if count == 0 {
          fault = fault ?? decoder.faultAtEnd
          isAtEnd = true
          return false
        }
        decoder.provide(count)
      case .fault(let reason):
        fault = reason
        isAtEnd = true
        return false
      }
    }
  }

  /// The next stored bytes; 0 at the end and on a failure, which is kept.
  private mutating func take(into target: UnsafeMutableRawBufferPointer) -> Int {
    do {
      let count = min(max(try pull(target), 0), target.count)
      storedBytes += count
      if count > 0 { progress?(storedBytes) }
      return count
    } catch {
      fault = "reading failed: \(error)"
      return 0
    }
  }

  /// Free space after the window: moves the window to the front, and widens the buffer if that is not enough.
  private mutating func room() -> UnsafeMutableRawBufferPointer {
    if unread.isEmpty { unread = 0..<0 }
    if unread.upperBound > Self.filled(buffer.capacity) {
      let isMoved = unread.count <= Self.filled(buffer.capacity)
      buffer.copy(window)
      unread = 0..<unread.count
      if !isMoved { buffer.grow(to: buffer.capacity * 2, keeping: unread.count) }
    }
    return buffer.room(from: unread.upperBound)
  }

  /// So many bytes in a buffer leave too little room for the next step.
  private static func filled(_ capacity: Int) -> Int { capacity - capacity / 8 }
}

// It has one owner at a time, and its memory is used through it alone. Its closures are those of the caller of
// SnapshotReader.read, who waits for the call to end: only whoever holds the stream calls them.
extension ByteStream: @unchecked Sendable {}

extension ByteStream {
  /// A run of whole lines, or the report that one was too long.
  enum Lines {
    /// Whole lines; the last may lack its line end where the text ends.
    case whole(UnsafeRawBufferPointer)
    /// One line longer than the limit; it was skipped.
    case tooLong(LongLine)
  }

  /// Takes the next lines, as many as are in memory; nil at the end.
  ///
  /// The bytes are valid until the next mutating call.
  mutating func nextLines(limit: Int) -> Lines? {
    var searched = 0
    while true {
      if let end = lastLineEnd(from: searched) { return .whole(take(end)) }
      if window.count > limit { return .tooLong(skipLine()) }
      searched = window.count
      if !extend() { return window.isEmpty ? nil : .whole(take(window.count)) }
    }
  }

  /// Where the last line of the window ends that has its line end at or after a position.
  private func lastLineEnd(from start: Int) -> Int? {
    window.part(start..<window.count).lastIndex(of: UInt8(ascii: "\n")).map { start + $0 + 1 }
  }

  /// Takes the next lines together with the memory they stand in, which `spare` takes the place of; nil at the end.
  ///
  /// It waits until the memory is nearly full.
  mutating func handOverLines(limit: Int, for spare: inout TextBuffer) -> HandedLines? {
    let wanted = Self.filled(buffer.capacity)
    while window.count < wanted, extend() {}
    var end = lastLineEnd(from: 0)
    while end == nil {
      if window.count > limit { return .tooLong(skipLine()) }
      let searched = window.count
      if !extend() { break }
      end = lastLineEnd(from: searched)
    }
    if window.isEmpty { return nil }
    let count = end ?? window.count
    let lines = unread.lowerBound..<(unread.lowerBound + count)
    advance(by: count)
    if spare.capacity < max(unread.count, buffer.capacity / 2) {
      spare = TextBuffer(capacity: max(unread.count, buffer.capacity))
    }
    spare.copy(window)
    unread = 0..<unread.count
    swap(&buffer, &spare)
    return .whole(lines)
  }

  /// What ``handOverLines(limit:for:)`` hands over.
  enum HandedLines {
    /// Whole lines in that part of the memory; the last may lack its line end where the text ends.
    case whole(Range<Int>)
    case tooLong(LongLine)
  }

  /// Takes bytes off the window and lends them.
  mutating func take(_ count: Int) -> UnsafeRawBufferPointer {
    let taken = UnsafeRawBufferPointer(rebasing: window[..<count])
    advance(by: count)
    return taken
  }

  private mutating func skipLine() -> LongLine {
    var line = LongLine()
    repeat {
      let end = window.offset(of: UInt8(ascii: "\n"), from: 0)
      line.append(window.part(0..<(end ?? window.count)))
      advance(by: end.map { $0 + 1 } ?? window.count)
      if end != nil { return line }
    } while extend()
    return line
  }
}

/// How the text of an input ended.
struct Ending {
  /// Why it ended before its end; nil if it did not.
  var fault: String?
  /// Bytes that were read, as stored and as text.
  var storedBytes: Int
  var textBytes: Int
}

/// A line that is too long to be read.
struct LongLine: Sendable {
  /// Enough of it for an excerpt.
  private(set) var beginning: [UInt8] = []
  /// Its length without the line end.
  private(set) var bytes = 0

  /// Adds what comes next of it.
  mutating func append(_ text: UnsafeRawBufferPointer) {
    beginning.append(contentsOf: text.prefix(1024 - beginning.count))
    bytes += text.count
  }
}
