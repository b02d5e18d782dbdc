extension Claim {
  /// Why a sentence could not be read as a claim.
  public struct TextError: Error, Hashable, Sendable {
    /// What is wrong, in one sentence.
    public let message: String
    /// How it could be said instead.
    public let hint: String
  }

  /// Reads a claim of the common shapes:
  /// `Qwen >= 40% of new language model derivatives in 2025-06`, `Llama has about 27000 derivatives until 2025-07`,
  /// `China is 63% of fine-tunes in September 2025`.
  ///
  /// The words fix group, number, population, relations and time. What they leave open (attribution, evidence, credit) the
  /// claim's readings vary.
  ///
  /// - Throws: ``TextError`` for the first word that is not understood, with the words that are.
  public init(text: String, families: FamilyTable) throws(TextError) {
    var words = ClaimWords(text)
    let (group, axis) = try words.group(families)
    let comparator = words.comparator()
    let (value, isShare) = try words.number()
    let (population, relations) = try words.population()
    let window = try words.window()
    try words.end()
    let part = Part(group: group, comparator: comparator, value: value, unit: isShare ? "percent" : "models")
    let readings = Self.openWords.map { attribution, alias, name, credit in
      ShareDefinition(
        population: population, relations: relations, attribution: attribution, alias: alias, name: name,
        credit: credit, weight: .models, group: axis, window: window)
    }
    self.init(
      id: "text", text: text, source: Source(title: "command line", publisher: "", date: ""),
      metric: isShare ? .derivativeShare : .derivativeCount, parts: [part], axis: axis, window: window,
      population: words.populationWords, readings: readings, note: "")
  }

  private typealias Open = (ShareDefinition.Attribution, alias: Bool, name: Bool, ShareDefinition.Credit)
  /// The usual ways to fill in what a sentence leaves open, the closest to everyday words first.
  private static let openWords: [Open] = [
    (.root, true, false, .fractional), (.root, true, true, .fractional), (.nearest, true, false, .fractional),
    (.direct, false, false, .first), (.direct, true, false, .first), (.direct, false, false, .each),
    (.root, true, false, .each), (.root, false, false, .fractional),
  ]
}

/// A sentence, read from left to right.
private struct ClaimWords {
  private let words: [String]
  private var at = 0
  private(set) var populationWords = ""

  init(_ text: String) {
    var spaced = ""
    for character in text.lowercased() {
      switch character {
      case ",": continue
      case "≥": spaced += " >= "
      case "≤": spaced += " <= "
      case "≈": spaced += " ~ "
      case "%": spaced += " % "
      case "~": spaced += " ~ "
      case ">", "<": spaced += " " + String(character)
      case "=": spaced += spaced.last == ">" || spaced.last == "<" ? "= " : " = "
      default: spaced.append(character)
      }
    }
    words = spaced.split(whereSeparator: \.isWhitespace).map(String.init).filter { $0 != "." }
  }

  private var rest: ArraySlice<String> { words[min(at, words.count)...] }

  private mutating func take(_ phrases: [String]) -> String? {
    for phrase in phrases {
      let wanted = phrase.split(separator: " ").map(String.init)
      if rest.starts(with: wanted) {
        at += wanted.count
        return phrase
      }
    }
    return nil
  }

  /// The longest run of words at the beginning that names a group.
  mutating func group(_ families: FamilyTable) throws(Claim.TextError) -> (String, ShareDefinition.Group) {
    let names = GroupNames(families)
    for count in (1...4).reversed() where rest.count >= count {
      if let found = names.find(rest.prefix(count).joined(separator: " ")) {
        at += count
        _ = take(["models", "bases", "derivatives", "'s share", "share"])
        return (found.id, found.axis)
      }
    }
    let typed = rest.first ?? ""
    let similar = names.suggestions(for: typed)
    throw Claim.TextError(
      message: typed.isEmpty
        ? "the claim is empty" : "‘\(typed)’ is no family, developer or region that is known",
      hint: similar.isEmpty
        ? "begin with a group: Qwen, Llama, Alibaba, China, ..."
        : "did you mean " + similar.joined(separator: ", "))
  }

  mutating func comparator() -> Claim.Comparator {
    _ = take(["is behind", "are", "is", "has", "have", "had", "was", "were", "makes up", "make up"])
    if take([">=", ">", "at least", "more than", "over", "above"]) != nil { return .atLeast }
    if take(["<=", "<", "at most", "less than", "fewer than", "under", "below"]) != nil { return .atMost }
    if take(["~", "about", "around", "nearly", "almost", "roughly"]) != nil { return .about }
    _ = take(["=", "exactly", "equals"])
    return .equals
  }

  mutating func number() throws(Claim.TextError) -> (Double, isShare: Bool) {
    let typed = rest.first ?? ""
    guard let value = Double(typed), value.isFinite, value >= 0 else {
      throw Claim.TextError(
        message: typed.isEmpty ? "the number is missing" : "‘\(typed)’ is no number",
        hint: "write a comparator and a number after the group: Qwen >= 40% of ...")
    }
    at += 1
    guard take(["%", "percent", "per cent"]) != nil else { return (value, false) }
    guard value <= 100 else { throw Claim.TextError(message: "\(typed) % is more than all", hint: "") }
    return (value, true)
  }

  mutating func population() throws(Claim.TextError) -> (ShareDefinition.Population, [Relation]) {
    let start = at
    _ = take(["of"])
    _ = take(["all"])
    _ = take(["the"])
    _ = take(["new", "newly uploaded"])
    var population = ShareDefinition.Population.derived
    var kindIsNamed = true
    if take(["generative language", "language", "llm", "lm"]) != nil {
      population = .languageModels
    } else if take(["image"]) != nil {
      population = .kinds([.image])
    } else if take(["video"]) != nil {
      population = .kinds([.video])
    } else if take(["audio", "speech"]) != nil {
      population = .kinds([.audio])
    } else if take(["embedding"]) != nil {
      population = .kinds([.embedding])
    } else if take(["tracked"]) != nil {
      population = .tracked
    } else {
      kindIsNamed = false
    }
    _ = take(["model", "ai"])
    let phrases: [(words: [String], relations: [Relation])] = [
      (["fine-tuned models", "finetuned models", "fine-tunes", "finetunes"], [.finetune]),
      (["adapters", "lora adapters", "loras"], [.adapter]), (["merges", "merged models"], [.merge]),
      (["quantized models", "quantizations", "quants"], [.quantized]),
      (["derivatives", "derived models", "derivative models"], ShareDefinition.relationOrder),
    ]
    for phrase in phrases where take(phrase.words) != nil {
      populationWords = words[start..<at].joined(separator: " ")
      return (population, phrase.relations)
    }
    guard kindIsNamed || take(["models", "uploads"]) != nil else {
      throw Claim.TextError(
        message: rest.isEmpty
          ? "who is counted is missing" : "‘\(rest.joined(separator: " "))’ is no population",
        hint: "say: of new [language model|image model|tracked] derivatives, fine-tunes, adapters, merges, "
          + "quantizations; or: of all models")
    }
    _ = take(["models"])
    populationWords = words[start..<at].joined(separator: " ")
    return (kindIsNamed ? population : .uploads, ShareDefinition.relationOrder)
  }

  mutating func window() throws(Claim.TextError) -> ShareDefinition.Window {
    _ = take(["uploaded", "on hugging face", "on the hub"])
    guard let preposition = take(["in", "during", "since", "from", "until", "by", "up to", "between"]) else {
      return .all
    }
    let first = try period()
    switch preposition {
    case "since": return .between(first, nil)
    case "until", "by", "up to": return .between(nil, first)
    case "from", "between":
      guard take(["to", "and", "until"]) != nil else { return .between(first, nil) }
      return .between(first, try period())
    default: return .only(first)
    }
  }

  private mutating func period() throws(Claim.TextError) -> String {
    let months = [
      "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
      "november",
      "december",
    ]
    let typed = rest.first ?? ""
    if let month = months.firstIndex(of: typed), let year = rest.dropFirst().first, Int(year) != nil {
      let label = year + (month < 9 ? "-0" : "-") + String(month + 1)
      if ShareDefinition.Period(label) != nil {
        at += 2
        return label
      }
    }
    let label = typed.uppercased()
    guard ShareDefinition.Period(label) != nil else {
      throw Claim.TextError(
        message: typed.isEmpty ? "the time is missing" : "‘\(typed)’ is no time",
        hint:
          "say a year, quarter, month, week or day: 2025, 2025-Q2, 2025-06, June 2025, 2025-W20, 2025-06-03")
    }
    at += 1
    return label
  }

  mutating func end() throws(Claim.TextError) {
    _ = take(["on hugging face", "on the hub"])
    guard !rest.isEmpty else { return }
    throw Claim.TextError(
      message: "‘\(rest.joined(separator: " "))’ is not understood",
      hint: "for example: Qwen >= 40% of new language model derivatives in 2025-06")
  }
}
