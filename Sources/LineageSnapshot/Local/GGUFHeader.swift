import LineageCore

/// The key-values of a GGUF file that tell what it was made from and under which license.
///
/// The form is that of the GGUF specification, versions 1 to 3, in either byte order. Numbers that the file gives of itself
/// (how many keys, how long a text, how many elements) are believed only as far as the file reaches.
struct GGUFHeader {
  /// Texts of `general.*` and `quantize.*`, in the order of the file.
  private(set) var texts: [(key: String, value: String)] = []
  /// Numbers of the same.
  private(set) var numbers: [(key: String, value: Int)] = []
  /// A key that stands twice, the first one found; the file is not well formed then, and the last value counts.
  private(set) var repeatedKey: String?

  /// Most keys that are read.
  static let keyLimit = 1 << 16
  /// Longest text that is kept, in bytes.
  static let textLimit = 1 << 16
  /// Most bytes of a header that are read; tokens of the vocabulary are passed over.
  static let byteLimit = 256 << 20

  /// The last text of a key.
  func text(_ key: String) -> String? { texts.last { $0.key == key }?.value }

  /// The last number of a key.
  func number(_ key: String) -> Int? { numbers.last { $0.key == key }?.value }

  /// Reads the header of a file.
  ///
  /// - Throws: ``HeaderFault`` where the file is no GGUF file or not as long as it says.
  /// - Complexity: O(bytes of the header).
  init(_ bytes: inout HeaderBytes) throws(HeaderFault) {
    guard try Array(bytes.take(4)) == Array("GGUF".utf8) else {
      throw HeaderFault(offset: 0, reason: "it does not begin with GGUF")
    }
    let written = try bytes.number(bytes: 4, isBigEndian: false)
    let isBigEndian = written > 0xFFFF
    let version = isBigEndian ? UInt64(UInt32(truncatingIfNeeded: written).byteSwapped) : written
    guard (1...3).contains(version) else {
      throw HeaderFault(offset: 4, reason: "version \(version) is not known")
    }
    var form = Form(isBigEndian: isBigEndian, countBytes: version == 1 ? 4 : 8)
    _ = try bytes.number(bytes: form.countBytes, isBigEndian: isBigEndian)  // tensors
    let count = try bytes.number(bytes: form.countBytes, isBigEndian: isBigEndian)
    guard count <= Self.keyLimit else { throw bytes.fault("it says to hold \(count) keys") }
    var seen: Set<String> = []
    for _ in 0..<count {
      let key = try form.text(&bytes, limit: 1 << 16) ?? ""
      if !seen.insert(key).inserted { repeatedKey = repeatedKey ?? key }
      let isWanted = key.hasPrefix("general.") || key.hasPrefix("quantize.")
      let kind = try bytes.number(bytes: 4, isBigEndian: isBigEndian)
      try read(kind, of: key, isWanted: isWanted, depth: 0, &form, &bytes)
    }
  }

  private mutating func read(
    _ kind: UInt64, of key: String, isWanted: Bool, depth: Int, _ form: inout Form, _ bytes: inout HeaderBytes
  ) throws(HeaderFault) {
    if let width = Form.width(kind) {
      guard isWanted, kind != 6, kind != 12 else { return try bytes.skip(width) }
      let value = try bytes.number(bytes: width, isBigEndian: form.isBigEndian)
      if let value = Int(exactly: value) { numbers.append((key, value)) }
      return
    }
    switch kind {
    case 8:
      if let text = try form.text(&bytes, limit: isWanted ? Self.textLimit : 0) { texts.append((key, text)) }
    case 9:
      guard depth < 4 else { throw bytes.fault("lists are nested deeper than 4") }
      let element = try bytes.number(bytes: 4, isBigEndian: form.isBigEndian)
      let count = try bytes.number(bytes: form.countBytes, isBigEndian: form.isBigEndian)
      if let width = Form.width(element) {
        let (size, isTooLarge) = count.multipliedReportingOverflow(by: UInt64(width))
        guard !isTooLarge, size <= UInt64(bytes.fileSize) else {
          throw bytes.fault("a list says to hold \(count) elements")
        }
        return try bytes.skip(Int(size))
      }
      // Each element takes at least the bytes of its length.
      guard count <= UInt64(bytes.fileSize / form.countBytes) else {
        throw bytes.fault("a list says to hold \(count) elements")
      }
      for place in 0..<count {
        try read(element, of: key, isWanted: isWanted && place < 256, depth: depth + 1, &form, &bytes)
      }
    default: throw bytes.fault("kind \(kind) of value is not known")
    }
  }

  /// How numbers are written in this file.
  private struct Form {
    let isBigEndian: Bool
    let countBytes: Int

    /// Bytes of a value of a kind that always has as many; nil for texts, lists and what is not known.
    static func width(_ kind: UInt64) -> Int? {
      switch kind {
      case 0, 1, 7: 1
      case 2, 3: 2
      case 4, 5, 6: 4
      case 10, 11, 12: 8
      default: nil
      }
    }

    /// A text, or nil for one that is longer than wanted.
    func text(_ bytes: inout HeaderBytes, limit: Int) throws(HeaderFault) -> String? {
      let count = try bytes.number(bytes: countBytes, isBigEndian: isBigEndian)
      guard let count = Int(exactly: count), count <= bytes.fileSize - bytes.offset else {
        throw bytes.fault("a text says to be \(count) bytes long")
      }
      guard count <= limit else {
        try bytes.skip(count)
        return nil
      }
      return String(decoding: try bytes.take(count), as: UTF8.self)
    }
  }
}
