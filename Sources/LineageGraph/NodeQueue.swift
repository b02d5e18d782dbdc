/// A set of nodes that hands out its smallest first.
///
/// A tree of 64-bit words: a bit of level 0 stands for a node, a bit of level k + 1 for a word of level k that is
/// not empty. For three million nodes that is four levels.
///
/// Space: one bit a node, and a 63rd more.
struct NodeQueue {
  private var words: [UInt64]
  /// Where each level begins in `words`, the widest first.
  private let levels: [Int]

  /// An empty queue for nodes below `nodeCount`.
  init(nodeCount: Int) {
    var (levels, total, width) = ([Int](), 0, nodeCount)
    repeat {
      levels.append(total)
      width = (width + 63) / 64
      total += width
    } while width > 1
    words = [UInt64](repeating: 0, count: total)
    self.levels = levels
  }

  /// Adds a node; one that is there already stays once.
  ///
  /// - Complexity: O(log nodes) to the base 64.
  mutating func insert(_ node: NodeID) {
    var position = node.index
    for level in levels {
      let word = level + position >> 6
      let before = words[word]
      words[word] = before | 1 << UInt64(position & 63)
      if before != 0 { return }
      position >>= 6
    }
  }

  /// Takes out the smallest node; nil when there is none.
  ///
  /// - Complexity: O(log nodes) to the base 64.
  mutating func popFirst() -> NodeID? {
    guard let top = words.last, top != 0 else { return nil }
    var position = 0
    for level in levels.reversed() {
      position = position << 6 | words[level + position].trailingZeroBitCount
    }
    let node = NodeID(position)
    for level in levels {
      let word = level + position >> 6
      words[word] &= words[word] &- 1
      if words[word] != 0 { break }
      position >>= 6
    }
    return node
  }
}
