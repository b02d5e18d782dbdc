import Foundation
import LineageHub
import LineageSnapshot

/// Where a crawl is kept: FILE.partial grows by a page at a time, FILE.checkpoint says how much of it counts, and FILE
/// appears when all is there. A process that ends at any moment leaves these so that the next one goes on.
final class CrawlFile {
  private let path: String
  private let compression: OutputCompression
  private var descriptor: Int32 = -1
  private var outputBytes = 0
  /// Whether no other process writes the file.
  private var isOurs = false

  init(_ path: String) {
    self.path = path
    compression = OutputCompression(fileName: path)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  private var partial: String { path + ".partial" }
  private var checkpoint: String { path + ".checkpoint" }
  private var renames: String { path + ".renames.csv" }

  /// Whether there is something to go on from.
  var hasCheckpoint: Bool { FileManager.default.fileExists(atPath: checkpoint) }

  /// Opens the output for this process alone and returns the state to go on from.
  ///
  /// - Throws: A failure with status 2 if the place cannot be written, is in use by another crawl, or holds the beginning of
  ///   a crawl with another plan.
  func begin(_ plan: CrawlPlan, restart: Bool) throws -> CrawlCheckpoint {
    descriptor = open(partial, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw OutputFolder.unwritable(partial, errno) }
    // The lock is on the file, which another process may have moved to its place meanwhile.
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, isStillThere() else {
      throw CommandFailure(.usage, subject: path, "another crawl is writing \(printable(partial))")
    }
    isOurs = true
    var state = CrawlCheckpoint(plan)
    if !restart, let kept = try readCheckpoint() {
      guard kept.plan == plan, kept.format == CrawlCheckpoint.currentFormat else {
        throw CommandFailure(
          .usage, subject: path, "\(printable(checkpoint)) belongs to a crawl with other options",
          hint: "repeat its options, choose another --out, or forget it with --restart")
      }
      state = kept
    }
    if size() == 0, state.outputBytes > 0, Self.size(of: path) == state.outputBytes {
      // That crawl is complete; its process ended before it could say so.
      state = CrawlCheckpoint(plan)
    }
    guard size() >= state.outputBytes else {
      throw CommandFailure(
        .input, subject: path, "\(printable(partial)) is shorter than \(printable(checkpoint)) says",
        hint: "forget both with --restart")
    }
    if restart { unlink(checkpoint) }
    guard ftruncate(descriptor, off_t(state.outputBytes)) == 0,
      lseek(descriptor, 0, SEEK_END) == state.outputBytes
    else { throw OutputFolder.unwritable(partial, errno) }
    outputBytes = state.outputBytes
    return state
  }

  /// Hands over every line that counts, in order.
  func readBack(_ body: ([UInt8]) throws -> Void) throws {
    let file = try OpenInput(InputFile(path: partial, name: partial, bytes: outputBytes))
    if let fault = try TextLines.read(pull: { try file.read(into: $0) }, body) {
      throw CommandFailure(
        .input, subject: path, "\(printable(partial)) cannot be read back: \(fault)",
        hint: "forget it with --restart")
    }
  }

  /// Keeps a step: first its lines, then the checkpoint that counts them.
  func append(_ step: Crawler.Step) throws {
    if !step.lines.isEmpty {
      guard let bytes = compression.stored(step.lines) else {
        throw CommandFailure(.defect, subject: path, "there is no memory to compress a page")
      }
      try write(bytes)
      guard fdatasync(descriptor) == 0 else { throw OutputFolder.unwritable(partial, errno) }
    }
    var state = step.checkpoint
    state.outputBytes = outputBytes
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    try replace(checkpoint, with: encoder.encode(state))
  }

  /// Removes what a crawl leaves that brought nothing.
  func forgetIfEmpty() {
    if isOurs, outputBytes == 0, !hasCheckpoint, isStillThere() { unlink(partial) }
  }

  /// Moves the output to its place; the checkpoint is of no more use.
  func publish(_ state: CrawlCheckpoint) throws {
    if !state.renames.isEmpty {
      let rows = state.renames.map { "\($0.from),\($0.to),rename,\(state.plan.endpoint),\n" }.sorted()
      try replace(renames, with: Data(("alias,target,reason,source,note\n" + rows.joined()).utf8))
    }
    guard rename(partial, path) == 0 else { throw OutputFolder.unwritable(path, errno) }
    unlink(checkpoint)
  }

  private func readCheckpoint() throws -> CrawlCheckpoint? {
    guard hasCheckpoint else { return nil }
    do {
      let data = try Data(contentsOf: URL(fileURLWithPath: checkpoint))
      return try JSONDecoder().decode(CrawlCheckpoint.self, from: data)
    } catch {
      throw CommandFailure(
        .input, subject: path, "\(printable(checkpoint)) is no checkpoint of this program",
        hint: "forget it with --restart")
    }
  }

  private func size() -> Int {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  private static func size(of path: String) -> Int? {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : nil
  }

  private func isStillThere() -> Bool {
    var (ours, named) = (stat(), stat())
    return fstat(descriptor, &ours) == 0 && stat(partial, &named) == 0 && ours.st_ino == named.st_ino
  }

  private func write(_ bytes: [UInt8]) throws {
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw OutputFolder.unwritable(partial, errno) }
      start += count
    }
    outputBytes += bytes.count
  }

  /// Replaces a small file in one step: whoever reads it finds the old one or the new one, whole.
  private func replace(_ path: String, with data: Data) throws {
    let new = path + ".new"
    try data.withUnsafeBytes { try OutputFolder.writeFile($0, to: new) }
    // Without this a machine that loses its power may keep the name and not the content.
    let written = open(new, O_RDONLY | O_CLOEXEC)
    guard written >= 0 else { throw OutputFolder.unwritable(new, errno) }
    defer { close(written) }
    guard fsync(written) == 0, rename(new, path) == 0 else { throw OutputFolder.unwritable(path, errno) }
  }
}
