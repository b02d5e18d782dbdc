import Foundation
import LineageCore
import LineageGraph
import LineageSnapshot
import LineageStore

/// The models of a folder, with what a catalog knows of them and of everything above them.
///
/// What the files on the disk say comes first; the catalog says the rest. Without a catalog the files speak alone.
struct ScannedModels {
  /// The ids of the models found, in byte order.
  let ids: [String]
  /// The models and all above them.
  let index: LineageIndex
  /// What an audit reads of each model's files.
  let files: [NodeID: RepositoryFiles]

  /// - Throws: A failure with status 3 for what is no folder, or holds no model.
  init(_ folder: String, catalog: Catalog?, _ identity: Identity, _ progress: Progress) throws {
    progress.begin("scan")
    let scan = try FolderScan(folder, progress: progress)
    for (path, reason) in scan.unreadable { progress.note("\(printable(path)) was left out: \(reason)") }
    guard !scan.models.isEmpty else {
      throw CommandFailure(
        .input, subject: folder, "no model in \(printable(folder))",
        hint: "lineage scan --help lists the files that are read")
    }
    progress.end(counted(scan.models.count, "model"))
    var table = RecordTable()
    scan.append(to: &table, source: folder)
    var (families, aliases) = (FamilyTable(), [Alias]())
    if let catalog {
      let named = Set(scan.models.map(\.id) + table.references.map { table.texts[$0.written] })
      let rows = try named.sorted(by: byteOrder).compactMap { try catalog.resolve($0, in: identity)?.row }
      table.append(try catalog.indexAbove(rows, in: identity), source: "catalog")
      families = try catalog.families()
      if identity == .resolved { aliases = try catalog.aliases() }
    }
    let normalised = Normaliser(aliases: AliasTable(aliases)).normalise(consume table)
    let index = IndexBuilder.build(consume normalised, families: families, aliases: aliases)[identity]
    var seen: Set<String> = []
    ids = scan.models.map(\.id).filter { index.models.find($0) != nil && seen.insert($0).inserted }
    var files: [NodeID: RepositoryFiles] = [:]
    for (id, found) in scan.files {
      if let node = index.models.find(id) { files[node] = found }
    }
    (self.index, self.files) = (index, files)
  }
}
