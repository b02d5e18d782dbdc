import COpenSSL
import Foundation

/// The bytes of one input as stored, counted and hashed on the way.
final class HashedInput {
  private let descriptor: Int32
  private let context: OpaquePointer?
  /// Bytes handed out so far.
  private(set) var bytes = 0
  /// The system's reason if reading failed; what was read before stands.
  private(set) var failure: String?

  /// - Throws: A failure with status 3 if the file cannot be opened.
  init(_ file: InputFile) throws {
    descriptor = file.path == "-" ? dup(STDIN_FILENO) : Foundation.open(file.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw CommandFailure(
        .input, subject: file.path,
        "\(printable(file.path)) cannot be read: \(String(cString: strerror(errno)))")
    }
    context = EVP_MD_CTX_new()
    EVP_DigestInit_ex(context, EVP_sha256(), nil)
  }

  deinit {
    close(descriptor)
    EVP_MD_CTX_free(context)
  }

  /// Fills a buffer; 0 at the end, and after a failure.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    while true {
      let count = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
      if count < 0 && errno == EINTR { continue }
      if count < 0 { failure = String(cString: strerror(errno)) }
      guard count > 0 else { return 0 }
      EVP_DigestUpdate(context, buffer.baseAddress, count)
      bytes += count
      return count
    }
  }

  /// SHA-256 of everything the input holds, 64 lower-case hex digits; reads to the end first.
  func digest() -> String {
    withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { rest in
      while read(into: rest) > 0 {}
    }
    var value = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var length: UInt32 = 0
    EVP_DigestFinal_ex(context, &value, &length)
    return Digest.hex(value.prefix(Int(length)))
  }
}
