import Foundation
import Synchronization

/// Ctrl-C and termination while a build runs: its staging folder is removed, the old output stays as it was.
final class Interruption {
  private let work = Work()
  private let handled: [Int32]

  /// From here on a signal ends the process with status 130.
  ///
  /// The handler is in place when this returns; a dispatch source would be some time later, and a signal before that
  /// would be lost.
  init() {
    let (work, pipe) = (work, SignalPipe.ends)
    // `nohup` asks to go on without a terminal.
    handled = [SIGINT, SIGTERM, SIGHUP].filter { $0 != SIGHUP || !Self.isIgnored($0) }
    for number in handled {
      signal(number) { _ in
        // Nothing but this is safe in a handler.
        var byte: UInt8 = 1
        _ = write(SignalPipe.ends.in, &byte, 1)
      }
    }
    Thread.detachNewThread {
      var byte: UInt8 = 0
      while read(pipe.out, &byte, 1) != 1 {
        guard errno == EINTR else { return }
      }
      work.stop()
    }
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    let before = signal(number, SIG_IGN)
    signal(number, before)
    return unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
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
    for number in handled { signal(number, SIG_DFL) }
  }
}

/// Carries a byte from the signal handler to the thread that may take its time.
private enum SignalPipe {
  static let ends: (out: Int32, in: Int32) = {
    var ends: [Int32] = [-1, -1]
    _ = pipe(&ends)
    return (ends[0], ends[1])
  }()
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
