import Foundation
import LineageServer
import LineageTestSupport
import Testing

/// Files as RFC 9110 wants them.
@Suite struct StaticSiteTests {
  private static let letters = "abcdefghijklmnopqrstuvwxyz"

  private static func fill(_ folder: URL) throws {
    try folder.write("<!DOCTYPE html><title>top</title>", to: "index.html")
    try folder.write("<!DOCTYPE html><title>inner</title>", to: "a/index.html")
    try folder.write("no page here", to: "empty/readme.txt")
    try folder.write("<!DOCTYPE html><title>none</title>", to: "404.html")
    try folder.write("<!DOCTYPE html><title>keiner</title>", to: "ko/404.html")
    try folder.write(letters, to: "letters.txt")
    try folder.write("", to: "nothing.txt")
    try folder.write(String(repeating: "body { color: red }\n", count: 200), to: "site.css")
    try folder.write("{}", to: "data.json")
    try folder.write("<svg xmlns=\"http://www.w3.org/2000/svg\"><style>a{}</style></svg>", to: "p.svg")
    try folder.write("plain", to: "packed.txt")
    try folder.write("zipped", to: "packed.txt.gz")
    try folder.write("brotli", to: "packed.txt.br")
    try folder.write("zstandard", to: "packed.txt.zst")
  }

  @Test(arguments: [
    ("/", "text/html; charset=utf-8"), ("/a/", "text/html; charset=utf-8"),
    ("/letters.txt", "text/plain; charset=utf-8"), ("/site.css", "text/css; charset=utf-8"),
    ("/data.json", "application/json"), ("/p.svg", "image/svg+xml; charset=utf-8"),
  ])
  func namesTheTypeOfAFile(path: String, type: String) async throws {
    try await serving(fill: Self.fill) { server in
      let answer = try await server.ask(path)
      #expect(answer.status == 200)
      #expect(answer["Content-Type"] == type)
    }
  }

  @Test func answersHeadWithTheFieldsOfGet() async throws {
    try await serving(fill: Self.fill) { server in
      for path in ["/", "/letters.txt", "/nothing.txt", "/missing", "/a"] {
        let (get, head) = (try await server.ask(path), try await server.ask(path, method: "HEAD"))
        #expect(head.status == get.status)
        #expect(head.body.isEmpty)
        func fields(_ answer: HTTPText) -> [String] {
          answer.fields.filter { $0.name != "date" }.map { "\($0.name): \($0.value)" }.sorted()
        }
        #expect(fields(head) == fields(get), "\(path)")
      }
    }
  }

  @Test(arguments: ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
  func refusesToWrite(method: String) async throws {
    try await serving(fill: Self.fill) { server in
      let answer = try await server.ask("/letters.txt", method: method, ["Content-Length": "0"])
      #expect(answer.status == 405)
      #expect(answer["Allow"] == "GET, HEAD")
      #expect(answer["Content-Type"] == "application/problem+json")
    }
  }

  @Test func sendsAFolderWithoutSlashToItsPage() async throws {
    try await serving(fill: Self.fill) { server in
      let answer = try await server.ask("/a?x=1")
      #expect(answer.status == 308)
      #expect(answer["Location"] == "/a/?x=1")
      let answer1 = try await server.ask("/empty")
      #expect(answer1.status == 404)
      let answer2 = try await server.ask("/empty/")
      #expect(answer2.status == 404)
      let answer3 = try await server.ask("/letters.txt/")
      #expect(answer3.status == 404)
    }
  }

  @Test func showsTheSitesOwnPageForWhatIsMissing() async throws {
    try await serving(fill: Self.fill) { server in
      let answer4 = try await server.ask("/none/at/all")
      #expect(answer4.text.contains("none"))
      let answer5 = try await server.ask("/ko/none")
      #expect(answer5.text.contains("keiner"))
      let asked = try await server.ask("/none", ["Accept": "application/json"])
      #expect(asked.status == 404)
      #expect(asked["Content-Type"] == "application/problem+json")
    }
  }

  @Test func knowsWhatTheVisitorHas() async throws {
    try await serving(fill: Self.fill) { server in
      let first = try await server.ask("/letters.txt")
      let (tag, date) = (try #require(first["ETag"]), try #require(first["Last-Modified"]))
      #expect(tag.hasPrefix("\"") && tag.hasSuffix("\""))
      let cases: [(fields: [String: String], status: Int)] = [
        (["If-None-Match": tag], 304), (["If-None-Match": "W/" + tag], 304), (["If-None-Match": "*"], 304),
        (["If-None-Match": "\"a,b\", \(tag)"], 304), (["If-None-Match": "\"other\""], 200),
        (["If-None-Match": "broken"], 200), (["If-Modified-Since": date], 304),
        (["If-Modified-Since": "Sun, 06 Nov 1994 08:49:37 GMT"], 200),
        (["If-Modified-Since": "Friday, 06-Nov-65 08:49:37 GMT"], 304),
        (["If-Modified-Since": "Sun Nov  6 08:49:37 2061"], 304), (["If-Modified-Since": "yesterday"], 200),
        (["If-None-Match": "\"other\"", "If-Modified-Since": date], 200),
        (["If-Match": tag], 200), (["If-Match": "*"], 200), (["If-Match": "W/" + tag], 412),
        (["If-Match": "\"other\""], 412), (["If-Unmodified-Since": date], 200),
        (["If-Unmodified-Since": "Sun, 06 Nov 1994 08:49:37 GMT"], 412),
      ]
      for (fields, status) in cases {
        let answer = try await server.ask("/letters.txt", fields)
        #expect(answer.status == status, "\(fields)")
        if status == 304 {
          #expect(answer["ETag"] == tag)
          #expect(answer["Vary"] == "Accept-Encoding")
          #expect(answer["Cache-Control"] == first["Cache-Control"])
        }
      }
    }
  }

  @Test func keepsTheTagOfAFileWrittenAnewWithTheSameBytes() async throws {
    try await serving(fill: Self.fill) { server in
      let tag = try await server.ask("/letters.txt")["ETag"]
      try server.folder.write("other", to: "letters.txt")
      let answer6 = try await server.ask("/letters.txt")
      #expect(answer6["ETag"] != tag)
      try server.folder.write(Self.letters, to: "letters.txt")
      let answer7 = try await server.ask("/letters.txt")
      #expect(answer7["ETag"] == tag)
    }
  }

  @Test func sendsTheRangeThatIsAskedFor() async throws {
    try await serving(fill: Self.fill) { server in
      let cases: [(range: String, status: Int, place: String?, body: String)] = [
        ("bytes=0-0", 206, "bytes 0-0/26", "a"), ("bytes=2-4", 206, "bytes 2-4/26", "cde"),
        ("bytes=23-", 206, "bytes 23-25/26", "xyz"), ("bytes=-3", 206, "bytes 23-25/26", "xyz"),
        ("bytes=-100", 206, "bytes 0-25/26", Self.letters), ("bytes=20-99", 206, "bytes 20-25/26", "uvwxyz"),
        ("BYTES=0-1", 206, "bytes 0-1/26", "ab"),
        ("bytes=99999999999999999999-", 416, "bytes */26", ""), ("bytes=26-", 416, "bytes */26", ""),
        ("bytes=-0", 416, "bytes */26", ""), ("bytes=4-2", 200, nil, Self.letters),
        ("bytes=", 200, nil, Self.letters), ("bytes=-", 200, nil, Self.letters),
        ("bytes=a-b", 200, nil, Self.letters), ("lines=1-2", 200, nil, Self.letters),
        ("bytes=0-1,4-5", 200, nil, Self.letters), ("bytes=-1-2", 200, nil, Self.letters),
      ]
      for (range, status, place, body) in cases {
        let answer = try await server.ask("/letters.txt", ["Range": range])
        #expect(answer.status == status, "\(range)")
        #expect(answer["Content-Range"] == place, "\(range)")
        if status != 416 { #expect(answer.text == body, "\(range)") }
      }
      let answer8 = try await server.ask("/nothing.txt", ["Range": "bytes=0-"])
      #expect(answer8.status == 416)
      let answer9 = try await server.ask("/letters.txt", method: "HEAD", ["Range": "bytes=0-1"])
      #expect(answer9.status == 200)
    }
  }

  @Test func takesARangeOnlyFromTheFileThatWasMeant() async throws {
    try await serving(fill: Self.fill) { server in
      let first = try await server.ask("/letters.txt")
      let (tag, date) = (try #require(first["ETag"]), try #require(first["Last-Modified"]))
      for (condition, status) in [
        (tag, 206), (date, 206), ("W/" + tag, 200), ("\"other\"", 200),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 200),
      ] {
        let answer = try await server.ask("/letters.txt", ["Range": "bytes=0-1", "If-Range": condition])
        #expect(answer.status == status, "\(condition)")
      }
    }
  }

  @Test func sendsWhatIsPackedBesideAFile() async throws {
    try await serving(fill: Self.fill) { server in
      for (accepted, coding, body) in [
        ("gzip", "gzip", "zipped"), ("br", "br", "brotli"), ("zstd", "zstd", "zstandard"),
        ("gzip, br, zstd", "br", "brotli"), ("gzip;q=1, br;q=0.5", "gzip", "zipped"),
        ("br;q=0, *", "zstd", "zstandard"), ("identity", nil, "plain"), ("", nil, "plain"),
        ("gzip;q=0", nil, "plain"), ("identity;q=1, gzip;q=0.5", nil, "plain"), ("compress", nil, "plain"),
      ] as [(String, String?, String)] {
        let answer = try await server.ask("/packed.txt", ["Accept-Encoding": accepted])
        #expect(answer["Content-Encoding"] == coding, "\(accepted)")
        #expect(answer.text == body, "\(accepted)")
        #expect(answer["Vary"] == "Accept-Encoding")
        #expect(answer["Content-Type"] == "text/plain; charset=utf-8")
      }
    }
  }

  @Test func packsATextOnceAndGivesItATagOfItsOwn() async throws {
    let count = Counter()
    try await serving(
      fill: Self.fill,
      change: { settings in
        settings.pack = { coding, text in
          count.add()
          return coding == .gzip ? Array(text.prefix(10)) : nil
        }
      }
    ) { server in
      let plain = try await server.ask("/site.css")
      let packed = try await server.ask("/site.css", ["Accept-Encoding": "gzip"])
      #expect(packed["Content-Encoding"] == "gzip")
      #expect(packed.body.count == 10)
      #expect(packed["ETag"] != plain["ETag"])
      let answer10 = try await server.ask("/site.css", ["Accept-Encoding": "gzip"])
      #expect(answer10["ETag"] == packed["ETag"])
      #expect(count.value == 1)
      let small = try await server.ask("/letters.txt", ["Accept-Encoding": "gzip"])
      #expect(small["Content-Encoding"] == nil)
    }
  }

  @Test func readsALargeFileWhileItIsSent() async throws {
    let text = String(repeating: "0123456789abcdef", count: (9 << 20) / 16)
    try await serving(fill: { try $0.write(text, to: "large.bin") }) { server in
      let whole = try await server.ask("/large.bin")
      #expect(whole["Content-Length"] == String(9 << 20))
      #expect(whole.text == text)
      let part = try await server.ask("/large.bin", ["Range": "bytes=\(8 << 20)-\((8 << 20) + 20)"])
      #expect(part.text == "0123456789abcdef01234")
      #expect(part["ETag"] == whole["ETag"])
    }
  }

  @Test func carriesTheFieldsThatKeepABrowserSafe() async throws {
    try await serving(fill: Self.fill) { server in
      for path in ["/", "/missing", "/data.json", "/healthz"] {
        let answer = try await server.ask(path)
        #expect(answer["Content-Security-Policy"]?.hasPrefix("default-src 'self'") == true)
        #expect(answer["Content-Security-Policy"]?.contains("frame-ancestors 'none'") == true)
        #expect(answer["X-Content-Type-Options"] == "nosniff")
        #expect(answer["Referrer-Policy"] == "no-referrer")
        #expect(answer["X-Frame-Options"] == "DENY")
        #expect(answer["Cross-Origin-Opener-Policy"] == "same-origin")
        #expect(answer["Cross-Origin-Resource-Policy"] == "same-origin")
      }
      let picture = try await server.ask("/p.svg")
      #expect(picture["Content-Security-Policy"]?.contains("script") == false)
      #expect(picture["Content-Security-Policy"]?.contains("style-src 'unsafe-inline'") == true)
    }
  }

  @Test func servesBelowABase() async throws {
    try await serving(fill: Self.fill, change: { $0.basePath = "/sub" }) { server in
      let answer11 = try await server.ask("/sub/letters.txt")
      #expect(answer11.text == Self.letters)
      let answer12 = try await server.ask("/sub")
      #expect(answer12["Location"] == "/sub/")
      let answer13 = try await server.ask("/sub/a")
      #expect(answer13["Location"] == "/sub/a/")
      let answer14 = try await server.ask("/letters.txt")
      #expect(answer14.status == 404)
      let answer15 = try await server.ask("/submarine/letters.txt")
      #expect(answer15.status == 404)
      let answer16 = try await server.ask("/sub/healthz")
      #expect(answer16.status == 200)
    }
  }
}
