import CFastJSON

/// Memory for text, with bytes after it that may be read but mean nothing, as the JSON parser needs.
struct TextBuffer: ~Copyable {
  /// Bytes that may be read after the text.
  static let padding = Int(CFJ_PADDING)

  /// Room for text.
  private(set) var bytes: UnsafeMutableRawBufferPointer

  init(capacity: Int) { bytes = Self.allocate(capacity) }

  deinit { bytes.deallocate() }

  var capacity: Int { bytes.count - Self.padding }

  /// The text in those bounds.
  subscript(bounds: Range<Int>) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[bounds])
  }

  /// The room from a place on.
  func room(from start: Int) -> UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(rebasing: bytes[start..<capacity])
  }

  /// Replaces the content by a text that may be part of it.
  func copy(_ text: UnsafeRawBufferPointer) { bytes.copyMemory(from: text) }

  /// Makes room for so many bytes; the first `kept` of what it holds stay.
  mutating func grow(to capacity: Int, keeping kept: Int) {
    let wider = Self.allocate(capacity)
    wider.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<kept]))
    bytes.deallocate()
    bytes = wider
  }

  private static func allocate(_ capacity: Int) -> UnsafeMutableRawBufferPointer {
    .allocate(byteCount: capacity + padding, alignment: 64)
  }
}
