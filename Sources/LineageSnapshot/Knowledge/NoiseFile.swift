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
        node, subject: subject, allowed: ["id", "class", "pattern", "why", "sample", "judged", "right"])
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
    var precision: NoiseRule.Precision?
    if try keys.text("judged") != nil {
      let judged = try keys.requiredNumber("judged", 1...1_000_000)
      precision = NoiseRule.Precision(judged: judged, right: try keys.requiredNumber("right", 0...judged))
    }
    let rule = NoiseRule(
      id: try keys.requiredText("id"), noiseClass: try keys.requiredWord("class"), pattern: pattern,
      why: try keys.requiredText("why"), sample: try keys.text("sample") ?? "", precision: precision)
    if !rule.sample.isEmpty, NoiseRules([rule])?.flags(rule.sample) == 0 {
      throw keys.error("sample", "the pattern does not fit '\(rule.sample)'")
    }
    return rule
  }
}
