import LineageCore
import LineageGraph
import LineageSite
import Synchronization

/// What is said of the models of a site and declared by no card.
final class ReportedOnSite: Sendable {
  private let index: LineageIndex
  private let statements: [ReportedDerivation]
  /// Models with a statement about their own base that a picture can show.
  private let derived: Set<String>
  /// The graph with these statements as edges: made when the first page needs it.
  private let extended = Mutex<LineageIndex?>(nil)

  init(_ index: LineageIndex, _ all: [ReportedDerivation]) {
    self.index = index
    statements = all.filter { statement in
      guard let child = statement.child.model.flatMap(index.find),
        let parent = statement.parent.model.flatMap(index.find)
      else { return true }
      return index.label(child, parent) == nil
    }
    let drawn = statements.filter { statement in
      statement.status != .withdrawn
        && statement.parent.model.flatMap(index.find).map { index.graph.hasEdges($0) } == true
    }
    derived = Set(drawn.compactMap(\.child.model))
  }

  /// Statements about a model with these surroundings: about its bases, and about what was made from it directly.
  ///
  /// - Complexity: O(statements + ancestors and the edges among them); O(nodes + edges) once.
  func around(_ neighbourhood: Neighbourhood) -> ReportedSurroundings {
    let ancestry = neighbourhood.ancestry
    let above = ancestry.reported(among: statements)
    let known = Set(above)
    let below = statements.filter { $0.parent.model == ancestry.model.id && !known.contains($0) }
    var surroundings = ReportedSurroundings(statements: above + below)
    guard above.contains(where: { $0.child.model.map(derived.contains) ?? false }),
      let node = index.find(ancestry.model.id)
    else { return surroundings }
    // Its derivatives stay those that cards declare.
    surroundings.drawn = Neighbourhood(
      withReported().ancestry(of: node), children: neighbourhood.children)
    return surroundings
  }

  private func withReported() -> LineageIndex {
    extended.withLock { extended in
      if let extended { return extended }
      let made = index.adding(statements) { $0.status != .withdrawn }
      extended = made
      return made
    }
  }
}
