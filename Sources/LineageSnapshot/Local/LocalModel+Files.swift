import LineageCore

extension LocalModel {
  /// Takes what a file that was read whole says.
  ///
  /// - Parameter path: the file, relative to the model's folder.
  public mutating func take(_ kind: LocalFile, path: String, _ bytes: [UInt8]) {
    bytes.withUnsafeBytes { text in
      do throws(JSONFault) {
        switch kind {
        case .card: takeCard(text, path)
        case .config: takeConfig(try JSONCursor.value(of: text), path)
        case .adapterConfig: takeAdapter(try JSONCursor.value(of: text), path)
        case .mergeRecipe: takeRecipe(try YAMLValue.read(text), path)
        case .modelfile: takeModelfile(text, path)
        case .license, .gguf, .safetensors: break
        }
      } catch {
        let place = kind == .mergeRecipe ? "line \(error.offset)" : "byte \(error.offset)"
        problems.append(FileProblem(file: path, detail: "\(place): \(error.reason)"))
      }
    }
  }

  /// Takes what the header of a file of weights says.
  ///
  /// - Parameters:
  ///   - path: the file, relative to the model's folder.
  ///   - pull: fills a buffer with the bytes at an offset and returns how many; less than asked only at the end.
  public mutating func takeWeights(
    _ kind: LocalFile, path: String, fileSize: Int,
    pull: (_ offset: Int, UnsafeMutableRawBufferPointer) throws -> Int
  ) {
    withoutActuallyEscaping(pull) { pull in
      do throws(HeaderFault) {
        switch kind {
        case .gguf:
          var bytes = HeaderBytes(fileSize: fileSize, budget: GGUFHeader.byteLimit, pull: pull)
          takeGGUF(try GGUFHeader(&bytes), path)
        case .safetensors:
          var bytes = HeaderBytes(
            fileSize: fileSize, budget: SafetensorsHeader.sizeLimit + (1 << 17), pull: pull)
          takeSafetensors(try SafetensorsHeader(&bytes), path)
        default: break
        }
      } catch {
        problems.append(FileProblem(file: path, detail: "byte \(error.offset): \(error.reason)"))
      }
    }
  }

  private mutating func takeCard(_ text: UnsafeRawBufferPointer, _ path: String) {
    let card = CardText(text)
    switch card.kind {
    case .errorPage(let line):
      problems.append(FileProblem(file: path, detail: "the card is an answer of the Hub: \"\(line)\""))
      return
    case .bare: cardFile = path
    case .frontMatter, .unterminated:
      guard card.yaml.isUTF8 else {
        problems.append(FileProblem(file: path, detail: "the card is not UTF-8"))
        return
      }
      (cardFile, frontMatter) = (path, String(decoding: card.yaml, as: UTF8.self))
    }
  }

  /// `_name_or_path` is where the weights were loaded from before they were saved: often the parent, as often a folder of
  /// the maker's, and sometimes the model itself.
  private mutating func takeConfig(_ value: JSONValue, _ path: String) {
    guard let written = value["_name_or_path"]?.text, let parent = Self.repository(written) else { return }
    let isQuantized = value["quantization_config"]?.members != nil
    add(parent, isQuantized ? .quantized : .unspecified, path, "_name_or_path")
  }

  private mutating func takeAdapter(_ value: JSONValue, _ path: String) {
    guard value.members != nil else {
      problems.append(FileProblem(file: path, detail: "it is no object"))
      return
    }
    if let parent = value["base_model_name_or_path"]?.text, !parent.isEmpty {
      add(parent, .adapter, path, "base_model_name_or_path")
    }
  }

  /// The models of a mergekit recipe: of `models`, of `slices`, and the base.
  private mutating func takeRecipe(_ value: JSONValue, _ path: String) {
    var found: [(key: String, parent: String)] = []
    func collect(_ value: JSONValue?, _ key: String) {
      // `model+lora` applies an adapter first; both went in.
      for part in value?.text?.split(separator: "+") ?? [] { found.append((key, String(part))) }
      if let path = value?["model"]?["path"]?.text ?? value?["path"]?.text { found.append((key, path)) }
    }
    for model in value["models"]?.elements ?? [] { collect(model["model"] ?? model, "models") }
    for slice in value["slices"]?.elements ?? [] {
      for source in slice["sources"]?.elements ?? [] { collect(source["model"], "slices") }
    }
    collect(value["base_model"], "base_model")
    for (key, parent) in found { add(parent, .merge, path, key) }
  }

  private mutating func takeModelfile(_ text: UnsafeRawBufferPointer, _ path: String) {
    for line in String(decoding: text, as: UTF8.self).split(whereSeparator: \.isNewline) {
      let words = line.split(maxSplits: 1) { $0 == " " || $0 == "\t" }
      guard words.count == 2 else { continue }
      let value = words[1].trimmed
      switch words[0].lowercased() {
      case "from":
        // A file beside it is the model's own; its header says what it was made from.
        guard !value.hasPrefix("."), !value.hasPrefix("/"), !value.lowercased().hasSuffix(".gguf") else {
          continue
        }
        add(OllamaName(value).parent, .unspecified, path, "FROM")
      case "license" where !value.hasPrefix("\"\"\"") && value.utf8.count <= 100:
        licenses.append(DetectedLicense(value.unquoted, file: path, key: "LICENSE"))
      default: continue
      }
    }
  }

  private mutating func takeGGUF(_ header: GGUFHeader, _ path: String) {
    if let key = header.repeatedKey {
      problems.append(FileProblem(file: path, detail: "the key \(key.prefix(60)) stands twice"))
    }
    for (key, value) in header.texts where key == "general.license" {
      licenses.append(DetectedLicense(value, file: path, key: key))
    }
    let isAdapter = header.text("general.type") == "adapter"
    let count = min(header.number("general.base_model.count") ?? 0, 256)
    for place in 0..<max(0, count) {
      let key = "general.base_model.\(place)"
      let url = header.text(key + ".repo_url").flatMap(Self.repository)
      if let url {
        add(url, count > 1 ? .merge : isAdapter ? .adapter : .quantized, path, key + ".repo_url")
      } else if let owner = header.text(key + ".organization"), let name = header.text(key + ".name"),
        let id = Self.repository(owner.hyphenated + "/" + name.hyphenated)
      {
        add(id, count > 1 ? .merge : isAdapter ? .adapter : .quantized, path, key + ".name")
      }
    }
    if count == 0,
      let url = header.text("general.source.repo_url")
        ?? header.text("general.source.huggingface.repository"),
      let id = Self.repository(url)
    {
      add(id, .quantized, path, "general.source.repo_url")
    }
  }

  private mutating func takeSafetensors(_ header: SafetensorsHeader, _ path: String) {
    for key in ["license", "modelspec.license"] {
      if let label = header.text(key), !label.isEmpty {
        licenses.append(DetectedLicense(label, file: path, key: key))
      }
    }
    for (key, relation) in [("base_model", Relation.unspecified), ("modelspec.merged_from", .merge)] {
      for part in header.text(key)?.split(separator: ",") ?? [] {
        if let id = Self.repository(String(part)) { add(id, relation, path, key) }
      }
    }
  }

  /// Parents of one model that are kept.
  private static let parentLimit = 1024

  private mutating func add(_ parent: String, _ relation: Relation, _ file: String, _ key: String) {
    let meant = RepairedReference(parent).id ?? parent
    guard ModelID.folded(meant) != ModelID.folded(id) else { return }
    let detected = DetectedParent(parent, relation, file: file, key: key)
    guard !parents.contains(detected) else { return }
    if parents.count < Self.parentLimit {
      parents.append(detected)
    } else if problems.last?.file != file {
      problems.append(FileProblem(file: file, detail: "it names more than \(Self.parentLimit) parents"))
    }
  }

  /// The repository that a text surely names: an id or an address of one; nil for a path, a title, anything else.
  private static func repository(_ text: String) -> String? {
    guard text.utf8.count <= 300, let id = RepairedReference(text).id, ModelID.isValid(id) else { return nil }
    let parts = id.split(separator: "/")
    let isPlain = id.utf8.allSatisfy { $0 < 128 && $0 > 32 && $0 != 92 && $0 != 58 }
    return isPlain && !parts.contains { $0.hasPrefix(".") || $0 == "~" } ? id : nil
  }
}

/// A model's name as Ollama writes it: `[host/][owner/]name[:tag]`.
public struct OllamaName: Hashable, Sendable {
  private let written: String

  /// Reads a name.
  public init(_ written: String) { self.written = written }

  /// The parent meant: the repository for a name on the Hub; else the name as it is, without its tag.
  public var parent: String {
    var name = written[...]
    if let colon = name.lastIndex(of: ":"), !name[colon...].contains("/") { name = name[..<colon] }
    for host in ["hf.co/", "huggingface.co/"] where name.hasPrefix(host) {
      return String(name.dropFirst(host.count))
    }
    return String(name)
  }
}

extension StringProtocol {
  fileprivate var trimmed: String {
    var text = Substring(self)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }

  fileprivate var unquoted: String {
    guard count >= 2, first == "\"", last == "\"" else { return String(self) }
    return String(dropFirst().dropLast())
  }

  /// A title as a repository would spell it.
  fileprivate var hyphenated: String { String(map { $0 == " " ? "-" : $0 }) }
}
