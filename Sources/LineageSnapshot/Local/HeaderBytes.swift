import LineageCore

/// The beginning of a file of weights: reads forward through a small window and skips what is not wanted, so that the
/// weights behind it are never touched.
struct HeaderBytes {
  /// Fills a buffer with the bytes at an offset of the file and returns how many; less than asked only at the end.
  typealias Pull = (_ offset: Int, UnsafeMutableRawBufferPointer) throws -> Int

  /// The next byte to read, from the beginning of the file.
  private(set) var offset = 0
  /// Size of the file in bytes.
  let fileSize: Int

  private let pull: Pull
  private var window: [UInt8] = []
  private var windowStart = 0
  private var budget: Int

  /// The beginning of a file; no more than `budget` bytes of it are read.
  init(fileSize: Int, budget: Int, pull: @escaping Pull) {
    (self.fileSize, self.budget, self.pull) = (fileSize, budget, pull)
  }

  /// The next bytes.
  ///
  /// - Throws: ``HeaderFault`` if the file, or what may be read of it, ends before.
  mutating func take(_ count: Int) throws(HeaderFault) -> ArraySlice<UInt8> {
    guard count >= 0, count <= fileSize - offset else {
      throw fault("the file ends in the middle of its header")
    }
    if offset < windowStart || offset + count > windowStart + window.count { try fill(count) }
    let start = offset - windowStart
    offset += count
    return window[start..<start + count]
  }

  /// Passes over bytes without reading them.
  mutating func skip(_ count: Int) throws(HeaderFault) {
    guard count >= 0, count <= fileSize - offset else {
      throw fault("the file ends in the middle of its header")
    }
    offset += count
  }

  /// A number of that many bytes.
  mutating func number(bytes: Int, isBigEndian: Bool) throws(HeaderFault) -> UInt64 {
    let part = try take(bytes)
    return isBigEndian
      ? part.reduce(0) { $0 << 8 | UInt64($1) } : part.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// A fault at the next byte.
  func fault(_ reason: String) -> HeaderFault { HeaderFault(offset: offset, reason: reason) }

  private mutating func fill(_ count: Int) throws(HeaderFault) {
    let wanted = min(max(count, 1 << 16), fileSize - offset)
    budget -= wanted
    guard budget >= 0 else { throw fault("the header is longer than is read of one") }
    var bytes = [UInt8](repeating: 0, count: wanted)
    let (from, pull) = (offset, pull)
    var filled = 0
    do {
      filled = try bytes.withUnsafeMutableBytes { buffer in
        var filled = 0
        while filled < wanted {
          let part = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
          let more = try pull(from + filled, part)
          guard more > 0 else { break }
          filled += min(more, part.count)
        }
        return filled
      }
    } catch {
      throw fault("it cannot be read: \(error)")
    }
    guard filled >= count else { throw fault("the file ends in the middle of its header") }
    (window, windowStart) = (Array(bytes.prefix(filled)), offset)
  }
}

/// What is wrong with the header of a file of weights.
struct HeaderFault: Error, Hashable {
  /// Where, in bytes from the beginning of the file.
  let offset: Int
  /// What is wrong there, as the end of a sentence.
  let reason: String
}
