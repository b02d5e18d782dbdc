import ArgumentParser
import Foundation
import LineageCore
import LineageSnapshot

/// `lineage scan`: what the models on a disk say of their parents and licenses.
struct ScanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan", abstract: "Read folders of models into records for `lineage build`.",
    discussion: """
      Reads cards, config.json, adapter_config.json, mergekit recipes, Modelfiles, and the headers of GGUF and safetensors
      files, never weights. Folders may be the Hub client's cache, owner/name as LM Studio keeps it, a folder a model, or
      Ollama's store. What a file says and the card does not, is marked as detected, with file and key.
      Models whose folder tells no repository are called local:files/FOLDER; Ollama's own are called ollama:OWNER/NAME.
      Then: lineage build models.jsonl local.jsonl
      Example: lineage scan . --json
      """)

  @Argument(help: "Folders to look through.") var folder: [String]
  @Option(help: ArgumentHelp("File to write instead of stdout; .zst and .gz compress.", valueName: "file"))
  var out: String?
  @Flag(help: "Print models and findings as one JSON document on stdout.") var json = false
  @Flag(help: "Exit with 1 if there is a finding of level error or warning.") var check = false
  @Flag(help: "No messages on stderr but errors.") var quiet = false

  func run() throws {
    let progress = Progress(quiet: quiet)
    progress.begin("scan")
    var models: [LocalModel] = []
    var table = RecordTable()
    for folder in folder {
      let scan = try FolderScan(folder, progress: progress)
      for (path, reason) in scan.unreadable { progress.note("\(printable(path)) was left out: \(reason)") }
      models += scan.models
      scan.append(to: &table, source: folder)
    }
    progress.end(
      "\(counted(models.count, "model")), \(counted(models.reduce(0) { $0 + $1.parents.count }, "parent")) and "
        + "\(counted(models.reduce(0) { $0 + $1.licenses.count }, "license")) detected in files")
    let findings = table.findings.filter { $0.rule != FindingRule.emptySource.id }
    report(findings, progress)
    if let out { try write(models, to: out) } else if !json { print(models) }
    if json { Terminal.out(document(models, findings).text()) }
    if check, findings.contains(where: { $0.level >= .warning }) { throw ExitRequest(status: .findings) }
  }

  private func report(_ findings: [Finding], _ progress: Progress) {
    let serious = findings.filter { $0.level >= .warning }
    for finding in serious.prefix(10) {
      progress.note("\(finding.level.rawValue): \(printable(finding.subject)): \(printable(finding.detail))")
    }
    if serious.count > 10 {
      progress.note("\(counted(serious.count - 10, "more finding")); --json lists them all")
    }
  }

  private func print(_ models: [LocalModel]) {
    for model in models { Terminal.out(model.line) }
  }

  private func write(_ models: [LocalModel], to path: String) throws {
    let text = models.reduce(into: [UInt8]()) { $0 += Array(($1.line + "\n").utf8) }
    guard let bytes = OutputCompression(fileName: path).stored(text) else {
      throw CommandFailure(.defect, subject: path, "there is no memory to compress the records")
    }
    let new = path + ".new"
    try bytes.withUnsafeBytes { try OutputFolder.writeFile($0, to: new) }
    guard rename(new, path) == 0 else { throw OutputFolder.unwritable(path, errno) }
  }

  private func document(_ models: [LocalModel], _ findings: [Finding]) -> JSONDocument {
    .object([
      "models": .array(
        models.map { model in
          .object([
            "id": .string(model.id), "card": .optional(model.cardFile),
            "detected": .array(
              model.parents.map {
                .object([
                  "base_model": .string($0.parent), "relation": .string($0.relation.word),
                  "file": .string($0.file), "key": .string($0.key),
                ])
              }),
            "licenses": .array(
              model.licenses.map {
                .object(["license": .string($0.label), "file": .string($0.file), "key": .string($0.key)])
              }),
            "problems": .array(
              model.problems.map { .object(["file": .string($0.file), "detail": .string($0.detail)]) }),
          ])
        }),
      "findings": .array(
        findings.map {
          .object([
            "rule": .string($0.rule), "level": .string($0.level.rawValue), "subject": .string($0.subject),
            "detail": .string($0.detail), "fix": .optional($0.fix),
          ])
        }),
    ])
  }
}
