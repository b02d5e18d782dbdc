import CFastJSON

/// Owns a JSON parser; one per thread.
struct HubParser: ~Copyable {
  private let parser: OpaquePointer?

  init() { parser = cfj_new() }

  deinit { cfj_free(parser) }

  /// Parses one JSON text and lends its fields, which are valid only inside `body`.
  ///
  /// ``ByteStream/padding`` more bytes must be readable after the text.
  func read<Result>(_ text: UnsafeRawBufferPointer, _ body: (borrowing cfj_record) throws -> Result) rethrows
    -> Result
  {
    var record = cfj_record()
    if let parser, let base = text.baseAddress {
      cfj_read(parser, base, text.count, &record)
    } else {
      record.status = CFJ_NOT_JSON
    }
    return try body(record)
  }

  /// The same for a text that is followed by nothing; it is copied to `scratch`.
  func read<Result>(
    copying text: UnsafeRawBufferPointer, through scratch: inout [UInt8],
    _ body: (borrowing cfj_record) throws -> Result
  ) rethrows -> Result {
    scratch.removeAll(keepingCapacity: true)
    scratch.append(contentsOf: text)
    scratch.append(contentsOf: repeatElement(0, count: ByteStream.padding))
    return try scratch.withUnsafeBytes { try read($0.part(0..<text.count), body) }
  }
}

extension cfj_text {
  /// The bytes; nil when the field is absent.
  var value: UnsafeRawBufferPointer? {
    bytes == nil ? nil : UnsafeRawBufferPointer(start: bytes, count: count)
  }
}

extension cfj_texts {
  /// The texts, in the order written.
  var all: some Sequence<UnsafeRawBufferPointer> {
    UnsafeBufferPointer(start: items, count: count).lazy.compactMap(\.value)
  }
}
