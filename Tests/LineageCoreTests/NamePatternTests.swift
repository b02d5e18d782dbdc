import Foundation
import LineageTestSupport
import Testing

@testable import LineageCore

@Suite struct NamePatternTests {
  private static func matches(_ pattern: String, _ name: String) throws -> Bool {
    let rule = NoiseRule(id: "p", noiseClass: .test, pattern: try NamePattern(pattern), why: "")
    return try #require(NoiseRules([rule])).flags(name) != 0
  }

  @Test(arguments: [
    ("test", "my-test-1", true), ("^test", "my-test", false), ("^test$", "TEST", true),
    ("test$", "test1", false),
    ("(^|-)ab{2,3}($|-)", "x-abbb-y", true), ("(^|-)ab{2,3}($|-)", "x-abbbb", false), ("a{0}b", "b", true),
    ("[^a-z]9", "x9", false), ("[^a-z]9", "é9", true), ("a.c", "abc", true), ("a\\.c", "abc", false),
    ("\\d{3,}", "a12", false), ("x(?:y|z)*w", "xyzzyw", true), ("(a|b)?c+$", "cc", true), ("[]a]", "]", true),
    ("ab$", "ÜBER-AB", true), ("[a-]", "-", true), ("a$b", "ab", false), ("", "anything", true),
  ]) func fitsAsWritten(pattern: String, name: String, fits: Bool) throws {
    #expect(try Self.matches(pattern, "owner/" + name) == fits, "\(pattern) \(name)")
  }

  @Test(arguments: [
    "(a", "a)", "[a", "*a", "a{3,2}", "a{", "a{999}", "A", "\\q", "a\\", "[z-a]", "(?=a)", "a|*",
    String(repeating: "(", count: 40) + String(repeating: ")", count: 40),
  ]) func rejectsWhatItDoesNotUnderstand(pattern: String) {
    #expect(throws: NamePattern.Fault.self) { try NamePattern(pattern) }
  }

  @Test func agreesWithABacktrackingEngineOnRandomNames() throws {
    let patterns = [
      "(^|[-_.])[0-9a-f]{4}(-[0-9a-f]{2}){2}($|[-_.])", "(ab|a)(bc|c)?$", "^(a|ab)*c", "b{2,4}a|c[^ab]c",
      "(a?b)+c{2}",
    ]
    let rules = try patterns.enumerated().map { number, text in
      NoiseRule(id: "\(number)", noiseClass: .machine, pattern: try NamePattern(text), why: "")
    }
    var flagger = NoiseFlagger(try #require(NoiseRules(rules)))
    var random = SeededGenerator(seed: 5)
    let engines = try patterns.map { try NSRegularExpression(pattern: $0) }
    for _ in 0..<3000 {
      let length = Int.random(in: 0...14, using: &random)
      let name = String((0..<length).compactMap { _ in "abc0f-ABF".randomElement(using: &random) })
      let folded = name.lowercased()
      let range = NSRange(location: 0, length: name.utf16.count)
      let expected = engines.enumerated().reduce(UInt32(0)) { bits, engine in
        engine.element.firstMatch(in: folded, range: range) == nil ? bits : bits | 1 << UInt32(engine.offset)
      }
      var copy = name
      let found = copy.withUTF8 { flagger.flags(UnsafeRawBufferPointer($0)) }
      #expect(found == expected, "\(name)")
    }
  }

  @Test func refusesPatternsThatAreTooLargeTogether() throws {
    let huge = try NamePattern("((a{200}){200}){200}")
    #expect(NoiseRules([NoiseRule(id: "huge", noiseClass: .test, pattern: huge, why: "")]) == nil)
    let one = NoiseRule(id: "a", noiseClass: .test, pattern: try NamePattern("a"), why: "")
    #expect(NoiseRules(Array(repeating: one, count: NoiseRules.capacity)) != nil)
    #expect(NoiseRules(Array(repeating: one, count: NoiseRules.capacity + 1)) == nil)
  }

  @Test func staysLinearWhereBacktrackingWouldNot() throws {
    let rule = NoiseRule(id: "p", noiseClass: .test, pattern: try NamePattern("(a*)*(a*)*(a*)*b$"), why: "")
    let rules = try #require(NoiseRules([rule]))
    #expect(rules.flags(String(repeating: "a", count: 50_000)) == 0)
    #expect(rules.flags(String(repeating: "a", count: 50_000) + "b") == 1)
  }
}
