import CFiles
import Foundation

/// The pages that are added to a database file which SQLite has begun and nobody has open.
///
/// Pages are numbered from 1 and written in that order, many at a time.
struct PageFile: ~Copyable {
  /// Bytes of a page.
  static let pageSize = 16_384
  /// SQLite locks the byte at 1 GiB and uses no page that holds it.
  private static let lockPage = UInt32(0x4000_0000 / pageSize + 1)
  private static let pagesAtOnce = 64

  private let handle: FileHandle
  private let buffer: UnsafeMutableRawPointer
  private var buffered = 0
  private var last: UInt32

  /// - Throws: what the file system reports.
  init(path: String) throws {
    let handle = try FileHandle(forUpdating: URL(fileURLWithPath: path))
    last = UInt32(try handle.seekToEnd() / UInt64(Self.pageSize))
    self.handle = handle
    buffer = .allocate(byteCount: Self.pagesAtOnce * Self.pageSize, alignment: Self.pageSize)
  }

  deinit { buffer.deallocate() }

  /// The number that the next page will get.
  var next: UInt32 { Self.following(last) }

  /// The number of the page after one.
  static func following(_ page: UInt32) -> UInt32 { page + 1 == lockPage ? page + 2 : page + 1 }

  /// Adds a page; returns its number.
  mutating func append(_ page: UnsafeRawPointer) throws -> UInt32 {
    if last + 1 == Self.lockPage {
      try push { $0.initializeMemory(as: UInt8.self, repeating: 0, count: Self.pageSize) }
    }
    try push { $0.copyMemory(from: page, byteCount: Self.pageSize) }
    return last
  }

  /// Writes a page that SQLite has made already.
  mutating func replace(_ number: UInt32, by page: UnsafeRawPointer) throws {
    try flush()
    try handle.seek(toOffset: UInt64(number - 1) * UInt64(Self.pageSize))
    try write(page, count: Self.pageSize)
    try handle.seekToEnd()
  }

  /// Writes what is left, and the number of pages into the head of the file.
  consuming func finish() throws {
    try flush()
    try handle.seek(toOffset: 28)
    var count = last.bigEndian
    try withUnsafeBytes(of: &count) { bytes in
      if let start = bytes.baseAddress { try write(start, count: bytes.count) }
    }
    try handle.close()
  }

  private mutating func push(_ fill: (UnsafeMutableRawPointer) -> Void) throws {
    if buffered == Self.pagesAtOnce { try flush() }
    fill(buffer + buffered * Self.pageSize)
    buffered += 1
    last += 1
  }

  private mutating func flush() throws {
    guard buffered > 0 else { return }
    let count = buffered * Self.pageSize
    try write(buffer, count: count)
    // The disk works while the next pages are made, and nobody waits for all of them at the end.
    lineage_begin_writeback(
      handle.fileDescriptor, Int64(last) * Int64(Self.pageSize) - Int64(count), Int64(count))
    buffered = 0
  }

  private func write(_ start: UnsafeRawPointer, count: Int) throws {
    // The data lends the bytes and nobody keeps it.
    let bytes = UnsafeMutableRawPointer(mutating: start)
    try handle.write(contentsOf: Data(bytesNoCopy: bytes, count: count, deallocator: .none))
  }
}
