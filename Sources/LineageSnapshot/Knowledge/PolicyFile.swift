import LineageCore
import Yams

/// Reads an audit policy in YAML or JSON; its keys are described in `docs/policy.schema.json`.
public enum PolicyFile {
  /// The policy of a file.
  ///
  /// - Throws: ``KnowledgeError`` for the first thing that is wrong: a key or value that is not allowed, a waiver
  ///   without a reason, an approver or a day on which it expires.
  public static func parse(_ yaml: String) throws(KnowledgeError) -> AuditPolicy {
    let top = try KnowledgeMapping(
      KnowledgeYAML.compose(yaml, maximumBytes: 1 << 20), subject: "",
      allowed: ["version", "context", "licenses", "rules", "min_confidence", "fail_on", "waivers"])
    guard let version = try top.text("version") else { throw top.error("version", "missing; allowed: 1") }
    guard version == "1" else {
      throw top.error("version", "'\(version)' is not a version this program reads; allowed: 1")
    }
    var policy = AuditPolicy()
    if let node = top.node("context") { policy.context = try context(node) }
    if let node = top.node("licenses") { try licenses(node, &policy) }
    if let node = top.node("rules") { try rules(node, &policy) }
    if let text = try top.text("min_confidence") {
      guard let value = Double(text), (0...1).contains(value) else {
        throw top.error("min_confidence", "'\(text)' is not a number from 0 to 1")
      }
      policy.minimumConfidence = value
    }
    policy.failOn = try level(top, "fail_on") ?? .error
    policy.waivers = try waivers(top)
    return policy
  }

  private static func level(_ keys: KnowledgeMapping, _ key: String) throws(KnowledgeError) -> Finding.Level?
  {
    try keys.word(key)
  }

  private static func context(_ node: Node) throws(KnowledgeError) -> AuditContext {
    let keys = try KnowledgeMapping(
      node, subject: "context",
      allowed: [
        "role", "commercial", "mau", "annual_revenue_usd", "territory", "uses", "trains_other_models",
      ])
    var context = AuditContext()
    context.role = try keys.word("role")
    context.commercial = try keys.flag("commercial")
    context.monthlyUsers = try keys.number("mau")
    context.annualRevenue = try keys.number("annual_revenue_usd")
    context.territory = try keys.texts("territory")
    for place in context.territory where place.utf8.count != 2 || place != place.uppercased() {
      throw keys.error(
        "territory", "'\(place)' is not a place; allowed: two capital letters, such as DE or US")
    }
    context.uses = try keys.texts("uses")
    context.trainsOtherModels = try keys.flag("trains_other_models")
    return context
  }

  private static func licenses(_ node: Node, _ policy: inout AuditPolicy) throws(KnowledgeError) {
    let keys = try KnowledgeMapping(node, subject: "licenses", allowed: ["allow", "deny", "review"])
    policy.allow = try patterns(keys, "allow")
    policy.deny = try patterns(keys, "deny")
    policy.review = try patterns(keys, "review")
  }

  private static func patterns(
    _ keys: KnowledgeMapping, _ key: String
  ) throws(KnowledgeError) -> [LicensePattern] {
    var patterns: [LicensePattern] = []
    for text in try keys.texts(key) {
      let pattern = LicensePattern(text)
      guard !pattern.isMeaningless else {
        throw keys.error(
          key, "'\(text)' names no category; allowed: \(wordList(LicenseCategory.allCases.map(\.rawValue)))")
      }
      patterns.append(pattern)
    }
    return patterns
  }

  private static func rules(_ node: Node, _ policy: inout AuditPolicy) throws(KnowledgeError) {
    let ids = AuditRule.all.map(\.id).sorted()
    let keys = try KnowledgeMapping(node, subject: "rules", allowed: ids + ["adapters", "datasets"])
    policy.adapters = try keys.word("adapters") ?? .basis
    for id in keys.keys where id != "adapters" {
      let rule = id == "datasets" ? "LIC021" : id
      if try keys.text(id) == "off" {
        policy.levels[rule] = .some(nil)
      } else if let level = Finding.Level(rawValue: try keys.requiredText(id)) {
        policy.levels[rule] = level
      } else {
        let text = try keys.requiredText(id)
        throw keys.error(id, "'\(text)' is not allowed; allowed: note warning error off")
      }
    }
  }

  private static func waivers(_ top: KnowledgeMapping) throws(KnowledgeError) -> [Waiver] {
    var waivers: [Waiver] = []
    var ids: Set<String> = []
    for (position, node) in (try top.items("waivers") ?? []).enumerated() {
      let keys = try KnowledgeMapping(
        node, subject: "waiver number \(position + 1)",
        allowed: ["id", "rule", "model", "ancestor", "reason", "justification", "approver", "expires"],
        name: "id", kind: "waiver")
      let id = try keys.requiredText("id")
      guard ids.insert(id).inserted else { throw keys.error("id", "'\(id)' is already the id of a waiver") }
      let rule = try keys.requiredText("rule")
      guard rule == "*" || AuditRule.named(rule) != nil else {
        throw keys.error(
          "rule", "'\(rule)' is no rule; allowed: * \(wordList(AuditRule.all.map(\.id).sorted()))")
      }
      guard let expires = try keys.day("expires") else {
        throw keys.error("expires", "missing; a waiver needs a last day, YYYY-MM-DD")
      }
      waivers.append(
        Waiver(
          id: id, rule: rule == "*" ? rule : rule.uppercased(), model: try keys.requiredText("model"),
          ancestor: try keys.text("ancestor"), reason: try keys.requiredWord("reason"),
          justification: try keys.requiredText("justification"), approver: try keys.requiredText("approver"),
          expires: expires))
    }
    return waivers
  }
}
