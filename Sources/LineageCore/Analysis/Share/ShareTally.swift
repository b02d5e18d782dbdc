/// Adds up credit by window and set of groups, exactly.
struct ShareTally {
  let definition: ShareDefinition
  private var sets: [String: [[Int32]: Int]] = [:]
  private var voices: [String: Set<Voice>] = [:]

  private struct Voice: Hashable {
    let owner: String
    let group: Int32
  }

  init(definition: ShareDefinition) { self.definition = definition }

  mutating func add(_ groups: [Int32], window: String, owner: () -> String) {
    switch definition.weight {
    case .models: sets[window, default: [:]][groups, default: 0] += 1
    case .uploaders:
      // One voice per uploader and group, however many models stand behind it.
      let owner = owner()
      for group in groups {
        if voices[window, default: []].insert(Voice(owner: owner, group: group)).inserted {
          sets[window, default: [:]][[group], default: 0] += 1
        }
      }
    }
  }

  func rows(names: [String]) -> [ShareTable.Row] {
    sets.keys.sorted().flatMap { window in rows(of: window, sets[window] ?? [:], names: names) }
  }

  private func rows(of window: String, _ tally: [[Int32]: Int], names: [String]) -> [ShareTable.Row] {
    // Credit with the same denominator is added as whole numbers first.
    var parts: [Int32: [Int: Int]] = [:]
    var knownParts: [Int: Int] = [:]
    var units = 0
    for (groups, count) in tally {
      let size = definition.credit == .fractional ? groups.count : 1
      let named = groups.count { !ShareTable.unattributed.contains(names[Int($0)]) }
      units += count
      knownParts[size, default: 0] += count * (definition.credit == .each ? min(named, 1) : named)
      for group in groups { parts[group, default: [:]][size, default: 0] += count }
    }
    let known = Self.sum(knownParts)
    return parts.map { group, parts in
      ShareTable.Row(
        window: window, group: names[Int(group)], mass: Self.sum(parts), units: units, known: known)
    }
    .sorted { $0.mass != $1.mass ? $0.mass > $1.mass : byteOrder($0.group, $1.group) }
  }

  private static func sum(_ parts: [Int: Int]) -> ExactRatio {
    parts.sorted { $0.key < $1.key }.reduce(ExactRatio(0)) { $0 + ExactRatio($1.value) / $1.key }
  }
}
