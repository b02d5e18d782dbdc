import CZlib
import CZstd

/// How records are stored that were written piece by piece.
///
/// Every piece is a whole gzip member or zstd frame. Such pieces one after the other are what any reader of these
/// formats takes for one text, and a file that is cut between two of them is as good as before the second.
public enum OutputCompression: Sendable {
  case none
  case gzip
  case zstd

  /// What the ending of a file's name says.
  public init(fileName: String) {
    if fileName.hasSuffix(".gz") {
      self = .gzip
    } else if fileName.hasSuffix(".zst") || fileName.hasSuffix(".zstd") {
      self = .zstd
    } else {
      self = .none
    }
  }

  /// A piece of text as it is stored; nil when there is no memory.
  ///
  /// - Complexity: O(bytes); the same text gives the same bytes.
  public func stored(_ text: [UInt8]) -> [UInt8]? {
    switch self {
    case .none: text
    case .gzip: Self.gzipped(text)
    case .zstd: Self.zstdCompressed(text)
    }
  }

  private static func gzipped(_ text: [UInt8]) -> [UInt8]? {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    guard
      deflateInit2_(
        &stream, 6, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK
    else { return nil }
    defer { deflateEnd(&stream) }
    var output: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 18)
    var text = text
    let isDone = text.withUnsafeMutableBufferPointer { from in
      (stream.next_in, stream.avail_in) = (from.baseAddress, UInt32(clamping: from.count))
      var status = Z_OK
      while status == Z_OK {
        status = piece.withUnsafeMutableBufferPointer { to in
          (stream.next_out, stream.avail_out) = (to.baseAddress, UInt32(to.count))
          let status = deflate(&stream, Z_FINISH)
          output += to.prefix(to.count - Int(stream.avail_out))
          return status
        }
      }
      return status == Z_STREAM_END && stream.avail_in == 0
    }
    return isDone ? output : nil
  }

  private static func zstdCompressed(_ text: [UInt8]) -> [UInt8]? {
    var output = [UInt8](repeating: 0, count: ZSTD_compressBound(text.count))
    let written = ZSTD_compress(&output, output.count, text, text.count, 9)
    guard ZSTD_isError(written) == 0 else { return nil }
    return Array(output[..<written])
  }
}

/// Lines of a text that may be compressed, for readers that want them one by one.
public enum TextLines {
  /// Reads an input to its end and hands over each line without its end; a text that is not complete is an error.
  ///
  /// - Parameter pull: fills a buffer with the next stored bytes and returns how many, 0 at the end.
  /// - Returns: nil, or why the text breaks off.
  /// - Throws: what `body` throws.
  public static func read(
    limit: Int = 64 << 20, pull: (UnsafeMutableRawBufferPointer) throws -> Int,
    _ body: ([UInt8]) throws -> Void
  ) rethrows -> String? {
    try withoutActuallyEscaping(pull) { pull in
      var stream = ByteStream(chunkSize: ReadOptions().chunkSize, pull: pull)
      while let lines = stream.nextLines(limit: limit) {
        guard case .whole(let text) = lines else { return "a line is longer than \(limit) bytes" }
        var start = 0
        while start < text.count {
          let end = text.offset(of: UInt8(ascii: "\n"), from: start) ?? text.count
          if end > start { try body(Array(text.part(start..<end))) }
          start = end + 1
        }
      }
      return stream.fault
    }
  }
}
