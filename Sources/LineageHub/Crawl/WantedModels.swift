import LineageCore

/// The models that are to be asked for one by one, in the order in which they became wanted.
struct WantedModels {
  private var queue: [String]
  private var position = 0
  /// Ids in the queue, without regard to case.
  private var known: Set<String>
  /// Ids that are delivered, missing or renamed.
  private var settled: Set<String> = []

  init(_ models: [String]) {
    known = []
    queue = []
    for model in models { add(model) }
  }

  /// Adds an id, unless it was wanted before.
  mutating func add(_ id: String) {
    if known.insert(ModelID.folded(id)).inserted { queue.append(id) }
  }

  /// The next id that nothing is known of.
  mutating func next() -> String? {
    while position < queue.count {
      let id = queue[position]
      position += 1
      if !settled.contains(ModelID.folded(id)) { return id }
    }
    return nil
  }

  /// Takes the last id once more.
  mutating func again() { position -= 1 }

  /// Says that an id needs no question any more.
  mutating func settle(_ id: String) { settled.insert(ModelID.folded(id)) }

  /// How many of the ids have been taken, and how many there are so far.
  var progress: (done: Int, known: Int) { (max(0, position - 1), queue.count) }
}
