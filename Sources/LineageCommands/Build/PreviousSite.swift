import Foundation
import LineageSite
import LineageStore

/// The site that a build replaces: what of it can be taken over.
struct PreviousSite: Sendable {
  private let folder: String
  private let stamps: [String: PageStamp]

  /// Looks into the folder that will be replaced. Without a catalog that this program can read nothing is known of
  /// its pages, and every page is made.
  init(in folder: String) {
    self.folder = folder
    let rows = (try? Catalog(path: folder + "/lineage.db").pages()) ?? []
    stamps = rows.reduce(into: [:]) { stamps, row in
      stamps[row.path] = PageStamp(key: row.key, frame: row.frame, files: row.files, main: row.main)
    }
  }

  /// A page of it in the frame of the new site; nil if it has to be made.
  func page(_ draft: PageDraft, _ renderer: SiteRenderer) throws -> MadePage? {
    guard let stamp = stamps[draft.path] else { return nil }
    return try renderer.takeOver(draft, stamp: stamp) { name in
      FileManager.default.contents(atPath: folder + "/" + name).map { [UInt8]($0) }
    }
  }
}
