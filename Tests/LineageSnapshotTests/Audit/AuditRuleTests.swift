import Foundation
import LineageCore
import Testing

/// Every rule speaks where its file in Fixtures/audit says so, and is silent where the file says so.
@Suite struct AuditRuleTests {
  static let rules = AuditRule.all.map(\.id)

  @Test func hasAFileForEveryRuleAndNoOther() throws {
    let folder = AuditCase.repository.appendingPathComponent("Fixtures/audit")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }
    #expect(Set(files) == Set(Self.rules))
  }

  @Test(arguments: rules)
  func hasCasesForAndAgainst(rule: String) throws {
    let lines = try AuditCase(rule: rule).expected
    #expect(lines.contains { $0.contains(" \(rule) ") && !$0.contains(" not ") })
    #expect(lines.contains { $0.hasSuffix("not \(rule)") || $0.hasSuffix(" clean") })
  }

  @Test(arguments: rules)
  func speaksWhereItsFileSaysSo(rule: String) throws {
    let example = try AuditCase(rule: rule)
    let auditor = try example.auditor()
    for line in example.expected {
      let words = line.split(separator: " ").map(String.init)
      let node = try #require(example.index.find(words[0]), "\(words[0]) is not drawn")
      let report = auditor.audit(node)
      let found = report.findings.map {
        "\($0.rule) \($0.verdict.rawValue) \($0.level.rawValue) \($0.origin ?? "")"
      }
      switch words[1] {
      case "clean":
        #expect(report.verdict == nil, "\(line): \(found)")
        #expect(!report.findings.contains { $0.level > .note }, "\(line): \(found)")
      case "not": #expect(!found.contains { $0.hasPrefix(words[2] + " ") }, "\(line): \(found)")
      default:
        let wanted = words.dropFirst().joined(separator: " ")
        #expect(
          found.contains {
            $0 == wanted || $0 == wanted + " " || (words.count == 4 && $0.hasPrefix(wanted + " "))
          }, "\(line): \(found)")
      }
    }
  }

  @Test(arguments: rules)
  func explainsItself(rule: String) throws {
    let rule = try #require(AuditRule.named(rule.lowercased()))
    #expect(rule.explanation.count > 100)
    #expect(!rule.fix.isEmpty)
    #expect(!rule.title.hasSuffix("."))
  }
}
