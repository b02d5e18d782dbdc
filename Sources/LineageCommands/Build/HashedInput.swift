import COpenSSL
import Foundation

/// The bytes of one input as stored, counted and hashed on the way.
final class HashedInput {
  private let input: OpenInput
  private var digesting = StreamedDigest()
  /// Bytes handed out so far.
  private(set) var bytes = 0

  init(_ input: OpenInput) { self.input = input }

  /// Fills a buffer; 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let count = try input.read(into: buffer)
    digesting.add(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    bytes += count
    return count
  }

  /// SHA-256 of everything the input holds, 64 lower-case hex digits; reads to the end first, or to a failure.
  func digest() -> String {
    withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { rest in
      while let count = try? read(into: rest), count > 0 {}
    }
    return digesting.finish()
  }
}

/// SHA-256 of bytes that come one part after the other.
struct StreamedDigest: ~Copyable {
  private let context = EVP_MD_CTX_new()

  init() { EVP_DigestInit_ex(context, EVP_sha256(), nil) }

  deinit { EVP_MD_CTX_free(context) }

  /// Adds the next part.
  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
  }

  /// 64 lower-case hex digits; nothing can be added any more.
  mutating func finish() -> String {
    var value = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var length: UInt32 = 0
    EVP_DigestFinal_ex(context, &value, &length)
    return Digest.hex(value.prefix(Int(length)))
  }
}
