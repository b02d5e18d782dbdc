/// What kind of upload a noise rule recognises.
public enum NoiseClass: String, Hashable, Sendable, Codable, CaseIterable {
  /// A program uploaded it: a swarm, a tournament, a numbered task.
  case machine
  /// An exercise of a course or a tutorial.
  case course
  /// A try-out: its name says test, or nothing at all.
  case test
  /// The same weights once more.
  case reupload
}

/// A rule on bare names that recognises uploads which say little about what people build on.
///
/// It judges a name and not its owner: an upload that fits stays in the graph and is only not counted.
public struct NoiseRule: Hashable, Sendable {
  /// Short key.
  public let id: String
  /// What it recognises.
  public let noiseClass: NoiseClass
  /// Searched for in the lower-cased name after the slash.
  public let pattern: NamePattern
  /// What such a name shows.
  public let why: String
  /// A name that fits.
  public let sample: String
  /// How often the rule was right where somebody looked; nil if nobody did.
  public let precision: Precision?
  /// The same among names from before the time of the listings that the rule was made with; nil if there were none.
  public let precisionBefore: Precision?

  /// A judged sample.
  public struct Precision: Hashable, Sendable {
    /// Names that were looked at.
    public let judged: Int
    /// Those that are what the rule says.
    public let right: Int

    /// - Precondition: `0 <= right <= judged`, and somebody looked at one at least.
    public init(judged: Int, right: Int) {
      precondition(judged > 0 && (0...judged).contains(right), "a part of the sample")
      (self.judged, self.right) = (judged, right)
    }
  }

  /// A rule with its reason and how well it was found to work.
  public init(
    id: String, noiseClass: NoiseClass, pattern: NamePattern, why: String, sample: String = "",
    precision: Precision? = nil, precisionBefore: Precision? = nil
  ) {
    (self.id, self.noiseClass, self.pattern, self.why) = (id, noiseClass, pattern, why)
    (self.sample, self.precision, self.precisionBefore) = (sample, precision, precisionBefore)
  }
}

/// Noise rules, compiled.
public struct NoiseRules: Sendable {
  /// The rules, in file order; bit `i` of a ``Flags`` value is rule `i`.
  public let rules: [NoiseRule]
  let program: NameProgram

  /// The most rules one file can hold.
  public static let capacity = NameProgram.capacity

  /// Which rules fit a name, one bit each.
  public typealias Flags = UInt32

  /// No rule.
  public static let none = NoiseRules()

  private init() {
    guard let empty = NameProgram([]) else { preconditionFailure("no pattern is not too many") }
    (rules, program) = ([], empty)
  }

  /// - Returns: nil for more than ``capacity`` rules, or patterns that are too large together.
  public init?(_ rules: [NoiseRule]) {
    guard let program = NameProgram(rules.map(\.pattern)) else { return nil }
    (self.rules, self.program) = (rules, program)
  }

  /// The rules of some classes.
  public func flags(of classes: Set<NoiseClass>) -> Flags {
    rules.enumerated().reduce(0) { classes.contains($1.element.noiseClass) ? $0 | 1 << Flags($1.offset) : $0 }
  }

  /// The rules that fit a model id or a bare name. For many names use ``NoiseFlagger``.
  public func flags(_ id: String) -> Flags {
    var flagger = NoiseFlagger(self)
    var copy = id
    return copy.withUTF8 { flagger.flags(UnsafeRawBufferPointer($0)) }
  }
}

/// Applies noise rules to one name after another; keeps what it learnt of the rules.
public struct NoiseFlagger {
  private var matcher: NameMatcher
  private let hasRules: Bool

  /// A flagger of those rules.
  public init(_ rules: NoiseRules) {
    matcher = NameMatcher(rules.program)
    hasRules = !rules.rules.isEmpty
  }

  /// The rules that fit what follows the first slash; the whole text if there is none.
  ///
  /// - Complexity: O(bytes).
  public mutating func flags(_ id: UnsafeRawBufferPointer) -> NoiseRules.Flags {
    guard hasRules else { return 0 }
    let start = id.firstIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    let name = UnsafeRawBufferPointer(rebasing: id[start...])
    if let flags = matcher.matchFolding(name) { return flags }
    let folded = Array(ModelID.folded(String(decoding: name, as: UTF8.self)).utf8)
    return folded.withUnsafeBytes { matcher.match($0) }
  }
}
