import LineageCore

extension LicenseMark {
  /// The kind of a model's license, judged by its label alone: the Hub's ids and the best known names.
  ///
  /// A stand-in where no table of licenses is at hand.
  public init(labelOf model: ModelSummary) {
    guard let label = model.license else {
      self = model.hasCard ? .none : .unknown
      return
    }
    let named = label == "other" ? model.licenseName ?? label : label
    self = Self.known[named.lowercased()] ?? Self.byStem(named.lowercased())
  }

  private static let known: [String: LicenseMark] = {
    let groups: [(LicenseMark, String)] = [
      (
        .permissive,
        """
        apache-2.0 mit afl-3.0 bsl-1.0 bsd bsd-2-clause bsd-3-clause bsd-3-clause-clear cc0-1.0 cc-by-2.0 cc-by-2.5 \
        cc-by-3.0 cc-by-4.0 cdla-permissive-1.0 cdla-permissive-2.0 wtfpl ecl-2.0 etalab-2.0 isc ms-pl odc-by \
        postgresql ncsa unlicense zlib pddl apple-ascl openmdw-1.0
        """
      ),
      (
        .weakCopyleft,
        "artistic-2.0 epl-1.0 epl-2.0 lgpl lgpl-2.1 lgpl-3.0 lgpl-lr lppl-1.3c mpl-2.0 ofl-1.1"
      ),
      (
        .copyleft,
        """
        cc-by-sa-3.0 cc-by-sa-4.0 cdla-sharing-1.0 eupl-1.1 eupl-1.2 agpl-3.0 gfdl gpl gpl-2.0 gpl-3.0 odbl osl-3.0 \
        fair-ai-public-license-1.0-sd faipl-1.0
        """
      ),
      (
        .useRestricted,
        """
        openrail bigscience-openrail-m creativeml-openrail-m bigscience-bloom-rail-1.0 bigcode-openrail-m openrail++ \
        deepseek
        """
      ),
      (
        .vendor,
        """
        llama2 llama3 llama3.1 llama3.2 llama3.3 llama4 gemma qwen tongyi-qianwen grok2-community \
        health-ai-developer-foundations glm-4 tencent-hunyuan-community nvidia-open-model-license hyperclovax-seed \
        stabilityai-ai-community lfm1.0 dinov3-license
        """
      ),
      (
        .research,
        """
        qwen-research exaone mrl mnpl apple-amlr intel-research h-research chameleon-research deepfloyd-if-license \
        llama1-research microsoft-research-license fair-noncommercial-research-license
        """
      ),
      (
        .nonCommercial,
        """
        cc-by-nc-2.0 cc-by-nc-3.0 cc-by-nc-4.0 cc-by-nc-sa-2.0 cc-by-nc-sa-3.0 cc-by-nc-sa-4.0 \
        cc-by-nc-nd-3.0 cc-by-nc-nd-4.0 flux-1-dev-non-commercial-license flux-non-commercial-license coqui-public-model-license
        """
      ),
      (.closed, "cc-by-nd-4.0 c-uda tii-falcon-llm-1.0"),
    ]
    return groups.reduce(into: [:]) { known, group in
      for label in group.1.split(separator: " ") { known[String(label)] = group.0 }
    }
  }()

  /// Names that a card's author chose, by what they contain.
  private static func byStem(_ name: String) -> LicenseMark {
    if name.contains("research") { return .research }
    if name.contains("non-commercial") || name.contains("noncommercial") { return .nonCommercial }
    if name.contains("community") || name.hasPrefix("llama") || name.hasPrefix("gemma") { return .vendor }
    return .unknown
  }
}
