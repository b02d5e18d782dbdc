import COpenSSL
import Hummingbird
import Synchronization

/// One form of a file, ready to be sent.
struct Representation: Sendable {
  let coding: ContentCoding
  /// Of its own bytes, so that a plain and a packed form never share one.
  let tag: EntityTag
  let size: Int
  /// Nil for a file too large to keep: it is read while it is sent.
  let bytes: ByteBuffer?
}

/// Files as they were read last, with what they were packed into, up to a number of bytes.
///
/// An entry answers only as long as the file is the very one that was read.
final class FileCache: Sendable {
  private let state: Mutex<State>
  private let limit: Int

  private struct Entry {
    let identity: FileIdentity
    let form: Representation?
    var lastUse: UInt64
    var cost: Int { (form?.bytes?.readableBytes ?? 0) + 400 }
  }

  private struct State {
    var entries: [Key: Entry] = [:]
    var bytes = 0
    var clock: UInt64 = 0
  }

  private struct Key: Hashable {
    let name: String
    let coding: ContentCoding
  }

  /// - Parameter limit: In bytes.
  init(limit: Int) {
    self.limit = limit
    state = Mutex(State())
  }

  /// The form of a file, made if it is not there. Nil if making it gave nothing, which is remembered too.
  func form(
    _ coding: ContentCoding, of name: String, _ identity: FileIdentity, make: () -> Representation?
  ) -> Representation? {
    let key = Key(name: name, coding: coding)
    let known = state.withLock { state -> Entry? in
      state.clock += 1
      guard let entry = state.entries[key], entry.identity == identity else { return nil }
      state.entries[key]?.lastUse = state.clock
      return entry
    }
    if let known { return known.form }
    let form = make()
    state.withLock { state in
      state.clock += 1
      let entry = Entry(identity: identity, form: form, lastUse: state.clock)
      guard entry.cost <= limit / 4 else { return }
      if let old = state.entries.updateValue(entry, forKey: key) { state.bytes -= old.cost }
      state.bytes += entry.cost
      if state.bytes > limit { Self.trim(&state, to: limit * 3 / 4) }
    }
    return form
  }

  /// Drops those that were not used for longest; so many at once that it is seldom done.
  private static func trim(_ state: inout State, to limit: Int) {
    for (key, entry) in state.entries.sorted(by: { $0.value.lastUse < $1.value.lastUse }) {
      guard state.bytes > limit else { return }
      state.entries[key] = nil
      state.bytes -= entry.cost
    }
  }
}

/// Names texts by what they hold.
struct ContentDigest: ~Copyable {
  private let context = EVP_MD_CTX_new()

  init() { EVP_DigestInit_ex(context, EVP_sha256(), nil) }

  deinit { EVP_MD_CTX_free(context) }

  mutating func add(_ bytes: [UInt8]) { EVP_DigestUpdate(context, bytes, bytes.count) }

  /// The first 128 bits of the SHA-256 of all that was added, in hex.
  mutating func finish() -> String {
    var value = [UInt8](repeating: 0, count: 32)
    EVP_DigestFinal_ex(context, &value, nil)
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: value.prefix(16).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  static func of(_ bytes: [UInt8]) -> String {
    var digest = ContentDigest()
    digest.add(bytes)
    return digest.finish()
  }
}
