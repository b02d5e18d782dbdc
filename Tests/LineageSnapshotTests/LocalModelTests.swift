import LineageCore
import LineageTestSupport
import Testing

@testable import LineageSnapshot

/// What the files of a model say.
@Suite struct LocalModelTests {
  @Test(arguments: [(1, false), (2, false), (3, false), (3, true)] as [(UInt32, Bool)])
  func readsTheKeysOfAGGUFFile(version: UInt32, isBig: Bool) {
    let model = scanned(.gguf, GGUFText.quantized(version: version, isBig: isBig).bytes)
    #expect(model.problems.isEmpty)
    #expect(model.parentList == ["quantized:north/river-7b general.base_model.0.repo_url"])
    #expect(model.licenses == [DetectedLicense("apache-2.0", file: "file", key: "general.license")])
  }

  @Test func readsSeveralBasesOfAGGUFFileAsAMerge() {
    var text = GGUFText(keys: 5)
    text.number("general.base_model.count", 2)
    text.text("general.base_model.0.name", "River 7b")
    text.text("general.base_model.0.organization", "North")
    text.text("general.base_model.1.repo_url", "https://huggingface.co/south/lake")
    text.text("general.name", "Blend")
    #expect(
      scanned(.gguf, text.bytes).parentList == [
        "merge:North/River-7b general.base_model.0.name",
        "merge:south/lake general.base_model.1.repo_url",
      ])
  }

  @Test func takesNoModelForItsOwnParent() {
    #expect(scanned(.gguf, GGUFText.quantized().bytes, id: "North/River-7B").parents.isEmpty)
  }

  @Test func reportsWhatAGGUFFileSaysTwice() {
    var text = GGUFText(keys: 2)
    text.text("general.license", "mit")
    text.text("general.license", "apache-2.0")
    #expect(scanned(.gguf, text.bytes).problems.map(\.detail) == ["the key general.license stands twice"])
  }

  @Test func reportsWhereAGGUFFileLies() {
    var longKey = GGUFText(keys: 1)
    longKey.add(UInt64.max, 8)
    var manyElements = GGUFText(keys: 1)
    manyElements.add("general.tags")
    for (value, width) in [(9, 4), (8, 4), (UInt64.max / 2, 8)] as [(UInt64, Int)] {
      manyElements.add(value, width)
    }
    var overflowing = GGUFText(keys: 1)
    overflowing.add("x")
    for (value, width) in [(9, 4), (10, 4), (UInt64.max / 4, 8)] as [(UInt64, Int)] {
      overflowing.add(value, width)
    }
    var nested = GGUFText(keys: 1)
    nested.add("x")
    nested.add(9, 4)
    for _ in 0..<1000 {
      nested.add(9, 4)
      nested.add(1, 8)
    }
    var unknown = GGUFText(keys: 1)
    unknown.add("x")
    unknown.add(77, 4)
    let cases: [([UInt8], String)] = [
      (longKey.bytes, "a text says to be \(UInt64.max) bytes long"),
      (manyElements.bytes, "a list says to hold \(UInt64.max / 2) elements"),
      (overflowing.bytes, "a list says to hold \(UInt64.max / 4) elements"),
      (nested.bytes, "lists are nested deeper than 4"), (unknown.bytes, "kind 77 of value is not known"),
      (GGUFText(keys: 1 << 40).bytes, "it says to hold \(1 << 40) keys"),
      (GGUFText(version: 9, keys: 0).bytes, "version 9 is not known"),
      (Array("GGML....".utf8), "it does not begin with GGUF"),
      (Array("GG".utf8), "the file ends in the middle of its header"),
    ]
    for (bytes, reason) in cases {
      let model = scanned(.gguf, bytes)
      #expect(model.problems.first?.detail.hasSuffix(reason) == true, "\(model.problems)")
      #expect(model.parents.isEmpty)
    }
  }

  @Test func readsTheMetadataOfASafetensorsFile() {
    let header =
      #"{"__metadata__":{"format":"pt","license":"mit","modelspec.merged_from":"a/b, c/d, some title"},"#
      + #""w":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}}"#
    let model = scanned(.safetensors, safetensors(header))
    #expect(model.problems.isEmpty)
    #expect(model.licenses.map(\.label) == ["mit"])
    #expect(model.parentList == ["merge:a/b modelspec.merged_from", "merge:c/d modelspec.merged_from"])
  }

  @Test func reportsWhereASafetensorsFileLies() {
    let tensor = { (offsets: String) in "{\"w\":{\"data_offsets\":\(offsets)}}" }
    let cases: [([UInt8], String)] = [
      (safetensors(tensor("[0,17]")), "a tensor ends at byte 17 of 16"),
      (safetensors(tensor("[8,4]")), "a tensor has no place"),
      (safetensors(tensor("[-1,4]")), "a tensor has no place"),
      (safetensors("{\"w\":1}"), "a tensor has no place"),
      (safetensors("[]"), "the header is no object"), (safetensors("{"), "no key begins here"),
      ([UInt8](repeating: 255, count: 8), "the header says to be \(UInt64.max) bytes long"),
      ([100, 0, 0, 0, 0, 0, 0, 0, 1], "the header says to be 100 bytes long"),
      ([1, 2], "the file ends in the middle of its header"),
      (safetensors(String(repeating: "[", count: 100_000)), "values are nested deeper than 8"),
    ]
    for (bytes, reason) in cases {
      let model = scanned(.safetensors, bytes)
      #expect(model.problems.first?.detail.hasSuffix(reason) == true, "\(model.problems)")
    }
  }

  @Test(arguments: [
    (
      LocalFile.adapterConfig, #"{"base_model_name_or_path":"a/b","peft_type":"LORA"}"#,
      ["adapter:a/b base_model_name_or_path"]
    ),
    (.adapterConfig, #"{"base_model_name_or_path":null}"#, []),
    (.config, #"{"_name_or_path":"a/b"}"#, ["unspecified:a/b _name_or_path"]),
    (
      .config, #"{"_name_or_path":"a/b","quantization_config":{"quant_method":"awq"}}"#,
      ["quantized:a/b _name_or_path"]
    ),
    (.config, #"{"_name_or_path":"/data/run/checkpoint-100"}"#, []),
    (.config, #"{"_name_or_path":"./out"}"#, []), (.config, #"{"_name_or_path":"ADA/Model"}"#, []),
    (
      .mergeRecipe, "models:\n- model: a/b\n- model: c/d+e/f\nbase_model: a/b\n",
      ["merge:a/b models", "merge:c/d models", "merge:e/f models", "merge:a/b base_model"]
    ),
    (
      .mergeRecipe,
      "slices:\n- sources:\n  - model: a/b\n    layer_range: [0, 3]\n  - {model: {model: {path: c/d}}}\n",
      ["merge:a/b slices", "merge:c/d slices"]
    ),
    (.mergeRecipe, "x: &a c/d\nmodels: [{model: *a}, {model: *none}]\n", ["merge:c/d models"]),
    (.modelfile, "FROM hf.co/a/b:Q4_K_M\nPARAMETER x 1\n", ["unspecified:a/b FROM"]),
    (.modelfile, "from llama3.2:3b\nADAPTER ./x.gguf\n", ["unspecified:llama3.2 FROM"]),
    (.modelfile, "FROM ./model.gguf\n", []),
  ])
  func readsTheParentsOfAFile(kind: LocalFile, text: String, parents: [String]) {
    let model = scanned(kind, text)
    #expect(model.parentList == parents)
    #expect(model.problems.isEmpty)
  }

  @Test(arguments: [
    (LocalFile.adapterConfig, "{"), (.adapterConfig, "[]"), (.config, "<html>"), (.mergeRecipe, "a: [b"),
    (.mergeRecipe, String(repeating: "[", count: 200)), (.card, "Invalid username or password."),
  ])
  func reportsAFileThatIsNotWhatItsNameSays(kind: LocalFile, text: String) {
    #expect(scanned(kind, text).problems.count == 1)
  }

  @Test func writesALineThatReadsBackAsTheSameModel() throws {
    var model = scanned(.card, "---\nlicense: mit\ntags: [\"a\\\\b\"]\n---\n\u{1}x")
    model.take(
      .adapterConfig, path: "sub/adapter_config.json", Array(#"{"base_model_name_or_path":"é\"/b"}"#.utf8))
    model.takeWeights(.gguf, path: "x.gguf", fileSize: 0) { _, _ in 0 }
    model.licenses.append(DetectedLicense("a\tb\u{7}", file: "f", key: "k"))
    let line = Array(model.line.utf8)
    #expect(!line.contains(10))
    #expect(try line.withUnsafeBytes { try LocalModel(line: $0) } == model)
  }

  @Test func keepsAThousandParentsOfARecipeWithoutEnd() {
    let recipe = "models:\n" + (0..<3000).map { "- model: a/b\($0)\n" }.joined()
    let model = scanned(.mergeRecipe, recipe)
    #expect(model.parents.count == 1024)
    #expect(model.problems.map(\.detail) == ["it names more than 1024 parents"])
  }

  @Test func marksTheEdgesOfFilesAsDetected() {
    var model = scanned(.card, "---\nlicense: mit\nbase_model: a/b\n---\n")
    model.take(.adapterConfig, path: "adapter_config.json", Array(#"{"base_model_name_or_path":"c/d"}"#.utf8))
    var table = RecordTable()
    ScanRecords.append([model], source: "models", to: &table)
    let labels = table.references(of: table.records[0]).map {
      "\($0.label.evidence.word) \(table.texts[$0.written])"
    }
    #expect(labels == ["declared a/b", "detected c/d"])
    #expect(table.sources.map(\.format) == [.scanRecords])
  }

  @Test func takesTheRelationOfAFileWhereTheCardOnlySuggestsOne() {
    var model = scanned(.card, "---\nlicense: mit\nbase_model: a/b\n---\n")
    model.take(.adapterConfig, path: "adapter_config.json", Array(#"{"base_model_name_or_path":"a/b"}"#.utf8))
    let table = read(model.line)
    #expect(table.parents() == ["adapter:a/b"])
    #expect(table.rules == ["inferred-relation"])
  }

  @Test func rejectsALineThatIsNoScan() {
    let table = read("{\"@scan\":\"a/b\"}\n{\"id\":\"c/d\"}\n{\"@scan\":\n\n{\"@scan\":\"e/f\"}")
    #expect(table.ids == ["a/b", "e/f"])
    #expect(table.rules == ["malformed-record", "malformed-record"])
    #expect(table.findings.map { $0.location?.line } == [2, 3])
    #expect(table.isConsistent)
  }

  @Test(arguments: [LocalFile.gguf, .safetensors, .config, .mergeRecipe, .modelfile, .card])
  func survivesThreeThousandMutations(kind: LocalFile) {
    var header = GGUFText(keys: 4)
    header.text("general.license", "mit")
    header.texts("general.tags", ["a", "b"])
    header.number("general.base_model.count", 1)
    header.text("general.base_model.0.repo_url", "https://huggingface.co/a/b")
    let seeds: [LocalFile: [UInt8]] = [
      .gguf: header.bytes,
      .safetensors: safetensors(#"{"__metadata__":{"license":"mit"},"w":{"data_offsets":[0,16]}}"#),
      .config: Array(#"{"_name_or_path":"a/b","quantization_config":{"bits":4}}"#.utf8),
      .mergeRecipe: Array(
        "models:\n  - model: a/b\n  - model: {model: {path: c}}\nbase_model: &x a/b\n".utf8),
      .modelfile: Array("FROM hf.co/a/b:Q4\nLICENSE \"mit\"\n".utf8),
      .card: Array("---\nlicense: mit\nbase_model: a/b\n---\nx".utf8),
    ]
    var random = SeededGenerator(seed: 21)
    var changed = 0
    for _ in 0..<3000 {
      var bytes = seeds[kind] ?? []
      for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1: bytes[place] = [0, 1, 0x7F, 0x80, 0xFF].randomElement(using: &random) ?? 0
        case 2: bytes.removeLast(bytes.count - place)
        case 3:
          for i in place..<min(place + 8, bytes.count) { bytes[i] = 0xFF }
        default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 12)], at: place)
        }
      }
      var model = LocalModel(id: "ada/model")
      if kind.isWeights {
        model = scanned(kind, bytes)
      } else {
        model.take(kind, path: "file", bytes)
      }
      if !model.problems.isEmpty { changed += 1 }
      let line = Array(model.line.utf8)
      #expect((try? line.withUnsafeBytes { try LocalModel(line: $0) }) == model)
    }
    #expect(changed > 0 || kind == .modelfile)
  }
}
