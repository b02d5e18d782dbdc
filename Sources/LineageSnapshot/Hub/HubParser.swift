import CFastJSON

/// Owns a JSON parser and the record it fills; one per thread.
struct HubParser: ~Copyable {
  private let parser: OpaquePointer
  private let record: UnsafeMutablePointer<cfj_record>

  init() {
    guard let parser = cfj_new() else { preconditionFailure("no memory for a parser") }
    self.parser = parser
    record = .allocate(capacity: 1)
    record.initialize(to: cfj_record())
  }

  deinit {
    cfj_free(parser)
    record.deallocate()
  }

  /// Parses one JSON text; the fields stand in ``fields`` until the next call.
  ///
  /// ``TextBuffer/padding`` more bytes must be readable after the text.
  func read(_ text: UnsafeRawBufferPointer) {
    cfj_read(parser, text.baseAddress, text.count, record)
  }

  /// Begins a run of whole lines, followed by ``TextBuffer/padding`` readable bytes, of which none may be longer
  /// than the limit.
  func begin(lines text: UnsafeRawBufferPointer, limit: Int) {
    cfj_begin(parser, text.baseAddress, text.count, limit)
  }

  /// Parses the next line that is not blank; false at the end of the run. Its fields stand in ``fields`` until the
  /// next call.
  func next() -> Bool { cfj_next(parser, record) }

  /// The number of lines of the run so far.
  var lines: Int { Int(cfj_lines(parser)) }

  /// What the last call found.
  var fields: UnsafePointer<cfj_record> { UnsafePointer(record) }
}

extension cfj_text {
  /// The bytes; nil when the field is absent.
  var value: UnsafeRawBufferPointer? {
    bytes == nil ? nil : UnsafeRawBufferPointer(start: bytes, count: count)
  }
}

extension cfj_texts {
  /// The texts, in the order written.
  subscript(index: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: items[index].bytes, count: items[index].count)
  }
}
