import LineageCore

/// Folds long runs of boxes that say the same: each with one parent and one child, all under one license.
struct RunFolding {
  private(set) var boxes: [PictureBox]
  private(set) var lines: [PictureLine]
  private(set) var subject: Int
  /// Models that are no longer drawn.
  private(set) var folded = 0
  /// Where boxes went whose number is another now: to the pill that stands for them, or up.
  private(set) var moved: [Int: Int] = [:]

  init(boxes: [PictureBox], lines: [PictureLine], subject: Int) {
    (self.boxes, self.lines, self.subject) = (boxes, lines, subject)
  }

  /// Keeps the first box and the last three of each long run; a pill between them says how many steps it stands
  /// for.
  ///
  /// - Complexity: O(boxes and lines).
  mutating func fold(_ words: Words) {
    var above: [Int: [Int]] = [:]
    var below: [Int: [Int]] = [:]
    for (i, line) in lines.enumerated() {
      above[line.derivative, default: []].append(i)
      below[line.base, default: []].append(i)
    }
    func isInner(_ box: Int) -> Bool {
      box != subject && boxes[box].license != nil && boxes[box].state == .plain
        && above[box]?.count == 1 && below[box]?.count == 1
    }
    /// The box above, if the step from it is like any other.
    func next(_ box: Int) -> Int? {
      guard let line = above[box]?.first.map({ lines[$0] }), line.step == .same else { return nil }
      let up = line.base
      return isInner(up) && boxes[up].license == boxes[box].license ? up : nil
    }
    var gone: Set<Int> = []
    var added: [PictureLine] = []
    var pills: [PictureBox] = []
    let starts = boxes.indices.filter { box in
      isInner(box) && !boxes.indices.contains { isInner($0) && next($0) == box }
    }
    for start in starts {
      var run = [start]
      while let up = next(run[run.count - 1]), !run.contains(up) { run.append(up) }
      guard run.count >= LineagePicture.longRun, let top = run.last else { continue }
      // Lowest first: three stay below the pill and one above.
      let hidden = run[3..<(run.count - 1)]
      guard let out = below[hidden[hidden.startIndex]]?.first,
        let into = above[hidden[hidden.endIndex - 1]]?.first
      else { continue }
      gone.formUnion(hidden)
      folded += hidden.count
      let pill = boxes.count + pills.count
      for box in hidden { moved[box] = pill }
      pills.append(
        .stub(
          words[.foldedSteps, NumberText.grouped(hidden.count)], node: "folded above " + boxes[run[2]].node,
          link: "index.html#built-from"))
      added.append(PictureLine(base: pill, derivative: run[2], label: lines[out].label))
      added.append(PictureLine(base: top, derivative: pill, label: lines[into].label))
    }
    if gone.isEmpty { return }
    let kept = (boxes + pills).indices.filter { !gone.contains($0) }
    let place = kept.enumerated().reduce(into: [Int: Int]()) { $0[$1.element] = $1.offset }
    for box in boxes.indices { moved[box] = place[moved[box] ?? box] }
    lines = (lines + added).compactMap { line in
      guard let base = place[line.base], let derivative = place[line.derivative] else { return nil }
      return PictureLine(base: base, derivative: derivative, label: line.label, step: line.step)
    }
    subject = place[subject] ?? 0
    boxes = kept.map { ($0 < boxes.count ? boxes : pills)[$0 < boxes.count ? $0 : $0 - boxes.count] }
  }
}
