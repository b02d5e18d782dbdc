/// A number that somebody published about who builds on whose models.
public struct Claim: Hashable, Sendable {
  /// Short key.
  public let id: String
  /// What is claimed, in our words.
  public let text: String
  /// Where and when it was published.
  public let source: Source
  /// What kind of number it is.
  public let metric: Metric
  /// What it says of each group; never empty.
  public let parts: [Part]
  /// What kind of groups they are.
  public let axis: ShareDefinition.Group
  /// The time it speaks of, as far as that can be dated; the wording where it cannot.
  public let window: ShareDefinition.Window
  /// The source's own words for who is counted; empty if it has none.
  public let population: String
  /// What the words may mean, the closest reading first; empty if the claim is not about lineage.
  public let readings: [ShareDefinition]
  /// The claim it passes on, by id.
  public let repeats: String?
  /// What a reader should know: why it is not testable, or what is open in its words.
  public let note: String

  /// Where a claim was published.
  public struct Source: Hashable, Sendable {
    /// Title of the page, and who published it.
    public let title: String
    /// Who published it.
    public let publisher: String
    /// `2025-11-10`, or as much of it as is known.
    public let date: String
    /// Its address; nil where none is known.
    public let url: String?

    /// A publication.
    public init(title: String, publisher: String, date: String, url: String? = nil) {
      (self.title, self.publisher, self.date, self.url) = (title, publisher, date, url)
    }
  }

  /// What kind of number a claim states.
  public enum Metric: String, Sendable, CaseIterable {
    case derivativeShare = "derivative-share"
    case derivativeCount = "derivative-count"
    case downloadShare = "download-share"
    case downloadCount = "download-count"
    case tokenShare = "token-share"
    case userShare = "user-share"
    case price
    case license
  }

  /// A group and what is said of it.
  public struct Part: Hashable, Sendable {
    /// The group, as share tables name it.
    public let group: String
    /// How the number is meant.
    public let comparator: Comparator
    /// The number.
    public let value: Double
    /// `percent`, `models`, `downloads`, ...
    public let unit: String

    /// A statement about a group.
    public init(group: String, comparator: Comparator, value: Double, unit: String) {
      (self.group, self.comparator, self.value, self.unit) = (group, comparator, value, unit)
    }

    /// How far a measured number is from what is said: 0 if the statement holds.
    ///
    /// "Equals" holds within one point of a percentage, and within one part in a hundred of any other number; "about" within
    /// five points, or one part in ten.
    public func distance(_ measured: Double) -> Double {
      let slack: Double =
        switch (comparator, unit == "percent") {
        case (.atLeast, _), (.atMost, _): 0
        case (.equals, true): 1
        case (.equals, false): value.magnitude * 0.01
        case (.about, true): 5
        case (.about, false): value.magnitude * 0.1
        }
      switch comparator {
      case .atLeast: return max(0, value - measured)
      case .atMost: return max(0, measured - value)
      case .equals, .about: return max(0, (measured - value).magnitude - slack)
      }
    }
  }

  /// How a number is meant.
  public enum Comparator: String, Sendable, CaseIterable {
    case atLeast = ">="
    case atMost = "<="
    case equals = "="
    case about = "~"
  }

  /// A claim with its source.
  public init(
    id: String, text: String, source: Source, metric: Metric, parts: [Part], axis: ShareDefinition.Group,
    window: ShareDefinition.Window, population: String, readings: [ShareDefinition], repeats: String? = nil,
    note: String
  ) {
    (self.id, self.text, self.source, self.metric, self.parts) = (id, text, source, metric, parts)
    (self.axis, self.window, self.population, self.readings) = (axis, window, population, readings)
    (self.repeats, self.note) = (repeats, note)
  }
}
