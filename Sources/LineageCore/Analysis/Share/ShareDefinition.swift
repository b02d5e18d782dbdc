/// What a share counts, as a value with a reversible id of eight parts:
/// `population / noise / relations / attribution[+alias][+name][+reported] / credit / weight / group / window`.
///
/// Each part is one axis. The id is always complete and written in one way only, so that two programs that print the
/// same id print the same numbers. `docs/shares.md` says what each word means.
public struct ShareDefinition: Hashable, Sendable {
  /// Which models are counted.
  public var population: Population
  /// Which of them are left out for their names. Lineage still runs through the uncounted.
  public var noise: Noise
  /// Which of the model's own edges count; further up every relation is followed. Sorted as in ``relationOrder``.
  public var relations: [Relation]
  /// Where the credit goes.
  public var attribution: Attribution
  /// On the graph with aliases.
  public var alias: Bool
  /// Names speak where the record ends.
  public var name: Bool
  /// With the edges of ``ReportedDerivation``s that are countable.
  public var reported: Bool
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
    /// Derived, with at least one ancestor on the tracked list that is in a family.
    case tracked
    /// Derived, with at least one ancestor of one of these kinds that is in a family. Never empty.
    case kinds(Set<FamilyKind>)

    /// Generative language models: `lm`.
    public static let languageModels = Population.kinds([.language, .visionLanguage])
  }

  /// Which models are left out for their names.
  public enum Noise: Hashable, Sendable {
    /// None.
    case all
    /// Those that fit any rule.
    case clean
    /// Those that fit a rule of one of these classes. Never empty, never all.
    case without(Set<NoiseClass>)
  }

  /// Where the credit goes.
  public enum Attribution: String, Sendable, CaseIterable {
    /// To the parents.
    case direct
    /// To the earners at the first distance that has any.
    case nearest
    /// To the roots.
    case root
    /// To the model itself: not lineage, but what makes downloads per family a share.
    case own
  }

  /// How credit is split among the groups found.
  public enum Credit: String, Sendable, CaseIterable {
    case first, each, fractional
  }

  /// What one unit is.
  public enum Weight: String, Sendable, CaseIterable {
    /// A model.
    case models
    /// A pair of uploader and group, however many models stand behind it.
    case uploaders
    /// A download in the 30 days before the snapshot; models without a number are left out.
    case downloads
    /// A download since the Hub counts them; models without a number are left out.
    case downloadsAll = "downloads-all"
  }

  /// What is credited.
  public enum Group: String, Sendable, CaseIterable {
    case family, subfamily, developer, region
    /// The credited model itself; under `root`, the root model.
    case model
    /// The owner of the credited model.
    case owner
    /// The license that the credited model declares; `undeclared` if its card declares none.
    case license
    /// What was done: the relations of the model's own edges. Attribution makes no difference.
    case relation
  }

  /// The relations that a definition can name, in the order in which its id names them. Any other word that a card
  /// declares counts as unspecified.
  public static let relationOrder: [Relation] = [.finetune, .adapter, .merge, .quantized, .unspecified]

  /// What the bare command counts: new derivatives of language models by month and family of the roots, copies resolved,
  /// a merge shared among its roots. Of the definitions that answer "what do new language models build on" it
  /// is the one that neither counts a model twice nor stops at a re-upload.
  public static let standard = ShareDefinition(
    population: .languageModels, relations: relationOrder, attribution: .root, alias: true, name: false,
    credit: .fractional, weight: .models, group: .family, window: .month)

  /// All eight axes.
  public init(
    population: Population, noise: Noise = .all, relations: [Relation], attribution: Attribution, alias: Bool,
    name: Bool, reported: Bool = false, credit: Credit, weight: Weight, group: Group, window: Window
  ) {
    self.population = population
    self.noise = noise
    self.relations = Self.relationOrder.filter(relations.contains)
    (self.attribution, self.alias, self.name, self.reported) = (attribution, alias, name, reported)
    (self.credit, self.weight, self.group, self.window) = (credit, weight, group, window)
  }
}

extension ShareDefinition: CustomStringConvertible {
  /// The id.
  public var description: String {
    let evidence =
      attribution.rawValue + (alias ? "+alias" : "") + (name ? "+name" : "") + (reported ? "+reported" : "")
    return [
      population.word, noise.word, relationsWord, evidence, credit.rawValue, weight.rawValue, group.rawValue,
      window.description,
    ].joined(separator: "/")
  }

  private var relationsWord: String {
    relations == Self.relationOrder ? "all" : relations.compactMap(\.code).joined(separator: "+")
  }
}

extension ShareDefinition.Population {
  var word: String {
    switch self {
    case .uploads: "uploads"
    case .derived: "derived"
    case .tracked: "tracked"
    case .languageModels: "lm"
    case .kinds(let kinds): "kind:" + kinds.map(\.rawValue).sorted().joined(separator: "+")
    }
  }
}

extension ShareDefinition.Noise {
  var word: String {
    switch self {
    case .all: "all"
    case .clean: "clean"
    case .without(let classes):
      "without:" + NoiseClass.allCases.filter(classes.contains).map(\.rawValue).joined(separator: "+")
    }
  }

  /// The rules whose names are left out.
  func flags(_ rules: NoiseRules) -> NoiseRules.Flags {
    switch self {
    case .all: 0
    case .clean: .max
    case .without(let classes): rules.flags(of: classes)
    }
  }
}
