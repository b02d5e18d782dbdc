import Foundation
import LineageSite
import Synchronization

/// Processes of this program that lay pictures out, as many as are asked at once.
final class LayoutProcesses: Sendable {
  private let places: DispatchSemaphore
  private let limit: Double
  private let program: String?
  private let state = Mutex(State())

  private struct State {
    var idle: [LayoutProcess] = []
    var late = 0
    var ended = false
  }

  /// - Parameters:
  ///   - count: Most processes at a time; none is started before it is needed.
  ///   - limit: Seconds that one picture may take.
  init(count: Int, limit: Double = 5) {
    places = DispatchSemaphore(value: count)
    self.limit = limit
    program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
  }

  /// For the renderers of a site.
  var door: LayoutDoor { .asking { [self] in ask($0) } }

  /// Requests that took too long.
  var late: Int { state.withLock { $0.late } }

  /// Ends the processes; they also end by themselves when this one does.
  func end() {
    let idle = state.withLock { state in
      state.ended = true
      defer { state.idle = [] }
      return state.idle
    }
    for process in idle { process.end() }
  }

  private func ask(_ request: [UInt8]) -> LayoutDoor.Answer {
    places.wait()
    defer { places.signal() }
    while true {
      let waiting = state.withLock { $0.idle.popLast() }
      guard let process = waiting ?? program.flatMap({ LayoutProcess($0) }) else { return .unavailable }
      let deadline = DispatchTime.now() + limit
      if let answer = process.answer(to: request, before: deadline) {
        keep(process)
        return .bytes(answer)
      }
      process.kill()
      // Somebody ended it while it waited: a fresh one is asked.
      if waiting != nil, DispatchTime.now() < deadline { continue }
      state.withLock { $0.late += 1 }
      return .late
    }
  }

  private func keep(_ process: LayoutProcess) {
    let ended = state.withLock { state in
      if !state.ended { state.idle.append(process) }
      return state.ended
    }
    if ended { process.end() }
  }
}

/// One process with its two pipes, used by one thread at a time: whoever took it from the idle ones.
private final class LayoutProcess: @unchecked Sendable {
  private let process = Process()
  private let requests = Pipe()
  private let answers = Pipe()

  /// Starts it; nil if that fails.
  init?(_ program: String) {
    process.executableURL = URL(filePath: program)
    process.arguments = [LayoutsCommand.name]
    process.standardInput = requests
    process.standardOutput = answers
    process.standardError = FileHandle.nullDevice
    do { try process.run() } catch { return nil }
    // The other ends belong to the process alone: its end is seen as the end of the answers.
    try? requests.fileHandleForReading.close()
    try? answers.fileHandleForWriting.close()
  }

  /// The answer to a request; nil if there is none in time, or the process is gone.
  func answer(to request: [UInt8], before deadline: DispatchTime) -> [UInt8]? {
    guard Frame.write(request, to: requests.fileHandleForWriting.fileDescriptor) else { return nil }
    return Frame.read(from: answers.fileHandleForReading.fileDescriptor) { descriptor in
      let now = DispatchTime.now()
      guard now < deadline else { return false }
      let left = (deadline.uptimeNanoseconds - now.uptimeNanoseconds) / 1_000_000
      var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      return poll(&wait, 1, Int32(min(left + 1, 60_000))) > 0
    }
  }

  func kill() {
    _ = Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  func end() {
    try? requests.fileHandleForWriting.close()
    process.waitUntilExit()
  }
}

/// A number of bytes and then the bytes, on a pipe.
enum Frame {
  private static let most = 64 << 20

  /// - Returns: false if the other end is gone.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    let frame = withUnsafeBytes(of: UInt32(bytes.count).littleEndian) { Array($0) } + bytes
    var start = 0
    while start < frame.count {
      let written = frame[start...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { return false }
      start += written
    }
    return true
  }

  /// - Parameter ready: Waits until something can be read; false gives up.
  /// - Returns: nil at the end of the pipe, or where it was given up.
  static func read(from descriptor: Int32, ready: (Int32) -> Bool = { _ in true }) -> [UInt8]? {
    guard let head = read(4, from: descriptor, ready) else { return nil }
    let count = head.reversed().reduce(0) { $0 << 8 | Int($1) }
    return count <= most ? read(count, from: descriptor, ready) : nil
  }

  private static func read(_ count: Int, from descriptor: Int32, _ ready: (Int32) -> Bool) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var start = 0
    while start < count {
      guard ready(descriptor) else { return nil }
      let got = bytes[start...].withUnsafeMutableBytes {
        Foundation.read(descriptor, $0.baseAddress, $0.count)
      }
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { return nil }
      start += got
    }
    return bytes
  }
}
