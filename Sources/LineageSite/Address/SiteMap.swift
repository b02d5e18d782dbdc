import LineageCore

/// Which pages a site has and how one links to another.
///
/// Links are relative and name the file, so they work under any path and from a disk.
struct SiteMap: Sendable {
  let book: AddressBook
  /// Paths of the models with a page, by id.
  private let models: [String: String]
  private let families: Set<String>
  private let licenses: Set<String>
  /// Folders of the owners of models with a page, sorted; without `~`, which is nobody's.
  let owners: [String]
  private let modelsByOwner: [String: [String]]
  /// Paths of the pages of cycles, by their least id.
  private let cycles: [String: String]

  init(models: [String], families: [String], licenses: [String] = [], cycles: [String] = []) {
    let book = AddressBook(models)
    self.book = book
    self.models = models.reduce(into: [:]) { $0[$1] = book.address(of: $1).folder + "index.html" }
    self.families = Set(families)
    self.licenses = Set(licenses)
    let rings = AddressBook(cycles)
    self.cycles = cycles.reduce(into: [:]) { paths, id in
      paths[id] = "findings/cycle/" + rings.address(of: id).folder.dropFirst(2) + "index.html"
    }
    var byOwner: [String: [String]] = [:]
    for id in models { byOwner[book.address(of: id).owner, default: []].append(id) }
    byOwner["~"] = nil
    owners = byOwner.keys.sorted { byteOrder($0, $1) }
    modelsByOwner = byOwner
  }

  /// Models of an owner's folder, in the order of the site.
  func models(ofOwner folder: String) -> [String] { modelsByOwner[folder] ?? [] }

  /// Path of a license's page from the root of the site.
  static func path(license id: String) -> String {
    "license/" + PathSegment.encode(id, of: id) + "/index.html"
  }

  /// The link from a page to a license's page; nil if it has none.
  func link(from page: String, license id: String) -> String? {
    licenses.contains(id) ? Self.relative(from: page, to: Self.path(license: id)) : nil
  }

  func hasPage(_ id: String) -> Bool { models[id] != nil }
  func hasPage(family: String) -> Bool { families.contains(family) }

  /// Path of a model's page from the root of the site.
  func path(model id: String) -> String { models[id] ?? book.address(of: id).folder + "index.html" }

  /// Path of a family's page from the root of the site.
  static func path(family id: String) -> String { "f/" + PathSegment.encode(id, of: id) + "/index.html" }

  /// Path of a rule's page from the root of the site.
  static func path(rule id: String) -> String { "findings/" + PathSegment.encode(id, of: id) + "/index.html" }

  /// The way from one page of the site to another, both as paths from its root.
  static func relative(from page: String, to target: String) -> String {
    var shared = target.utf8.startIndex
    for (i, j) in zip(page.utf8.indices, target.utf8.indices) {
      if page.utf8[i] != target.utf8[j] { break }
      if target.utf8[j] == UInt8(ascii: "/") { shared = target.utf8.index(after: j) }
    }
    let left = page.utf8.dropFirst(target.utf8.distance(from: target.startIndex, to: shared))
    let up = left.count { $0 == UInt8(ascii: "/") }
    return String(repeating: "../", count: up) + target[shared...]
  }

  /// The link from a page to a model's page; nil if it has none.
  func link(from page: String, model id: String) -> String? {
    models[id].map { Self.relative(from: page, to: $0) }
  }

  /// Path of a cycle's page from the root of the site; nil if it has none.
  func path(cycle id: String) -> String? { cycles[id] }

  /// The link from a page to the page of a cycle, told by its least id; nil if it has none.
  func link(from page: String, cycle id: String) -> String? {
    cycles[id].map { Self.relative(from: page, to: $0) }
  }

  /// The link from a page to a family's page; nil if it has none.
  func link(from page: String, family id: String) -> String? {
    hasPage(family: id) ? Self.relative(from: page, to: Self.path(family: id)) : nil
  }
}
