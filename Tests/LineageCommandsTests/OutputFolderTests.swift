import Foundation
import Testing

/// Where a build may write, and what it leaves when it cannot.
@Suite struct OutputFolderTests {
  private let program: Program

  init() throws {
    program = try Program()
    try program.write(InputFailureTests.rows(3), to: "in.jsonl")
  }

  private func expectRefusal(of out: String, saying words: String) throws {
    let (entries, files) = (try program.entries(), try program.files(below: "."))
    let outcome = try program.run(["build", "in.jsonl", "--out", out])
    #expect(outcome.status == 2, "\(outcome.err)")
    #expect(outcome.out == "")
    #expect(outcome.err.contains(words), "\(outcome.err)")
    #expect(try program.entries() == entries)
    let left = differences(try program.files(below: "."), files).filter { !$0.hasPrefix(".streams-") }
    #expect(left == [])
  }

  @Test func refusesAFile() throws {
    defer { program.clean() }
    try program.write("mine", to: "taken")
    try expectRefusal(of: "taken", saying: "taken is a file, not a folder")
  }

  @Test func refusesAFolderThatHoldsOtherThings() throws {
    defer { program.clean() }
    try program.write("mine", to: "thesis/chapter.txt")
    try expectRefusal(of: "thesis", saying: "thesis holds files that lineage did not make")
    try expectRefusal(of: ".", saying: "holds files that lineage did not make")
    try expectRefusal(of: "", saying: "holds files that lineage did not make")
  }

  @Test func refusesBeforeItReadsTheInput() throws {
    defer { program.clean() }
    try program.write("mine", to: "taken")
    let outcome = try program.run(["build", "in.jsonl", "--out", "taken"])
    #expect(!outcome.err.contains("read:"))
  }

  @Test func refusesAPlaceThatCannotExist() throws {
    defer { program.clean() }
    try program.write("mine", to: "taken")
    try expectRefusal(of: "taken/site", saying: "taken cannot be written: File exists")
    try expectRefusal(of: "taken/a/site", saying: "taken/a cannot be written: Not a directory")
    try expectRefusal(of: "/proc/site", saying: "/proc cannot be written: No such file or directory")
  }

  @Test func takesAnEmptyFolderAndMakesMissingOnes() throws {
    defer { program.clean() }
    try FileManager.default.createDirectory(atPath: program.path("bare"), withIntermediateDirectories: false)
    for out in ["bare", "a/b/c/site"] {
      #expect(try program.run(["build", "in.jsonl", "--quiet", "--out", out]).status == 0)
      #expect(program.exists(out + "/lineage.db"))
      #expect(program.exists(out + "/index.html"))
    }
  }

  @Test func replacesItsOwnFolderWhole() throws {
    defer { program.clean() }
    try program.run(["build", "--quiet", "--pages", "20"])
    try program.write("left over", to: "site/m/gone/index.html")
    #expect(try program.run(["build", "in.jsonl", "--quiet"]).status == 0)
    #expect(!program.exists("site/m/gone"))
    #expect(try program.run(["facts", "--json"]).json()["models"] == 3)
    #expect(try program.entries() == ["in.jsonl", "site"])
  }

  @Test func writesBehindALinkAndKeepsTheLink() throws {
    defer { program.clean() }
    try FileManager.default.createDirectory(atPath: program.path("real"), withIntermediateDirectories: false)
    try FileManager.default.createSymbolicLink(
      atPath: program.path("link"), withDestinationPath: "real")
    #expect(try program.run(["build", "in.jsonl", "--quiet", "--out", "link"]).status == 0)
    #expect(program.exists("real/lineage.db"))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: program.path("link")) == "real")
  }

  @Test func leavesTheResultReadableForOthers() throws {
    defer { program.clean() }
    #expect(
      try program.shell("umask 022; lineage build in.jsonl --quiet; stat -c %a site site/lineage.db").out
        == "755\n644\n")
  }

  @Test func removesWhatDeadBuildsLeftAndNothingElse() throws {
    defer { program.clean() }
    // A number that is in use again, one that is not, and a folder that only looks similar.
    for name in [".site.building-1", ".site.building-4000000-old", ".other.building-1", ".site.build"] {
      try program.write("half", to: name + "/m/index.html")
    }
    let held = open(program.path(".site.building-1"), O_RDONLY)
    defer { close(held) }
    #expect(try program.run(["build", "in.jsonl", "--quiet"]).status == 0)
    #expect(try program.entries() == [".other.building-1", ".site.build", "in.jsonl", "site"])
  }

  @Test func leavesTheFolderOfALivingBuild() throws {
    defer { program.clean() }
    try program.write("half", to: ".site.building-7/index.html")
    let held = open(program.path(".site.building-7"), O_RDONLY)
    defer { close(held) }
    try #require(flock(held, LOCK_EX | LOCK_NB) == 0)
    #expect(try program.run(["build", "in.jsonl", "--quiet"]).status == 0)
    #expect(try program.entries() == [".site.building-7", "in.jsonl", "site"])
  }

  /// The results of two builds that differ in the title alone.
  private static let results = ["left", "right"].map {
    Prepared(["build", "--pages", "20", "--title", $0])
  }

  // The first time they race for a folder that is not there yet, the second for one that is.
  @Test(arguments: [false, true])
  func letsTwoBuildsIntoOneFolderBothSucceed(afterAnother: Bool) throws {
    defer { program.clean() }
    let results = try Self.results.map { try $0.program().files(below: "site") }
    try #require(results[0] != results[1])
    if afterAnother { try program.run(["build", "in.jsonl", "--quiet"]) }
    let runs = try ["left", "right"].map {
      try program.start(["build", "--quiet", "--pages", "20", "--title", $0])
    }
    for run in runs {
      let outcome = try run.outcome()
      #expect(outcome.status == 0, "\(outcome.err)")
    }
    let result = try program.files(below: "site")
    #expect(results.contains { differences($0, result) == [] })
    #expect(try program.entries() == ["in.jsonl", "site"])
  }
}

/// A full disk and a read-only one: a message and status 2, never a signal, and the old result untouched.
@Suite struct FullDiskTests {
  private static let ownMounts: Bool = {
    let outcome = try? Program().shell("unshare -m mount -t tmpfs none /mnt")
    return outcome?.status == 0
  }()

  /// Builds a small result, then a large one on a file system with these options; prints what there is to see.
  private func buildOnOwnDisk(_ options: String, then remount: String = "true") throws -> Outcome {
    let program = try Program()
    defer { program.clean() }
    try program.write(InputFailureTests.rows(3), to: "in.jsonl")
    try program.write(
      """
      mkdir disk && mount -t tmpfs -o \(options) none disk || exit 99
      lineage build in.jsonl --quiet --out disk/site || exit 98
      before=$(cd disk && find . -type f -exec sha256sum {} + | sort)
      \(remount) || exit 97
      lineage build --out disk/site >out 2>err; echo "status $?"
      after=$(cd disk && find . -type f -exec sha256sum {} + | sort)
      [ "$before" = "$after" ] && echo same || echo different
      ls -A disk; cat out; cat err >&2
      """, to: "script")
    return try program.shell("unshare -m bash script")
  }

  @Test(.enabled(if: ownMounts, "needs the right to mount a file system of its own"))
  func keepsTheOldResultWhenTheDiskIsFull() throws {
    for size in ["4m", "8m"] {
      let outcome = try buildOnOwnDisk("size=\(size)")
      #expect(outcome.out == "status 2\nsame\nsite\n", "\(size): \(outcome.err)")
      #expect(outcome.err.contains("cannot be written"), "\(outcome.err)")
    }
  }

  @Test(.enabled(if: ownMounts, "needs the right to mount a file system of its own"))
  func keepsTheOldResultWhenThereAreNoMoreFiles() throws {
    let outcome = try buildOnOwnDisk("size=64m,nr_inodes=900")
    #expect(outcome.out == "status 2\nsame\nsite\n", "\(outcome.err)")
    #expect(outcome.err.contains("No space left on device"), "\(outcome.err)")
  }

  @Test(.enabled(if: ownMounts, "needs the right to mount a file system of its own"))
  func refusesAReadOnlyDisk() throws {
    let outcome = try buildOnOwnDisk("size=64m", then: "mount -o remount,ro disk")
    #expect(outcome.out == "status 2\nsame\nsite\n", "\(outcome.err)")
    #expect(outcome.err.contains("Read-only file system"), "\(outcome.err)")
  }

  @Test(.enabled(if: geteuid() != 0, "the superuser may write everywhere"))
  func refusesAFolderThatMayNotBeWritten() throws {
    let program = try Program()
    defer { program.clean() }
    try FileManager.default.createDirectory(
      atPath: program.path("closed"), withIntermediateDirectories: false)
    chmod(program.path("closed"), 0o555)
    let outcome = try program.run(["build", "--out", "closed/site"])
    #expect(outcome.status == 2)
    #expect(outcome.err.contains("Permission denied"))
  }

  @Test(arguments: [16, 100, 400])
  func endsWithAMessageWhenAFileMayNotGrow(blocks: Int) throws {
    let program = try Program()
    defer { program.clean() }
    // The limit is one of the process alone, set to go off as a signal.
    let outcome = try program.shell("ulimit -f \(blocks); exec lineage build")
    #expect(outcome.status == 2, "\(outcome.err)")
    #expect(outcome.err.contains("cannot be written"), "\(outcome.err)")
    #expect(try program.entries() == [])
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "there is no /dev/full here"))
  func saysThatAResultCannotBeWritten() throws {
    let program = try Sample.program()
    for command in ["export", "facts --json", "share --format csv", "--help"] {
      let outcome = try program.shell("lineage \(command) > /dev/full")
      #expect(outcome.status == 2, "\(command)")
      #expect(outcome.err.contains("No space left on device"), "\(command)")
    }
  }
}
