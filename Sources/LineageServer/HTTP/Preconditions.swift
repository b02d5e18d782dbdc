import HTTPTypes

/// The conditions of a request, in the order of RFC 9110 section 13.2.2.
enum Preconditions {
  enum Outcome: Equatable {
    case holds
    /// 304
    case notModified
    /// 412
    case failed
  }

  /// - Parameters:
  ///   - tag: Of the text that would be sent.
  ///   - modified: Seconds since 1970; nil if there is no such moment.
  static func check(_ fields: HTTPFields, tag: EntityTag, modified: Int?) -> Outcome {
    if let wanted = fields[.ifMatch] {
      guard EntityTag.Wanted(wanted).matchesStrongly(tag) else { return .failed }
    } else if let since = fields[.ifUnmodifiedSince].flatMap(HTTPDate.seconds), let modified,
      modified > since
    {
      return .failed
    }
    if let wanted = fields[.ifNoneMatch] {
      return EntityTag.Wanted(wanted).matchesWeakly(tag) ? .notModified : .holds
    }
    if let since = fields[.ifModifiedSince].flatMap(HTTPDate.seconds), let modified, modified <= since {
      return .notModified
    }
    return .holds
  }

  /// Whether a range may be taken from the text: without `If-Range`, or if that names this very text.
  static func allowsRange(_ fields: HTTPFields, tag: EntityTag, modified: Int?) -> Bool {
    guard let condition = fields[.ifRange]?.trimmingBlanks else { return true }
    if condition.hasPrefix("\"") || condition.hasPrefix("W/") {
      return EntityTag.Wanted(condition).matchesStrongly(tag)
    }
    return modified != nil && HTTPDate.seconds(condition) == modified
  }
}

/// What a `Range` field asks of a text, RFC 9110 section 14.
enum ByteRange: Equatable {
  /// No range, none that is understood, or several: the whole text answers each.
  case whole
  case part(Range<Int>)
  case unsatisfiable

  init(_ field: String?, of size: Int) {
    self = .whole
    guard let field, let equals = field.firstIndex(of: "="),
      field[..<equals].trimmingBlanks.lowercased() == "bytes"
    else { return }
    let ranges = field[field.index(after: equals)...].split(separator: ",").map { $0.trimmingBlanks }
    guard let range = ranges.first, ranges.count == 1, let dash = range.firstIndex(of: "-") else { return }
    let (first, last) = (range[..<dash], range[range.index(after: dash)...])
    guard (first + last).utf8.allSatisfy({ 48...57 ~= $0 }) else { return }
    switch (Self.number(first), Self.number(last)) {
    case (nil, nil): return
    case (nil, let suffix?):
      if suffix == 0 { self = .unsatisfiable } else if size > 0 { self = .part(max(0, size - suffix)..<size) }
    case (let first?, let last):
      if let last, last < first { return }
      self = first < size ? .part(first..<min(size, (last ?? size - 1) + 1)) : .unsatisfiable
    }
  }

  /// A number of any length, the greatest there is at most; nil for no digit.
  private static func number(_ digits: Substring) -> Int? {
    digits.isEmpty ? nil : min(Int(digits) ?? .max, .max - 1)
  }
}
