import Yams

/// What is wrong with a file of knowledge or policy, and where.
public struct KnowledgeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Line, from 1; 0 when the whole file is meant.
  public let line: Int
  /// The entry; empty when the file as a whole is meant.
  public let subject: String
  /// The key; empty when the whole entry is meant.
  public let key: String
  /// What is wrong with it, and what is allowed.
  public let problem: String

  init(line: Int, subject: String = "", key: String = "", problem: String) {
    (self.line, self.subject, self.key, self.problem) = (line, subject, key, problem)
  }

  init(_ error: YamlError) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      self.init(line: mark.line, problem: "not YAML: \(problem)")
    case .duplicatedKeysInMapping(let duplicates, let context):
      self.init(
        line: context.mark.line,
        problem: "written twice in one entry: \(duplicates.sorted().joined(separator: ", "))")
    default:
      self.init(line: 0, problem: "not YAML: \(error)")
    }
  }

  /// One line: `line 12: license mit, key category: 'free' is not allowed; ...`.
  public var description: String {
    let place = [subject, key.isEmpty ? "" : "key \(key)"].filter { !$0.isEmpty }.joined(separator: ", ")
    return [line > 0 ? "line \(line)" : "", place, problem].filter { !$0.isEmpty }.joined(separator: ": ")
  }
}
