import LineageCore

/// A rule, or all of them, explained.
struct RuleExplanation {
  let id: String?
  let asJSON: Bool

  func print() throws {
    var rules = AuditRule.all.sorted { byteOrder($0.id, $1.id) }
    if let id {
      guard let rule = AuditRule.named(id) else {
        throw CommandFailure(
          .usage, subject: "--explain", "‘\(printable(id))’ is no rule",
          hint: "rules: " + rules.map(\.id).joined(separator: ", "))
      }
      rules = [rule]
    }
    if asJSON {
      let documents = rules.map {
        JSONDocument.object([
          "id": .string($0.id), "title": .string($0.title), "verdict": .string($0.verdict.rawValue),
          "level": .string($0.level.rawValue), "explanation": .string($0.explanation), "fix": .string($0.fix),
        ])
      }
      return Terminal.out(JSONDocument.object(["rules": .array(documents)]).text())
    }
    guard id != nil else {
      var columns = TextColumns([.left, .left, .left, .left])
      for rule in rules { columns.add([rule.id, rule.verdict.rawValue, rule.level.rawValue, rule.title]) }
      return columns.lines().forEach(Terminal.out)
    }
    for rule in rules {
      Terminal.out("\(Style.bold.apply(rule.id)) \(rule.title)")
      Terminal.out("\(rule.verdict.rawValue), \(rule.level.rawValue) by default")
      Terminal.out("")
      Terminal.out(rule.explanation)
      Terminal.out("")
      Terminal.out("Fix: \(rule.fix)")
    }
  }
}
