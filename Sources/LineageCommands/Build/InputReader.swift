import LineageCore
import LineageSnapshot

/// Reads every input of a build into one table.
struct InputReader {
  let options: ReadOptions
  let progress: Progress

  /// - Throws: A failure with status 3 for a file that cannot be opened.
  func read(_ files: [InputFile]) throws -> RecordTable {
    var table = RecordTable()
    var reader = SnapshotReader(options: options)
    let total = files.reduce(0) { $0 + ($1.bytes ?? 0) }
    var done = 0
    progress.begin("read")
    for file in files {
      let input = try HashedInput(file)
      let source = table.sources.count
      reader.read(name: file.name, into: &table) { buffer in
        let count = input.read(into: buffer)
        progress.update(
          done: (done + input.bytes) >> 20, of: max(total, done + input.bytes) >> 20, "MB, " + file.name)
        return count
      }
      let digest = input.digest()
      if let failure = input.failure {
        table.findings.append(
          Finding(
            .unreadableSource, subject: file.name, detail: failure,
            at: SourceLocation(source: source, line: 0)))
      }
      table.sources[source].sha256 = digest
      table.sources[source].bytes = input.bytes
      done += input.bytes
    }
    let models = table.records.count { $0.role != .deletion }
    progress.end(
      "\(counted(models, "row")) from \(counted(files.count, "file")), \(grouped(done >> 20)) MB")
    return table
  }

  /// Reads the sample that is compiled into the program.
  func readSample() -> RecordTable {
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
    return table
  }
}
