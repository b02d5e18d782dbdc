import Foundation

/// One input file of a build.
struct InputFile: Hashable, Sendable {
  /// Where it is; `-` is standard input.
  let path: String
  /// Its name in reports: relative to the input that was named, so that reports do not depend on the machine.
  let name: String
  /// Size in bytes; nil for standard input.
  let bytes: Int?
}

/// Turns the inputs a user named into files, in an order that does not depend on the file system.
enum InputFinder {
  /// - Throws: A failure with status 3 for an input that is not there or cannot be listed.
  static func files(_ inputs: [String]) throws -> [InputFile] {
    var files: [InputFile] = []
    for input in inputs {
      if input == "-" {
        files.append(InputFile(path: "-", name: "-", bytes: nil))
        continue
      }
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: input, isDirectory: &isFolder) else {
        throw CommandFailure(.input, subject: input, "no file or folder \(printable(input))")
      }
      let name = URL(fileURLWithPath: input).standardizedFileURL.lastPathComponent
      if isFolder.boolValue {
        files += try folder(input, name: name)
      } else {
        files.append(InputFile(path: input, name: name, bytes: size(input)))
      }
    }
    return files
  }

  /// All files below a folder, by byte order of their relative paths. Hidden files, and folders behind links, are
  /// passed over; a link to a file is followed, as download caches need.
  private static func folder(_ path: String, name: String) throws -> [InputFile] {
    var found: [InputFile] = []
    var pending = [(path: path, name: name)]
    while let next = pending.popLast() {
      let entries: [String]
      do {
        entries = try FileManager.default.contentsOfDirectory(atPath: next.path)
      } catch {
        throw CommandFailure(
          .input, subject: next.path, "the folder \(printable(next.path)) cannot be listed")
      }
      for entry in entries where !entry.hasPrefix(".") {
        let (path, name) = (next.path + "/" + entry, next.name + "/" + entry)
        var status = stat()
        guard lstat(path, &status) == 0 else { continue }
        let isLink = status.st_mode & S_IFMT == S_IFLNK
        guard stat(path, &status) == 0 else { continue }
        switch status.st_mode & S_IFMT {
        case S_IFDIR where !isLink: pending.append((path, name))
        case S_IFREG: found.append(InputFile(path: path, name: name, bytes: Int(status.st_size)))
        default: continue
        }
      }
    }
    return found.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  private static func size(_ path: String) -> Int? {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
  }
}
