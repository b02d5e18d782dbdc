/// Several ``NamePattern``s as one machine: one step a byte, whatever the number of patterns.
///
/// The machine is built while it runs (Thompson, *Regular expression search algorithm*, 1968; the states of the
/// deterministic machine are made when first reached, as in RE2), so a pattern that would need many states costs only
/// those that real names meet. A value of this type is one machine for one thread.
struct NameMatcher {
  private let program: NameProgram
  /// The next state by `state * classCount + class`; -1 for not made yet.
  private var next: [Int32] = []
  /// Patterns that fit when the state is entered, and those that fit if the name ends there; one bit each.
  private var accepts: [UInt32] = []
  private var acceptsAtEnd: [UInt32] = []
  private var members: [[UInt32]] = []
  private var numbers: [[UInt32]: Int32] = [:]

  /// States kept before the machine starts afresh; a state takes a few hundred bytes.
  private static let capacity = 1 << 14

  init(_ program: NameProgram) {
    self.program = program
    forget()
  }

  private mutating func forget() {
    next.removeAll(keepingCapacity: true)
    accepts.removeAll(keepingCapacity: true)
    acceptsAtEnd.removeAll(keepingCapacity: true)
    members.removeAll(keepingCapacity: true)
    numbers.removeAll(keepingCapacity: true)
    _ = state(program.closure(program.starts, isStart: true, isEnd: false), isStart: true)
  }

  /// Bits of the patterns that occur in a name in lower case.
  ///
  /// - Complexity: O(bytes); a state met for the first time costs O(size of the patterns) once.
  mutating func match(_ name: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var state = 0
    var found = accepts[0]
    for byte in name {
      let column = Int(program.classes[Int(byte)])
      var following = next[state * program.classCount + column]
      if following < 0 { following = step(state, column) }
      state = Int(following)
      found |= accepts[state]
    }
    return found | acceptsAtEnd[state]
  }

  private mutating func step(_ state: Int, _ column: Int) -> Int32 {
    let reached = program.step(members[state], column)
    if members.count >= Self.capacity {
      // The state that was left is forgotten too; the walk goes on from the one reached.
      forget()
      return self.state(reached, isStart: false)
    }
    let number = self.state(reached, isStart: false)
    next[state * program.classCount + column] = number
    return number
  }

  private mutating func state(_ nodes: [UInt32], isStart: Bool) -> Int32 {
    if !isStart, let known = numbers[nodes] { return known }
    let number = Int32(members.count)
    members.append(nodes)
    next.append(contentsOf: repeatElement(-1, count: program.classCount))
    accepts.append(program.accepted(nodes))
    acceptsAtEnd.append(program.accepted(program.closure(nodes, isStart: isStart, isEnd: true)))
    if !isStart { numbers[nodes] = number }
    return number
  }
}

/// Patterns compiled to a machine that may be in several nodes at once.
struct NameProgram: Sendable, Hashable {
  private enum Node: Sendable, Hashable {
    case byte(ByteSet, next: UInt32)
    case split(UInt32, UInt32)
    case start(next: UInt32)
    case end(next: UInt32)
    case accept(pattern: Int)
  }

  private var nodes: [Node] = []
  fileprivate private(set) var starts: [UInt32] = []
  /// Bytes that no pattern tells apart have one class.
  fileprivate private(set) var classes: [UInt8] = []
  fileprivate private(set) var classCount = 0
  private var byteOfClass: [UInt8] = []

  /// The most patterns of one program.
  static let capacity = 32
  /// The most nodes of one program: a pattern that repeats a repetition can ask for millions.
  static let nodeCapacity = 20_000

  /// - Returns: nil if the patterns are too many or too large.
  init?(_ patterns: [NamePattern]) {
    guard patterns.count <= Self.capacity else { return nil }
    for (number, pattern) in patterns.enumerated() {
      guard let start = add(pattern.syntax, then: add(.accept(pattern: number))) else { return nil }
      starts.append(start)
    }
    divideBytes()
  }

  private mutating func add(_ node: Node) -> UInt32 {
    nodes.append(node)
    return UInt32(nodes.count - 1)
  }

  private mutating func add(_ syntax: NamePattern.Syntax, then next: UInt32) -> UInt32? {
    guard nodes.count < Self.nodeCapacity else { return nil }
    switch syntax {
    case .byte(let set): return add(.byte(set, next: next))
    case .start: return add(.start(next: next))
    case .end: return add(.end(next: next))
    case .sequence(let parts):
      var following = next
      for part in parts.reversed() {
        guard let start = add(part, then: following) else { return nil }
        following = start
      }
      return following
    case .either(let branches):
      var start: UInt32?
      for branch in branches.reversed() {
        guard let entry = add(branch, then: next) else { return nil }
        start = start.map { add(.split(entry, $0)) } ?? entry
      }
      return start
    case .times(let part, let least, let most):
      var following = next
      if let most {
        for _ in 0..<(most - least) {
          guard let entry = add(part, then: following) else { return nil }
          following = add(.split(entry, next))
        }
      } else {
        let loop = add(.split(next, next))
        guard let entry = add(part, then: loop) else { return nil }
        nodes[Int(loop)] = .split(entry, next)
        following = loop
      }
      for _ in 0..<least {
        guard let entry = add(part, then: following) else { return nil }
        following = entry
      }
      return following
    }
  }

  private mutating func divideBytes() {
    var numberOf: [[Bool]: UInt8] = [:]
    let sets: [ByteSet] = nodes.compactMap { if case .byte(let set, _) = $0 { set } else { nil } }
    let distinct = Array(Set(sets))
    for byte in UInt8.min...UInt8.max {
      let signature = distinct.map { $0.contains(byte) }
      let number = numberOf[signature] ?? UInt8(byteOfClass.count)
      if numberOf[signature] == nil {
        numberOf[signature] = number
        byteOfClass.append(byte)
      }
      classes.append(number)
    }
    classCount = byteOfClass.count
  }

  /// The nodes reached from some without reading a byte: those that read one, accept, or wait for the end. Sorted.
  fileprivate func closure(_ from: [UInt32], isStart: Bool, isEnd: Bool) -> [UInt32] {
    var seen: Set<UInt32> = []
    var open = from
    var found: [UInt32] = []
    while let number = open.popLast() {
      guard seen.insert(number).inserted else { continue }
      switch nodes[Int(number)] {
      case .byte, .accept: found.append(number)
      case .split(let a, let b): open += [a, b]
      case .start(let next): if isStart { open.append(next) }
      case .end(let next): if isEnd { open.append(next) } else { found.append(number) }
      }
    }
    return found.sorted()
  }

  /// Where a byte of a class leads, and what begins after it.
  fileprivate func step(_ from: [UInt32], _ column: Int) -> [UInt32] {
    let byte = byteOfClass[column]
    var reached = starts
    for number in from {
      if case .byte(let set, let next) = nodes[Int(number)], set.contains(byte) { reached.append(next) }
    }
    return closure(reached, isStart: false, isEnd: false)
  }

  /// Bits of the patterns that are complete.
  fileprivate func accepted(_ nodes: [UInt32]) -> UInt32 {
    nodes.reduce(0) { bits, number in
      if case .accept(let pattern) = self.nodes[Int(number)] { bits | 1 << UInt32(pattern) } else { bits }
    }
  }
}
