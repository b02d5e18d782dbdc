import Foundation
import LineageCore
import LineageSnapshot

/// A folder that holds one model.
struct ModelFolder {
  let id: String
  /// Where it is.
  let path: String
  /// Its files, relative to it, in byte order.
  let files: [String]
}

/// Finds the models below a folder by the layouts that programs keep them in: the Hub client's cache, `owner/name` as LM
/// Studio has it, a folder for each model, and Ollama's store.
struct ModelFolderFinder {
  private(set) var models: [ModelFolder] = []
  /// Roots of stores of Ollama.
  private(set) var ollamaStores: [String] = []
  /// Datasets in the Hub client's cache, with the folder of their files.
  private(set) var datasets: [(id: String, path: String)] = []
  /// Folders that could not be listed, with the reason.
  private(set) var unreadable: [(path: String, reason: String)] = []

  private let root: String
  /// Folders within one another that are entered.
  private static let depthLimit = 24
  /// Files of one model that are looked at.
  private static let fileLimit = 4096

  /// Looks through a folder.
  init(_ root: String) {
    self.root = root
    visit([])
  }

  private func path(_ parts: [String]) -> String { ([root] + parts).joined(separator: "/") }

  private mutating func list(_ parts: [String]) -> FolderListing? {
    do { return try FolderListing(path(parts)) } catch {
      unreadable.append((path(parts), error.localizedDescription))
      return nil
    }
  }

  private mutating func visit(_ parts: [String]) {
    guard parts.count <= Self.depthLimit, let listing = list(parts) else { return }
    let name = parts.last ?? URL(fileURLWithPath: root).standardizedFileURL.lastPathComponent
    if name.hasPrefix("datasets--"), listing.folders.contains("snapshots") {
      return visitDataset(parts, name)
    }
    if name.hasPrefix("models--"), listing.folders.contains("snapshots") { return visitCache(parts, name) }
    if listing.folders.contains("manifests"), listing.folders.contains("blobs") {
      return ollamaStores.append(path(parts))
    }
    let marks = listing.files.compactMap(LocalFile.init(name:))
    if !marks.contains(where: \.marksModel) {
      let before = models.count
      for folder in listing.folders { visit(parts + [folder]) }
      // A card above other models is no model's; one above pictures is.
      guard marks.contains(.card), !parts.isEmpty, models.count == before else { return }
    }
    // The folder that was named may hold models beside loose files of weights; any other is one model with its parts.
    let isWhole = !parts.isEmpty || marks.contains { $0.marksModel && !$0.isWeights }
    let files = listing.files + (isWhole ? listing.folders.flatMap { filesBelow(parts, [$0]) } : [])
    models.append(
      ModelFolder(id: id(parts, name), path: path(parts), files: Array(files.prefix(Self.fileLimit))))
    if !isWhole { for folder in listing.folders { visit([folder]) } }
  }

  /// A repository in the Hub client's cache: the revision that `refs/main` names, else the last one.
  private mutating func visitCache(_ parts: [String], _ name: String) {
    guard let place = revision(parts) else { return }
    guard let id = CardPath.modelID(fromRelativePath: name + "/README.md") else {
      return unreadable.append((path(parts), "the name of the folder tells no owner and name"))
    }
    let files = filesBelow(place, [])
    models.append(ModelFolder(id: id, path: path(place), files: Array(files.prefix(Self.fileLimit))))
  }

  /// A dataset there; what it is made of is nobody's question here, its card is.
  private mutating func visitDataset(_ parts: [String], _ name: String) {
    let id = name.dropFirst("datasets--".count).components(separatedBy: "--").joined(separator: "/")
    if let place = revision(parts) { datasets.append((id, path(place))) }
  }

  private mutating func revision(_ parts: [String]) -> [String]? {
    guard let snapshots = list(parts + ["snapshots"]), !snapshots.folders.isEmpty else { return nil }
    let main = (try? String(contentsOfFile: path(parts + ["refs", "main"]), encoding: .utf8))?
      .trimmingCharacters(in: .whitespacesAndNewlines)
    return parts + ["snapshots", snapshots.folders.first { $0 == main } ?? snapshots.folders.last ?? ""]
  }

  private mutating func filesBelow(_ parts: [String], _ inside: [String]) -> [String] {
    guard inside.count <= 4, let listing = list(parts + inside) else { return [] }
    let here = listing.files.map { (inside + [$0]).joined(separator: "/") }
    return here + listing.folders.flatMap { filesBelow(parts, inside + [$0]) }
  }

  /// The id that a folder's place tells; where it tells none, a name under an owner with a colon, which no repository has.
  private func id(_ parts: [String], _ name: String) -> String {
    if let id = CardPath.modelID(fromRelativePath: (parts.suffix(2) + ["README.md"]).joined(separator: "/")) {
      return id
    }
    let plain = String(name.map { $0.isWhitespace || $0 == "/" ? "-" : $0 })
    return "local:files/" + (plain.isEmpty ? "model" : plain)
  }
}
