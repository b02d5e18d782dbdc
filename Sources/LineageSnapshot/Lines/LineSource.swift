/// Gives out the lines of an input in parts, to several workers at a time.
protocol LineSource: Sendable {
  /// Fills a buffer with the next part; nil at the end, and after a fault.
  func next(into buffer: inout TextBuffer) -> LinePart?
}

/// A part of an input: whole lines.
struct LinePart {
  /// Its place among the parts, from 0.
  var number: Int
  /// Where its lines stand in the buffer; the last may lack its line end where the text ends.
  var lines = 0..<0
  /// A line that was too long to be read, and takes the place of lines.
  var longLine: LongLine?
  /// Bytes of the input up to its end, as stored and as text.
  var storedBytes: Int
  var textBytes: Int
  /// Why the text ends with this part, though not by its author's will.
  var fault: String?
}
