import Dispatch
import Foundation
import Synchronization

/// Ctrl-C and termination while a build runs: its staging folder is removed, the old output stays as it was.
final class Interruption {
  private let work = Work()
  private let sources: [any DispatchSourceSignal]

  /// From here on a signal ends the process with status 130.
  init() {
    let work = work
    sources = [SIGINT, SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global(qos: .userInitiated))
      source.setEventHandler { work.stop() }
      source.resume()
      return source
    }
  }

  /// Makes the folder of a build; no signal finds it half made.
  ///
  /// - Throws: What ``OutputFolder/init(_:)`` throws.
  func outputFolder(_ path: String) throws -> OutputFolder {
    try work.folder.withLock { folder in
      let made = try OutputFolder(path)
      folder = made
      return made
    }
  }

  /// From here on a signal is the process's own again.
  func end() {
    for source in sources { source.cancel() }
    for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_DFL) }
  }
}

/// What a signal stops.
private final class Work: Sendable {
  let folder = Mutex<OutputFolder?>(nil)

  func stop() {
    folder.withLock { folder in
      guard let folder else { Self.end(isPublished: false) }
      folder.abandon(Self.end)
    }
  }

  private static func end(isPublished: Bool) -> Never {
    let state = isPublished ? "the new output is in place" : "the previous output is as it was"
    Terminal.error("\nlineage: stopped; " + state)
    _exit(ExitStatus.interrupted.rawValue)
  }
}
