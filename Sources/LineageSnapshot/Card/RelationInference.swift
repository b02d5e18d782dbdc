import LineageCore

/// The relation of a card that names parents but no relation.
///
/// The Hub infers it from the repository (Hub documentation, "Model Cards", section "Specifying a base model"): two
/// or more bases are a merge; else an adapter or a quantization is one by its library, tags or files; else it is a
/// finetune. A card does not show the files, so the name of the repository stands for them.
enum RelationInference {
  /// The relation, and what gave it away.
  static func relation(of card: CardFields, id: String) -> (relation: Relation, reason: String) {
    let bases = Set(card.parents?.ids ?? [])
    if bases.count > 1 { return (.merge, "\(bases.count) bases are named") }
    let library = card.library.map { $0.lowercased() }
    let tags = card.tags.map { $0.lowercased() }
    let words = ModelID.name(id).lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    if let library, adapterWords.contains(library) { return (.adapter, "library_name is \(library)") }
    if let tag = tags.first(where: adapterWords.contains) { return (.adapter, "the tag \(tag) is set") }
    if let library, quantizationWords.contains(library) { return (.quantized, "library_name is \(library)") }
    if let tag = tags.first(where: quantizationWords.contains) {
      return (.quantized, "the tag \(tag) is set")
    }
    if card.namesQuantizer { return (.quantized, "quantized_by is set") }
    if let word = words.first(where: nameWords.contains) { return (.quantized, "the name says \(word)") }
    // Set by hand far more often than by the library, so it is asked last.
    if let library, library.hasPrefix("adapter") { return (.adapter, "library_name is \(library)") }
    return (.finetune, "nothing says adapter, merge or quantized")
  }

  private static let adapterWords: Set<String> = [
    "peft", "lora", "qlora", "dora", "adapter", "template:sd-lora",
    "template:diffusion-lora",
  ]
  private static let nameWords: Set<String> = ["gguf", "ggml", "gptq", "awq", "exl2", "exl3"]
  private static let quantizationWords: Set<String> = nameWords.union([
    "mlx", "quantized", "quantization", "quantised", "imatrix", "bitsandbytes", "4-bit", "8-bit", "aqlm",
    "hqq",
    "eetq", "compressed-tensors", "openvino-quantized",
  ])
}
