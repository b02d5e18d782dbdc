import Foundation
import Testing

/// `lineage claims` on the embedded sample.
@Suite struct ClaimsCommandTests {
  private let sentence = "Gemma >= 60% of language model fine-tunes in 2025-05"

  @Test func putsASentenceToTheTest() throws {
    let answer = try Sample.ask("claims", "--text", sentence, "--json").json()
    let claim = try #require(answer["claims"].elements.first)
    #expect(claim["metric"] == "derivative-share")
    #expect(claim["readings"].elements.count > 4)
    let text = try Sample.ask("claims", "--text", sentence).out
    #expect(text.contains(sentence))
    #expect(text.contains("every definition: holds under "))
    #expect(text.hasSuffix("\n"))
  }

  @Test func namesTheWordItDoesNotUnderstand() throws {
    let outcome = try Sample.ask("claims", "--text", "Qwne >= 40% of derivatives")
    #expect(outcome.status == 2)
    #expect(outcome.err.contains("‘qwne’ is no family") && outcome.err.contains("did you mean Qwen"))
  }

  @Test func testsTheShippedClaims() throws {
    let claims = try Sample.ask("claims", "--json").json()["claims"].elements
    #expect(claims.count >= 20)
    #expect(Set(claims.compactMap { $0["verdict"].text }).isSuperset(of: ["not testable"]))
    let markdown = try Sample.ask("claims", "--markdown", "--narrow").lines
    #expect(markdown.count { $0.hasPrefix("| ") } == claims.count + 1)
    #expect(try Sample.ask("claims", "--id", "nobody").status == 2)
  }

  @Test func saysInShortWhatHoldsAndUnderWhichDefinition() throws {
    let program = try Sample.program()
    let yaml = """
      claims:
      - id: mine
        text: Most build on Gemma.
        source: {title: t, by: b, date: "2025"}
        metric: derivative-share
        says: [gemma >= 60 percent]
        time: 2025-05
        readings: [uploads/all/all/root/fractional/models/family/2025-05]
        note: n
      - id: price
        text: It is cheap.
        source: {title: t, by: b, date: "2025"}
        metric: price
        says: [gemma = 1 dollar]
        time: all
        note: n
      """
    try Data(yaml.utf8).write(to: program.folder.appendingPathComponent("short.yaml"))
    let lines = try Sample.ask("claims", "short.yaml").lines
    #expect(lines.count <= 16)
    #expect(lines[0] == "2 claims: 1 refuted, 1 not testable")
    #expect(lines.contains { $0.hasPrefix("mine  not by its own words, but by others") })
    #expect(lines.contains { $0.contains("as worded") && $0.contains("of all models, credit to the roots") })
    let id = try #require(lines.first { $0.contains("lineage share ") }).split(separator: " ").last
    let share = try Sample.ask("share", String(try #require(id)), "--json").json()
    #expect(share["rows"].elements.contains { $0["group"] == "gemma" })
    #expect(
      lines.contains { $0.hasPrefix("  where it holds: ") && $0.contains("derivatives of language models (") }
    )
  }

  @Test func failsACheckThatDoesNotHold() throws {
    let program = try Sample.program()
    func run(_ value: Int) throws -> Outcome {
      let yaml = """
        claims:
        - id: mine
          text: t
          source: {title: t, by: b, date: "2025"}
          metric: derivative-share
          says: [gemma >= \(value) percent]
          time: 2025-05
          readings: [lm/all/ft+ad/root+alias/fractional/models/family/2025-05]
          note: n
        """
      try Data(yaml.utf8).write(to: program.folder.appendingPathComponent("mine-\(value).yaml"))
      return try Sample.ask("claims", "mine-\(value).yaml", "--check", "--narrow")
    }
    #expect(try run(60).status == 0)
    let failed = try run(90)
    #expect(failed.status == 1 && failed.err.contains("1 claim not held up: mine"))
  }
}
