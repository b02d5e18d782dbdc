import Dispatch
import Foundation

/// Ctrl-C and termination while a build runs: its staging folder is removed, the old output stays as it was.
final class Interruption {
  private let sources: [any DispatchSourceSignal]

  init(discarding folder: OutputFolder) {
    let staging = folder.staging
    sources = [SIGINT, SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global(qos: .userInitiated))
      source.setEventHandler {
        // The build may be writing into the folder while it goes: twice is enough.
        for _ in 0..<2 { try? FileManager.default.removeItem(atPath: staging) }
        Terminal.error("\nlineage: stopped; the previous output is as it was")
        _exit(ExitStatus.interrupted.rawValue)
      }
      source.resume()
      return source
    }
  }

  /// From here on a signal is the process's own again.
  func end() {
    for source in sources { source.cancel() }
    for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_DFL) }
  }
}
