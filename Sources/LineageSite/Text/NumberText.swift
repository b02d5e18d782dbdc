/// Numbers as pages and pictures write them, without a locale.
enum NumberText {
  /// `2,902`.
  static func grouped(_ value: Int) -> String {
    let digits = Array(String(value.magnitude))
    var result = value < 0 ? "-" : ""
    for (i, digit) in digits.enumerated() {
      if i > 0, (digits.count - i).isMultiple(of: 3) { result.append(",") }
      result.append(digit)
    }
    return result
  }

  /// A number rounded to at most that many places (half away from zero), without trailing zeros: `12.5`, `7`.
  static func decimal(_ value: Double, places: Int) -> String {
    var scale = 1
    for _ in 0..<places { scale *= 10 }
    let scaled = Int((value * Double(scale)).rounded())
    let whole = String(scaled.magnitude / UInt(scale))
    var fraction = String(scaled.magnitude % UInt(scale))
    fraction = String(repeating: "0", count: max(0, places - fraction.count)) + fraction
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return (scaled < 0 ? "-" : "") + whole + (fraction.isEmpty ? "" : "." + fraction)
  }

  /// A share 0...1 in whole per cent with a no-break space: `47 %`.
  static func percent(_ share: Double) -> String { decimal(share * 100, places: 0) + "\u{A0}%" }
}
