/// How inputs are read.
public struct ReadOptions: Hashable, Sendable {
  /// Year of files whose name holds only month and day (`added_model_0319.csv`); nil if none was given.
  public var year: Int?
  /// Longest line, row or card that is read, in bytes; a longer one is a finding.
  public var lineLimit: Int
  /// Bytes read, and parsed by one worker, at a time.
  public var chunkSize: Int

  /// Options; the limit defaults to 64 MiB, the chunk to 1 MiB.
  public init(year: Int? = nil, lineLimit: Int = 64 << 20, chunkSize: Int = 1 << 20) {
    (self.year, self.lineLimit, self.chunkSize) = (year, lineLimit, chunkSize)
  }
}
