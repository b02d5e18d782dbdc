import LineageCore

/// What the facts kept by hand are called in a catalog.
public enum KnowledgeName: String, Sendable, CaseIterable {
  /// Rules on names, behind `clean`.
  case noise
  /// The list behind the population `tracked`.
  case tracked
  /// Published claims.
  case claims
  /// Derivations that no card declares.
  case reported
}

/// A file of facts kept by hand, as it was read for a build.
public struct KnowledgeDocument: Hashable, Sendable {
  /// What it is.
  public let name: KnowledgeName
  /// The file it came from; empty for the one inside the program.
  public let origin: String
  /// All of it.
  public let text: String

  /// A file's text.
  public init(name: KnowledgeName, origin: String, text: String) {
    (self.name, self.origin, self.text) = (name, origin, text)
  }
}

/// The facts kept by hand that a catalog carries, so that its shares and claims can be told again without the files.
///
/// The documents are the facts; the marks are what follows from them for this snapshot.
public struct StoredKnowledge: Sendable {
  /// At most one of each name.
  public var documents: [KnowledgeDocument]
  /// The rules that the bits of ``marks`` stand for.
  public var noise: NoiseRules
  /// What they say of the nodes.
  public var marks: ShareMarks

  /// Nothing but what is given.
  public init(
    documents: [KnowledgeDocument] = [], noise: NoiseRules = .none, marks: ShareMarks = ShareMarks()
  ) {
    (self.documents, self.noise, self.marks) = (documents, noise, marks)
  }
}
