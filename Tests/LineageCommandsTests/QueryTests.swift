import Foundation
import Testing

/// Facts, descendants, paths, search and doctor, asked on the embedded sample.
@Suite struct QueryTests {
  @Test func countsTheSampleWithAliases() throws {
    let facts = try Sample.ask("facts", "--json").json()
    let expected: [String: JSON] = [
      "models": 1098, "models_with_parent": 483, "nodes_with_edges": 640, "isolated_models": 460,
      "edges": 517,
      "edges_by_relation": ["finetune": 302, "quantized": 140, "merge": 49, "adapter": 26, "unspecified": 0],
      "declared_edges": 519, "duplicates": 0, "self_loops": 2, "case_fixed": 0, "alias_rewritten": 5,
      "conflicts": 0, "ghosts": 2, "edges_to_ghosts": 2, "roots": 157, "leaves": 371, "multi_parent": 14,
      "max_parents": 9, "max_parents_models": ["mlabonne/Daredevil-8B"],
      "parents_histogram": ["1": 469, "2": 5, "3": 4, "4": 3, "5": 1, "9": 1], "cycles": [], "root_cycles": 0,
      "largest_weak_component": 27, "longest_chain_edges": 4, "aliases": true, "rejected": 0, "repaired": 0,
    ]
    for (key, value) in expected { #expect(facts[key] == value, "\(key)") }
    #expect(facts["longest_chain_example"].texts.first == "allenai/OLMo-2-0325-32B")
    #expect(facts["longest_chain_example"].elements.count == 5)
    let source = facts["sources"].elements[0]
    #expect(source["name"] == "sample/models.jsonl")
    #expect(source["records"] == 1098)
    #expect(source["sha256"].text?.utf8.count == 64)
  }

  @Test func countsTheSampleAsWritten() throws {
    let (resolved, written) = (
      try Sample.ask("facts", "--json").json(), try Sample.ask("facts", "--json", "--no-aliases").json()
    )
    #expect(written.keys == resolved.keys)
    #expect(written["aliases"] == false)
    #expect(written["alias_rewritten"] == 0)
    #expect(written["models"] == resolved["models"])
    // A parent under its former name is a ghost of its own until the alias is followed.
    #expect(try #require(written["ghosts"].number) > #require(resolved["ghosts"].number))
  }

  @Test func printsTheSameCountsAsText() throws {
    let lines = try Sample.ask("facts").lines
    #expect(lines.contains { $0.wholeMatch(of: /models +1,098 +in 1 input/) != nil })
    #expect(lines.contains { $0.wholeMatch(of: /edges +517 +302 finetune, .*140 quantized.*/) != nil })
    #expect(lines.contains("Longest chain, 4 steps"))
  }

  @Test func listsDescendantsByTheirOwn() throws {
    let all = try Sample.ask("descendants", "meta-llama/Llama-3.1-8B", "--json", "--limit", "3").json()
    #expect(
      all.without("top", "reported") == [
        "model": "meta-llama/Llama-3.1-8B", "ghost": false, "direct": 11, "transitive": 18,
        "by_relation": ["finetune": 16, "quantized": 2],
      ])
    #expect(
      all["top"].elements.map { $0["id"].text } == [
        "meta-llama/Llama-3.1-8B-Instruct", "allenai/Llama-3.1-Tulu-3-8B-SFT",
        "allenai/Llama-3.1-Tulu-3-8B-DPO",
      ])
    let direct = try Sample.ask(
      "descendants", "meta-llama/Llama-3.1-8B", "--json", "--direct", "--limit", "100"
    ).json()
    #expect(direct["top"].elements.count == 11)
    #expect(!direct["top"].elements.contains { $0["id"] == "allenai/Llama-3.1-Tulu-3-8B-DPO" })
    #expect(direct["direct"] == 11 && direct["transitive"] == 18)
  }

  @Test func printsDescendantsAsTextAndMarkdown() throws {
    let text = try Sample.ask("descendants", "meta-llama/Llama-3.1-8B", "--limit", "2").lines
    #expect(text[0] == "meta-llama/Llama-3.1-8B")
    #expect(text[1] == "18 derivatives, 11 direct: 16 finetune, 2 quantized")
    #expect(text.contains("… 16 more (--limit)"))
    #expect(
      text.last?.contains("R1-Distill-Llama-8B ⇠ meta-llama/Llama-3.1-8B: finetune, documented") == true)
    let markdown = try Sample.ask(
      "descendants", "meta-llama/Llama-3.1-8B", "--limit", "1", "--format", "markdown")
    #expect(
      markdown.out.hasPrefix(
        """
        # Derivatives of `meta-llama/Llama-3.1-8B`

        18 derivatives, 11 direct.

        | derivative | direct | all |
        |--|--:|--:|
        | `meta-llama/Llama-3.1-8B-Instruct` | 5 | 5 |

        ## Reported
        """))
    #expect(try Sample.ask("descendants", "mlabonne/NeuralBeagle14-7B").lines[1] == "No derivative is known.")
  }

  @Test func findsThePathInEitherDirection() throws {
    let (low, high) = ("allenai/OLMo-2-0325-32B-Instruct-GGUF", "allenai/OLMo-2-0325-32B")
    let path = try Sample.ask("path", low, high, "--json").json()
    #expect(path.without("paths") == ["from": .string(low), "to": .string(high), "length": 4, "total": 1])
    #expect(
      path["paths"].elements[0].elements.map { $0["id"].text } == [
        low, "allenai/OLMo-2-0325-32B-Instruct", "allenai/OLMo-2-0325-32B-DPO", "allenai/OLMo-2-0325-32B-SFT",
        high,
      ])
    #expect(
      path["paths"].elements[0].elements.map(\.["relation"]) == [
        "quantized", "finetune", "finetune", "finetune", nil,
      ])
    #expect(try Sample.ask("path", high, low, "--json").json() == path)
    let text = try Sample.ask("path", low, high).lines
    #expect(text[0] == "\(low) is derived from \(high) in 4 steps, 1 shortest way")
    #expect(text.count == 7)
    #expect(text[3] == "  ↑ quantized allenai/OLMo-2-0325-32B-Instruct")
  }

  @Test func saysThatModelsAreUnrelatedOrTheSame() throws {
    let apart = try Sample.ask("path", "mlabonne/Beagle14-7B", "allenai/OLMo-2-0325-32B", "--json")
    #expect(apart.status == 0)
    #expect(try apart.json().only("length", "total", "paths") == ["length": nil, "total": 0, "paths": []])
    let same = try Sample.ask("path", "mlabonne/Beagle14-7B", "MLABONNE/beagle14-7b", "--json").json()
    #expect(same["length"] == 0)
    #expect(
      try Sample.ask("path", "mlabonne/Beagle14-7B", "allenai/OLMo-2-0325-32B").out.hasSuffix(
        "no way between them is known.\n"))
  }

  @Test func findsIdsByFragments() throws {
    let hits = try Sample.ask("search", "HERMES", "gguf", "--json").json()
    #expect(hits["query"] == "HERMES gguf")
    #expect(
      hits["models"].elements.map { $0["id"].text } == [
        "NousResearch/DeepHermes-3-Mistral-24B-Preview-GGUF", "TheBloke/OpenHermes-2.5-Mistral-7B-GGUF",
      ])
    #expect(
      try Sample.ask("search", "hermes", "gguf", "--limit", "1").lines == [
        "0  NousResearch/DeepHermes-3-Mistral-24B-Preview-GGUF"
      ])
    let nothing = try Sample.ask("search", "zzzzqqqq")
    #expect(nothing.status == 0)
    #expect(nothing.out == "")
    #expect(nothing.err == "lineage: no id contains zzzzqqqq\n")
    #expect(try Sample.ask("search", "zzzzqqqq", "--json").json()["models"] == [])
  }

  @Test func takesAnIdAsAPersonMightPasteIt() throws {
    for typed in [
      "mlabonne/neuralbeagle14-7b", "https://huggingface.co/mlabonne/NeuralBeagle14-7B",
      "\"mlabonne/NeuralBeagle14-7B\"",
    ] {
      let outcome = try Sample.ask("ancestry", typed, "--json", "--quiet")
      #expect(outcome.status == 0, "\(typed)")
      #expect(try outcome.json()["model"] == "mlabonne/NeuralBeagle14-7B", "\(typed)")
    }
    let note = try Sample.ask("ancestry", "mlabonne/neuralbeagle14-7b").err
    #expect(
      note == "No model is spelled mlabonne/neuralbeagle14-7b; answering for mlabonne/NeuralBeagle14-7B.\n")
  }

  @Test func listsFindingsWithPlaceAndFix() throws {
    let loops = try Sample.ask("doctor", "--rule", "self-loop", "--json").json()
    #expect(loops["counts"] == ["self-loop": 2])
    #expect(
      loops["findings"].elements.map { $0["subject"].text } == [
        "XiaomiMiMo/MiMo-VL-7B-RL", "meta-llama/Llama-4-Maverick-17B-128E-Instruct-FP8",
      ])
    let places = loops["findings"].elements.map { $0.only("file", "line", "level") }
    #expect(
      places == [
        ["file": "sample/models.jsonl", "line": 373, "level": "error"],
        ["file": "sample/models.jsonl", "line": 783, "level": "error"],
      ])
  }

  @Test func failsOnlyWhenTheCheckFindsAnError() throws {
    #expect(try Sample.ask("doctor").status == 0)
    #expect(try Sample.ask("doctor", "--check").status == 1)
    #expect(try Sample.ask("doctor", "--check", "--json").status == 1)
    #expect(try Sample.ask("doctor", "--check", "--rule", "alias-resolved").status == 0)
    #expect(try Sample.ask("doctor", "--rules").status == 0)
    let program = try Program()
    defer { program.clean() }
    try program.write(InputFailureTests.rows(3), to: "in.jsonl")
    try program.run(["build", "in.jsonl", "--quiet"])
    #expect(try program.run(["doctor", "--check"]).status == 0)
    #expect(try program.run(["doctor"]).out == "Nothing to report.\n")
  }
}
