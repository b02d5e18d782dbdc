import CFiles
import Foundation
import Synchronization

/// The folder a build makes: written beside the old one and exchanged with it in one step, so that a reader, and
/// a build that is killed, always sees one whole result.
final class OutputFolder: Sendable {
  /// What the user named, links resolved.
  let path: String
  /// Where the new content is written.
  let staging: String
  /// Where the new catalog is written.
  var catalog: String { staging + "/lineage.db" }
  private let claim: FolderClaim
  private let state = Mutex(State())

  private struct State {
    var made: Set<String> = []
    var isPublished = false
  }

  /// Checks that the folder may be replaced, removes what killed builds left, and makes the staging folder.
  ///
  /// - Throws: A failure with status 2 that says what stands in the way.
  init(_ path: String) throws {
    let url = try Self.replaceable(path)
    self.path = url.path
    let parent = url.deletingLastPathComponent().path
    let prefix = "." + url.lastPathComponent + ".building-"
    try Self.makeFolder(parent)
    FolderClaim.removeUnclaimed(in: parent, prefix: prefix)
    claim = try FolderClaim(newFolderIn: parent, prefix: prefix)
    staging = claim.path
  }

  /// The folder a path means, links resolved, if a build may replace it: it is missing, empty or holds a catalog.
  ///
  /// - Throws: A failure with status 2 that says what stands in the way.
  @discardableResult
  static func replaceable(_ path: String) throws -> URL {
    let url = URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath()
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else { return url }
    guard isFolder.boolValue else {
      throw CommandFailure(
        .usage, subject: url.path, "\(printable(url.path)) is a file, not a folder",
        hint: "name another folder with --out")
    }
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    guard entries.isEmpty || entries.contains("lineage.db") else {
      throw CommandFailure(
        .usage, subject: url.path, "\(printable(url.path)) holds files that lineage did not make",
        hint: "a build replaces its folder whole; name a new or empty one with --out")
    }
    return url
  }

  /// Writes one file of the result; its folders are made.
  ///
  /// - Parameter reusing: An equal file of the old content gets a second name instead, which is faster; the first
  ///   goes when the new content has taken its place.
  /// - Throws: A failure with status 2 that names the file and the system's reason.
  func write(_ bytes: [UInt8], to name: String, reusing: Bool = false) throws {
    let target = staging + "/" + name
    let folder = String(target[..<(target.lastIndex(of: "/") ?? target.endIndex)])
    try state.withLock { state in
      if state.made.insert(folder).inserted { try Self.makeFolder(folder) }
      if reusing, Self.link(path + "/" + name, to: target, ifEqualTo: bytes) { return }
      try bytes.withUnsafeBytes { try Self.writeFile($0, to: target) }
    }
  }

  /// Puts the new content in the place of the old, in one step, and removes the old.
  ///
  /// - Throws: A failure with status 2; the old content is then as it was.
  func publish() throws {
    try state.withLock { state in
      try exchange()
      state.isPublished = true
    }
    try? FileManager.default.removeItem(atPath: staging)
  }

  /// Removes the staging folder; the old content was never touched.
  func discard() {
    state.withLock { _ in try? FileManager.default.removeItem(atPath: staging) }
  }

  /// Removes the staging folder, and lets nobody write into it again: the process is about to end.
  ///
  /// Says whether the new content had taken its place before.
  func abandon(_ end: (_ isPublished: Bool) -> Never) -> Never {
    state.withLock { state in
      try? FileManager.default.removeItem(atPath: staging)
      end(state.isPublished)
    }
  }

  private func exchange() throws {
    // Another build may come first and make or replace the folder between two steps: then once more.
    for _ in 0..<16 {
      if lineage_exchange_paths(staging, path) == 0 { return }
      switch errno {
      case ENOENT:
        if rename(staging, path) == 0 { return }
        guard errno == ENOTEMPTY || errno == EEXIST else { throw Self.unwritable(path, errno) }
      case EINVAL, ENOSYS, EOPNOTSUPP:
        return try exchangeInTwoSteps()
      default:
        throw Self.unwritable(path, errno)
      }
    }
    throw Self.unwritable(path, errno)
  }

  /// For a file system without exchange: the old content waits beside.
  private func exchangeInTwoSteps() throws {
    let old = staging + "-old"
    let hadContent = rename(path, old) == 0
    guard hadContent || errno == ENOENT else { throw Self.unwritable(path, errno) }
    guard rename(staging, path) == 0 else {
      let reason = errno
      if hadContent { _ = rename(old, path) }
      throw Self.unwritable(path, reason)
    }
    try? FileManager.default.removeItem(atPath: old)
  }
}
