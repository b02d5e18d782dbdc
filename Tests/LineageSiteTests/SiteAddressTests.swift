import Foundation
import LineageTestSupport
import Testing

@testable import LineageSite

@Suite struct SiteAddressTests {
  @Test(arguments: [
    ("Qwen/Qwen2.5-7B-Instruct", "m/Qwen/Qwen2.5-7B-Instruct/"),
    ("Contactroyal/Con", "m/Contactroyal/Con~/"),
    ("x/aux.txt", "m/x/aux~.txt/"),
    ("x/COM7", "m/x/COM7~/"),
    ("x/console", "m/x/console/"),
    ("Dhaval94/Index.html", "m/Dhaval94/Index.html~/"),
    ("gpt2", "m/~/gpt2/"),
    ("/home/me/model", "m/~/~2Fhome~2Fme~2Fmodel/"),
    ("https://huggingface.co/a/b", "m/~/https~3A~2F~2Fhuggingface.co~2Fa~2Fb/"),
    ("a/b/c", "m/~/a~2Fb~2Fc/"),
    ("owner/", "m/~/owner~2F/"),
    ("", "m/~/~/"),
    ("x/.hidden", "m/x/~2Ehidden/"),
    ("x/ends.", "m/x/ends~2E/"),
    ("../..", "m/~2E~2E/~2E~2E/"),
    ("x/tilde~", "m/x/tilde~7E/"),
    ("x/한", "m/x/~ED~95~9C/"),
  ])
  func hasTheDocumentedAddress(_ id: String, _ folder: String) {
    let address = SiteAddress(plain: id)
    #expect(address.folder == folder)
    #expect(address.id == id)
  }

  @Test func cutsALongNameAndKeepsItApart() {
    let long = "owner/" + String(repeating: "n", count: 130)
    let address = SiteAddress(plain: long)
    #expect(address.name.utf8.count == 104 + 1 + 12)
    #expect(address.name.hasPrefix(String(repeating: "n", count: 104) + "~"))
    #expect(address.name != SiteAddress(plain: long + "n").name)
    #expect(SiteAddress(plain: "owner/" + String(repeating: "n", count: 120)).id?.utf8.count == 126)
  }

  @Test func readsEveryAddressBackToItsID() {
    var random = SeededGenerator(seed: 7)
    let alphabet = Array("aZ09.._-/~ %\"<\\éß한\u{202E}\u{FFFE}\u{0}\u{1F600}".unicodeScalars)
    var seen: [String: String] = [:]
    for _ in 0..<10_000 {
      let length = Int.random(in: 0...12, using: &random)
      var id = String.UnicodeScalarView()
      for _ in 0..<length { id.append(alphabet[Int.random(in: 0..<alphabet.count, using: &random)]) }
      let address = SiteAddress(plain: String(id))
      #expect(address.id.map { Array($0.utf8) } == Array(String(id).utf8))
      if let other = seen.updateValue(String(id), forKey: address.folder) {
        #expect(Array(other.utf8) == Array(String(id).utf8), "\(address.folder) stands for two ids")
      }
    }
    #expect(seen.count > 5_000)
  }

  @Test func makesNoSegmentThatAFileSystemRefuses() {
    let ids = [
      "con", "x/nul.tar.gz", "x/Lpt1", "x/a.", "x/.", "x/..", "./x", "x/INDEX.JSON", "index.md/x", "x/a b\tc",
    ]
    let devices: Set = ["con", "prn", "aux", "nul", "lpt1"]
    for id in ids + [PictureFixture.hostileID, PictureFixture.longID, String(repeating: "한", count: 90)] {
      let address = SiteAddress(plain: id)
      for segment in [address.owner, address.name] {
        let folded = segment.lowercased()
        #expect(!segment.hasPrefix(".") && !segment.hasSuffix(".") && !segment.isEmpty)
        #expect(segment.utf8.count <= 150)
        #expect(!devices.contains(String(folded.prefix { $0 != "." })), "\(segment)")
        #expect(!["index.html", "index.json", "index.md"].contains(folded))
        #expect(segment.utf8.allSatisfy { $0 < 0x80 && $0 > 0x20 })
      }
    }
  }
}

@Suite struct AddressBookTests {
  static let twins = [
    "a/Phi-4-mini", "a/phi-4-mini", "A/phi-4-mini", "b/x", "B/y", "a/PHI-4-MINI", "c/Con", "c/con",
  ]

  @Test func givesDistinctFoldersOnAFileSystemWithoutLetterCase() {
    let book = AddressBook(Self.twins)
    let folders = Self.twins.map { book.address(of: $0).folder.lowercased() }
    #expect(Set(folders).count == Self.twins.count)
  }

  @Test func leavesThePlainAddressToTheFirstSeen() {
    var book = AddressBook()
    book.add("a/phi-4-mini")
    book.add("a/Phi-4-mini")
    #expect(book.address(of: "a/phi-4-mini").folder == "m/a/phi-4-mini/")
    #expect(
      book.address(of: "a/Phi-4-mini").folder
        == "m/a/Phi-4-mini~\(PathSegment.digest("a/Phi-4-mini").prefix(6))/")
  }

  @Test func neverMovesAnAddressWhenATwinArrives() {
    var book = AddressBook(["a/x", "B/y"])
    let before = ["a/x", "B/y"].map { book.address(of: $0) }
    for id in ["A/x", "a/X", "b/y", "B/Y", "a/x"] { book.add(id) }
    #expect(["a/x", "B/y"].map { book.address(of: $0) } == before)
  }

  @Test func keepsOwnersFoldersApart() {
    let book = AddressBook(["B/y", "b/x", "b/z"])
    #expect(book.address(of: "B/y").owner == "B")
    #expect(book.address(of: "b/x").owner == "b~" + PathSegment.digest("b").prefix(6))
    #expect(book.address(of: "b/x").owner == book.address(of: "b/z").owner)
  }

  @Test func namesTheTwinsOfAnID() {
    let book = AddressBook(["a/X", "a/x", "a/y"])
    #expect(book.twins(of: "a/x") == ["a/X"])
    #expect(book.twins(of: "a/X") == ["a/x"])
    #expect(book.twins(of: "a/y").isEmpty)
  }

  @Test func doesNotDependOnTheOrderOfOneBuild() {
    let forwards = AddressBook(Self.twins)
    let backwards = AddressBook(Self.twins.reversed())
    for id in Self.twins { #expect(forwards.address(of: id) == backwards.address(of: id)) }
  }
}

@Suite struct SiteMapTests {
  @Test(arguments: [
    ("index.html", "f/qwen/index.html", "f/qwen/index.html"),
    ("m/a/b/index.html", "index.html", "../../../index.html"),
    ("m/a/b/index.html", "m/a/c/index.html", "../c/index.html"),
    ("m/a/b/index.html", "m/d/b/index.html", "../../d/b/index.html"),
    ("m/a/b/index.html", "m/a/b/index.html", "index.html"),
    ("f/qwen/index.html", "f/index.html", "../index.html"),
  ])
  func linksRelatively(_ page: String, _ target: String, _ link: String) {
    #expect(SiteMap.relative(from: page, to: target) == link)
  }

  @Test func linksToTheHubOnlyWhatCanBeThere() {
    #expect(HubAddress.ofModel("a/b \"<") == "https://huggingface.co/a/b%20%22%3C")
    for id in ["gpt2", "../..", "a/..", "a/b/c", "/a", "a/"] { #expect(HubAddress.ofModel(id) == nil) }
  }
}
