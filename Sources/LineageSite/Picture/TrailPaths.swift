import LineageCore

/// The ways that terms took which got lost, as numbers on the boxes and lines of a picture.
///
/// Number 1 is the first drop of the model's trail, the one whose page is `license/1/`.
struct TrailPaths: Sendable {
  /// Most paths with a number; a style sheet has a rule for each.
  static let most = 5

  /// The models of each path, from where a term starts down to the subject.
  let ways: [[String]]

  init(_ trail: LicenseTrail?) {
    ways = (trail?.drops ?? []).prefix(Self.most).map { $0.path.map(\.model.id) }
  }

  /// Pairs of a child and a parent that follow each other on a path, the first path first.
  var steps: [[String]] { ways.flatMap { zip($0.dropFirst(), $0).map { [$0, $1] } } }

  /// Marks what is on a path that is drawn whole. Returns the numbers of those paths.
  ///
  /// - Parameter place: The box in which a model is drawn; nil if it is not.
  /// - Complexity: O(steps * lines).
  func mark(_ boxes: inout [PictureBox], _ lines: inout [PictureLine], place: (String) -> Int?) -> [Int] {
    var shown: [Int] = []
    for (i, way) in ways.enumerated() where way.count > 1 {
      let places = way.map(place)
      var passed: [Int] = []
      let isWhole = zip(places, places.dropFirst()).allSatisfy { from, to in
        guard let from, let to else { return false }
        // Two models of one box: members of a cycle, or steps that were folded.
        if from == to { return true }
        guard let line = lines.firstIndex(where: { $0.base == from && $0.derivative == to }) else {
          return false
        }
        passed.append(line)
        return true
      }
      guard isWhole, !passed.isEmpty else { continue }
      shown.append(i + 1)
      for line in passed where lines[line].paths.last != i + 1 { lines[line].paths.append(i + 1) }
      for box in places.compactMap({ $0 }) where boxes[box].paths.last != i + 1 {
        boxes[box].paths.append(i + 1)
      }
    }
    return shown
  }

  /// Classes of what is on these paths.
  static func classes(_ numbers: [Int]) -> [String] { numbers.map { "p\($0)" } }
}
