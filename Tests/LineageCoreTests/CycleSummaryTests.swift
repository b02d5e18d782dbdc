import LineageGraph
import Testing

@testable import LineageCore

@Suite struct CycleSummaryTests {
  private func back(_ bases: [[Int]]) -> Int {
    let order = CycleOrder(bases: bases).order
    #expect(order.sorted() == Array(bases.indices))
    var place = [Int](repeating: 0, count: bases.count)
    for (i, thing) in order.enumerated() { place[thing] = i }
    return bases.enumerated().reduce(0) { sum, thing in
      sum + Set(thing.element).count { place[$0] > place[thing.offset] }
    }
  }

  @Test func putsBasesFirst() {
    #expect(CycleOrder(bases: [[1], [2], []]).order == [2, 1, 0])
    #expect(CycleOrder(bases: []).order.isEmpty)
  }

  @Test func leavesOneLinkBackInARing() {
    for count in 2...12 { #expect(back((0..<count).map { [($0 + 1) % count] }) == 1) }
  }

  /// Everybody names everybody: each pair has one link that points back, whatever the order.
  @Test func cannotDoBetterWhereEverybodyNamesEverybody() {
    #expect(back((0..<6).map { thing in (0..<6).filter { $0 != thing } }) == 15)
  }

  /// No order of any digraph of three things has fewer links back than the one found.
  @Test func findsTheFewestAmongThree() {
    let pairs = [(0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1)]
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
    for chosen in 0..<64 {
      var bases: [[Int]] = [[], [], []]
      for (i, pair) in pairs.enumerated() where chosen >> i & 1 == 1 { bases[pair.0].append(pair.1) }
      let fewest = orders.map { order in
        bases.enumerated().reduce(0) { sum, thing in
          let at = order.firstIndex(of: thing.offset) ?? 0
          return sum + thing.element.count { (order.firstIndex(of: $0) ?? 0) > at }
        }
      }.min()
      #expect(back(bases) == fewest, "\(bases)")
    }
  }

  @Test func keepsTheNumbersBeyondWhatItCanOrder() {
    let count = CycleOrder.most + 1
    #expect(CycleOrder(bases: (0..<count).map { [($0 + 1) % count] }).order == Array(0..<count))
  }
}
