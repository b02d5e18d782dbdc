import LineageCore
import Testing

@testable import LineageSite

@Suite struct ChartTests {
  private func chart(_ rows: [ShareSeries.Row], groups: [String] = ["a", "b"]) throws -> LineChart {
    let series = ShareSeries(
      definition: "lm/all/ft/root/each/models/family/month", description: "New models", groups: groups,
      rows: rows)
    return LineChart(series: series, names: groups.map { "Family " + $0 }, words: try Repository.words())
  }

  @Test func writesTheDefinitionIntoThePicture() throws {
    let chart = try chart([
      .init(window: "2025-06", models: 900, shares: [0.4, 0.2]),
      .init(window: "2025-05", models: 800, shares: [0.3, 0.25]),
    ])
    for isPhone in [false, true] {
      let svg = ParsedMarkup(chart.svg(isPhone: isPhone, style: nil))
      #expect(svg.failure == nil)
      let root = try #require(svg.elements.first)
      #expect(root.attributes["width"] == (isPhone ? "374" : "720") && root.attributes["role"] == "img")
      let definition = svg.all("text").filter { $0.attributes["class"] == "ci" }.map(\.text).joined()
      #expect(definition == "lm/all/ft/root/each/models/family/month")
      #expect(svg.all("text").contains { $0.text.hasPrefix("Family a") && $0.text.hasSuffix("40\u{A0}%") })
      #expect(svg.all("text").contains { $0.text == "n = 1,700" })
      #expect(svg.all("a").isEmpty)
    }
  }

  @Test func leavesAGapWhereNobodyCounted() throws {
    let chart = try chart([
      .init(window: "2025-02", models: 9, shares: [0.4, 0.2]),
      .init(window: "2025-01", models: 9, shares: [0.4, 0.2]),
      .init(window: "2024-10", models: 9, shares: [0.3, 0.2]),
      .init(window: "2024-09", models: 9, shares: [0.3, nil]),
    ])
    #expect(chart.series.inOrder.map(\.window).count == 6)
    let lines = ParsedMarkup(chart.svg(isPhone: false, style: nil)).all("path").filter {
      $0.attributes["class"] == "ln l1"
    }
    #expect(lines.count == 2)
  }

  @Test func pushesNamesApartAndKeepsThemInside() throws {
    let chart = try chart(
      [
        .init(window: "2025-06", models: 9, shares: [0.01, 0.01, 0.01, 0.01, 0.01]),
        .init(window: "2025-05", models: 9, shares: [0.5, 0, 0, 0, 0]),
      ], groups: ["a", "b", "c", "d", "e"])
    let svg = ParsedMarkup(chart.svg(isPhone: true, style: nil))
    let ys = svg.all("text").filter { $0.attributes["class"] == "t" }.compactMap {
      $0.attributes["y"].flatMap(Double.init)
    }
    #expect(ys.count == 5)
    for (a, b) in zip(ys, ys.dropFirst()) { #expect(b - a >= 15.9) }
  }

  @Test func givesEverySeriesAnotherFormAndDash() throws {
    let css = try Repository.text("Web/chart.css")
    var dashes: Set<String> = []
    for i in 2...5 {
      let rule = try #require(css.split(separator: "\n").first { $0.hasPrefix(".lg .l\(i) ") })
      dashes.insert(String(rule.split(separator: "stroke-dasharray:")[1]))
    }
    #expect(dashes.count == 4)
    var forms: Set<String> = []
    for i in 0..<5 {
      var chart = ChartText(isPhone: false)
      chart.mark(i, at: (0, 0))
      forms.insert(chart.out.text.replacing("y\(i + 1)", with: ""))
    }
    #expect(forms.count == 5)
  }

  @Test func tintsTheDefinitionsUnderWhichBothClaimsHold() throws {
    let table = SensitivityTable(
      groups: ["a", "b"], claimed: [0.4, 0.15],
      rows: [
        .init(definition: "x", description: "X", shares: [0.45, 0.16], models: 9),
        .init(definition: "y", description: "Y", shares: [0.45, 0.3], models: 9),
        .init(definition: "z", description: "Z", shares: [nil, 0.15], models: 9),
      ])
    let strip = SensitivityStrip(table: table, names: ["A", "B"], words: try Repository.words())
    let svg = ParsedMarkup(strip.svg(isPhone: false, style: nil))
    #expect(svg.failure == nil)
    #expect(svg.all("rect").count { $0.attributes["class"] == "tn" } == 1)
    #expect(strip.range == 0.45...0.45)
  }

  @Test func meetsTheContrastThatTextAndMarksNeed() throws {
    let css = try Repository.text("Web/picture.css") + Repository.text("Web/chart.css")
    for theme in ["light", "dark"] {
      let colours = Contrast.tokens(css, dark: theme == "dark")
      for text in ["tx", "mu", "ac", "al"] {
        let (ink, paper) = (try #require(colours[text]), try #require(colours["bg"]))
        #expect(Contrast.ratio(ink, paper) >= 4.5, "\(theme) \(text)")
      }
      for mark in ["ln", "bd", "s1", "s2", "s3", "s4", "s5"] {
        let (ink, paper) = (try #require(colours[mark]), try #require(colours["bg"]))
        #expect(Contrast.ratio(ink, paper) >= 3, "\(theme) \(mark)")
      }
    }
    for mark in LicenseMark.allCases {
      guard let fill = mark.fill else { continue }
      #expect(Contrast.ratio(mark.ink, fill) >= 4.5, "\(mark)")
      #expect(css.contains(".lg .\(mark.styleClass) .k { fill: \(fill); }"))
    }
  }
}

/// Contrast as the Web Content Accessibility Guidelines define it.
enum Contrast {
  static func ratio(_ a: String, _ b: String) -> Double {
    let (p, q) = (luminance(a), luminance(b))
    return (max(p, q) + 0.05) / (min(p, q) + 0.05)
  }

  private static func luminance(_ colour: String) -> Double {
    let value = Int(colour.dropFirst(), radix: 16) ?? 0
    let parts = [value >> 16, value >> 8, value].map { part -> Double in
      let c = Double(part & 255) / 255
      return c <= 0.04045 ? c / 12.92 : power((c + 0.055) / 1.055)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  /// x to the 2.4th.
  private static func power(_ x: Double) -> Double {
    // x^2 * x^0.4, the root by Newton's method: r^5 = x^2.
    var r = 1.0
    for _ in 0..<60 { r -= (r * r * r * r * r - x * x) / (5 * r * r * r * r) }
    return x * x * r
  }

  /// The tokens of a style sheet: the first value of each is that of the light theme, the second that of the dark.
  static func tokens(_ css: String, dark: Bool) -> [String: String] {
    var found: [String: [String]] = [:]
    for match in css.matches(of: /--(\w+): (#[0-9A-F]{6});/) {
      found[String(match.1), default: []].append(String(match.2))
    }
    return found.compactMapValues { dark ? $0.dropFirst().first : $0.first }
  }
}
