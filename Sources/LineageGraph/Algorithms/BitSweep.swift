/// Counts distinct descendants or ancestors of all components of a condensation with one set of bits for each,
/// 512 nodes at a time. Its time does not depend on the shape of the graph: slow where walks are short, and the
/// bound where they are not.
///
/// - Complexity: O(nodes · (nodes + edges) / 512) time, 64 bytes a component.
struct BitSweep {
  typealias Bits = SIMD8<UInt64>
  /// How many nodes are followed at a time.
  static let width = 512

  private let condensation: Condensation
  /// The nodes, components of parents first.
  private let nodes: [NodeID]

  init(_ condensation: Condensation) {
    self.condensation = condensation
    nodes = condensation.components.nodes
  }

  /// The nodes of each component and of all below it.
  func descendants() -> [UInt32] {
    var counts = [UInt32](repeating: 0, count: condensation.count)
    var bits = [Bits](repeating: .zero, count: condensation.count)
    for block in blocks {
      let met = mark(block, in: &bits)
      for component in (0..<met.upperBound).reversed() {
        let mine = bits[component]
        if isEmpty(mine) { continue }
        counts[component] += count(mine)
        for slot in condensation.row(component) { bits[condensation.parent(at: slot)] |= mine }
        bits[component] = .zero
      }
    }
    return counts
  }

  /// The nodes of each component and of all above it.
  func ancestors() -> [UInt32] {
    var counts = [UInt32](repeating: 0, count: condensation.count)
    var bits = [Bits](repeating: .zero, count: condensation.count)
    for block in blocks {
      let met = mark(block, in: &bits)
      for component in met.lowerBound..<condensation.count {
        var mine = bits[component]
        for slot in condensation.row(component) { mine |= bits[condensation.parent(at: slot)] }
        bits[component] = mine
        if !isEmpty(mine) { counts[component] += count(mine) }
      }
      for component in met.lowerBound..<condensation.count { bits[component] = .zero }
    }
    return counts
  }

  private var blocks: some Sequence<Range<Int>> {
    stride(from: 0, to: nodes.count, by: Self.width).lazy.map { [nodes] in
      $0..<min($0 + Self.width, nodes.count)
    }
  }

  /// Gives each node of a block a bit of its component; the components that lie between the first and the last.
  private func mark(_ block: Range<Int>, in bits: inout [Bits]) -> Range<Int> {
    func component(of place: Int) -> Int { Int(condensation.components.component[nodes[place].index]) }
    for place in block {
      let bit = place - block.lowerBound
      bits[component(of: place)][bit >> 6] |= 1 << UInt64(bit & 63)
    }
    return component(of: block.lowerBound)..<component(of: block.upperBound - 1) + 1
  }

  private func isEmpty(_ bits: Bits) -> Bool {
    let half = bits.lowHalf | bits.highHalf
    let quarter = half.lowHalf | half.highHalf
    return quarter.x | quarter.y == 0
  }

  private func count(_ bits: Bits) -> UInt32 {
    UInt32(truncatingIfNeeded: bits.nonzeroBitCount.wrappedSum())
  }
}
