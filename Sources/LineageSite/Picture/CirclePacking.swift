/// Circles side by side without overlap: the first in the middle, each next one as near as it can be to the middle
/// and to those it has to do with, and not in the way between two others that have to do with each other.
struct CirclePacking {
  typealias Point = (x: Double, y: Double)

  /// The middles, in the order given.
  private(set) var middles: [Point] = []
  private let radii: [Double]
  private let pull: (Int, Int) -> Double
  /// Pairs of placed circles that have to do with each other.
  private var lines: [(Int, Int)] = []
  /// What a circle in the way of a line costs, in px of distance.
  private static let inTheWay = 160.0

  /// - Parameters:
  ///   - radii: The circles; best those first that have to do with others, and large ones before small ones.
  ///   - pull: How much two circles belong together, by their positions; 0 if not at all.
  /// - Complexity: O(circles to the fifth power) at worst; made for a few dozen.
  init(_ radii: [Double], pull: @escaping (Int, Int) -> Double) {
    (self.radii, self.pull) = (radii, pull)
    for i in radii.indices {
      middles.append(place(i))
      lines += (0..<i).filter { pull(i, $0) > 0 }.map { (i, $0) }
    }
  }

  private func place(_ i: Int) -> Point {
    if i == 0 { return (0, 0) }
    if i == 1 { return (radii[0] + radii[1], 0) }
    var best: Point = (0, 0)
    var least = Double.infinity
    for j in 0..<i {
      for k in 0..<i where k != j {
        guard let spot = beside(j, k, radius: radii[i]), isFree(spot, radius: radii[i], of: i) else {
          continue
        }
        let cost = cost(of: spot, for: i)
        if cost < least - 1e-6 { (best, least) = (spot, cost) }
      }
    }
    return best
  }

  private func cost(of spot: Point, for i: Int) -> Double {
    // Wider than high, as a page is.
    var cost = (spot.x * spot.x + 2.2 * spot.y * spot.y).squareRoot()
    for other in 0..<i {
      let weight = pull(i, other)
      guard weight > 0 else { continue }
      cost += weight * Self.distance(spot, middles[other])
      let between = (0..<i).count {
        $0 != other && Self.distance(middles[$0], from: spot, to: middles[other]) < radii[$0] - 4
      }
      cost += Self.inTheWay * Double(between)
    }
    let crossed = lines.count { line in
      Self.distance(spot, from: middles[line.0], to: middles[line.1]) < radii[i] - 4
    }
    return cost + Self.inTheWay * Double(crossed)
  }

  /// Where a circle touches two others, on the left of the way from the first to the second.
  private func beside(_ j: Int, _ k: Int, radius: Double) -> Point? {
    let (a, b) = (radii[j] + radius, radii[k] + radius)
    let (p, q) = (middles[j], middles[k])
    let between = Self.distance(p, q)
    guard between > 0, between <= a + b else { return nil }
    let along = (a * a - b * b + between * between) / (2 * between)
    let square = a * a - along * along
    guard square >= 0 else { return nil }
    let aside = square.squareRoot()
    let (ux, uy) = ((q.x - p.x) / between, (q.y - p.y) / between)
    return (p.x + ux * along - uy * aside, p.y + uy * along + ux * aside)
  }

  private func isFree(_ spot: Point, radius: Double, of count: Int) -> Bool {
    (0..<count).allSatisfy { Self.distance(spot, middles[$0]) >= radii[$0] + radius - 0.01 }
  }

  static func distance(_ a: Point, _ b: Point) -> Double {
    ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot()
  }

  /// From a point to the nearest point of a straight line between two others.
  static func distance(_ point: Point, from a: Point, to b: Point) -> Double {
    let square = (b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y)
    guard square > 0 else { return distance(point, a) }
    let along = ((point.x - a.x) * (b.x - a.x) + (point.y - a.y) * (b.y - a.y)) / square
    let part = min(1, max(0, along))
    return distance(point, (a.x + part * (b.x - a.x), a.y + part * (b.y - a.y)))
  }
}
