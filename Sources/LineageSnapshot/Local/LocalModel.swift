import LineageCore

/// A model as its files on a disk show it: the card as written, and what every other file says of parents and license.
public struct LocalModel: Hashable, Sendable {
  /// The id: the repository's where the folder tells it, else a name that no repository has.
  public let id: String
  /// The card's front matter, without its `---` lines; nil if there is no card or it has none.
  public var frontMatter: String?
  /// Where the card was, relative to the model's folder.
  public var cardFile: String?
  /// Parents that files name.
  public var parents: [DetectedParent] = []
  /// Licenses that files name.
  public var licenses: [DetectedLicense] = []
  /// What was wrong with the files.
  public var problems: [FileProblem] = []

  /// A model of which nothing is known yet.
  public init(id: String) { self.id = id }
}

/// A parent that a file names.
public struct DetectedParent: Hashable, Sendable {
  /// The parent as written.
  public let parent: String
  /// What the kind of file says the model is to it.
  public let relation: Relation
  /// The file, relative to the model's folder.
  public let file: String
  /// The key in it.
  public let key: String

  /// A parent and where it stands.
  public init(_ parent: String, _ relation: Relation, file: String, key: String) {
    (self.parent, self.relation, self.file, self.key) = (parent, relation, file, key)
  }
}

/// A license that a file names.
public struct DetectedLicense: Hashable, Sendable {
  /// The label as written.
  public let label: String
  /// The file, relative to the model's folder.
  public let file: String
  /// The key in it.
  public let key: String

  /// A license and where it stands.
  public init(_ label: String, file: String, key: String) {
    (self.label, self.file, self.key) = (label, file, key)
  }
}

/// A file of a model that is not what it should be.
public struct FileProblem: Hashable, Sendable {
  /// The file, relative to the model's folder.
  public let file: String
  /// What is wrong, as a sentence without a full stop.
  public let detail: String

  /// A problem of a file.
  public init(file: String, detail: String) { (self.file, self.detail) = (file, detail) }
}
