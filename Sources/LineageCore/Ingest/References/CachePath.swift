extension ReferenceRule {
  /// A path into a download cache names the repository: `.../models--owner--name/snapshots/...`.
  static let cachePath = ReferenceRule(finding: .cachePath) { text in
    for part in text.split(whereSeparator: { $0 == "/" || $0 == "\\" }) where part.hasPrefix("models--") {
      let names = part.dropFirst("models--".count).components(separatedBy: "--")
      guard names.count == 2, names.allSatisfy({ !$0.isEmpty }) else { continue }
      return .repaired(names[0] + "/" + names[1])
    }
    return nil
  }
}

extension Substring {
  /// The parts between occurrences of a separator of more than one character.
  fileprivate func components(separatedBy separator: String) -> [String] {
    var parts: [String] = []
    var rest = self
    while let range = rest.firstRange(of: separator) {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [String(rest)]
  }
}
