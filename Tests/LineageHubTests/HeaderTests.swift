import LineageTestSupport
import Testing

@testable import LineageHub

/// What stands in headers and addresses.
@Suite struct HeaderTests {
  @Test(arguments: [
    (#"<https://h/api/models?cursor=a>; rel="next""#, "https://h/api/models?cursor=a"),
    (#"</x?a=1,2>; rel="prev", </x?a=3>; rel=next"#, "/x?a=3"),
    (#"</x>; title="a, b"; rel="prev next""#, "/x"),
    (#"</x>; rel="prev""#, nil), ("", nil), ("<", nil), ("</x>", nil),
  ])
  func readsTheNextPage(header: String, address: String?) {
    #expect(LinkHeader.next(header) == address)
  }

  @Test(
    arguments: [
      (["ratelimit": "\"api\";r=0;t=55"], 55.0, 0), (["ratelimit": "\"api\";r=3;t=55"], 0, 3),
      (["ratelimit": "\"a\";r=9;t=1, \"b\";r=0;t=7"], 7, 0), (["retry-after": "12"], 12, nil),
      (["retry-after": "-5"], 0, nil), (["retry-after": "Sun, 06 Nov 1994 08:49:37 GMT"], 37, nil),
      (["x-ratelimit-remaining": "0", "x-ratelimit-reset": "9"], 9, 0), (["retry-after": "soon"], 0, nil),
      (["ratelimit": "r=x;t=y;;=,"], 0, nil), ([:], 0, nil),
    ] as [([String: String], Double, Int?)])
  func readsTheRate(headers: [String: String], wait: Double, left: Int?) {
    let limit = RateLimit(headers, wall: 784_111_740)
    #expect(limit.wait == wait)
    #expect(limit.remaining == left)
  }

  @Test func doublesTheWaitAndLeavesHalfToChance() {
    var random: any RandomNumberGenerator = SeededGenerator(seed: 5)
    for failures in 1...40 {
      let seconds = Backoff(first: 1, longest: 60).seconds(after: failures, &random)
      let doubled = failures > 6 ? 60 : Double(1 << (failures - 1))
      #expect((doubled / 2...doubled).contains(seconds))
    }
  }

  @Test(arguments: ["hub", "ftp://h", "https://", "https://u:p@h", "https://h?x=1", "https://h/#x", ""])
  func turnsDownWhatIsNoServer(text: String) {
    #expect(throws: HubError.invalidEndpoint(text)) { try HubEndpoint(text) }
  }

  @Test func keepsTheFolderOfAMirror() throws {
    let endpoint = try HubEndpoint("https://mirror.example:8443/hub//")
    #expect(endpoint.address("/api/models")?.absoluteString == "https://mirror.example:8443/hub/api/models")
  }

  @Test(arguments: ["a/b", "gpt2", "a-b_c.d/E"])
  func asksForIDs(id: String) { #expect(CrawlPlan.canAsk(id)) }

  @Test(arguments: ["", "a/b/c", "../x", "a/..", "a/", "a b/c", "a/b?x", "a%2fb", "/a", "a/é"])
  func asksForNothingThatIsNoID(id: String) { #expect(!CrawlPlan.canAsk(id)) }

  @Test func addsToALinkWhatItLeavesOut() {
    var plan = CrawlPlan()
    (plan.pageSize, plan.filters) = (7, ["gguf"])
    let path = plan.nextPath(
      link: "https://elsewhere/x?cursor=a%3D&expand%5B%5D=tags&limit=5#y", fields: ["tags", "sha"],
      isSorted: false)
    #expect(path == "/api/models?cursor=a%3D&expand%5B%5D=tags&limit=5&filter=gguf")
  }

  @Test func takesOnlyTextsThatAHeaderHolds() {
    #expect(HubToken("") == nil)
    #expect(HubToken("a b") == nil)
    #expect(HubToken("a\r\nX: y") == nil)
  }

  @Test func writesARecordOfSeveralLinesAsOne() throws {
    let text = "[ {\"id\": \"a/b\",\r\n \"x\": \"1 \\\" 2\\\\\",\n \"tags\": [\"base_model:adapter:p/q\"]}\n]"
    let records = try HubRecord.page(Array(text.utf8), wantsParents: true)
    #expect(records.map(\.parents) == [["p/q"]])
    #expect(
      records.map { String(decoding: $0.line, as: UTF8.self) }
        == ["{\"id\":\"a/b\",\"x\":\"1 \\\" 2\\\\\",\"tags\":[\"base_model:adapter:p/q\"]}\n"])
  }
}
