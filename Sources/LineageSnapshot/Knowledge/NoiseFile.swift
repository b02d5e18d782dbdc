import LineageCore

/// Reads the noise rules (`Graphs/noise.yaml`, or a file given with `--noise`).
public enum NoiseFile {
  /// The rules of a file, in file order.
  ///
  /// - Throws: ``FamilyFileError`` for the first thing that is wrong: a key, a class or a pattern that is not allowed, a
  ///   sample that its own pattern does not fit, or more rules than one machine can hold.
  public static func parse(_ yaml: String) throws(FamilyFileError) -> NoiseRules {
    var rules: [NoiseRule] = []
    for (node, subject) in try KnowledgeList(yaml, key: "rules", noun: "rule").entries {
      let keys = try FamilyFileMapping(
        node, subject: subject,
        allowed: [
          "id", "class", "pattern", "why", "sample", "judged", "right", "judged_before", "right_before",
        ])
      rules.append(try rule(keys))
    }
    guard let compiled = NoiseRules(rules) else {
      throw FamilyFileError(
        line: 0, key: "rules",
        problem: "more than \(NoiseRules.capacity) rules, or patterns that repeat too much together")
    }
    return compiled
  }

  private static func rule(_ keys: FamilyFileMapping) throws(FamilyFileError) -> NoiseRule {
    let pattern: NamePattern
    do {
      pattern = try NamePattern(try keys.requiredText("pattern"))
    } catch let fault as NamePattern.Fault {
      throw keys.error("pattern", fault.description)
    } catch let error as FamilyFileError {
      throw error
    } catch {
      throw keys.error("pattern", "\(error)")
    }
    let rule = NoiseRule(
      id: try keys.requiredText("id"), noiseClass: try keys.requiredWord("class"), pattern: pattern,
      why: try keys.requiredText("why"), sample: try keys.text("sample") ?? "",
      precision: try precision(keys, "judged", "right"),
      precisionBefore: try precision(keys, "judged_before", "right_before"))
    if !rule.sample.isEmpty, NoiseRules([rule])?.flags(rule.sample) == 0 {
      throw keys.error("sample", "the pattern does not fit '\(rule.sample)'")
    }
    return rule
  }

  private static func precision(
    _ keys: FamilyFileMapping, _ judgedKey: String, _ rightKey: String
  ) throws(FamilyFileError) -> NoiseRule.Precision? {
    guard try keys.text(judgedKey) != nil else { return nil }
    let judged = try keys.requiredNumber(judgedKey, 1...1_000_000)
    return NoiseRule.Precision(judged: judged, right: try keys.requiredNumber(rightKey, 0...judged))
  }
}
