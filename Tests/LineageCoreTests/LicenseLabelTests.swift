import LineageCore
import Testing

@Suite struct LicenseLabelTests {
  @Test(arguments: [
    "mit", "apache-2.0", "other", "unknown", "llama3.1", "mit, apache-2.0", "https://ai.meta.com/LICENSE",
  ])
  func keepsWhatIsSpelledRight(label: String) {
    let read = LicenseLabel(written: label)
    #expect(read.text == label)
    #expect(read.change == .none)
  }

  @Test(arguments: [
    ("MIT", "mit"), (" Apache-2.0\n", "apache-2.0"), ("Apache 2.0", "apache-2.0"),
    ("apache license 2.0", "apache-2.0"),
    ("MIT License", "mit"), ("llama-3", "llama3"), ("Llama-3.1", "llama3.1"), ("GPLv3", "gpl-3.0"),
    ("cc by-nc 4.0", "cc-by-nc-4.0"), ("mit,apache-2.0", "mit, apache-2.0"), ("MIT, mit", "mit"),
    ("['mit', 'apache-2.0']", "mit, apache-2.0"), ("\"mit\"", "mit"), ("none, mit", "mit"),
  ])
  func repairsTheSpelling(written: String, label: String) {
    let read = LicenseLabel(written: written)
    #expect(read.text == label)
    #expect(read.change == .repaired)
  }

  @Test(arguments: ["none", "Not specified", "multiple", "N/A", "?", "license", "none, multiple"])
  func saysWhenNothingCanBeLookedUp(written: String) {
    let read = LicenseLabel(written: written)
    #expect(read.text == nil)
    #expect(read.change == .unusable)
  }

  @Test(arguments: ["", "  ", "null", "~", "[]", "\"\""])
  func takesAnEmptyLabelForNone(written: String) {
    let read = LicenseLabel(written: written)
    #expect(read.text == nil)
    #expect(read.change == .none)
  }

  @Test(arguments: ["MIT", "cc by 4.0", "mit, GPLv3", "https://X/y", "other"])
  func changesNothingTheSecondTime(written: String) throws {
    let once = try #require(LicenseLabel(written: written).text)
    #expect(LicenseLabel(written: once).text == once)
    #expect(LicenseLabel(written: once).change == .none)
  }
}
