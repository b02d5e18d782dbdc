/// An invented model as a Hub lists it.
public struct SyntheticModel: Sendable {
  /// The fields that can be asked for by `expand[]`.
  public static let fields: Set = [
    "baseModels", "cardData", "createdAt", "disabled", "downloads", "downloadsAllTime", "gated",
    "lastModified", "library_name",
    "likes", "pipeline_tag", "sha", "tags",
  ]

  /// `owner/name`.
  public let id: String
  /// `createdAt`.
  public var created: String
  /// The parents in its tags.
  public var parents: [String]

  /// A model.
  public init(_ id: String, created: String = "2025-01-01T00:00:00.000Z", parents: [String] = []) {
    (self.id, self.created, self.parents) = (id, created, parents)
  }

  /// The record, with the fields asked for; all of them if none is.
  public func json(_ fields: Set<String>) -> String {
    let tags = parents.map { "\"base_model:\($0)\",\"base_model:finetune:\($0)\"" } + ["\"license:mit\""]
    var members = ["\"_id\":\"\(id.count)\"", "\"id\":\"\(id)\""]
    let values = [
      ("createdAt", "\"\(created)\""), ("downloads", "\(id.utf8.count * 7)"),
      ("downloadsAllTime", "\(id.utf8.count * 70)"), ("gated", "false"),
      ("likes", "3"), ("tags", "[" + tags.joined(separator: ",") + "]"),
    ]
    for (name, value) in values where fields.isEmpty || fields.contains(name) {
      members.append("\"\(name)\":\(value)")
    }
    return "{" + members.joined(separator: ",") + "}"
  }

  /// Many models, the youngest first: each but the oldest of an owner is made from an older one of the same owner.
  public static func many(_ count: Int) -> [SyntheticModel] {
    (0..<count).map { place in
      let age = count - 1 - place
      let (owner, number) = (age % 97, age / 97)
      let days = age * 336 / max(count, 1)
      let (month, day) = (1 + days / 28, 1 + days % 28)
      let date = "2025-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)T00:00:00.000Z"
      return SyntheticModel(
        "owner\(owner)/model-\(number)", created: date,
        parents: number == 0 ? [] : ["owner\(owner)/model-\(number / 2)"])
    }
  }
}
