extension ReferenceRule {
  /// A folder on the uploader's machine: absolute, relative with dots, on a drive, or a training checkpoint.
  static let localPath = ReferenceRule(finding: .localPath) { text in
    let absolute = text.hasPrefix("/") || text.hasPrefix("~/") || text.contains("\\")
    let relative = text.hasPrefix("./") || text.hasPrefix("../") || text == "." || text == ".."
    let onDrive = text.dropFirst().hasPrefix(":\\") || text.dropFirst().hasPrefix(":/")
    return absolute || relative || onDrive || isCheckpointFolder(text) ? .rejected : nil
  }

  /// `checkpoint-26250` alone; behind an owner it may be a repository.
  private static func isCheckpointFolder(_ text: String) -> Bool {
    guard text.hasPrefix("checkpoint-") else { return false }
    let number = text.dropFirst("checkpoint-".count)
    return !number.isEmpty && number.allSatisfy(\.isNumber)
  }
}
