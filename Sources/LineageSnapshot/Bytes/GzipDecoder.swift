import CZlib

/// Decompresses gzip data, also several members one after the other.
struct GzipDecoder: ~Copyable {
  /// Where the next stored bytes go.
  let input: UnsafeMutableRawBufferPointer
  /// True where the data may end: all members so far are complete.
  private(set) var isBetweenMembers = false

  /// zlib keeps a pointer to it, so it must not move.
  private let stream: UnsafeMutablePointer<z_stream>

  /// Nil when there is no memory.
  init?(chunkSize: Int) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    input = .allocate(byteCount: chunkSize, alignment: 16)
    let gzipOnly = MAX_WBITS + 16
    guard inflateInit2_(stream, gzipOnly, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      return nil
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    input.deallocate()
  }

  /// Says that so many bytes were written to ``input``; all earlier ones are used up.
  mutating func provide(_ count: Int) {
    stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_in = UInt32(count)
  }

  mutating func decode(into output: UnsafeMutableRawBufferPointer) -> Decoder.Step {
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(clamping: output.count)
    while stream.pointee.avail_in > 0 || !isBetweenMembers {
      if isBetweenMembers, !startMember() { return .needsInput }
      let status = inflate(stream, Z_NO_FLUSH)
      let written = output.count - Int(stream.pointee.avail_out)
      switch status {
      case Z_STREAM_END:
        isBetweenMembers = true
        if written > 0 { return .text(written) }
      case Z_OK, Z_BUF_ERROR:
        if written > 0 { return .text(written) }
        if stream.pointee.avail_in == 0 { return .needsInput }
      default:
        if written > 0 { return .text(written) }  // the fault shows again at the next step
        let reason = stream.pointee.msg.map { String(cString: $0) } ?? "code \(status)"
        return .fault("the gzip data are corrupt (\(reason))")
      }
    }
    return .needsInput
  }

  /// Goes on to the next member; zeros that pad the file are no member. False if only those are left.
  private mutating func startMember() -> Bool {
    while stream.pointee.avail_in > 0, stream.pointee.next_in.pointee == 0 {
      stream.pointee.next_in += 1
      stream.pointee.avail_in -= 1
    }
    guard stream.pointee.avail_in > 0 else { return false }
    isBetweenMembers = false
    return inflateReset(stream) == Z_OK
  }
}
