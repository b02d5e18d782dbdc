/// What a share counts, as a value with a reversible id of eight parts:
/// `population / noise / relations / attribution[+alias][+name] / credit / weight / group / window`.
///
/// Each part is one axis of the shares definition, sections 3 and 4. The id is always complete and written in one
/// way only, so that two programs that print the same id print the same numbers.
public struct ShareDefinition: Hashable, Sendable {
  /// Which models are counted.
  public var population: Population
  /// Which of the model's own edges count; further up every relation is followed. Sorted as in ``relationOrder``.
  public var relations: [Relation]
  /// Where the credit goes.
  public var attribution: Attribution
  /// On the graph with aliases.
  public var alias: Bool
  /// Names speak where the record ends.
  public var name: Bool
  /// How credit is split.
  public var credit: Credit
  /// What one unit is.
  public var weight: Weight
  /// What is credited.
  public var group: Group
  /// Which dates, in which tables.
  public var window: Window

  /// Which models are counted.
  public enum Population: Hashable, Sendable {
    /// Every present model.
    case uploads
    /// Those with a parent by one of the relations.
    case derived
    /// Derived, with at least one ancestor of one of these kinds that is in a family. Never empty.
    case kinds(Set<FamilyKind>)

    /// Generative language models: `lm`.
    public static let languageModels = Population.kinds([.language, .visionLanguage])
  }

  /// Where the credit goes.
  public enum Attribution: String, Sendable, CaseIterable {
    case direct, nearest, root
  }

  /// How credit is split among the groups found.
  public enum Credit: String, Sendable, CaseIterable {
    case first, each, fractional
  }

  /// What one unit is.
  public enum Weight: String, Sendable, CaseIterable {
    case models, uploaders
  }

  /// What is credited.
  public enum Group: String, Sendable, CaseIterable {
    case family, subfamily, developer, region
  }

  /// Which dates are counted, and in how many tables.
  public enum Window: Hashable, Sendable {
    case all, month, week
    /// One month `2025-04` or one ISO week `2025-W16`.
    case only(String)

    /// The label of the table a date belongs to; nil if it is in none.
    public func label(_ day: Day?) -> String? {
      if self == .all { return "all" }
      guard let day else { return nil }
      switch self {
      case .all: return "all"
      case .month: return day.monthLabel
      case .week: return day.weekLabel
      case .only(let wanted):
        let label = wanted.contains("W") ? day.weekLabel : day.monthLabel
        return label == wanted ? label : nil
      }
    }
  }

  /// The relations that a definition can name, in the order in which its id names them.
  public static let relationOrder: [Relation] = [.finetune, .adapter, .merge, .quantized, .unspecified]

  /// What the bare command counts: new derivatives of language models by month and family of the roots, copies resolved,
  /// a merge shared among its roots. Of the definitions that answer "what do new language models build on" it
  /// is the one that neither counts a model twice nor stops at a re-upload.
  public static let standard = ShareDefinition(
    population: .languageModels, relations: relationOrder, attribution: .root, alias: true, name: false,
    credit: .fractional, weight: .models, group: .family, window: .month)

  /// All eight axes.
  public init(
    population: Population, relations: [Relation], attribution: Attribution, alias: Bool, name: Bool,
    credit: Credit, weight: Weight, group: Group, window: Window
  ) {
    self.population = population
    self.relations = Self.relationOrder.filter(relations.contains)
    (self.attribution, self.alias, self.name) = (attribution, alias, name)
    (self.credit, self.weight, self.group, self.window) = (credit, weight, group, window)
  }
}

extension ShareDefinition: CustomStringConvertible {
  /// The id.
  public var description: String {
    let relations =
      relations == Self.relationOrder ? "all" : relations.compactMap(\.code).joined(separator: "+")
    let evidence = attribution.rawValue + (alias ? "+alias" : "") + (name ? "+name" : "")
    return [
      population.word, "all", relations, evidence, credit.rawValue, weight.rawValue, group.rawValue,
      window.word,
    ].joined(separator: "/")
  }
}

extension ShareDefinition.Population {
  var word: String {
    switch self {
    case .uploads: "uploads"
    case .derived: "derived"
    case .languageModels: "lm"
    case .kinds(let kinds): "kind:" + kinds.map(\.rawValue).sorted().joined(separator: "+")
    }
  }
}

extension ShareDefinition.Window {
  var word: String {
    switch self {
    case .all: "all"
    case .month: "month"
    case .week: "week"
    case .only(let label): label
    }
  }
}
