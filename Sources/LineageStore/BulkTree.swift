import GRDB

/// The tables and indexes of which the writer makes the pages.
enum BulkTree: String {
  case labels, models
  case licenseDetails = "license_details"
  case deletions, descents, edges, noise, tracked
  case edgesByParent = "edges_by_parent"
  case familySets = "family_sets"
  case findings
  case findingsByRule = "findings_by_rule"
  case findingsBySubject = "findings_by_subject"
  case mostDerived = "most_derived"
  case displacedNames = "displaced_names"
  case nameBuckets = "name_buckets"
  case searchBlocks = "search_blocks"

  var kind: TreeKind {
    switch self {
    case .edges, .edgesByParent, .familySets, .findingsByRule, .findingsBySubject: .index
    case .labels, .models, .licenseDetails, .deletions, .descents, .noise, .tracked, .findings: .table
    case .mostDerived, .displacedNames, .nameBuckets, .searchBlocks: .table
    }
  }
}

/// The root pages that SQLite made for the tables and indexes.
struct TreeRoots {
  private let pages: [String: UInt32]

  init(_ database: Database) throws {
    let rows = try RawStatement(database, "SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0")
    var pages: [String: UInt32] = [:]
    while try rows.step() { pages[rows.text(0)] = UInt32(clamping: rows.integer(1)) }
    self.pages = pages
  }

  /// Begins to fill a tree.
  func builder(_ tree: BulkTree) throws -> TreeBuilder {
    guard let root = pages[tree.rawValue] else {
      throw StoreError.inconsistent(detail: "\(tree.rawValue) has no page")
    }
    return TreeBuilder(tree.kind, root: root)
  }
}
