import Foundation
import LineageCore
import LineageServer
import LineageTestSupport
import Testing

/// Clients that do not behave, and the end of the server.
@Suite struct ConnectionTests {
  @Test func answersPipelinedRequestsInTheirOrder() async throws {
    try await serving(fill: { folder in for n in 1...9 { try folder.write("file \(n)", to: "\(n).txt") } }) {
      server in
      let texts = try await server.connected { connection in
        try connection.send((1...9).map { "GET /\($0).txt HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
        return try (1...9).map { _ in try connection.answer().text }
      }
      #expect(texts == (1...9).map { "file \($0)" })
    }
  }

  @Test func keepsAConnectionAfterABodyThatNobodyWants() async throws {
    try await serving(fill: { try $0.write("here", to: "a.txt") }) { server in
      let answers = try await server.connected { connection in
        try connection.send(
          "POST /a.txt HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhelloGET /a.txt HTTP/1.1\r\nHost: a\r\n\r\n"
        )
        return [try connection.answer(), try connection.answer()]
      }
      #expect(answers.map(\.status) == [405, 200])
      #expect(answers[1].text == "here")
    }
  }

  @Test(arguments: ["GARBAGE\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET / HTTP/1.1\r\nBad Header: x\r\n\r\n"])
  func refusesWhatIsNoRequest(text: String) async throws {
    try await serving(fill: { try $0.write("x", to: "index.html") }) { server in
      let status = try await server.connected { connection in
        try connection.send(text)
        return try? connection.answer(head: true).status
      }
      #expect(status == 400 || status == nil)
      let answer1 = try await server.ask("/")
      #expect(answer1.status == 200)
    }
  }

  @Test func closesAConnectionThatSendsHalfARequest() async throws {
    try await serving(change: { $0.idleLimit = .milliseconds(300) }) { server in
      let isEnded = try await server.connected { connection in
        try connection.send("GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ")
        return connection.isEnded()
      }
      #expect(isEnded)
    }
  }

  @Test func refusesFieldsWithoutEnd() async throws {
    try await serving(fill: { try $0.write("x", to: "index.html") }) { server in
      let isRefused = try await server.connected { connection in
        try connection.send("GET / HTTP/1.1\r\nHost: a\r\n")
        do {
          for n in 0..<2000 { try connection.send("X-\(n): " + String(repeating: "a", count: 500) + "\r\n") }
          try connection.send("\r\n")
          return try connection.answer(head: true).status >= 400
        } catch {
          return true
        }
      }
      #expect(isRefused)
      let answer2 = try await server.ask("/")
      #expect(answer2.status == 200)
    }
  }

  @Test func endsWhatIsBeingAnsweredBeforeItStops() async throws {
    let (gate, began) = (Gate(), Gate())
    let slow = Route(
      "slow", "/api/v1/slow", "Slow.",
      handler: .lookUp { _, _ in
        began.open()
        gate.wait()
        return Answer(["done": .bool(true)])
      })
    let server = try await TestServer.start(routes: [slow], fill: { try $0.writeCatalog("a/b mit") })
    async let answer = server.ask("/api/v1/slow")
    try await onThread { began.wait() }
    async let end: Void = server.stop()
    // It accepts nobody any more, and the one who was there is answered.
    try await reaches { (try? await server.ask("/healthz")) == nil }
    gate.open()
    let status = try await answer.status
    #expect(status == 200)
    try await end
  }

  @Test func stopsAfterItsLimitWhateverIsBeingAnswered() async throws {
    let (gate, began) = (Gate(), Gate())
    let stuck = Route(
      "stuck", "/api/v1/stuck", "Stuck.",
      handler: .lookUp { _, _ in
        began.open()
        gate.wait()
        return Answer(["done": .bool(true)])
      })
    let server = try await TestServer.start(
      routes: [stuck], fill: { try $0.writeCatalog("a/b mit") },
      change: { settings in
        settings.drainLimit = .milliseconds(200)
        settings.lookUpLimit = .seconds(60)
      })
    let asked = Task { try? await server.ask("/api/v1/stuck").status }
    try await onThread { began.wait() }
    let start = ContinuousClock.now
    try await server.stop()
    #expect(ContinuousClock.now - start < .seconds(20))
    gate.open()
    _ = await asked.value
  }

  @Test func saysWhoHasThePort() async throws {
    try await serving { first in
      do {
        let second = try await TestServer.start(change: { $0.port = first.port })
        try await second.stop()
        Issue.record("two servers at one port")
      } catch ServerError.addressInUse(_, let port) {
        #expect(port == first.port)
      }
    }
  }

  @Test func tellsOfEveryRequest() async throws {
    let records = Records()
    try await serving(
      fill: { try $0.write("x", to: "index.html") },
      change: { settings in
        settings.log = { event in if case .request(let record) = event { records.add(record) } }
      }
    ) { server in
      _ = try await server.ask("/?a=\"b\"")
      _ = try await server.ask("/none", method: "HEAD")
      let told = records.all
      #expect(told.map(\.target) == ["/?a=\"b\"", "/none"])
      #expect(told.map(\.status) == [200, 404])
      #expect(told.map(\.method) == ["GET", "HEAD"])
      #expect(told.map(\.route) == ["static", "static"])
      #expect(told.allSatisfy { $0.peer.hasPrefix("127.0.0.1:") && $0.seconds > 0 })
    }
  }
}

private final class Records: @unchecked Sendable {
  private let lock = NSLock()
  private var records: [RequestRecord] = []

  var all: [RequestRecord] { lock.withLock { records } }

  func add(_ record: RequestRecord) { lock.withLock { records.append(record) } }
}
