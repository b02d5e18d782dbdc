import LineageCore
import LineageSnapshot

/// Reads every input of a build into one table.
struct InputReader {
  let options: ReadOptions
  let progress: Progress

  /// The rows of all files, and the digests of the large ones, which are computed from now on.
  ///
  /// - Throws: A failure with status 3 for a file that cannot be opened.
  func read(_ files: [InputFile]) throws -> (table: RecordTable, digests: PendingDigests) {
    var table = RecordTable()
    var pending: [(source: Int, input: OpenInput)] = []
    var meter = Meter(progress, total: files.reduce(0) { $0 + ($1.bytes ?? 0) })
    for file in files {
      let input = try OpenInput(file)
      let source = table.sources.count
      if let size = input.size, size >= PendingDigests.smallest, pending.count < PendingDigests.limit {
        readInParts(input, size: size, meter, into: &table)
        table.sources[source].bytes = size
        pending.append((source, input))
      } else {
        readInOrder(input, meter, into: &table)
      }
      meter.done += table.sources[source].bytes
    }
    let models = table.records.count { $0.role != .deletion }
    progress.end("\(counted(models, "row")) from \(counted(files.count, "file")), \(meter.summary)")
    return (table, PendingDigests(pending))
  }

  private func readInParts(_ input: OpenInput, size: Int, _ meter: Meter, into table: inout RecordTable) {
    var reader = SnapshotReader(options: options, workers: .cores) { meter.show($0, input.name) }
    reader.read(name: input.name, size: size, into: &table) { try input.read(into: $0, at: $1) }
  }

  private func readInOrder(_ input: OpenInput, _ meter: Meter, into table: inout RecordTable) {
    let source = table.sources.count
    let hashed = HashedInput(input)
    var reader = SnapshotReader(options: options, workers: .cores) { meter.show($0, input.name) }
    reader.read(name: input.name, size: input.size, into: &table) { try hashed.read(into: $0) }
    table.sources[source].sha256 = hashed.digest()
    table.sources[source].bytes = hashed.bytes
    if input.hasChanged {
      let place = SourceLocation(source: source, line: 0)
      table.findings.append(
        Finding(.unreadableSource, subject: input.name, detail: OpenInput.changed, at: place))
    }
  }

  /// Reads the sample that is compiled into the program.
  func readSample() -> (table: RecordTable, digests: PendingDigests) {
    progress.begin("read")
    var table = RecordTable()
    Embedded.withSample { sample in
      var position = 0
      var reader = SnapshotReader(options: options)
      reader.read(name: "sample/models.jsonl", into: &table) { buffer in
        let count = min(buffer.count, sample.count - position)
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: sample[position..<position + count]))
        position += count
        return count
      }
      table.sources[0].bytes = sample.count
      table.sources[0].sha256 = Digest.sha256(Array(sample))
    }
    progress.end("\(counted(table.records.count, "row")) of the embedded sample")
    return (table, PendingDigests([]))
  }
}

/// How much was read, and how fast.
private struct Meter {
  /// Bytes of the files before the present one.
  var done = 0
  private let progress: Progress
  private let total: Int
  private let started = ContinuousClock.now

  /// Begins the phase; `total` are the bytes of all files whose size is known.
  init(_ progress: Progress, total: Int) {
    (self.progress, self.total) = (progress, total)
    progress.begin("read")
  }

  /// Shows how many bytes of the present file were read.
  func show(_ bytes: Int, _ name: String) {
    let now = done + bytes
    progress.update(done: now >> 20, of: max(total, now) >> 20, "MB, \(rate(now))\(name)")
  }

  /// The bytes of all files.
  var summary: String { "\(grouped(done >> 20)) MB" }

  private func rate(_ bytes: Int) -> String {
    let seconds = (ContinuousClock.now - started) / .seconds(1)
    return seconds < 0.5 ? "" : "\(grouped(Int(Double(bytes >> 20) / seconds))) MB/s, "
  }
}
