import LineageCore

extension CardReader {
  /// Where a card stands: its front matter's lines are lines of the file, or all lie in one line of JSON.
  enum Place {
    case file(firstLine: Int)
    case line(Int)
  }

  /// Reports what is wrong with front matter.
  static func report(
    _ front: FrontMatter, id: String, place: Place, ignoringFaults: Bool = false, into sink: inout RecordSink
  ) {
    for problem in front.problems {
      switch problem {
      case .notYAML(let reason, let line):
        if ignoringFaults { continue }
        repair(.invalidYAML, id, "\(reason); what stands before was read", at: line, place, &sink)
      case .notMapping(let line):
        if ignoringFaults { continue }
        repair(.invalidYAML, id, "the front matter is not a list of keys and values", at: line, place, &sink)
      case .tooLarge(let bytes):
        repair(.oversizedFrontMatter, id, "the front matter has \(bytes) bytes", at: 1, place, &sink)
      case .tooDeep(let line):
        repair(
          .oversizedFrontMatter, id, "the front matter is nested deeper than \(FrontMatter.depthLimit)",
          at: line,
          place, &sink)
      case .duplicateKey(let key, let line):
        repair(.duplicateKey, id, "\(key) occurs again; the last one counts", at: line, place, &sink)
      case .misspelledKey(let key, let meant, let line):
        let (detail, fix) = advice(key, meant)
        repair(.misspelledKey, id, detail, fix: fix, at: line, place, &sink)
      case .wrongType(let key, let wanted, let line):
        repair(.wrongType, id, "\(key.rawValue) is not \(wanted)", at: line, place, &sink)
      }
    }
    if front.fields.bases == nil, let merged = front.fields.merged, !merged.isEmpty {
      let lines = merged.map { "\n- \($0)" }.joined()
      repair(
        .misspelledKey, id, "merged_models names parents; the Hub reads base_model",
        fix: "base_model:\(lines)\nbase_model_relation: merge", at: 1, place, &sink)
    }
  }

  private static func advice(_ key: String, _ meant: CardKey) -> (detail: String, fix: String) {
    ("\(key) is not read by the Hub; \(meant.rawValue) is", "rename \(key) to \(meant.rawValue)")
  }

  private static func repair(
    _ rule: FindingRule, _ id: String, _ detail: String, fix: String? = nil, at line: Int, _ place: Place,
    _ sink: inout RecordSink
  ) {
    switch place {
    case .file(let first):
      sink.repair(rule, subject: id, detail: detail, fix: fix, line: first + max(line, 1) - 1)
    case .line(let number):
      let where_ = line > 0 ? "line \(line) of the front matter: " : ""
      sink.repair(rule, subject: id, detail: where_ + detail, fix: fix, line: number)
    }
  }
}
