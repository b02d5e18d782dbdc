import CZstd

/// Decompresses zstd data, also several frames one after the other.
struct ZstdDecoder: ~Copyable {
  /// Where the next stored bytes go.
  let input: UnsafeMutableRawBufferPointer
  /// True where the data may end: all frames so far are complete.
  private(set) var isBetweenFrames = false

  private let stream: OpaquePointer
  private var available = 0
  private var used = 0
  /// How much input one more block takes, by the decoder's own word. It gets no more at a time: what it has
  /// written when it meets a fault is lost, and that must not be more than a block.
  private var wanted = 5
  /// True while the decoder may hold text that did not fit into the last buffer.
  private var holdsText = false

  /// Nil when there is no memory.
  init?(chunkSize: Int) {
    guard let stream = ZSTD_createDStream() else { return nil }
    self.stream = stream
    input = .allocate(byteCount: chunkSize, alignment: 16)
  }

  deinit {
    ZSTD_freeDStream(stream)
    input.deallocate()
  }

  /// Says that so many bytes were written to ``input``; all earlier ones are used up.
  mutating func provide(_ count: Int) { (available, used) = (count, 0) }

  mutating func decode(into output: UnsafeMutableRawBufferPointer) -> Decoder.Step {
    while used < available || holdsText {
      let end = holdsText ? used : min(available, used + wanted)
      var from = ZSTD_inBuffer(src: input.baseAddress, size: end, pos: used)
      var to = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
      let status = ZSTD_decompressStream(stream, &to, &from)
      if ZSTD_isError(status) != 0 {
        return .fault("the zstd data are corrupt (\(String(cString: ZSTD_getErrorName(status))))")
      }
      if from.pos > used || to.pos > 0 { isBetweenFrames = status == 0 }
      used = from.pos
      wanted = max(status, 5)
      holdsText = to.pos == to.size
      if to.pos > 0 { return .text(to.pos) }
    }
    return .needsInput
  }
}
