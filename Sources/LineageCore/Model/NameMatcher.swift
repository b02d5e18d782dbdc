/// Several ``NamePattern``s as one machine: one step a byte, whatever the number of patterns.
///
/// The machine is built while it runs (Thompson, *Regular expression search algorithm*, 1968; the states of the
/// deterministic machine are made when first reached, as in RE2), so a pattern that would need many states costs only
/// those that real names meet. A value of this type is one machine for one thread.
struct NameMatcher {
  private let program: NameProgram
  /// By row and class the next row, where the row of a state is its number times `classCount`; -1 for not made yet.
  /// Bit 30 says that a pattern is complete there.
  private var next: [Int32] = []
  /// By state: patterns that fit when it is entered, and those that fit if the name ends there; one bit each.
  private var accepts: [UInt32] = []
  private var acceptsAtEnd: [UInt32] = []
  private var members: [[UInt32]] = []
  private var numbers: [[UInt32]: Int32] = [:]

  /// States kept before the machine starts afresh; a state takes a few hundred bytes.
  private static let capacity = 1 << 14
  private static let accepting: Int32 = 1 << 30

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
  mutating func match(_ name: UnsafeRawBufferPointer) -> UInt32 {
    match(name, program.columns) ?? 0
  }

  /// The same for a name whose letters may be capitals; nil if it has a byte beyond ASCII, which needs more than this
  /// to be put in lower case.
  mutating func matchFolding(_ name: UnsafeRawBufferPointer) -> UInt32? {
    match(name, program.foldedColumns)
  }

  private struct Walk {
    var position = 0
    var row: Int32 = 0
    var found: UInt32
  }

  private mutating func match(_ name: UnsafeRawBufferPointer, _ columns: [UInt16]) -> UInt32? {
    var walk = Walk(found: accepts[0])
    follow(name, columns, &walk)
    while walk.position < name.count {
      let column = columns[Int(name[walk.position])]
      guard column != NameProgram.noColumn else { return nil }
      let following = step(Int(walk.row) / program.classCount, Int(column))
      enter(following, &walk)
      follow(name, columns, &walk)
    }
    return walk.found | acceptsAtEnd[Int(walk.row) / program.classCount]
  }

  /// Goes on as far as the states are made.
  private func follow(_ name: UnsafeRawBufferPointer, _ columns: [UInt16], _ walk: inout Walk) {
    let count = name.count
    var (position, row) = (walk.position, Int(walk.row))
    next.withUnsafeBufferPointer { next in
      columns.withUnsafeBufferPointer { columns in
        while position < count {
          let column = columns[Int(name[position])]
          guard column != NameProgram.noColumn else { break }
          let following = next[row + Int(column)]
          guard following >= 0 else { break }
          position += 1
          row = Int(following & ~Self.accepting)
          if following & Self.accepting != 0 { walk.found |= accepts[row / program.classCount] }
        }
      }
    }
    (walk.position, walk.row) = (position, Int32(row))
  }

  private func enter(_ following: Int32, _ walk: inout Walk) {
    walk.position += 1
    walk.row = following & ~Self.accepting
    if following & Self.accepting != 0 { walk.found |= accepts[Int(walk.row) / program.classCount] }
  }

  /// The row that a state leads to.
  private mutating func step(_ state: Int, _ column: Int) -> Int32 {
    let reached = program.step(members[state], column)
    if members.count >= Self.capacity {
      // The state that was left is forgotten too; the walk goes on from the one reached.
      forget()
      let number = self.state(reached, isStart: false)
      return row(number)
    }
    // In two steps: a call takes its copy of self before it asks for its arguments.
    let number = self.state(reached, isStart: false)
    let row = row(number)
    next[state * program.classCount + column] = row
    return row
  }

  private func row(_ state: Int32) -> Int32 {
    state * Int32(program.classCount) | (accepts[Int(state)] == 0 ? 0 : Self.accepting)
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
  /// By byte its class: bytes that no pattern tells apart have one.
  fileprivate private(set) var columns: [UInt16] = []
  /// The same with capitals as their small letters, and ``noColumn`` for bytes beyond ASCII.
  fileprivate private(set) var foldedColumns: [UInt16] = []
  fileprivate private(set) var classCount = 0
  private var byteOfClass: [UInt8] = []

  /// The most patterns of one program.
  static let capacity = 32
  /// The most nodes of one program: a pattern that repeats a repetition can ask for millions.
  static let nodeCapacity = 20_000
  fileprivate static let noColumn = UInt16.max

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
    var numberOf: [[Bool]: UInt16] = [:]
    let sets: [ByteSet] = nodes.compactMap { if case .byte(let set, _) = $0 { set } else { nil } }
    let distinct = Array(Set(sets))
    for byte in UInt8.min...UInt8.max {
      let signature = distinct.map { $0.contains(byte) }
      let number = numberOf[signature] ?? UInt16(byteOfClass.count)
      if numberOf[signature] == nil {
        numberOf[signature] = number
        byteOfClass.append(byte)
      }
      columns.append(number)
    }
    foldedColumns = columns.indices.map { byte in
      byte >= 128 ? Self.noColumn : columns[(65...90).contains(byte) ? byte + 32 : byte]
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
