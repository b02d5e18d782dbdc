import Foundation
import LineageCore
import LineageSnapshot

/// The table of licenses: the shipped one, with a file of the user's over it.
struct LicenseKnowledge {
  let table: LicenseTable
  /// Twelve hex digits that change when any of it does.
  let version: String

  /// - Parameter overlay: A file that adds licenses or takes the place of shipped ones.
  /// - Throws: A failure with status 2 that says what is wrong in which file.
  init(overlay: String?) throws {
    var contents = try Self.parse(Embedded.licenses, name: "licenses.yaml")
    var text = Embedded.licenses
    if let overlay {
      let added = try TextFile.read(overlay)
      contents = contents.overlaid(by: try Self.parse(added, name: overlay))
      text += "\u{0}" + added
    }
    table = contents.table
    version = String(Digest.sha256(Array(text.utf8)).prefix(12))
  }

  private static func parse(_ text: String, name: String) throws -> LicenseFile.Contents {
    do {
      return try LicenseFile.parse(text)
    } catch {
      throw CommandFailure(.usage, subject: name, printable("\(name): \(error)"))
    }
  }
}

/// Files that a command is given by name.
enum TextFile {
  /// The text of a file, `-` for standard input.
  ///
  /// - Throws: A failure with status 3.
  static func read(_ path: String) throws -> String {
    do {
      let data =
        path == "-"
        ? try FileHandle.standardInput.readToEnd() ?? Data()
        : try Data(contentsOf: URL(fileURLWithPath: path))
      return String(decoding: data, as: UTF8.self)
    } catch {
      throw CommandFailure(.input, subject: path, "\(printable(path)) cannot be read")
    }
  }
}
