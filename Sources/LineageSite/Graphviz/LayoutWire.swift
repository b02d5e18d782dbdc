/// Drawings and layouts as bytes between processes of one program: numbers little-endian, texts with their length
/// before them.
enum LayoutWire {
  static func bytes(of drawing: Drawing) -> [UInt8] {
    var out = WireWriter()
    out.add(drawing.name)
    for list in [drawing.graph, drawing.nodeDefaults, drawing.edgeDefaults] { out.add(list) }
    out.add(drawing.nodes.count)
    for node in drawing.nodes {
      out.add(node.name)
      out.add(node.attributes)
    }
    out.add(drawing.edges.count)
    for edge in drawing.edges {
      out.add(edge.tail)
      out.add(edge.head)
      out.add(edge.attributes)
    }
    out.add(drawing.sink.map { $0 + 1 } ?? 0)
    out.add(drawing.ranks.count)
    for rank in drawing.ranks {
      out.add(rank.count)
      for node in rank { out.add(node) }
    }
    return out.bytes
  }

  /// A drawing whose numbers point at nodes that are there; nil for any other bytes.
  static func drawing(_ bytes: [UInt8]) -> Drawing? {
    var reader = WireReader(bytes)
    guard let name = reader.text(), let graph = reader.attributes(), let nodeDefaults = reader.attributes(),
      let edgeDefaults = reader.attributes()
    else { return nil }
    var drawing = Drawing(name: name)
    (drawing.graph, drawing.nodeDefaults, drawing.edgeDefaults) = (graph, nodeDefaults, edgeDefaults)
    guard
      let nodes = reader.list({ reader -> Drawing.Node? in
        guard let name = reader.text(), let attributes = reader.attributes() else { return nil }
        return Drawing.Node(name: name, attributes: attributes)
      }),
      let edges = reader.list({ reader -> Drawing.Edge? in
        guard let tail = reader.number(below: nodes.count), let head = reader.number(below: nodes.count),
          let attributes = reader.attributes()
        else { return nil }
        return Drawing.Edge(tail: tail, head: head, attributes: attributes)
      }), let sink = reader.number(below: nodes.count + 1),
      let ranks = reader.list({ reader in reader.list { $0.number(below: nodes.count) } }), reader.isAtEnd
    else { return nil }
    (drawing.nodes, drawing.edges, drawing.ranks) = (nodes, edges, ranks)
    drawing.sink = sink == 0 ? nil : sink - 1
    return drawing
  }

  static func bytes(of layout: Layout) -> [UInt8] {
    var out = WireWriter()
    out.add(1)
    out.add(layout.width)
    out.add(layout.height)
    out.add(layout.nodes.count)
    for node in layout.nodes { out.add(node) }
    out.add(layout.edges.count)
    for edge in layout.edges {
      out.add(edge.points.count)
      for point in edge.points { out.add(point) }
      for point in [edge.tip, edge.label] {
        out.add(point == nil ? 0 : 1)
        if let point { out.add(point) }
      }
    }
    return out.bytes
  }

  static func bytes(ofFailure detail: String) -> [UInt8] {
    var out = WireWriter()
    out.add(0)
    out.add(detail)
    return out.bytes
  }

  /// - Throws: ``SiteError/layoutFailed(subject:detail:)`` for the failure that was told, or for other bytes.
  static func layout(_ bytes: [UInt8], subject: String) throws(SiteError) -> Layout {
    var reader = WireReader(bytes)
    let kind = reader.number()
    if kind == 0, let detail = reader.text() { throw .layoutFailed(subject: subject, detail: detail) }
    guard kind == 1, let width = reader.real(), let height = reader.real(),
      let nodes = reader.list({ $0.point() }),
      let edges = reader.list({ reader -> Layout.Curve? in
        guard let points = reader.list({ $0.point() }), let tip = reader.optionalPoint(),
          let label = reader.optionalPoint()
        else { return nil }
        return Layout.Curve(points: points, tip: tip, label: label)
      }), reader.isAtEnd
    else { throw .layoutFailed(subject: subject, detail: "the answer cannot be read") }
    return Layout(width: width, height: height, nodes: nodes, edges: edges)
  }
}

private struct WireWriter {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ number: Int) {
    withUnsafeBytes(of: Int64(number).littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func add(_ number: Double) {
    withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func add(_ text: String) {
    add(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  mutating func add(_ attributes: [Drawing.Attribute]) {
    add(attributes.count)
    for attribute in attributes {
      add(attribute.key)
      add(attribute.value)
    }
  }

  mutating func add(_ point: Layout.Point) {
    add(point.x)
    add(point.y)
  }
}

/// Reads what ``WireWriter`` wrote; nil wherever the bytes do not say what is asked for.
private struct WireReader {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { place == bytes.count }

  private mutating func word() -> UInt64? {
    guard bytes.count - place >= 8 else { return nil }
    defer { place += 8 }
    return bytes[place..<place + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  mutating func number() -> Int? { word().flatMap { Int(exactly: Int64(bitPattern: $0)) } }

  mutating func number(below limit: Int) -> Int? {
    guard let number = number(), number >= 0, number < limit else { return nil }
    return number
  }

  mutating func real() -> Double? { word().map { Double(bitPattern: $0) } }

  mutating func text() -> String? {
    guard let count = number(below: bytes.count - place + 1), count <= bytes.count - place else { return nil }
    defer { place += count }
    return String(validating: bytes[place..<place + count], as: UTF8.self)
  }

  mutating func point() -> Layout.Point? {
    guard let x = real(), let y = real() else { return nil }
    return Layout.Point(x: x, y: y)
  }

  /// A point or none; nil if it is neither.
  mutating func optionalPoint() -> Layout.Point?? {
    switch number() {
    case 0: return .some(nil)
    case 1: return point().map { .some($0) }
    default: return nil
    }
  }

  mutating func attributes() -> [Drawing.Attribute]? {
    list { reader in
      guard let key = reader.text(), let value = reader.text() else { return nil }
      return Drawing.Attribute(key, value)
    }
  }

  mutating func list<Element>(_ element: (inout WireReader) -> Element?) -> [Element]? {
    guard let count = number(below: bytes.count - place + 1) else { return nil }
    var found: [Element] = []
    for _ in 0..<count {
      guard let next = element(&self) else { return nil }
      found.append(next)
    }
    return found
  }
}
