import Foundation
import GRDB

/// What is kept of one page of the site beside a catalog, so that the next build can take the page over.
public struct PageRow: Hashable, Sendable {
  /// Path of the page's main file from the root of the site.
  public let path: String
  /// SHA-256 of the values the page shows.
  public let key: [UInt8]
  /// SHA-256 of what all pages of the site share.
  public let frame: [UInt8]
  /// SHA-256 of the page's files.
  public let files: [UInt8]
  /// Where in the main file the page's own part stands, in bytes.
  public let main: Range<Int>

  /// A page as it was written.
  public init(path: String, key: [UInt8], frame: [UInt8], files: [UInt8], main: Range<Int>) {
    (self.path, self.key, self.frame, self.files, self.main) = (path, key, frame, files, main)
  }
}

/// The pages of a site are known only when it is written, after the catalog: they get a table of their own then.
extension Catalog {
  private static let pagesTable = """
    CREATE TABLE pages(
      path TEXT PRIMARY KEY,
      key BLOB NOT NULL CHECK(length(key) = 32),
      frame BLOB NOT NULL CHECK(length(frame) = 32),
      files BLOB NOT NULL CHECK(length(files) = 32),
      main INTEGER NOT NULL CHECK(main >= 0),
      main_bytes INTEGER NOT NULL CHECK(main_bytes >= 0)
    ) STRICT, WITHOUT ROWID;
    """

  /// Adds the pages of the site to a catalog that is not published yet. The same pages give the same bytes.
  ///
  /// - Throws: ``StoreError/unwritable(path:detail:)``; the file is then of no use.
  /// - Complexity: O(pages log pages).
  public static func writePages(_ pages: [PageRow], to path: String) throws {
    do {
      var configuration = Configuration()
      configuration.label = "catalog.pages"
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      // No journal on the disk: after an error the file is thrown away.
      try queue.writeWithoutTransaction {
        try $0.execute(sql: "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = FULL;")
      }
      try queue.write { database in
        try database.execute(sql: pagesTable)
        let insert = try database.makeStatement(sql: "INSERT INTO pages VALUES(?, ?, ?, ?, ?, ?)")
        for page in pages.sorted(by: { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }) {
          try insert.execute(arguments: [
            page.path, Data(page.key), Data(page.frame), Data(page.files), page.main.lowerBound,
            page.main.count,
          ])
        }
      }
      try queue.close()
    } catch let error as DatabaseError {
      throw StoreError.unwritable(path: path, detail: error.message ?? "\(error.resultCode)")
    }
  }

  /// The pages of the site beside this catalog, by path; empty if none were noted.
  ///
  /// - Throws: ``StoreError/damaged(path:detail:)``.
  /// - Complexity: O(pages).
  public func pages() throws -> [PageRow] {
    try read { database in
      guard try database.tableExists("pages") else { return [] }
      return try Row.fetchAll(
        database, sql: "SELECT path, key, frame, files, main, main_bytes FROM pages ORDER BY path"
      ).map { row in
        let start: Int = row[4]
        let count: Int = row[5]
        let (key, frame, files): (Data, Data, Data) = (row[1], row[2], row[3])
        return PageRow(
          path: row[0], key: Array(key), frame: Array(frame), files: Array(files), main: start..<start + count
        )
      }
    }
  }
}
