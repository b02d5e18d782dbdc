import CGraphviz
import Synchronization

/// The only door to Graphviz, which may be entered by one thread at a time.
///
/// Only the plugins `core` and `dot_layout` are loaded: positions, and so bytes, do not depend on installed fonts.
enum Graphviz {
  private static let context = Mutex<GraphvizContext?>(nil)

  /// Loads Graphviz if it is not loaded yet.
  ///
  /// - Throws: ``SiteError/graphvizUnavailable(_:)``.
  static func load() throws(SiteError) {
    try context.withLock { slot throws(SiteError) in
      if slot == nil { slot = try GraphvizContext() }
    }
  }

  /// Positions for a drawing.
  ///
  /// - Throws: ``SiteError/pictureTooLarge(subject:boxes:lines:)`` before Graphviz sees more than it can do in
  ///   reasonable time, ``SiteError/layoutFailed(subject:detail:)`` if it complains in any way.
  static func layout(_ drawing: Drawing) throws(SiteError) -> Layout {
    if drawing.nodes.count > Drawing.mostNodes || drawing.edges.count > Drawing.mostEdges {
      throw .pictureTooLarge(subject: drawing.name, boxes: drawing.nodes.count, lines: drawing.edges.count)
    }
    try load()
    return try context.withLock { slot throws(SiteError) in
      guard let layout = try slot?.layout(drawing) else { throw .graphvizUnavailable("it was closed") }
      return layout
    }
  }

  /// What Graphviz itself draws from DOT text, in a format of the core plugin such as `svg`.
  ///
  /// - Throws: ``SiteError/layoutFailed(subject:detail:)`` if it complains in any way.
  static func draw(dot text: String, format: String) throws(SiteError) -> String {
    try load()
    return try context.withLock { slot throws(SiteError) in
      guard let drawing = try slot?.draw(dot: text, format: format) else {
        throw .graphvizUnavailable("it was closed")
      }
      return drawing
    }
  }
}

/// Where Graphviz put things. Points from the lower left corner, y upwards.
struct Layout: Sendable {
  let width: Double
  let height: Double
  /// The middle of each node.
  let nodes: [Point]
  let edges: [Curve]
  /// Whether derivatives stand to the right of their bases instead of below.
  var leftToRight = false

  struct Point: Hashable, Sendable {
    var x: Double
    var y: Double
  }

  struct Curve: Sendable {
    /// Control points of cubic Bézier curves: 1 + 3n.
    let points: [Point]
    /// Where the arrow's tip is; nil if the curve ends at the node itself.
    let tip: Point?
    /// The middle of the label, if the edge has one.
    let label: Point?
  }
}

/// The owner of a Graphviz context. Its pointers never leave the lock.
private struct GraphvizContext: ~Copyable, @unchecked Sendable {
  private let handle: OpaquePointer

  init() throws(SiteError) {
    var message = [CChar](repeating: 0, count: 512)
    guard let handle = lgv_open(&message, message.count) else {
      let bytes = message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      throw .graphvizUnavailable(String(decoding: bytes, as: UTF8.self))
    }
    self.handle = handle
  }

  deinit { lgv_close(handle) }

  borrowing func layout(_ drawing: Drawing) throws(SiteError) -> Layout {
    _ = lgv_messages()
    let graph = try GraphvizGraph(lgv_graph_open(handle, drawing.name), subject: drawing.name)
    return try graph.layout(drawing)
  }

  borrowing func draw(dot text: String, format: String) throws(SiteError) -> String {
    _ = lgv_messages()
    let graph = try GraphvizGraph(lgv_graph_parse(handle, text), subject: "DOT text")
    return try graph.draw(format: format)
  }
}

/// The owner of one graph and its layout.
private struct GraphvizGraph: ~Copyable {
  private let handle: OpaquePointer
  private let subject: String

  init(_ handle: OpaquePointer?, subject: String) throws(SiteError) {
    guard let handle else {
      throw .layoutFailed(subject: subject, detail: Self.messages() ?? "no graph")
    }
    self.handle = handle
    self.subject = subject
  }

  deinit { lgv_graph_close(handle) }

  borrowing func layout(_ drawing: Drawing) throws(SiteError) -> Layout {
    var fine = true
    for attribute in drawing.graph { fine = lgv_graph_set(handle, attribute.key, attribute.value) && fine }
    var nodes: [OpaquePointer] = []
    for node in drawing.nodes {
      guard let added = lgv_node_add(handle, node.name) else { throw failure("node \(node.name)") }
      for attribute in drawing.nodeDefaults + node.attributes {
        fine = lgv_node_set(handle, added, attribute.key, attribute.value) && fine
      }
      nodes.append(added)
    }
    var edges: [OpaquePointer] = []
    for edge in drawing.edges {
      guard let added = lgv_edge_add(handle, nodes[edge.tail], nodes[edge.head]) else {
        throw failure("edge")
      }
      for attribute in drawing.edgeDefaults + edge.attributes {
        fine = lgv_edge_set(handle, added, attribute.key, attribute.value) && fine
      }
      edges.append(added)
    }
    if let sink = drawing.sink { fine = lgv_node_rank(handle, nodes[sink], "sink", "sink") && fine }
    for (i, rank) in drawing.ranks.enumerated() {
      for node in rank { fine = lgv_node_rank(handle, nodes[node], "rank \(i)", "same") && fine }
    }
    guard fine else { throw failure("an attribute was refused") }
    guard lgv_layout(handle) else { throw failure("no layout") }
    if let complaint = Self.messages() { throw .layoutFailed(subject: subject, detail: complaint) }
    let corner = lgv_graph_corner(handle)
    return Layout(
      width: corner.x, height: corner.y, nodes: nodes.map { Layout.Point(lgv_node_middle($0)) },
      edges: edges.map(Self.curve))
  }

  borrowing func draw(format: String) throws(SiteError) -> String {
    guard lgv_layout(handle), let text = lgv_render(handle, format) else { throw failure("no drawing") }
    defer { lgv_text_free(text) }
    if let complaint = Self.messages() { throw .layoutFailed(subject: subject, detail: complaint) }
    return String(cString: text)
  }

  private borrowing func failure(_ what: String) -> SiteError {
    .layoutFailed(subject: subject, detail: Self.messages() ?? what)
  }

  private static func messages() -> String? {
    let text = String(cString: lgv_messages())
    return text.isEmpty ? nil : text
  }

  private static func curve(_ edge: OpaquePointer) -> Layout.Curve {
    var points = [lgv_point](repeating: lgv_point(), count: 256)
    let count = min(lgv_edge_curve(edge, &points, points.count), points.count)
    var tip = lgv_point()
    var label = lgv_point()
    return Layout.Curve(
      points: points.prefix(count).map { Layout.Point($0) },
      tip: lgv_edge_tip(edge, &tip) ? Layout.Point(tip) : nil,
      label: lgv_edge_label(edge, &label) ? Layout.Point(label) : nil)
  }
}

extension Layout.Point {
  fileprivate init(_ point: lgv_point) { self.init(x: point.x, y: point.y) }
}
