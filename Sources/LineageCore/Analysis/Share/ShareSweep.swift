import LineageGraph

/// A group's share under many definitions at once.
///
/// Definitions that differ only in relations, noise, credit or weight share one pass over the models, and those that agree
/// on graph, names and population share what ancestors pass down: for the standard axes twelve worlds instead of 4,032
/// evaluations.
public struct ShareSweep: Sendable {
  /// What is varied.
  public struct Axes: Sendable {
    /// Who is counted.
    public var populations: [ShareDefinition.Population] = [.uploads, .derived, .languageModels, .tracked]
    /// Where credit goes; ``ShareDefinition/Attribution/own`` is not lineage and is left out.
    public var attributions: [ShareDefinition.Attribution] = [.direct, .nearest, .root]
    /// On which graph, with or without names.
    public var evidence: [(alias: Bool, name: Bool)] = [
      (false, false), (true, false), (false, true), (true, true),
    ]
    /// Which edges count; at most 16 choices.
    public var relations: [[Relation]] = [
      ShareDefinition.relationOrder, [.finetune], [.adapter], [.merge], [.quantized], [.finetune, .adapter],
      [.finetune, .adapter, .merge],
    ]
    /// How it is split.
    public var credits: [ShareDefinition.Credit] = [.first, .each, .fractional]
    /// Whether noise is left out.
    public var noise: [ShareDefinition.Noise] = [.all, .clean]
    /// What a unit is.
    public var weights: [ShareDefinition.Weight] = [.models, .uploaders]

    /// The standard axes. Without a tracked list there is no population `tracked`.
    public init(hasTracked: Bool = true) {
      if !hasTracked { populations.removeLast() }
    }
  }

  /// One group under one definition.
  public struct Row: Sendable {
    /// What was counted.
    public let definition: ShareDefinition
    /// The group.
    public let group: String
    /// Its credit, in units.
    public let mass: ExactRatio
    /// What there is to share out; 0 if nothing is counted.
    public let units: Int
    /// The attributed part of it.
    public let known: ExactRatio

    /// Per cent of all units.
    public var share: Double { units == 0 ? 0 : (mass * 100 / units).value }
    /// Per cent of the attributed units.
    public var shareKnown: Double { known.isZero ? 0 : (mass * 100 / known).value }
  }

  /// Every definition of the axes, in the order population, attribution, evidence, relations, credit, noise, weight; for
  /// each the groups in the order given.
  public let rows: [Row]

  /// - Parameters:
  ///   - indexes: The two graphs of a snapshot, over the same nodes.
  ///   - groups: The groups asked for.
  ///   - axis: What kind of groups they are; not `relation`, for which attribution has no meaning.
  ///   - window: The dates counted, as one table: a series is taken as a whole.
  /// - Precondition: At most 16 choices of relations.
  /// - Complexity: for each graph, choice of names and kind of population one pass over the models with a parent.
  public init(
    _ indexes: [Identity: LineageIndex], of groups: [String], by axis: ShareDefinition.Group,
    window: ShareDefinition.Window, knowledge: ShareKnowledge, axes: Axes = Axes()
  ) {
    var calculator = ShareCalculator(indexes, knowledge: knowledge)
    self = Self.sweeps(&calculator, of: groups, by: axis, windows: [window], axes: axes)[0]
  }

  private init(rows: [Row]) { self.rows = rows }

  /// The same for several windows, which share everything but the sums.
  ///
  /// - Precondition: At most 16 choices of relations and 32 windows.
  public static func sweeps(
    _ calculator: inout ShareCalculator, of groups: [String], by axis: ShareDefinition.Group,
    windows: [ShareDefinition.Window], axes: Axes = Axes()
  ) -> [ShareSweep] {
    precondition(axes.relations.count <= 16, "one bit for each choice")
    var answers: [ShareDefinition: SweepAnswer] = [:]
    // The two graphs of a snapshot have the same nodes.
    guard let models = (calculator.indexes[.resolved] ?? calculator.indexes[.written])?.models else {
      return windows.map { _ in ShareSweep(rows: []) }
    }
    let needsNoise = axes.noise.contains { $0 != .all }
    let census = SweepCensus(
      models, windows, calculator.owners(models), needsNoise ? calculator.noise(models) : [])
    for alias in [false, true] where axes.evidence.contains(where: { $0.alias == alias }) {
      var definition = ShareDefinition(
        population: .derived, relations: [], attribution: .direct, alias: alias, name: false, credit: .each,
        weight: .models, group: axis, window: .all)
      guard let ground = calculator.ground(definition) else { continue }
      let models = SweepModels(ground.graph, census, axes)
      for name in [false, true] where axes.evidence.contains(where: { $0 == (alias, name) }) {
        for population in axes.populations
        where population != .uploads || !axes.populations.contains(.derived) {
          (definition.name, definition.population) = (name, population)
          let world = SweepWorld(
            calculator.credit(definition, ground), models, definition, axes, windows: windows.count)
          calculator.keep(world.credit, for: definition)
          for counted in axes.populations
          where counted == population || (population == .derived && counted == .uploads) {
            for (number, window) in windows.enumerated() {
              world.answer(counted, window: number, groups, models, axes) { definition, answer in
                var definition = definition
                definition.window = window
                answers[definition] = answer
              }
            }
          }
        }
      }
    }
    return windows.map { window in
      ShareSweep(rows: definitions(axes, axis, window).flatMap { rows($0, groups, answers[$0]) })
    }
  }

  private static func rows(_ definition: ShareDefinition, _ groups: [String], _ answer: SweepAnswer?)
    -> [Row]
  {
    groups.enumerated().map { number, group in
      Row(
        definition: definition, group: group, mass: answer?.masses[number] ?? ExactRatio(0),
        units: answer?.units ?? 0, known: answer?.known ?? ExactRatio(0))
    }
  }

  private static func definitions(
    _ axes: Axes, _ axis: ShareDefinition.Group, _ window: ShareDefinition.Window
  ) -> [ShareDefinition] {
    var definitions: [ShareDefinition] = []
    for population in axes.populations {
      for attribution in axes.attributions {
        for evidence in axes.evidence {
          for relations in axes.relations {
            for credit in axes.credits {
              for noise in axes.noise {
                definitions += axes.weights.map { weight in
                  ShareDefinition(
                    population: population, noise: noise, relations: relations, attribution: attribution,
                    alias: evidence.alias, name: evidence.name, credit: credit, weight: weight, group: axis,
                    window: window)
                }
              }
            }
          }
        }
      }
    }
    return definitions
  }
}

/// What one definition comes to for the groups asked for.
struct SweepAnswer {
  let masses: [ExactRatio]
  let units: Int
  let known: ExactRatio
}
