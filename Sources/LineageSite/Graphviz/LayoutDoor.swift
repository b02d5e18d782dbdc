/// Who lays pictures out: this process, or others that it asks.
///
/// Graphviz works for one thread of a process at a time and cannot be interrupted. Other processes work beside each
/// other and can be ended. The positions are the same, to the last bit.
public struct LayoutDoor: Sendable {
  /// What comes back from another process.
  public enum Answer: Sendable {
    /// What ``LayoutWorker/answer(_:)`` gave.
    case bytes([UInt8])
    /// Nothing in time, or the process broke down over it.
    case late
    /// There is no such process.
    case unavailable
  }

  private let ask: (@Sendable ([UInt8]) -> Answer)?

  /// In this process, for tests and for single pictures.
  public static let here = LayoutDoor(ask: nil)

  /// By others. What takes them too long is asked for once more in a simpler form.
  ///
  /// - Parameter ask: Gives a request to a process that calls ``LayoutWorker/answer(_:)``. Called from any thread.
  public static func asking(_ ask: @escaping @Sendable ([UInt8]) -> Answer) -> LayoutDoor {
    LayoutDoor(ask: ask)
  }

  /// Positions for a drawing.
  ///
  /// - Throws: ``SiteError/pictureTooLarge(subject:boxes:lines:)`` before Graphviz sees more than it can do in
  ///   reasonable time, ``SiteError/layoutFailed(subject:detail:)`` if it complains, or is late with the simpler form.
  func layout(_ drawing: Drawing) throws(SiteError) -> Layout {
    guard let ask else { return try Graphviz.layout(drawing) }
    if drawing.nodes.count > Drawing.mostNodes || drawing.edges.count > Drawing.mostEdges {
      throw .pictureTooLarge(subject: drawing.name, boxes: drawing.nodes.count, lines: drawing.edges.count)
    }
    for request in [drawing, drawing.simpler] {
      switch ask(LayoutWire.bytes(of: request)) {
      case .bytes(let bytes): return try LayoutWire.layout(bytes, subject: drawing.name)
      case .late: continue
      case .unavailable: return try Graphviz.layout(request)
      }
    }
    throw .layoutFailed(subject: drawing.name, detail: "it took too long")
  }
}

/// The other side of a ``LayoutDoor``.
public enum LayoutWorker {
  /// The answer to a request, whatever its bytes are.
  public static func answer(_ request: [UInt8]) -> [UInt8] {
    guard let drawing = LayoutWire.drawing(request) else { return LayoutWire.bytes(ofFailure: "no drawing") }
    do {
      return LayoutWire.bytes(of: try Graphviz.layout(drawing))
    } catch {
      if case .layoutFailed(_, let detail) = error { return LayoutWire.bytes(ofFailure: detail) }
      return LayoutWire.bytes(ofFailure: "\(error)")
    }
  }
}

extension Drawing {
  /// The same with straight lines and little search for a good order: a hundredth of the time where that is long.
  var simpler: Drawing {
    var drawing = self
    drawing.graph += [
      .init("splines", "line"), .init("mclimit", "0.01"), .init("nslimit", "0.1"), .init("nslimit1", "0.1"),
    ]
    return drawing
  }
}
