/// Circles side by side without overlap: the first in the middle, each next one as near as it can be to the middle
/// and to those it has to do with.
struct CirclePacking {
  /// The middles, in the order given.
  private(set) var middles: [(x: Double, y: Double)] = []
  private let radii: [Double]

  /// - Parameters:
  ///   - radii: The circles, best the largest first.
  ///   - pull: How much two circles belong together, by their positions; 0 if not at all.
  /// - Complexity: O(circles to the fourth power); made for a few dozen.
  init(_ radii: [Double], pull: (Int, Int) -> Double) {
    self.radii = radii
    for i in radii.indices { middles.append(place(i, pull)) }
  }

  private func place(_ i: Int, _ pull: (Int, Int) -> Double) -> (x: Double, y: Double) {
    if i == 0 { return (0, 0) }
    if i == 1 { return (radii[0] + radii[1], 0) }
    var best: (x: Double, y: Double) = (0, 0)
    var least = Double.infinity
    for j in 0..<i {
      for k in 0..<i where k != j {
        guard let spot = beside(j, k, radius: radii[i]), isFree(spot, radius: radii[i], of: i) else { continue }
        // Wider than high, as a page is.
        var cost = (spot.x * spot.x + 2.2 * spot.y * spot.y).squareRoot()
        for other in 0..<i {
          let weight = pull(i, other)
          if weight > 0 { cost += weight * distance(spot, middles[other]) }
        }
        if cost < least - 1e-6 { (best, least) = (spot, cost) }
      }
    }
    return best
  }

  /// Where a circle touches two others, on the left of the way from the first to the second.
  private func beside(_ j: Int, _ k: Int, radius: Double) -> (x: Double, y: Double)? {
    let (a, b) = (radii[j] + radius, radii[k] + radius)
    let (p, q) = (middles[j], middles[k])
    let between = distance(p, q)
    guard between > 0, between <= a + b else { return nil }
    let along = (a * a - b * b + between * between) / (2 * between)
    let square = a * a - along * along
    guard square >= 0 else { return nil }
    let aside = square.squareRoot()
    let (ux, uy) = ((q.x - p.x) / between, (q.y - p.y) / between)
    return (p.x + ux * along - uy * aside, p.y + uy * along + ux * aside)
  }

  private func isFree(_ spot: (x: Double, y: Double), radius: Double, of count: Int) -> Bool {
    (0..<count).allSatisfy { distance(spot, middles[$0]) >= radii[$0] + radius - 0.01 }
  }

  private func distance(_ a: (x: Double, y: Double), _ b: (x: Double, y: Double)) -> Double {
    ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot()
  }
}
