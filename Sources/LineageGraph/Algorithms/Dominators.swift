/// The dominator tree of a condensation, seen from above: the dominator of a component is the nearest one that
/// lies on *every* way up from it to the roots. A component whose ways up have nothing in common has none.
///
///     0 <- 1 <- 3 <- 4      4 is dominated by 3, and 3 by 0;
///     0 <- 2 <- 3           1 and 2 lie strictly between 3 and its dominator
///
/// What makes it useful: the ancestors of a component are, without overlap, those strictly between it and its
/// dominator, the dominator, and the ancestors of the dominator. A component with one parent, however deep, has
/// nothing in between.
///
/// Cooper, Harvey and Kennedy, *A simple, fast dominance algorithm*, 2001; one pass is enough without cycles.
struct Dominators {
  private let condensation: Condensation
  /// One more than the number of the dominator; 0 for none.
  private let above: [UInt32]
  /// The component whose walk met this one last, plus one.
  private var stamps: [UInt32]
  private var stack: [Int] = []
  /// Steps that may still be taken, here and in walks. Below 0 the work is not worth going on with.
  private(set) var stepsLeft: Int

  /// The tree; nil if it takes more steps than allowed.
  ///
  /// - Complexity: O(nodes + edges + `steps`) time, O(nodes) space.
  init?(_ condensation: Condensation, steps: Int) {
    self.condensation = condensation
    stepsLeft = steps
    var above = [UInt32](repeating: 0, count: condensation.count)
    for component in 0..<condensation.count {
      var row = condensation.row(component)
      guard let first = row.popFirst() else { continue }
      var dominator = UInt32(condensation.parent(at: first) + 1)
      for slot in row {
        var other = UInt32(condensation.parent(at: slot) + 1)
        // The deeper of two has the greater number; 0 lies above everything.
        while dominator != other {
          stepsLeft -= 1
          if dominator > other {
            dominator = above[Int(dominator) - 1]
          } else {
            other = above[Int(other) - 1]
          }
        }
      }
      if stepsLeft < 0 { return nil }
      above[component] = dominator
    }
    self.above = above
    stamps = [UInt32](repeating: 0, count: condensation.count)
  }

  /// The dominator of a component; nil if there is none.
  func dominator(of component: Int) -> Int? {
    above[component] == 0 ? nil : Int(above[component]) - 1
  }

  /// Calls `body` once for every component strictly between one and its dominator; for every ancestor if it has
  /// no dominator. To be asked once for each component.
  ///
  /// - Complexity: O(those components and the edges that leave them).
  mutating func forEachBetween(_ component: Int, _ body: (Int) -> Void) {
    let row = condensation.row(component)
    guard row.count > 1 else { return }
    let end = Int(above[component]) - 1
    let stamp = UInt32(component + 1)
    var pending = row
    while true {
      stepsLeft -= pending.count
      for slot in pending {
        let parent = condensation.parent(at: slot)
        if parent != end, stamps[parent] != stamp {
          stamps[parent] = stamp
          stack.append(parent)
          body(parent)
        }
      }
      guard let next = stack.popLast() else { return }
      pending = condensation.row(next)
    }
  }
}
