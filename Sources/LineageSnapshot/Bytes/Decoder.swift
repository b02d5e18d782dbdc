/// How the stored bytes of an input become text.
enum Decoder: ~Copyable {
  case none
  case gzip(GzipDecoder)
  case zstd(ZstdDecoder)

  /// What a step of decompression came to.
  enum Step {
    /// So many bytes of text were written, at least one.
    case text(Int)
    /// All input is used up.
    case needsInput
    /// The data are no more what they were said to be.
    case fault(String)
  }

  /// The decoder for data that begin so; the name of the file does not matter.
  init(magic bytes: UnsafeRawBufferPointer, chunkSize: Int) {
    self = .none
    guard bytes.count >= 4 else { return }
    let word = UInt32(littleEndian: bytes.loadUnaligned(as: UInt32.self))
    if word & 0xFFFF == 0x8B1F {
      if let gzip = GzipDecoder(chunkSize: chunkSize) { self = .gzip(gzip) }
    } else if word == 0xFD2F_B528 || word & 0xFFFF_FFF0 == 0x184D_2A50 {  // a frame, or a skippable one
      if let zstd = ZstdDecoder(chunkSize: chunkSize) { self = .zstd(zstd) }
    }
  }

  var isCompressed: Bool {
    switch self {
    case .none: false
    case .gzip: true
    case .zstd: true
    }
  }

  /// Where the next stored bytes go.
  var input: UnsafeMutableRawBufferPointer {
    switch self {
    case .none: UnsafeMutableRawBufferPointer(start: nil, count: 0)
    case .gzip(let gzip): gzip.input
    case .zstd(let zstd): zstd.input
    }
  }

  /// Why the text is not complete if no stored byte follows; nil if it is.
  var faultAtEnd: String? {
    switch self {
    case .none: nil
    case .gzip(let gzip): gzip.isBetweenMembers ? nil : "the gzip data end in the middle"
    case .zstd(let zstd): zstd.isBetweenFrames ? nil : "the zstd data end in the middle"
    }
  }

  /// Hands over the bytes that were read to recognise the format.
  mutating func prime(_ bytes: UnsafeRawBufferPointer) {
    input.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes.prefix(input.count)))
    provide(min(bytes.count, input.count))
  }

  /// Says that so many bytes were written to ``input``.
  mutating func provide(_ count: Int) {
    switch consume self {
    case .none: self = .none
    case .gzip(var gzip):
      gzip.provide(count)
      self = .gzip(gzip)
    case .zstd(var zstd):
      zstd.provide(count)
      self = .zstd(zstd)
    }
  }

  /// Writes text to the buffer, which has room for at least one byte.
  mutating func decode(into output: UnsafeMutableRawBufferPointer) -> Step {
    switch consume self {
    case .none:
      self = .none
      return .needsInput
    case .gzip(var gzip):
      let step = gzip.decode(into: output)
      self = .gzip(gzip)
      return step
    case .zstd(var zstd):
      let step = zstd.decode(into: output)
      self = .zstd(zstd)
      return step
    }
  }
}
