/// Pieces of addresses that lead to a license, looked for in what cards give as `license_link`.
struct LicenseLinks: Sendable {
  /// Longest first, ties in byte order: of several pieces the most telling one decides.
  private let parts: [(bytes: [UInt8], code: LicenseCode)]
  /// By byte: whether a piece begins with it.
  private var begins = [Bool](repeating: false, count: 256)

  /// - Parameter parts: In lower case.
  init(_ parts: [(part: String, code: LicenseCode)]) {
    let sorted = parts.filter { !$0.part.isEmpty }.sorted {
      $0.part.utf8.count != $1.part.utf8.count
        ? $0.part.utf8.count > $1.part.utf8.count : byteOrder($0.part, $1.part)
    }
    self.parts = sorted.map { (Array($0.part.utf8), $0.code) }
    for part in self.parts { begins[Int(part.bytes[0])] = true }
  }

  /// The license of the longest piece that the link contains.
  ///
  /// - Parameter link: In lower case.
  /// - Complexity: O(bytes of the link × pieces); links are short, and cards by the hundred thousand have one of
  ///   their own.
  func license(in link: String) -> LicenseCode? {
    var link = link
    return link.withUTF8 { link in
      var best = parts.count
      for start in link.indices where begins[Int(link[start])] {
        let rest = link[start...]
        for (number, part) in parts[..<best].enumerated()
        where part.bytes.count <= rest.count && rest.starts(with: part.bytes) {
          best = number
          break
        }
      }
      return best < parts.count ? parts[best].code : nil
    }
  }
}
