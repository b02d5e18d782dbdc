/// What a file of a model's folder is, by its name, and how much of it is read.
public enum LocalFile: Hashable, Sendable {
  /// `README.md`.
  case card
  /// `config.json`.
  case config
  /// `adapter_config.json`.
  case adapterConfig
  /// `mergekit_config.yml` and its other spellings.
  case mergeRecipe
  /// Ollama's recipe.
  case modelfile
  /// `LICENSE` and the like; kept as text for whoever can tell licenses by their words.
  case license
  case gguf
  case safetensors

  /// The kind of a file; nil for one that says nothing of lineage or license.
  public init?(name: String) {
    let folded = name.lowercased()
    switch folded {
    case "readme.md": self = .card
    case "config.json": self = .config
    case "adapter_config.json": self = .adapterConfig
    case "mergekit_config.yml", "mergekit_config.yaml", "mergekit.yml", "mergekit.yaml",
      "mergekit-config.yml",
      "mergekit-config.yaml":
      self = .mergeRecipe
    case "modelfile": self = .modelfile
    default:
      let stem = folded.prefix { $0 != "." && $0 != "-" && $0 != "_" }
      if ["license", "licence", "notice", "copying"].contains(stem), !folded.hasSuffix(".json") {
        self = .license
      } else if folded.hasSuffix(".gguf") {
        self = .gguf
      } else if folded.hasSuffix(".safetensors") {
        self = .safetensors
      } else {
        return nil
      }
    }
  }

  /// Whether only the header is read, in pieces.
  public var isWeights: Bool { self == .gguf || self == .safetensors }

  /// Whether a folder that holds such a file is a model's.
  public var marksModel: Bool { self != .license && self != .card }

  /// Most bytes that are read of a file that is read whole.
  public var byteLimit: Int {
    switch self {
    case .config, .adapterConfig: 16 << 20
    default: 1 << 20
    }
  }
}
