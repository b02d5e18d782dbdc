import LineageCore

/// The `__metadata__` of a safetensors file; the format is described at its repository, `safetensors/README.md`.
struct SafetensorsHeader: Hashable {
  /// Texts by their keys, in the order of the file.
  private(set) var texts: [JSONValue.Member] = []

  /// Longest header that the format allows, in bytes.
  static let sizeLimit = 100_000_000

  /// The text of a key.
  func text(_ key: String) -> String? { texts.last { $0.key == key }?.value.text }

  /// Reads the header of a file.
  ///
  /// - Throws: ``HeaderFault`` where the header is not what the format says, or names bytes that the file does not have.
  /// - Complexity: O(bytes of the header).
  init(_ bytes: inout HeaderBytes) throws(HeaderFault) {
    let size = try bytes.number(bytes: 8, isBigEndian: false)
    guard size <= Self.sizeLimit, size <= bytes.fileSize - 8 else {
      throw HeaderFault(offset: 0, reason: "the header says to be \(size) bytes long")
    }
    let header = Array(try bytes.take(Int(size)))
    let parsed: Result<JSONValue, JSONFault> = header.withUnsafeBytes { text in
      do throws(JSONFault) {
        return .success(try JSONCursor.value(of: text, limits: JSONLimits(depth: 8)))
      } catch { return .failure(error) }
    }
    let value: JSONValue
    do throws(JSONFault) { value = try parsed.get() } catch {
      throw HeaderFault(offset: 8 + error.offset, reason: error.reason)
    }
    guard let members = value.members else { throw HeaderFault(offset: 8, reason: "the header is no object") }
    let room = bytes.fileSize - 8 - Int(size)
    for member in members where member.key != "__metadata__" {
      let ends = member.value["data_offsets"]?.elements?.map(\.integer)
      guard let ends, ends.count == 2, let start = ends[0], let end = ends[1], start >= 0, start <= end else {
        throw HeaderFault(offset: 8, reason: "a tensor has no place")
      }
      guard end <= room else {
        throw HeaderFault(offset: 8, reason: "a tensor ends at byte \(end) of \(room)")
      }
    }
    texts = (value["__metadata__"]?.members ?? []).filter { $0.value.text != nil }
  }
}
