import Foundation
import LineageCore
import LineageSnapshot

/// What the models of a folder say of themselves, in their cards and in every other file that knows.
struct FolderScan {
  /// The models, by byte order of their ids, then of their places.
  private(set) var models: [LocalModel] = []
  /// The files of each model that an audit looks at, by id; of several folders of one model the first.
  private(set) var files: [String: RepositoryFiles] = [:]
  /// Folders that could not be listed, with the reason.
  private(set) var unreadable: [(path: String, reason: String)] = []

  /// What the cards of datasets beside the models say of their license, by id in lower case.
  private var datasetLicenses: [String: String] = [:]

  /// Files of weights of one model whose headers are read.
  private static let weightsLimit = 1024

  /// Scans a folder; weights are never read, only the headers before them.
  ///
  /// - Throws: A failure with status 3 if the folder is not there.
  init(_ root: String, progress: Progress) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: root, isDirectory: &isFolder), isFolder.boolValue else {
      throw CommandFailure(.input, subject: root, "no folder \(printable(root))")
    }
    let finder = ModelFolderFinder(root)
    unreadable = finder.unreadable
    for dataset in finder.datasets {
      guard let card = try? PlacedFile(dataset.path + "/README.md").beginning(LocalFile.card.byteLimit) else {
        continue
      }
      datasetLicenses[dataset.id.lowercased()] = CardAnswers(card: card).license
    }
    for folder in finder.models {
      progress.update("\(counted(models.count, "model")), \(printable(folder.id))")
      scan(folder)
    }
    for store in finder.ollamaStores { scan(OllamaStore(root: store)) }
    let order = models.indices.sorted { a, b in
      models[a].id == models[b].id
        ? a < b : models[a].id.utf8.lexicographicallyPrecedes(models[b].id.utf8)
    }
    models = order.map { models[$0] }
  }

  /// The models as rows of a table, as a build of the scan's output has them; the source is named as given.
  func append(to table: inout RecordTable, source: String) {
    ScanRecords.append(models, source: source, to: &table)
  }

  private mutating func scan(_ folder: ModelFolder) {
    var model = LocalModel(id: folder.id)
    var found = RepositoryFiles(names: folder.files)
    var weights = 0
    // The files of the folder itself count before those of its parts.
    for file in folder.files.sorted(by: Self.isBefore) {
      guard let kind = LocalFile(name: String(file.split(separator: "/").last ?? "")) else { continue }
      if kind.isWeights {
        weights += 1
        if weights > Self.weightsLimit { continue }
      }
      if kind == .card, model.cardFile != nil || file.contains("/") { continue }
      Self.read(kind, folder.path, file, into: &model, &found)
    }
    keep(model, found)
  }

  private mutating func scan(_ store: OllamaStore) {
    var byID: [String: (model: LocalModel, files: RepositoryFiles, seen: Set<String>)] = [:]
    var order: [String] = []
    for tag in store.tags() {
      if byID[tag.id] == nil { order.append(tag.id) }
      var entry = byID[tag.id] ?? (LocalModel(id: tag.id), RepositoryFiles(names: []), [])
      if let problem = tag.problem {
        entry.model.problems.append(FileProblem(file: tag.manifest, detail: problem))
      }
      for (kind, file) in tag.layers where entry.seen.insert(file).inserted {
        entry.files.names?.append(file)
        Self.read(kind, store.root, file, into: &entry.model, &entry.files)
      }
      byID[tag.id] = entry
    }
    for id in order {
      if let entry = byID[id] { keep(entry.model, entry.files) }
    }
  }

  private mutating func keep(_ model: LocalModel, _ read: RepositoryFiles) {
    models.append(model)
    var found = read
    found.datasets = found.datasets.map {
      RepositoryFiles.Dataset(id: $0.id, license: datasetLicenses[$0.id.lowercased()])
    }
    if files[model.id] == nil { files[model.id] = found }
  }

  private static func read(
    _ kind: LocalFile, _ folder: String, _ file: String, into model: inout LocalModel,
    _ found: inout RepositoryFiles
  ) {
    do {
      let opened = try PlacedFile(folder + "/" + file)
      if kind.isWeights {
        model.takeWeights(kind, path: file, fileSize: opened.size, pull: opened.read)
        return
      }
      // Of a card and of a license the beginning says what is asked; half a configuration says nothing.
      if opened.size > kind.byteLimit, kind != .card, kind != .license {
        model.problems.append(
          FileProblem(file: file, detail: "it is larger than \(kind.byteLimit >> 20) MB"))
        return
      }
      let bytes = try opened.beginning(kind.byteLimit + (1 << 16))
      model.take(kind, path: file, bytes)
      let isNotice = file.lowercased().hasPrefix("notice")
      if kind == .license, found.licenseText == nil, !isNotice {
        found.licenseText = String(decoding: bytes, as: UTF8.self)
      }
      if kind == .card {
        found.card = String(decoding: bytes, as: UTF8.self)
        found.datasets = CardAnswers(card: bytes).datasets.map { RepositoryFiles.Dataset(id: $0) }
      }
    } catch {
      model.problems.append(
        FileProblem(file: file, detail: "it cannot be read: \(error.localizedDescription)"))
    }
  }

  private static func isBefore(_ a: String, _ b: String) -> Bool {
    let (depthA, depthB) = (a.utf8.count { $0 == 47 }, b.utf8.count { $0 == 47 })
    return depthA == depthB ? a.utf8.lexicographicallyPrecedes(b.utf8) : depthA < depthB
  }
}
