import Foundation

/// What a process can be asked about itself. Measuring never asks the system anywhere else.
struct ProcessMeter {
  /// Seconds since some fixed moment; never runs backwards.
  var seconds: () -> Double
  /// Seconds that all processors together spent on this process, in the system's service too.
  var cpuSeconds: () -> Double
  /// The most memory that was in use at once so far, in bytes.
  var peakBytes: () -> Int

  /// The running process.
  static var system: ProcessMeter {
    let start = ContinuousClock.now
    return ProcessMeter(
      seconds: {
        let passed = (ContinuousClock.now - start).components
        return Double(passed.seconds) + Double(passed.attoseconds) / 1e18
      },
      cpuSeconds: {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
      },
      peakBytes: systemPeakBytes)
  }

  /// Both clocks.
  fileprivate var now: Moment { Moment(seconds: seconds(), cpuSeconds: cpuSeconds()) }

  /// Linux hands `ru_maxrss` of a parent on to the program it starts; `VmHWM` is the program's own. 0 if it is hidden.
  private static func systemPeakBytes() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    if let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
      let kilobytes = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap({
        Int($0)
      })
    {
      return kilobytes << 10
    }
    #if os(Linux)
      return 0
    #else
      var usage = rusage()
      getrusage(RUSAGE_SELF, &usage)
      return usage.ru_maxrss
    #endif
  }
}

/// A reading of both clocks.
private struct Moment {
  let seconds: Double
  let cpuSeconds: Double
}

/// Something that a phase handled, and how many of it.
struct Handled: Equatable, Sendable {
  /// What is counted; the raw value is the key in JSON and the noun for a reader.
  enum Unit: String {
    case bytes, rows, models, edges, pages, unchanged, files
  }

  let count: Int
  let unit: Unit

  init(_ count: Int, _ unit: Unit) { (self.count, self.unit) = (count, unit) }

  /// `2,153 MB` (of a million bytes), `12 models`.
  var text: String {
    unit == .bytes ? "\(grouped(count / 1_000_000)) MB" : "\(grouped(count)) \(unit.rawValue)"
  }

  /// `1,446 MB/s`; empty for a time too short to divide by.
  func rate(over seconds: Double) -> String {
    guard seconds >= 0.000_5 else { return "" }
    let perSecond = Double(count) / seconds
    switch unit {
    case .bytes where perSecond < 10_000_000: return String(format: "%.1f MB/s", perSecond / 1_000_000)
    default: return Handled(Int(perSecond), unit).text + "/s"
    }
  }
}

/// A phase that is over.
struct Phase: Equatable, Sendable {
  let name: String
  /// Time that passed.
  let seconds: Double
  /// Time of processors; more than ``seconds`` where several worked; nil if it ran beside others.
  let cpuSeconds: Double?
  /// What it handled; the first is what its rate is told in.
  var handled: [Handled] = []
  /// The most memory the process had used when the phase was over, in bytes.
  let peakBytes: Int
  /// What it consisted of, in order; they need not fill it.
  var parts: [Phase] = []
}

/// Takes the time of phases, one after the other, and of their parts.
struct PhaseTimer {
  private let meter: ProcessMeter
  private let start: Moment
  private var begun: (name: String, at: Moment)?
  private var part: (name: String, at: Moment)?
  private var parts: [Phase] = []
  /// The phases that are over, in order.
  private(set) var phases: [Phase] = []

  /// The total begins to run.
  init(_ meter: ProcessMeter) {
    self.meter = meter
    start = meter.now
  }

  /// Begins a phase; one that was not ended does not count.
  mutating func begin(_ name: String) {
    (part, parts) = (nil, [])
    begun = (name, meter.now)
  }

  /// Begins a part of the phase and ends the one before.
  mutating func beginPart(_ name: String) {
    endPart()
    part = (name, meter.now)
  }

  /// Adds parts that were measured elsewhere: they ran beside this phase, or beside others before it.
  mutating func add(_ parts: [Phase]) {
    endPart()
    self.parts += parts
  }

  /// Seconds since the phase began; 0 between phases.
  var elapsed: Double { begun.map { meter.seconds() - $0.at.seconds } ?? 0 }

  /// Ends the phase. The phase as measured, or nil if none had begun.
  @discardableResult
  mutating func end(_ handled: [Handled] = []) -> Phase? {
    endPart()
    guard let begun else { return nil }
    var phase = phase(begun.name, since: begun.at)
    (phase.handled, phase.parts) = (handled, parts)
    phases.append(phase)
    self.begun = nil
    return phase
  }

  /// Everything so far as one phase, the time between phases included.
  var total: Phase { phase("total", since: start) }

  private func phase(_ name: String, since start: Moment) -> Phase {
    let now = meter.now
    return Phase(
      name: name, seconds: now.seconds - start.seconds, cpuSeconds: now.cpuSeconds - start.cpuSeconds,
      peakBytes: meter.peakBytes())
  }

  private mutating func endPart() {
    guard let part else { return }
    parts.append(phase(part.name, since: part.at))
    self.part = nil
  }
}
