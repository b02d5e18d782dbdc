import COpenSSL
import Foundation

/// Gathers values in a form in which different ones never read the same, for one SHA-256.
struct PageKey {
  private var bytes: [UInt8] = []

  /// SHA-256 of all that was added.
  var digest: [UInt8] { Self.digest(of: bytes) }

  mutating func add(_ number: Int) {
    withUnsafeBytes(of: Int64(number).littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func add(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

  mutating func add(_ text: String) {
    add(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  mutating func add(_ text: String?) {
    add(text != nil)
    if let text { add(text) }
  }

  mutating func add(_ values: [UInt8]) {
    add(values.count)
    bytes.append(contentsOf: values)
  }

  mutating func add<Value>(_ values: [Value], _ each: (inout PageKey, Value) -> Void) {
    add(values.count)
    for value in values { each(&self, value) }
  }

  mutating func add(_ view: View) {
    let fields = view.sortedFields
    add(fields.count)
    for (name, value) in fields {
      add(name)
      switch value {
      case .none: add(0)
      case .markup(let markup):
        add(1)
        add(markup.text)
      case .flag(let flag):
        add(2)
        add(flag)
      case .view(let view):
        add(3)
        add(view)
      case .list(let views):
        add(4)
        add(views) { $0.add($1) }
      }
    }
  }

  mutating func add(_ page: PageView) {
    add(page.template)
    add(page.title)
    add(page.description)
    add(page.body)
    add(page.crumbs) { $0.add($1) }
    add(page.here)
    add(page.alternates) { $0.add($1) }
    add(page.standalone)
  }

  mutating func add(_ assets: SiteAssets) {
    add(assets.templates.sorted { $0.key < $1.key }) { key, template in
      key.add(template.key)
      key.add(template.value)
    }
    add(assets.style)
    add(assets.pictureStyle)
    add(assets.chartStyle)
    add(assets.script)
    add(assets.strings.sorted { $0.key.rawValue < $1.key.rawValue }) { key, words in
      key.add(words.key.rawValue)
      key.add(words.value)
    }
  }

  /// SHA-256 of files, with their lengths.
  static func digest(of files: [SiteFile]) -> [UInt8] {
    digest(of: files.flatMap { digest(of: $0.bytes) })
  }

  private static func digest(of bytes: [UInt8]) -> [UInt8] {
    var hash = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    _ = SHA256(bytes, bytes.count, &hash)
    return hash
  }
}

extension [UInt8] {
  /// Where a part begins that is known to be in here, near the front.
  ///
  /// - Complexity: O(bytes before the part), a little more where they resemble it.
  func offset(of part: [UInt8]) -> Int {
    withUnsafeBytes { all in
      part.withUnsafeBytes { part in
        guard let start = all.baseAddress, let wanted = part.baseAddress, part.count <= all.count else {
          return 0
        }
        return (0...all.count - part.count).first { memcmp(start + $0, wanted, part.count) == 0 } ?? 0
      }
    }
  }
}
