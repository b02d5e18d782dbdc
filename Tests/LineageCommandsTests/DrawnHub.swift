import Foundation

/// A small random snapshot of Hub records that can be edited at random.
struct DrawnHub {
  private struct Model {
    var parents: [(relation: String, id: String)] = []
    var license: String?
    var created: Int
    var downloads: Int?
  }

  private var models: [String: Model] = [:]
  private var made = 0
  private var days = 1
  private var owners = ["qwen", "maple"]

  init(models count: Int, _ random: inout some RandomNumberGenerator) {
    for _ in 0..<count { add(&random) }
  }

  /// One change: a model more or less, another parent, license, day or number of downloads.
  mutating func edit(_ random: inout some RandomNumberGenerator) {
    let id = models.keys.sorted().randomElement(using: &random) ?? ""
    switch Int.random(in: 0..<8, using: &random) {
    case 0, 1: add(&random)
    case 2: models[id] = nil
    case 3:
      let chosen = parents(&random)
      models[id]?.parents = chosen
    case 4: models[id]?.license = licenses.randomElement(using: &random)
    case 5: models[id]?.downloads = Int.random(in: 0..<1000, using: &random)
    case 6:
      days += 1
      models[id]?.created = days
    default:
      // A twin in letter case takes an address that another may have had.
      models[id.uppercased()] = models[id]
    }
  }

  mutating func editFamilies(_ random: inout some RandomNumberGenerator) {
    owners = ["Qwen", "maple", "oak", "pine"].shuffled(using: &random).prefix(
      Int.random(in: 1...3, using: &random)
    )
    .sorted()
  }

  private let licenses = ["mit", "apache-2.0", "<b>own</b>", "other"]

  private mutating func add(_ random: inout some RandomNumberGenerator) {
    let owner = ["Qwen", "maple", "oak", "pine"].randomElement(using: &random) ?? "oak"
    made += 1
    if Int.random(in: 0..<5, using: &random) == 0 { days += 1 }
    models["\(owner)/Model-\(made)"] = Model(
      parents: parents(&random), license: licenses.randomElement(using: &random), created: days)
  }

  private func parents(_ random: inout some RandomNumberGenerator) -> [(relation: String, id: String)] {
    let count = [0, 1, 1, 1, 2, 5].randomElement(using: &random) ?? 1
    return (0..<count).map { i in
      let known = models.keys.sorted().randomElement(using: &random) ?? "gone/Ghost"
      let id = Int.random(in: 0..<9, using: &random) == 0 ? "gone/Ghost-\(i)" : known
      return (["finetune:", "merge:", "adapter:", "quantized:", ""].randomElement(using: &random) ?? "", id)
    }
  }

  /// JSON Lines, by id.
  var text: String {
    models.sorted { $0.key < $1.key }.map { id, model in
      var tags = model.parents.map { "\"base_model:\($0.relation)\($0.id)\"" }
      if let license = model.license { tags.append("\"license:\(license)\"") }
      let month = 1 + model.created % 12
      let day = 1 + model.created % 28
      var line = "{\"id\":\"\(id)\",\"tags\":[\(tags.joined(separator: ","))]"
      line +=
        ",\"createdAt\":\"2025-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)T00:00:00.000Z\""
      if let downloads = model.downloads { line += ",\"downloads\":\(downloads)" }
      return line + "}\n"
    }.joined()
  }

  /// A family file: one for each owner that has one at the moment.
  var families: String {
    "version: 1\nfamilies:\n"
      + owners.map { owner in
        let id = owner.lowercased()
        return
          "  - id: \(id)\n    en: \"Family \(owner)\"\n    by: \(owner)\n    region: us\n    kind: language\n"
          + "    match: [\"\(owner)/*\"]\n"
      }.joined()
  }
}
