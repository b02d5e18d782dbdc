import LineageCore
import Yams

/// Reads published claims (`Graphs/claims.yaml`, or a file given to `lineage claims`).
public enum ClaimFile {
  /// The claims of a file, in file order.
  ///
  /// - Throws: ``FamilyFileError`` for the first thing that is wrong.
  public static func parse(_ yaml: String) throws(FamilyFileError) -> [Claim] {
    var claims: [Claim] = []
    for (node, subject) in try KnowledgeList(yaml, key: "claims", noun: "claim").entries {
      let keys = try FamilyFileMapping(
        node, subject: subject,
        allowed: [
          "id", "text", "source", "metric", "group", "says", "time", "population", "readings", "repeats",
          "note",
        ])
      claims.append(try claim(keys))
    }
    return claims
  }

  private static func claim(_ keys: FamilyFileMapping) throws(FamilyFileError) -> Claim {
    let axis: ShareDefinition.Group = try word("group", keys) ?? .family
    guard let metric: Claim.Metric = try word("metric", keys) else { throw keys.error("metric", "missing") }
    let window: ShareDefinition.Window
    do {
      window = try ShareDefinition.Window(try keys.text("time") ?? "all")
    } catch let error as ShareDefinition.ParseError {
      throw keys.error("time", error.message)
    } catch let error as FamilyFileError {
      throw error
    } catch {
      throw keys.error("time", "\(error)")
    }
    let source = try keys.requiredMapping("source", allowed: ["title", "by", "date", "url"])
    return Claim(
      id: try keys.requiredText("id"), text: try keys.requiredText("text"),
      source: Claim.Source(
        title: try source.requiredText("title"), publisher: try source.requiredText("by"),
        date: try source.requiredText("date"), url: try source.text("url")),
      metric: metric, parts: try parts(keys), axis: axis, window: window,
      population: try keys.text("population") ?? "", readings: try readings(keys, axis),
      repeats: try keys.text("repeats"), note: try keys.requiredText("note"))
  }

  private static func word<Word: RawRepresentable & CaseIterable>(
    _ key: String, _ keys: FamilyFileMapping
  ) throws(FamilyFileError) -> Word? where Word.RawValue == String { try keys.word(key) }

  /// `- qwen >= 40 percent`: the group, which may hold blanks, then comparator, number and unit.
  private static func parts(_ keys: FamilyFileMapping) throws(FamilyFileError) -> [Claim.Part] {
    var parts: [Claim.Part] = []
    for node in try keys.items("says") ?? [] {
      let text = node.scalar?.string ?? ""
      let words = text.split(separator: " ").map(String.init)
      guard words.count >= 4, let comparator = Claim.Comparator(rawValue: words[words.count - 3]),
        let value = Double(words[words.count - 2]), value.isFinite, let unit = words.last
      else {
        throw keys.error(
          "says",
          "'\(text)' is not: group, one of >= <= = ~, a number, a unit (percent, models, downloads, ...)",
          at: node)
      }
      parts.append(
        Claim.Part(
          group: words.dropLast(3).joined(separator: " "), comparator: comparator, value: value, unit: unit))
    }
    guard !parts.isEmpty else { throw keys.error("says", "missing or empty") }
    return parts
  }

  private static func readings(
    _ keys: FamilyFileMapping, _ axis: ShareDefinition.Group
  ) throws(FamilyFileError) -> [ShareDefinition] {
    var readings: [ShareDefinition] = []
    for node in try keys.items("readings") ?? [] {
      let text = node.scalar?.string ?? ""
      do {
        readings.append(try ShareDefinition(text))
      } catch {
        throw keys.error("readings", error.message, at: node)
      }
    }
    if let other = readings.first(where: { $0.group != axis }) {
      throw keys.error("readings", "\(other) does not group by \(axis.rawValue), as the claim does")
    }
    return readings
  }
}
