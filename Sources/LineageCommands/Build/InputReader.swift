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
    let total = files.reduce(0) { $0 + ($1.bytes ?? 0) }
    var done = 0
    progress.begin("read")
    for file in files {
      let input = try OpenInput(file)
      let source = table.sources.count
      if let size = input.size, size >= PendingDigests.smallest, pending.count < PendingDigests.limit {
        var reader = reader(of: input, done, total)
        reader.read(name: input.name, size: size, into: &table) { try input.read(into: $0, at: $1) }
        table.sources[source].bytes = size
        pending.append((source, input))
      } else {
        var reader = reader(of: input, done, total)
        readInOrder(input, &reader, into: &table)
      }
      done += table.sources[source].bytes
    }
    let models = table.records.count { $0.role != .deletion }
    let (bytes, rows) = (Handled(done, .bytes), Handled(table.records.count, .rows))
    progress.end("\(counted(models, "row")) from \(counted(files.count, "file")), \(bytes.text)", bytes, rows)
    return (table, PendingDigests(pending))
  }

  /// A reader that shows how much of all files was read; so many bytes were before this one.
  private func reader(of input: OpenInput, _ done: Int, _ total: Int) -> SnapshotReader {
    SnapshotReader(options: options, workers: .cores) { bytes in
      let now = done + bytes
      progress.update(
        done: now / 1_000_000, of: max(total, now) / 1_000_000, "MB, \(printable(input.name))")
    }
  }

  private func readInOrder(
    _ input: OpenInput, _ reader: inout SnapshotReader, into table: inout RecordTable
  ) {
    let source = table.sources.count
    let hashed = HashedInput(input)
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
    progress.end(
      "\(counted(table.records.count, "row")) of the embedded sample",
      Handled(table.sources[0].bytes, .bytes),
      Handled(table.records.count, .rows))
    return (table, PendingDigests([]))
  }
}
