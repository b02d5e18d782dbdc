import LineageCore

/// Names of models as files that a page's script can ask, without a server: also from a disk.
///
/// Keys are the owner, the whole name and each word of it, in small letters and digits, cut to twelve. All keys are
/// sorted and cut into files; the first key of each file stands in a list, and the first of each list in `keys.js`.
/// A file is a script that hands over one text, because a page opened from a disk may load scripts and nothing else.
struct SearchIndex {
  /// A model that can be found.
  struct Entry {
    let id: String
    let derivatives: Int
    /// Folder of its page if that is not `m/<id>/`.
    let address: String?
  }

  /// Most bytes of a file.
  static let mostBytes = 64_000
  /// Most models under one key; of more those with most derivatives are kept.
  static let mostPerKey = 400
  /// Files per list, and lists per folder of files.
  static let filesPerList = 104
  private static let longestKey = 12

  private let entries: [Entry]

  init(_ entries: [Entry]) {
    self.entries = entries.sorted {
      $0.derivatives != $1.derivatives ? $0.derivatives > $1.derivatives : byteOrder($0.id, $1.id)
    }
  }

  /// The words under which an id is found.
  ///
  /// - Complexity: O(bytes).
  static func keys(of id: String) -> Set<String> {
    let folded = id.lowercased()
    var keys: Set<String> = []
    for part in folded.split(separator: "/") {
      let letters = String(decoding: part.utf8.filter(isLetter), as: UTF8.self)
      if letters.utf8.count > 1 { keys.insert(cut(letters)) }
    }
    for word in folded.utf8.split(whereSeparator: { !isLetter($0) }) where word.count > 1 {
      keys.insert(cut(String(decoding: word, as: UTF8.self)))
    }
    return keys
  }

  /// The files, by their paths from the root of the site.
  ///
  /// - Complexity: O(bytes log keys).
  func files() -> [SiteFile] {
    var byKey: [String: [Int32]] = [:]
    var totals: [String: Int] = [:]
    for (i, entry) in entries.enumerated() {
      for key in Self.keys(of: entry.id) {
        totals[key, default: 0] += 1
        if totals[key, default: 0] <= Self.mostPerKey { byKey[key, default: []].append(Int32(i)) }
      }
    }
    let keys = byKey.keys.sorted { byteOrder($0, $1) }
    var shards: [(first: String, text: String)] = []
    var text = ""
    var first = ""
    for key in keys {
      let block = block(key, byKey[key] ?? [], total: totals[key] ?? 0)
      if !text.isEmpty, text.utf8.count + block.utf8.count > Self.mostBytes - 100 {
        shards.append((first, text))
        text = ""
      }
      if text.isEmpty { first = key }
      text += block
    }
    if !text.isEmpty { shards.append((first, text)) }
    return write(shards)
  }

  private func write(_ shards: [(first: String, text: String)]) -> [SiteFile] {
    let folder = PathSegment.digest(shards.map(\.text).joined()).prefix(12)
    var files: [SiteFile] = []
    var lists: [String] = []
    for start in stride(from: 0, to: shards.count, by: Self.filesPerList) {
      let group = shards[start..<min(start + Self.filesPerList, shards.count)]
      let path = "search/\(folder)/\(lists.count)"
      files.append(Self.script(path + "/keys", group.map(\.first).joined(separator: "\n"), folder: nil))
      for (i, shard) in group.enumerated() {
        files.append(Self.script(path + "/\(i)", shard.text, folder: nil))
      }
      lists.append(shards[start].first)
    }
    files.insert(Self.script("search/keys", lists.joined(separator: "\n"), folder: String(folder)), at: 0)
    return files
  }

  /// `lineageFound("search/keys", "…")`.
  private static func script(_ path: String, _ text: String, folder: String?) -> SiteFile {
    var bytes: [UInt8] = Array("lineageFound(".utf8)
    JSONText.quote(path, to: &bytes)
    bytes += ",".utf8
    JSONText.quote(text, to: &bytes)
    if let folder {
      bytes += ",".utf8
      JSONText.quote(folder, to: &bytes)
    }
    bytes += ")\n".utf8
    return SiteFile(path + ".js", bytes: bytes)
  }

  private func block(_ key: String, _ found: [Int32], total: Int) -> String {
    var text = "\t\(key)\t\(total)\n"
    for i in found {
      let entry = entries[Int(i)]
      text += entry.id + "\t" + (entry.derivatives > 0 ? String(entry.derivatives) : "")
      if let address = entry.address { text += "\t" + address }
      text += "\n"
    }
    return text
  }

  private static func cut(_ word: String) -> String {
    String(decoding: word.utf8.prefix(longestKey), as: UTF8.self)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
