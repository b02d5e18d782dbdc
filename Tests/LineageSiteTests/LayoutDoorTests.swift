import LineageCore
import Synchronization
import Testing

@testable import LineageSite

/// Layouts from other processes: the same, or a simpler one in time.
@Suite struct LayoutDoorTests {
  private let neighbour = LayoutDoor.asking { .bytes(LayoutWorker.answer($0)) }

  @Test(arguments: PictureFixture.allCases) func givesTheSameBytesFromElsewhere(_ fixture: PictureFixture)
    throws
  {
    let picture = try fixture.picture()
    let (here, there) = (try picture.layout(), try picture.layout(by: neighbour))
    #expect(LayoutWire.bytes(of: here) == LayoutWire.bytes(of: there))
    #expect(
      picture.svg(inlineAndWith: "", layout: here).file == picture.svg(inlineAndWith: "", layout: there).file)
  }

  @Test(arguments: PictureFixture.allCases) func readsWhatItWrote(_ fixture: PictureFixture) throws {
    var drawing = try fixture.picture().drawing()
    drawing.ranks = [[0], Array(drawing.nodes.indices)]
    let bytes = LayoutWire.bytes(of: drawing)
    let read = try #require(LayoutWire.drawing(bytes))
    #expect(LayoutWire.bytes(of: read) == bytes && read.dot() == drawing.dot())
  }

  @Test func answersAnyBytes() throws {
    let bytes = LayoutWire.bytes(of: try PictureFixture.leaf.picture().drawing())
    for count in 0..<bytes.count {
      #expect(LayoutWire.drawing(Array(bytes.prefix(count))) == nil)
      if count % 40 == 0 {
        var spoiled = bytes
        spoiled[count] ^= 0xFF
        _ = LayoutWorker.answer(spoiled)
      }
    }
    #expect(throws: SiteError.layoutFailed(subject: "x", detail: "no drawing")) {
      try LayoutWire.layout(LayoutWorker.answer([1, 2, 3]), subject: "x")
    }
    #expect(throws: SiteError.layoutFailed(subject: "x", detail: "the answer cannot be read")) {
      try LayoutWire.layout([1], subject: "x")
    }
  }

  @Test func asksForASimplerFormOfWhatTakesTooLong() throws {
    let asked = Mutex<[[UInt8]]>([])
    let door = LayoutDoor.asking { request in
      let turn = asked.withLock { asked in
        asked.append(request)
        return asked.count
      }
      return turn == 1 ? .late : .bytes(LayoutWorker.answer(request))
    }
    let layout = try PictureFixture.diamond.picture().layout(by: door)
    #expect(layout.nodes.count == 4 && layout.edges.allSatisfy { $0.points.count >= 4 })
    let second = try #require(LayoutWire.drawing(asked.withLock { $0[1] }))
    #expect(second.graph.contains(.init("splines", "line")))
  }

  @Test func givesUpAfterTheSimplerForm() throws {
    let picture = try PictureFixture.diamond.picture()
    #expect(throws: SiteError.layoutFailed(subject: picture.title, detail: "it took too long")) {
      try picture.layout(by: .asking { _ in .late })
    }
    var content = try SiteFixture.content()
    content.models = ["maker/Both-7B"]
    let renderer = try SiteRenderer(
      content: content, assets: Repository.assets(), layouts: .asking { _ in .late })
    let files = try renderer.render(.model("maker/Both-7B"))
    #expect(String(decoding: files[0].bytes, as: UTF8.self).contains("There is no picture of this lineage"))
  }

  @Test func worksAloneWhereNobodyElseDoes() throws {
    let picture = try PictureFixture.leaf.picture()
    let layout = try picture.layout(by: .asking { _ in .unavailable })
    #expect(LayoutWire.bytes(of: layout) == LayoutWire.bytes(of: try picture.layout()))
  }
}
