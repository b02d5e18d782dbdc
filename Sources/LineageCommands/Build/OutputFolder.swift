import CFiles
import Foundation

/// The folder a build makes: written beside the old one and exchanged with it in one step, so that a reader, and
/// a build that is killed, always sees one whole result.
final class OutputFolder {
  /// What the user named, links resolved.
  let path: String
  /// Where the new content is written.
  let staging: String

  /// Checks that the folder may be replaced, removes what killed builds left, and makes the staging folder.
  ///
  /// - Throws: A failure with status 2 that says what stands in the way.
  init(_ path: String) throws {
    let url = URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath()
    self.path = url.path
    let parent = url.deletingLastPathComponent().path
    let prefix = "." + url.lastPathComponent + ".building-"
    staging = parent + "/" + prefix + String(getpid())
    try Self.checkReplaceable(self.path)
    do {
      try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
      Self.removeLeftovers(in: parent, prefix: prefix)
      try FileManager.default.createDirectory(atPath: staging, withIntermediateDirectories: false)
    } catch {
      throw Self.unwritable(parent, error)
    }
  }

  /// Writes one file of the result; its folders are made.
  ///
  /// - Throws: A failure with status 2 that names the file and the system's reason.
  func write(_ bytes: some Collection<UInt8>, to name: String) throws {
    let target = staging + "/" + name
    let folder = URL(fileURLWithPath: target).deletingLastPathComponent().path
    do {
      if made.insert(folder).inserted {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      }
      try Data(bytes).write(to: URL(fileURLWithPath: target))
    } catch {
      throw Self.unwritable(target, error)
    }
  }
  private var made: Set<String> = []

  /// Puts the new content in the place of the old, in one step, and removes the old.
  func publish() throws {
    if !FileManager.default.fileExists(atPath: path) {
      guard rename(staging, path) == 0 else { throw Self.unwritable(path, systemError()) }
      return
    }
    if lineage_exchange_paths(staging, path) != 0 {
      // A file system without exchange: two steps, the old content waiting beside.
      let old = staging + "-old"
      guard rename(path, old) == 0 else { throw Self.unwritable(path, systemError()) }
      guard rename(staging, path) == 0 else {
        let reason = systemError()
        _ = rename(old, path)
        throw Self.unwritable(path, reason)
      }
      try? FileManager.default.removeItem(atPath: old)
      return
    }
    try? FileManager.default.removeItem(atPath: staging)
  }

  /// Removes the staging folder; the old content was never touched.
  func discard() { try? FileManager.default.removeItem(atPath: staging) }

  /// The failure for a place that cannot be written.
  static func unwritable(_ path: String, _ error: any Error) -> CommandFailure {
    CommandFailure(
      .usage, subject: path, "\(printable(path)) cannot be written: \(reason(error))",
      hint: "the previous output, if there was one, is as it was")
  }

  private static func reason(_ error: any Error) -> String {
    let cocoa = error as NSError
    if let posix = cocoa.userInfo[NSUnderlyingErrorKey] as? NSError, posix.domain == NSPOSIXErrorDomain {
      return String(cString: strerror(Int32(posix.code)))
    }
    return cocoa.domain == NSPOSIXErrorDomain
      ? String(cString: strerror(Int32(cocoa.code))) : cocoa.localizedDescription
  }

  private func systemError() -> NSError { NSError(domain: NSPOSIXErrorDomain, code: Int(errno)) }

  private static func checkReplaceable(_ path: String) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return }
    guard isFolder.boolValue else {
      throw CommandFailure(
        .usage, subject: path, "\(printable(path)) is a file, not a folder",
        hint: "name another folder with --out")
    }
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    guard entries.isEmpty || entries.contains("lineage.db") else {
      throw CommandFailure(
        .usage, subject: path, "\(printable(path)) holds files that lineage did not make",
        hint: "a build replaces its folder whole; name a new or empty one with --out")
    }
  }

  /// Staging folders of processes that are gone.
  private static func removeLeftovers(in parent: String, prefix: String) {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    for entry in entries where entry.hasPrefix(prefix) {
      let number = entry.dropFirst(prefix.count).prefix { $0.isNumber }
      guard let process = pid_t(number), process != getpid(), kill(process, 0) != 0, errno == ESRCH else {
        continue
      }
      try? FileManager.default.removeItem(atPath: parent + "/" + entry)
    }
  }
}
