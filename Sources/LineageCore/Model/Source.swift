/// One input file as it was read: the provenance of every record in it.
public struct Source: Hashable, Sendable, Codable {
  /// Path relative to the input that was named on the command line, with `/`; `-` for standard input.
  public var name: String
  /// What it was found to be.
  public var format: SourceFormat
  /// Size in bytes as stored, before decompression.
  public var bytes: Int
  /// SHA-256 of the stored bytes, 64 lower-case hex digits.
  public var sha256: String
  /// The date in the file's name, for files that hold one period.
  public var date: Day?
  /// Lines or cards that held a record, good or bad.
  public var records: Int
  /// Records that had to be left out; each is a finding.
  public var rejected: Int
  /// Records that were read after a repair; each is a finding.
  public var repaired: Int

  /// A source before anything was read from it.
  public init(name: String, format: SourceFormat, bytes: Int = 0, sha256: String = "", date: Day? = nil) {
    (self.name, self.format, self.bytes, self.sha256, self.date) = (name, format, bytes, sha256, date)
    (records, rejected, repaired) = (0, 0, 0)
  }
}

/// What an input was found to be, by its content.
public enum SourceFormat: String, Sendable, Codable, CaseIterable {
  /// One model of the Hub's list API a line, or a JSON array of them.
  case hubRecords = "hub-records"
  /// `{"id", "front_matter"}` a line.
  case cardLines = "card-lines"
  /// A model of a folder a line, as a scan of it writes them.
  case scanRecords = "scan-records"
  /// One model card (Markdown with YAML front matter).
  case card
  /// A CSV table with a row per model, its parents in a cell.
  case modelTable = "model-table"
  /// A CSV table with a row per edge.
  case edgeTable = "edge-table"
  /// A CSV table of models that were deleted.
  case deletionTable = "deletion-table"
  /// Nothing we can read.
  case unknown
}

extension Day: Codable {
  /// Reads the ISO 8601 date.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let day = Day(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a date: \(text)")
    }
    self = day
  }

  /// Writes the ISO 8601 date.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
