import CZlib
import CZstd

/// The bytes as one gzip member.
func gzipped(_ bytes: [UInt8]) -> [UInt8] {
  var stream = z_stream()
  guard
    deflateInit2_(
      &stream, 6, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size)) == Z_OK
  else { return [] }
  var output = [UInt8](repeating: 0, count: bytes.count + 1024)
  var input = bytes
  let written = input.withUnsafeMutableBufferPointer { from in
    output.withUnsafeMutableBufferPointer { to in
      stream.next_in = from.baseAddress
      stream.avail_in = UInt32(from.count)
      stream.next_out = to.baseAddress
      stream.avail_out = UInt32(to.count)
      _ = deflate(&stream, Z_FINISH)
      return to.count - Int(stream.avail_out)
    }
  }
  deflateEnd(&stream)
  return Array(output[..<written])
}

/// The bytes as one zstd frame with a checksum of each block's text.
func zstdCompressed(_ bytes: [UInt8]) -> [UInt8] {
  var output = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
  let written = ZSTD_compress(&output, output.count, bytes, bytes.count, 3)
  return ZSTD_isError(written) == 0 ? Array(output[..<written]) : []
}
