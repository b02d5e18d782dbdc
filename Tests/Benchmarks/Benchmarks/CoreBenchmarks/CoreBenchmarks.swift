import Benchmark
import LineageCore
import LineageGraph

let benchmarks: @Sendable () -> Void = {
  let whole = Benchmark.Configuration(
    metrics: [.wallClock], timeUnits: .microseconds, warmupIterations: 1, maxDuration: .seconds(3),
    maxIterations: 50)
  for count in [100_000, 1_000_000] {
    let size = count == 100_000 ? "100k" : "1M"
    addGraphs(HubShape(count), size, whole)
    addIngest(HubShape(count), size, whole)
  }
}

/// Passes over a graph without names.
private func addGraphs(_ shape: HubShape, _ size: String, _ whole: Benchmark.Configuration) {
  let graph = shape.graph
  let components = graph.strongComponents()
  Benchmark("rows from edges, \(size) models", configuration: whole) { _ in blackHole(shape.graph) }
  Benchmark("topological order, \(size) models", configuration: whole) { _ in
    blackHole(graph.topologicalOrder(over: components))
  }
  Benchmark("strong components, \(size) models", configuration: whole) { _ in
    blackHole(graph.strongComponents())
  }
  Benchmark("distinct descendants of every model, \(size) models", configuration: whole) { _ in
    blackHole(graph.descendantCounts(over: components))
  }
  // One question an iteration, so that the percentiles are those of questions.
  let questions = Benchmark.Configuration(
    metrics: [.wallClock], timeUnits: .nanoseconds, warmupIterations: 1000, maxDuration: .seconds(2),
    maxIterations: 100_000)
  let asker = Asker(shape, graph)
  Benchmark("ancestors of one model, \(size) models", configuration: questions) { benchmark in
    let model = asker.next()
    benchmark.startMeasurement()
    blackHole(asker.ancestors(of: model))
    benchmark.stopMeasurement()
  }
}

/// Asks for the ancestors of random models that have some, one after the other in the same working memory.
private final class Asker: @unchecked Sendable {
  private let graph: CSRGraph
  private let edges: [Edge]
  private var traversal = Traversal()
  private var random = Mixer(state: 1)

  init(_ shape: HubShape, _ graph: CSRGraph) {
    (self.graph, edges) = (graph, shape.edges)
    _ = graph.ancestors(of: NodeID(0), using: &traversal)
  }

  func next() -> NodeID { edges[random.below(edges.count)].child }

  func ancestors(of node: NodeID) -> [Reached] { graph.ancestors(of: node, using: &traversal) }
}

/// From rows to an index, and the first question to it.
private func addIngest(_ shape: HubShape, _ size: String, _ whole: Benchmark.Configuration) {
  let table = shape.table
  let normaliser = Normaliser(aliases: AliasTable([]))
  let snapshot = IndexBuilder.build(normaliser.normalise(table), families: HubShape.families, aliases: [])
  let names = (0..<shape.count).map { Array(HubShape.name($0).utf8) }
  Benchmark("text interning, \(size) ids", configuration: whole) { _ in
    var texts = TextTable()
    for name in names { name.withUnsafeBytes { _ = texts.intern($0) } }
    blackHole(texts)
  }
  Benchmark("normalising, \(size) rows", configuration: whole) { _ in blackHole(normaliser.normalise(table)) }
  Benchmark("indexing, \(size) rows", configuration: whole) { benchmark in
    let normalised = normaliser.normalise(table)
    benchmark.startMeasurement()
    blackHole(IndexBuilder.build(normalised, families: HubShape.families, aliases: []))
    benchmark.stopMeasurement()
  }
  Benchmark("shares by family and month, \(size) models", configuration: whole) { _ in
    blackHole(snapshot.shares(.standard))
  }
}
