import Testing

@testable import LineageCore

@Suite struct LicenseLinksTests {
  private let links = LicenseLinks([
    ("llama.com/llama3", LicenseCode(1)), ("llama.com/llama3_1/", LicenseCode(2)), ("llama", LicenseCode(3)),
    ("gemma/terms", LicenseCode(4)), ("", LicenseCode(5)),
  ])

  @Test(arguments: [
    ("https://llama.com/llama3_1/license", 2), ("https://llama.com/llama3/license", 1), ("llama", 3),
    ("https://ai.google.dev/gemma/terms", 4), ("gemma/terms?from=llama.com/llama3_1/", 2),
  ])
  func letsTheLongestPieceDecideWhereverItStands(link: String, code: Int) {
    #expect(links.license(in: link) == LicenseCode(code))
  }

  @Test(arguments: ["", "license", "gemma/term", "lama", "https://huggingface.co/a/b/blob/main/license"])
  func findsNothingWhereNoPieceStandsWhole(link: String) {
    #expect(links.license(in: link) == nil)
  }

  @Test func prefersTheFirstInByteOrderAmongPiecesOfOneLength() {
    let twins = LicenseLinks([("b/x", LicenseCode(1)), ("a/x", LicenseCode(2))])
    #expect(twins.license(in: "b/x a/x") == LicenseCode(2))
  }
}
