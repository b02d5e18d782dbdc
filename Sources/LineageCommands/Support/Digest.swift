import COpenSSL

/// SHA-256 of bytes in memory.
enum Digest {
  /// 64 lower-case hex digits.
  static func sha256(_ bytes: [UInt8]) -> String {
    var value = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    _ = SHA256(bytes, bytes.count, &value)
    return hex(value)
  }

  /// Two lower-case hex digits a byte.
  static func hex(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
