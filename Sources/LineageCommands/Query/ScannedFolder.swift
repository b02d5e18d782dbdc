import Foundation
import LineageCore

/// A folder of model folders `owner/name`, read as evidence.
struct ScannedFolder {
  /// The ids of the models found, in byte order.
  let ids: [String]
  private let root: URL

  /// - Throws: A failure with status 3 for what is no folder.
  init(_ path: String) throws {
    root = URL(fileURLWithPath: path)
    func folders(_ url: URL) -> [String]? {
      let entries = try? FileManager.default.contentsOfDirectory(
        at: url, includingPropertiesForKeys: [.isDirectoryKey], options: .skipsHiddenFiles)
      return entries?.filter { (try? $0.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true }
        .map(\.lastPathComponent)
    }
    guard let owners = folders(root) else {
      throw CommandFailure(.input, subject: path, "\(printable(path)) is not a folder that can be read")
    }
    var ids: [String] = []
    for owner in owners {
      for name in folders(root.appendingPathComponent(owner)) ?? [] { ids.append(owner + "/" + name) }
    }
    self.ids = ids.sorted(by: byteOrder)
  }

  /// Card, license text and names of a model's files.
  func files(of id: String) throws -> RepositoryFiles {
    let folder = root.appendingPathComponent(id)
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted(
      by: byteOrder)
    func text(_ name: String) -> String? {
      let url = folder.appendingPathComponent(name)
      guard let handle = try? FileHandle(forReadingFrom: url),
        let data = try? handle.read(upToCount: 1 << 20)
      else { return nil }
      return String(decoding: data, as: UTF8.self)
    }
    let license = names.first { name in
      let folded = name.lowercased()
      return folded.hasPrefix("license") || folded.hasPrefix("licence") || folded.hasPrefix("copying")
    }
    return RepositoryFiles(
      card: names.contains("README.md") ? text("README.md") : nil, names: names,
      licenseText: license.flatMap(text))
  }
}
