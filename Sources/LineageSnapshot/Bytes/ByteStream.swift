import CFastJSON

/// The text of one input in a window that slides over it: decompressed, without a byte order mark.
///
/// A fault (the source fails, compressed data are cut or corrupt) ends the text and is kept in ``fault``; what was
/// readable before it has been delivered.
struct ByteStream: ~Copyable {
  /// Fills a buffer with the next stored bytes and returns how many; 0 at the end.
  typealias Pull = (UnsafeMutableRawBufferPointer) throws -> Int

  /// Bytes read at one step. The window grows beyond it only for a longer line.
  static let chunkSize = 2 << 20
  /// Bytes that may be read after the window, as the JSON parser needs.
  static let padding = Int(CFJ_PADDING)

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
  private var buffer: UnsafeMutableRawBufferPointer
  /// The unread part of the buffer.
  private var unread = 0..<0

  /// A stream over a source; its first bytes decide whether it is decompressed.
  init(chunkSize: Int = ByteStream.chunkSize, progress: ((Int) -> Void)? = nil, pull: @escaping Pull) {
    (self.pull, self.progress) = (pull, progress)
    buffer = Self.allocate(max(chunkSize, 64))
    while unread.count < 4, fillRaw() {}
    decoder = Decoder(magic: window, chunkSize: buffer.count)
    if decoder.isCompressed {
      decoder.prime(window)
      (unread, textBytes) = (0..<0, 0)
      while unread.count < 3, extend() {}
    }
    if window.starts(with: [0xEF, 0xBB, 0xBF]) { advance(by: 3) }
  }

  deinit { buffer.deallocate() }

  /// The unread text that is in memory; valid until the next mutating call.
  var window: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: buffer[unread]) }

  /// Gives up the first bytes of the window.
  mutating func advance(by count: Int) { unread = (unread.lowerBound + count)..<unread.upperBound }

  /// Adds text to the end of the window; false when there is none left.
  mutating func extend() -> Bool {
    if isAtEnd { return false }
    return decoder.isCompressed ? fillDecoded() : fillRaw()
  }

  /// Reads to the end and forgets the text, so that whoever watches the source has seen all of it.
  mutating func drain() {
    repeat { advance(by: unread.count) } while extend()
  }

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
    let capacity = buffer.count - Self.padding
    if unread.isEmpty { unread = 0..<0 }
    if capacity - unread.upperBound < capacity / 2 {
      let target = unread.count > capacity / 2 ? Self.allocate(capacity * 2) : buffer
      target.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[unread]))
      if target.baseAddress != buffer.baseAddress { buffer.deallocate() }
      buffer = target
      unread = 0..<unread.count
    }
    return UnsafeMutableRawBufferPointer(rebasing: buffer[unread.upperBound..<(buffer.count - Self.padding)])
  }

  private static func allocate(_ capacity: Int) -> UnsafeMutableRawBufferPointer {
    .allocate(byteCount: capacity + padding, alignment: 64)
  }
}

extension ByteStream {
  /// A run of whole lines, or the report that one was too long.
  enum Lines {
    /// Whole lines; the last may lack its line end where the text ends.
    case whole(UnsafeRawBufferPointer)
    /// One line longer than the limit; it was skipped.
    case tooLong(beginning: [UInt8], bytes: Int)
  }

  /// Takes the next lines, as many as are in memory; nil at the end.
  ///
  /// The bytes are valid until the next mutating call.
  mutating func nextLines(limit: Int) -> Lines? {
    while true {
      if let end = window.lastIndex(of: UInt8(ascii: "\n")) { return .whole(take(end + 1)) }
      if window.count > limit { return skipLine() }
      if !extend() { return window.isEmpty ? nil : .whole(take(window.count)) }
    }
  }

  /// Takes bytes off the window and lends them.
  mutating func take(_ count: Int) -> UnsafeRawBufferPointer {
    let taken = UnsafeRawBufferPointer(rebasing: window[..<count])
    advance(by: count)
    return taken
  }

  private mutating func skipLine() -> Lines {
    let beginning = Array(window.prefix(1024))
    var skipped = 0
    repeat {
      if let end = window.offset(of: UInt8(ascii: "\n"), from: 0) {
        advance(by: end + 1)
        return .tooLong(beginning: beginning, bytes: skipped + end)
      }
      skipped += window.count
      advance(by: window.count)
    } while extend()
    return .tooLong(beginning: beginning, bytes: skipped)
  }
}
