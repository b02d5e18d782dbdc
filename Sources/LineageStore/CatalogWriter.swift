import Foundation
import GRDB
import LineageCore

extension Catalog {
  /// Writes a snapshot to a new file; see ``CatalogDraft`` for one that is written while it is indexed.
  ///
  /// - Throws: ``StoreError/exists(path:)``, ``StoreError/unwritable(path:detail:)``,
  ///   ``StoreError/inconsistent(detail:)``.
  /// - Complexity: that of ``CatalogDraft``.
  public static func write(
    _ snapshot: IndexedSnapshot, to path: String, toolVersion: String, knowledgeVersion: String,
    knowledge: StoredKnowledge = StoredKnowledge(), workers: Workers = .one
  ) throws {
    let draft = try CatalogDraft(path: path)
    try draft.add(names: snapshot.resolved.models.names, ranks: snapshot.ranks)
    try draft.add(models: snapshot.resolved.models, families: snapshot.familySets)
    try draft.finish(
      snapshot, toolVersion: toolVersion, knowledgeVersion: knowledgeVersion, knowledge: knowledge)
    try draft.check(workers: workers)
  }
}

/// Fills the large tables: SQLite has made them, their pages are added behind its own.
struct CatalogWriter {
  let roots: TreeRoots
}

/// The keys of the table `meta`.
enum MetaKey: String {
  case knowledgeVersion = "knowledge_version"
  case snapshot
  case toolVersion = "tool_version"
}
