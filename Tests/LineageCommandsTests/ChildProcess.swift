import Foundation
import Synchronization

/// A process of its own group, asked for its end when somebody wants to know.
///
/// Foundation's `Process` keeps a thread and the files of every run it ever started; a suite with a thousand runs is
/// better off without.
final class ChildProcess: Sendable {
  let identifier: pid_t
  /// As `waitpid` tells it; nil while it runs.
  private let end = Mutex<Int32?>(nil)

  /// The three files become its standard input, output and error.
  ///
  /// - Throws: `POSIXError` if it cannot be started.
  init(
    _ program: URL, _ arguments: [String], environment: [String: String], in folder: URL, files: [FileHandle]
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (i, file) in files.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, file.fileDescriptor, Int32(i))
    }

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))

    // What gives a new process its folder is not in every C library's headers; `env` knows how.
    let starter = "/usr/bin/env"
    let words = ([starter, "--chdir=" + folder.path, program.path] + arguments).map { strdup($0) } + [nil]
    let settings = environment.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in words + settings { free(text) } }
    var identifier: pid_t = 0
    let failure = posix_spawn(&identifier, starter, &actions, &attributes, words, settings)
    guard failure == 0 else { throw POSIXError(POSIXErrorCode(rawValue: failure) ?? .EIO) }
    self.identifier = identifier
  }

  /// Whether it has not ended.
  var isRunning: Bool { status == nil }

  /// The exit code; below zero, the signal that ended it; nil while it runs.
  var status: Int32? {
    end.withLock { end in
      if end == nil {
        var raw: Int32 = 0
        if waitpid(identifier, &raw, WNOHANG) == identifier { end = raw }
      }
      return end.map { raw in raw & 0x7f == 0 ? raw >> 8 & 0xff : -(raw & 0x7f) }
    }
  }
}
