import LineageCore

/// Which lines among the models of a picture are drawn: all, or as many as a reader can follow.
///
/// Every model keeps one line on its shortest way down. Then come lines that say something no other way through
/// the picture says, and last those that only shorten one.
struct LineChoice {
  /// The lines to draw, by the keys of their ends.
  let lines: [Line]
  /// How many more there are.
  let leftOut: Int
  private let pairs: [String: Set<String>]

  /// A line between two keys.
  struct Line {
    let child: String
    let parent: String
    let label: EdgeLabel
  }

  /// Chooses at most `limit` lines, or more if there are more models than that.
  ///
  /// - Parameters:
  ///   - wanted: Pairs of a child and a parent whose line is never left out.
  ///   - key: What stands for a model; a line whose ends have one key is none.
  /// - Complexity: O(models * lines).
  init(
    _ edges: [Line], from subject: String, limit: Int, keeping wanted: Set<[String]> = [],
    key: (String) -> String
  ) {
    var parents: [String: [String]] = [:]
    var all: [Line] = []
    for edge in edges {
      let (child, parent) = (key(edge.child), key(edge.parent))
      guard child != parent, parents[child]?.contains(parent) != true else { continue }
      parents[child, default: []].append(parent)
      all.append(Line(child: child, parent: parent, label: edge.label))
    }
    var keep = [Bool](repeating: all.count <= limit, count: all.count)
    if all.count > limit {
      var placed: Set<String> = [key(subject)]
      for (i, line) in all.enumerated() where placed.insert(line.parent).inserted { keep[i] = true }
      for (i, line) in all.enumerated() where wanted.contains([line.child, line.parent]) { keep[i] = true }
      var room = limit - keep.count { $0 }
      let above = Self.above(parents)
      let shortens = all.map { line in
        (parents[line.child] ?? []).contains { $0 != line.parent && above[$0]?.contains(line.parent) == true }
      }
      for shortening in [false, true] {
        for i in all.indices where !keep[i] && shortens[i] == shortening && room > 0 {
          keep[i] = true
          room -= 1
        }
      }
    }
    lines = all.indices.filter { keep[$0] }.map { all[$0] }
    leftOut = all.count - lines.count
    pairs = lines.reduce(into: [:]) { $0[$1.child, default: []].insert($1.parent) }
  }

  /// Whether a line between two keys is drawn.
  func contains(child: String, parent: String) -> Bool { pairs[child]?.contains(parent) == true }

  /// Everything above each key.
  private static func above(_ parents: [String: [String]]) -> [String: Set<String>] {
    parents.keys.reduce(into: [:]) { above, start in
      var seen: Set<String> = []
      var pending = parents[start] ?? []
      while let next = pending.popLast() {
        if seen.insert(next).inserted { pending += parents[next] ?? [] }
      }
      above[start] = seen
    }
  }
}
