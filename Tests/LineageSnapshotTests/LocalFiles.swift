import LineageCore

@testable import LineageSnapshot

/// Writes GGUF headers by the specification, well formed or not.
struct GGUFText {
  var bytes: [UInt8] = Array("GGUF".utf8)
  private let isBig: Bool
  private let wide: Int

  init(version: UInt32 = 3, isBig: Bool = false, tensors: UInt64 = 0, keys: UInt64) {
    (self.isBig, wide) = (isBig, version == 1 ? 4 : 8)
    add(UInt64(version), 4)
    add(tensors, wide)
    add(keys, wide)
  }

  mutating func add(_ number: UInt64, _ width: Int) {
    let little = (0..<width).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    bytes += isBig ? little.reversed() : little
  }

  mutating func add(_ text: String) {
    add(UInt64(text.utf8.count), wide)
    bytes += Array(text.utf8)
  }

  mutating func text(_ key: String, _ value: String) {
    add(key)
    add(8, 4)
    add(value)
  }

  mutating func number(_ key: String, _ value: UInt64) {
    add(key)
    add(4, 4)
    add(value, 4)
  }

  mutating func texts(_ key: String, _ values: [String]) {
    add(key)
    add(9, 4)
    add(8, 4)
    add(UInt64(values.count), wide)
    for value in values { add(value) }
  }

  mutating func floats(_ key: String, count: Int) {
    add(key)
    add(9, 4)
    add(6, 4)
    add(UInt64(count), wide)
    bytes += [UInt8](repeating: 0, count: 4 * count)
  }

  /// A quantized model with all that such a header usually holds.
  static func quantized(version: UInt32 = 3, isBig: Bool = false) -> GGUFText {
    var text = GGUFText(version: version, isBig: isBig, keys: 7)
    text.text("general.architecture", "llama")
    text.texts("tokenizer.ggml.tokens", (0..<40_000).map { "token\($0)" })
    text.floats("tokenizer.ggml.scores", count: 40_000)
    text.number("general.base_model.count", 1)
    text.text("general.base_model.0.repo_url", "https://huggingface.co/north/river-7b")
    text.text("general.license", "apache-2.0")
    text.text("tokenizer.chat_template", String(repeating: "{{x}}", count: 20_000))
    return text
  }
}

/// A safetensors file with a header of that text.
func safetensors(_ header: String, weights: Int = 16) -> [UInt8] {
  let size = UInt64(header.utf8.count)
  return (0..<8).map { UInt8(truncatingIfNeeded: size >> (8 * $0)) } + Array(header.utf8)
    + [UInt8](repeating: 0, count: weights)
}

/// A model with one file of weights.
func scanned(_ kind: LocalFile, _ bytes: [UInt8], id: String = "ada/model") -> LocalModel {
  var model = LocalModel(id: id)
  model.takeWeights(kind, path: "file", fileSize: bytes.count) { offset, buffer in
    let count = max(0, min(buffer.count, bytes.count - offset))
    buffer.copyBytes(from: bytes[offset..<offset + count])
    return count
  }
  return model
}

/// A model with one file that is read whole.
func scanned(_ kind: LocalFile, _ text: String, id: String = "ada/model") -> LocalModel {
  var model = LocalModel(id: id)
  model.take(kind, path: "file", Array(text.utf8))
  return model
}

extension LocalModel {
  /// The parents as `relation:id key`.
  var parentList: [String] { parents.map { "\($0.relation.word):\($0.parent) \($0.key)" } }
}
