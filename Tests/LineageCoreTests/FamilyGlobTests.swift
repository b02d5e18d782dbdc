import LineageCore
import LineageTestSupport
import Testing

/// The definition of a glob, as short as it can be said; exponential, so for short texts only.
func naiveFits(_ pattern: Substring, _ text: Substring) -> Bool {
  guard let first = pattern.first else { return text.isEmpty }
  if first == "*" {
    return naiveFits(pattern.dropFirst(), text) || (!text.isEmpty && naiveFits(pattern, text.dropFirst()))
  }
  return text.first == first && naiveFits(pattern.dropFirst(), text.dropFirst())
}

/// The rule that wins, as section 2 of the shares definition says it, over all globs in file order.
private func naiveWinner(_ globs: [String], _ text: String) -> Int? {
  let fitting = globs.indices.filter { naiveFits(globs[$0].lowercased()[...], text.lowercased()[...]) }
  func literals(_ index: Int) -> Int { globs[index].count { $0 != "*" } }
  let longest = fitting.map(literals).max()
  return fitting.first { literals($0) == longest }
}

@Suite struct FamilyGlobTests {
  @Test(arguments: [
    ("*", "", true), ("", "", true), ("", "a", false), ("a*", "a", true), ("*a", "ba", true),
    ("a*a", "a", false),
    ("a*b*c", "aXbYbZc", true), ("*ab*ab*", "abab", true), ("*ab*ab*", "aba", false), ("**a**", "a", true),
    ("abc", "abc", true), ("abc", "abcd", false), ("*aab", "aaab", true), ("*-2-*", "x-2-", true),
  ]) func fitsWhatTheDefinitionSays(pattern: String, text: String, expected: Bool) {
    #expect(matches([pattern], text) == (expected ? 0 : nil))
    #expect(naiveFits(pattern[...], text[...]) == expected)
  }

  @Test func agreesWithTheDefinitionOnRandomPatterns() {
    var random = SeededGenerator(seed: 20_250_409)
    for _ in 0..<1500 {
      let globs = (0..<Int.random(in: 1...6, using: &random)).map { _ in
        randomText("aab-***", upTo: 9, using: &random)
      }
      let text = randomText("aab-B", upTo: 12, using: &random)
      #expect(matches(globs, text) == naiveWinner(globs, text), "\(globs) on \(text)")
    }
  }

  @Test func agreesWithTheDefinitionOnAllShortTexts() {
    let globs = ["*ab*", "a*", "*b", "*aba*b", "ab*ab", "*bb*a*", "aab", "*a*b*a*b*", "b**b"]
    var texts = [""]
    for _ in 0..<6 {
      texts = texts.flatMap { [$0 + "a", $0 + "b"] }
      for text in texts { #expect(matches(globs, text) == naiveWinner(globs, text), "\(text)") }
    }
  }

  @Test func stopsAtOnceOnATextMadeToGoBack() {
    let pattern = String(repeating: "a*", count: 30) + "b"
    #expect(matches([pattern], String(repeating: "a", count: 5000)) == nil)
  }
}

/// Position of the glob that wins by name, nil if none fits.
private func matches(_ globs: [String], _ text: String) -> Int? {
  let families = globs.enumerated().map { index, glob in
    Family(
      id: "f\(index)", english: "F", developer: "F", region: .us, kind: .language,
      rules: FamilyRules(names: [glob]))
  }
  return FamilyTable(families).code(forName: text).map { Int($0.rawValue) }
}

private func randomText(_ letters: String, upTo length: Int, using random: inout SeededGenerator) -> String {
  let choice = Array(letters)
  return String(
    (0..<Int.random(in: 0...length, using: &random)).map { _ in choice.randomElement(using: &random) ?? "a" })
}
