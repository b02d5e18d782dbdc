/// The models that a crawl has delivered, by hash: three million ids are 48 MB then.
///
/// The hash has 64 bits and another key in every process, so nobody can choose an id to be taken for another; that
/// one of three million is, has a chance of one to four million.
struct SeenModels {
  private var hashes: Set<Int> = []

  /// Whether an id is new; two ids that differ in letter case are two.
  mutating func insert(_ id: String) -> Bool { hashes.insert(id.hashValue).inserted }

  /// Whether a record without an id is new.
  mutating func insert(text: [UInt8]) -> Bool { hashes.insert(text.hashValue).inserted }
}
