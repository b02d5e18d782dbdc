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
  /// - Parameter workers: One world each at a time.
  /// - Precondition: At most 16 choices of relations and 32 windows.
  public static func sweeps(
    _ calculator: inout ShareCalculator, of groups: [String], by axis: ShareDefinition.Group,
    windows: [ShareDefinition.Window], axes: Axes = Axes(), workers: Workers = .one
  ) -> [ShareSweep] {
    precondition(axes.relations.count <= 16, "one bit for each choice")
    let worlds = worlds(&calculator, axis, windows, axes, workers)
    let done = workers.map(worlds.count) { number in
      let world = worlds[number]
      let sweep = SweepWorld(world.credit(), world.models, axes, windows: windows.count)
      let answers = windows.indices.map { window in
        world.counted.map { sweep.answers(axes.populations[$0], window: window, groups, world.models, axes) }
      }
      return (credit: sweep.credit, answers: answers)
    }
    // By window, population and evidence: the answers of the other axes.
    let places = axes.populations.count * axes.evidence.count
    var answers = [[[SweepAnswer]]](
      repeating: [[SweepAnswer]](repeating: [], count: places), count: windows.count)
    for (world, outcome) in zip(worlds, done) {
      calculator.keep(outcome.credit, for: world.definition)
      for window in windows.indices {
        for (number, population) in world.counted.enumerated() {
          for evidence in world.evidence {
            answers[window][population * axes.evidence.count + evidence] = outcome.answers[window][number]
          }
        }
      }
    }
    return zip(windows, answers).map { window, answers in
      ShareSweep(rows: rows(axes, axis, window, groups, answers))
    }
  }

  /// What the definitions have in common that agree on graph, names and kind of population.
  private struct World: Sendable {
    let definition: ShareDefinition
    /// Positions among the axes' evidence and populations.
    let evidence: [Int]
    let counted: [Int]
    let models: SweepModels
    let credit: @Sendable () -> ShareCredit
  }

  private static func worlds(
    _ calculator: inout ShareCalculator, _ axis: ShareDefinition.Group, _ windows: [ShareDefinition.Window],
    _ axes: Axes, _ workers: Workers
  ) -> [World] {
    // The two graphs of a snapshot have the same nodes.
    guard let columns = (calculator.indexes[.resolved] ?? calculator.indexes[.written])?.models else {
      return []
    }
    let needsNoise = axes.noise.contains { $0 != .all }
    let census = SweepCensus(
      columns, windows, calculator.owners(columns), needsNoise ? calculator.noise(columns) : [])
    var definition = ShareDefinition(
      population: .derived, relations: [], attribution: .direct, alias: false, name: false, credit: .each,
      weight: .models, group: axis, window: .all)
    var grounds: [(alias: Bool, ground: ShareGround)] = []
    for alias in [false, true] where axes.evidence.contains(where: { $0.alias == alias }) {
      definition.alias = alias
      if let ground = calculator.ground(definition) { grounds.append((alias, ground)) }
    }
    let models = workers.map(grounds.count) { [grounds] in SweepModels(grounds[$0].ground.graph, census, axes)
    }
    var worlds: [World] = []
    for ((alias, ground), models) in zip(grounds, models) {
      for name in [false, true] where axes.evidence.contains(where: { $0 == (alias, name) }) {
        for population in axes.populations
        where population != .uploads || !axes.populations.contains(.derived) {
          (definition.alias, definition.name, definition.population) = (alias, name, population)
          let counted = axes.populations.indices.filter {
            axes.populations[$0] == population
              || (population == .derived && axes.populations[$0] == .uploads)
          }
          worlds.append(
            World(
              definition: definition,
              evidence: axes.evidence.indices.filter { axes.evidence[$0] == (alias, name) },
              counted: counted, models: models, credit: calculator.later(definition, ground)))
        }
      }
    }
    return worlds
  }

  /// The rows of a window, in the order of the axes; `answers` by population and evidence, empty for what could not be
  /// counted.
  private static func rows(
    _ axes: Axes, _ axis: ShareDefinition.Group, _ window: ShareDefinition.Window, _ groups: [String],
    _ answers: [[SweepAnswer]]
  ) -> [Row] {
    let none = SweepAnswer(masses: groups.map { _ in ExactRatio(0) }, units: 0, known: ExactRatio(0))
    let relations = axes.relations.map { chosen in ShareDefinition.relationOrder.filter(chosen.contains) }
    var rows: [Row] = []
    rows.reserveCapacity(
      axes.populations.count * axes.evidence.count * SweepPlace.count(axes) * groups.count)
    for (p, population) in axes.populations.enumerated() {
      for (a, attribution) in axes.attributions.enumerated() {
        for (e, evidence) in axes.evidence.enumerated() {
          let answers = answers[p * axes.evidence.count + e]
          for (r, relations) in relations.enumerated() {
            for (c, credit) in axes.credits.enumerated() {
              for (n, noise) in axes.noise.enumerated() {
                for (w, weight) in axes.weights.enumerated() {
                  let place = SweepPlace(a, r, c, n, w).number(axes)
                  let answer = answers.isEmpty ? none : answers[place]
                  let definition = ShareDefinition(
                    population: population, noise: noise, relations: relations, attribution: attribution,
                    alias: evidence.alias, name: evidence.name, credit: credit, weight: weight, group: axis,
                    window: window)
                  for (group, mass) in zip(groups, answer.masses) {
                    rows.append(
                      Row(
                        definition: definition, group: group, mass: mass, units: answer.units,
                        known: answer.known))
                  }
                }
              }
            }
          }
        }
      }
    }
    return rows
  }
}

/// Where the answer of a definition stands among those of its world: positions on the axes.
struct SweepPlace {
  let attribution, relations, credit, noise, weight: Int

  init(_ attribution: Int, _ relations: Int, _ credit: Int, _ noise: Int, _ weight: Int) {
    (self.attribution, self.relations, self.credit, self.noise, self.weight) =
      (attribution, relations, credit, noise, weight)
  }

  func number(_ axes: ShareSweep.Axes) -> Int {
    let choice = (attribution * axes.relations.count + relations) * axes.credits.count + credit
    return (choice * axes.noise.count + noise) * axes.weights.count + weight
  }

  static func count(_ axes: ShareSweep.Axes) -> Int {
    axes.attributions.count * axes.relations.count * axes.credits.count * axes.noise.count
      * axes.weights.count
  }
}

/// What one definition comes to for the groups asked for.
struct SweepAnswer: Sendable {
  let masses: [ExactRatio]
  let units: Int
  let known: ExactRatio
}
