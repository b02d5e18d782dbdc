extension RecordTable {
  /// How much a table holds.
  public struct Extent: Sendable {
    var rows = 0
    var references = 0
    var texts = 0
    var textBytes = 0

    /// The extent to be expected in the end, if so many times as much was added as to `now`.
    public func extrapolated(to now: Extent, _ factor: Double) -> Extent {
      func end(_ count: KeyPath<Extent, Int>) -> Int {
        self[keyPath: count] + Int(Double(now[keyPath: count] - self[keyPath: count]) * factor)
      }
      return Extent(
        rows: end(\.rows), references: end(\.references), texts: end(\.texts), textBytes: end(\.textBytes))
    }
  }

  /// How much the table holds.
  public var extent: Extent {
    Extent(
      rows: records.count, references: references.count, texts: texts.count, textBytes: texts.byteCount)
  }

  /// Makes room for so much, so that the table need not grow step by step.
  public mutating func reserve(_ extent: Extent) {
    reserveRows(extent.rows, references: extent.references)
    texts.reserve(texts: extent.texts, byteCount: extent.textBytes)
  }
}
