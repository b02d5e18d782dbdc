import LineageStore
import LineageTestSupport
import Testing

@testable import LineageCommands

@Suite struct CatalogLaneTests {
  @Test func takesStepsInOrderAndNoneAfterAFailure() throws {
    let program = try Program()
    defer { program.clean() }
    let lane = try CatalogLane(path: program.folder.path + "/a.db")
    let full = StoreError.unwritable(path: "a.db", detail: "no space")
    lane.add("names") { _ in }
    lane.add("models") { _ in throw full }
    lane.add("edges") { _ in Issue.record("a step after a failure") }
    #expect(throws: full) { try lane.wait() }
  }

  @Test func tellsWhatEachStepTook() throws {
    let program = try Program()
    defer { program.clean() }
    let lane = try CatalogLane(path: program.folder.path + "/a.db")
    lane.add("names") { _ in }
    lane.add("models") { _ in }
    let parts = try lane.wait()
    #expect(parts.map(\.name) == ["names", "models"])
    #expect(parts.allSatisfy { $0.seconds >= 0 && $0.cpuSeconds == nil && $0.peakBytes > 1 << 20 })
  }
}
