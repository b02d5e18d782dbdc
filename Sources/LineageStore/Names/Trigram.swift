import LineageCore

/// Three characters in a row, as a number below ``count``.
///
/// Letters without regard to case and the four marks of ids have numbers of their own, digits one for two of them, all
/// other bytes share one: fewer numbers fill less memory and find nearly as exactly. A name is taken with a slash before it, so that its beginning has a trigram too.
enum Trigram {
  private static let classCount = 36
  /// Number of trigrams.
  static let count = classCount * classCount * classCount

  /// The class of every byte.
  static let classes: [UInt8] = {
    var classes = [UInt8](repeating: 35, count: 256)
    for (number, byte) in "abcdefghijklmnopqrstuvwxyz-_./".utf8.enumerated() {
      classes[Int(byte)] = UInt8(number)
      if 97...122 ~= byte { classes[Int(byte) - 32] = UInt8(number) }
    }
    for digit in 0..<10 { classes[Int(UInt8(ascii: "0")) + digit] = UInt8(30 + digit / 2) }
    return classes
  }()

  /// The trigram of three classes.
  static func number(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Int {
    (Int(first) * classCount + Int(second)) * classCount + Int(third)
  }

  /// The trigrams of a piece of a folded name, ascending; none if it is shorter than three bytes.
  static func all(in folded: [UInt8]) -> [Int] {
    guard folded.count >= 3 else { return [] }
    let numbers = (0..<folded.count - 2).map { start in
      number(classes[Int(folded[start])], classes[Int(folded[start + 1])], classes[Int(folded[start + 2])])
    }
    return Set(numbers).sorted()
  }
}
