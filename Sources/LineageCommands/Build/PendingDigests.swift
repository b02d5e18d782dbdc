import Dispatch
import LineageCore
import Synchronization

/// The SHA-256 of large files, computed beside the rest of a build: nobody needs them before the end.
///
/// The files stay open, so that what is hashed is what was read; one that was written to meanwhile is found out.
final class PendingDigests: Sendable {
  /// What became of one file.
  struct Outcome: Sendable {
    /// Index of its source in the table.
    let source: Int
    let name: String
    /// 64 lower-case hex digits; empty after a failure.
    let sha256: String
    /// Why the digest, and what was read, cannot be relied on; nil if they can.
    let failure: String?
  }

  /// More files than this are not kept open.
  static let limit = 64
  /// Smaller files are hashed while they are read.
  static let smallest = 4 << 20

  private let files: [(source: Int, input: OpenInput)]
  private let outcomes = Mutex([Outcome]())
  private let running = DispatchGroup()

  /// Begins to hash files; each belongs to a source.
  init(_ files: [(source: Int, input: OpenInput)]) {
    self.files = files
    guard !files.isEmpty else { return }
    DispatchQueue.global(qos: .utility).async(group: running) { [self] in
      for file in files {
        let outcome = Self.outcome(file.source, file.input)
        outcomes.withLock { $0.append(outcome) }
      }
    }
  }

  /// Waits for the end of all; the outcomes are in the order of the files.
  func wait() -> [Outcome] {
    running.wait()
    return outcomes.withLock { $0 }
  }

  private static func outcome(_ source: Int, _ input: OpenInput) -> Outcome {
    var digest = StreamedDigest()
    var place = 0
    var failure: String?
    withUnsafeTemporaryAllocation(byteCount: 1 << 17, alignment: 4096) { buffer in
      do {
        while case let count = try input.read(into: buffer, at: place), count > 0 {
          digest.add(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
          place += count
        }
      } catch {
        failure = "reading failed: \(error)"
      }
    }
    if failure == nil, place != input.size || input.hasChanged { failure = OpenInput.changed }
    return Outcome(
      source: source, name: input.name, sha256: failure == nil ? digest.finish() : "", failure: failure)
  }
}

extension IndexedSnapshot {
  /// The same with the digests of its inputs; those that failed become findings.
  func with(_ outcomes: [PendingDigests.Outcome]) -> IndexedSnapshot {
    if outcomes.isEmpty { return self }
    var sources = sources
    var failed: [Finding] = []
    for outcome in outcomes {
      sources[outcome.source].sha256 = outcome.sha256
      guard let failure = outcome.failure else { continue }
      let place = SourceLocation(source: outcome.source, line: 0)
      failed.append(Finding(.unreadableSource, subject: outcome.name, detail: failure, at: place))
    }
    // This rule's findings come first, in the order of their sources.
    let broken = findings.prefix { $0.rule == FindingRule.unreadableSource.id }
    let ordered = (broken + failed).sorted { ($0.location?.source ?? 0) < ($1.location?.source ?? 0) }
    return IndexedSnapshot(
      written: written, resolved: resolved, writtenFacts: writtenFacts, resolvedFacts: resolvedFacts,
      sources: sources, findings: ordered + findings.dropFirst(broken.count), aliases: aliases,
      familySets: familySets, ranks: ranks)
  }
}
