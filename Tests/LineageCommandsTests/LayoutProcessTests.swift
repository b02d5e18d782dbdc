import Foundation
import Testing

/// The processes that a build starts to lay pictures out.
@Suite struct LayoutProcessTests {
  /// Two requests that are no drawings: each gets its answer of 30 bytes, a failure.
  @Test func answersUntilItsInputEnds() throws {
    let program = try Program()
    defer { program.clean() }
    let outcome = try program.shell(#"printf '\3\0\0\0abc\3\0\0\0abc' | lineage __layouts | wc -c"#)
    #expect(outcome.status == 0)
    #expect(outcome.out.trimmingCharacters(in: .whitespacesAndNewlines) == "60")
  }

  @Test func isNoCommandForPeople() throws {
    #expect(try !Sample.ask("--help").out.contains("__layouts"))
  }
}
