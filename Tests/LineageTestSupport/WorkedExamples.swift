import LineageCore

/// The worked examples of the shares definition: small graphs whose every number was worked out by hand.
public enum WorkedExamples {
  /// Four families; alpha has sub-families by id and by name.
  public static let families = FamilyTable([
    Family(
      id: "alpha", english: "Alpha", developer: "Alpha Lab", region: .china, kind: .language,
      rules: FamilyRules(ids: ["Alpha/*", "Alpha/Tie*"], names: ["*alpha*"]),
      subfamilies: [
        Subfamily(id: "alpha-tie", kind: .language, rules: FamilyRules(ids: ["Alpha/Tie*"])),
        Subfamily(
          id: "alpha2", kind: .language, rules: FamilyRules(ids: ["Alpha/Two*"], names: ["*alpha-two*"])),
        Subfamily(id: "alpha-eye", kind: .visionLanguage, rules: FamilyRules(ids: ["Alpha/Eye*"])),
      ]),
    Family(
      id: "beta", english: "Beta", developer: "Beta Inc", region: .us, kind: .language,
      rules: FamilyRules(exact: ["Old/Beta-Zero"], ids: ["Beta/*"], names: ["*beta*"])),
    Family(
      id: "gamma", english: "Gamma", developer: "Gamma Studio", region: .eu, kind: .image,
      rules: FamilyRules(ids: ["Gamma/*"], names: ["*gamma*"])),
    Family(
      id: "delta", english: "Delta", developer: "Alpha Lab", region: .china, kind: .language,
      rules: FamilyRules(ids: ["Delta/*"])),
  ])

  /// Copies, one of them in two steps, and an id without an owner.
  public static let aliases = [
    TextSnapshot.alias("mirror/alpha-base", "Alpha/Base"),
    TextSnapshot.alias("mirror2/beta-zero", "mirror3/beta-zero"),
    TextSnapshot.alias("mirror3/beta-zero", "Old/Beta-Zero", "rename"),
    TextSnapshot.alias("alpha-one", "Alpha/One", "legacy-id"),
  ]

  /// ```
  ///  Alpha/One°                        Beta/Base°
  ///      | finetune                        | finetune
  ///  Alpha/Two ------------.           u2/beta-chat        x/unknown° ----.
  ///      | finetune        | quantized     |                  |           | adapter
  ///  u1/chat          u2/two-gguf          |                  |        u3/lora
  ///      |  merge                    merge |            merge |
  ///      '--------------> u3/mix <---------'------------------'        u3/plain  (no parent)
  ///                          | quantized
  ///                      u1/mix-gguf
  /// ```
  public static let branches = """
    Alpha/Two 2025-04-02 finetune:Alpha/One
    u1/chat 2025-04-09 finetune:Alpha/Two
    u2/two-gguf 2025-04-09 quantized:Alpha/Two
    u2/beta-chat 2025-04-16 finetune:Beta/Base
    u3/lora 2025-05-07 adapter:x/unknown
    u3/mix 2025-05-07 merge:u1/chat merge:u2/beta-chat merge:x/unknown
    u1/mix-gguf 2025-05-14 quantized:u3/mix
    u3/plain 2025-05-07
    """

  /// ```
  /// mirror/alpha-base° = Alpha/Base          mirror2/beta-zero = mirror3/beta-zero = Old/Beta-Zero
  ///     | ft        | me     \                    | ft (declared: Old/Beta-Zero°)
  ///   u1/a        u4/d <- Alpha/Base° (me)     mirror2/beta-zero
  /// z/Alpha-Two-remix°  | ft                      | ad (written Mirror2/BETA-zero)
  ///   u2/b                                      u3/c            u5/e -ft-> alpha-one  (no slash)
  /// ```
  public static let mirrors = """
    u1/a 2025-04-02 finetune:mirror/alpha-base
    u2/b 2025-04-02 finetune:z/Alpha-Two-remix
    mirror2/beta-zero 2025-04-02 finetune:Old/Beta-Zero
    u3/c 2025-04-02 adapter:Mirror2/BETA-zero
    u4/d 2025-04-02 merge:mirror/alpha-base merge:Alpha/Base
    u5/e 2025-04-02 finetune:alpha-one
    """

  /// ```
  /// loop/a <-> loop/b        ring/p <-> Alpha/q        t/m <-> t/n -me-> Beta/Base°
  ///     ^ ft                     ^ me                          (t/n's first parent is t/m)
  ///   u1/x                     u2/y -me-> Beta/Base°
  /// ```
  public static let cycles = """
    loop/a 2025-04-02 finetune:loop/b
    loop/b 2025-04-02 finetune:loop/a
    u1/x 2025-04-02 finetune:loop/a
    ring/p 2025-04-02 finetune:Alpha/q
    Alpha/q 2025-04-02 finetune:ring/p
    u2/y 2025-04-02 merge:ring/p merge:Beta/Base
    t/m 2025-04-02 finetune:t/n
    t/n 2025-04-02 merge:t/m merge:Beta/Base
    """

  /// Spellings, repetitions, a self-loop, a pair declared twice, an id without an owner.
  public static let identity = """
    A/One 2025-04-09
    u/kid 2025-04-09 finetune:a/one finetune:A/One quantized:A/One finetune:u/kid
    u/kid 2025-04-02 finetune:g/Ghost
    u/kin 2025-04-09 adapter:G/ghost finetune:gpt2
    v/Pair 2025-04-09
    v/pair 2025-04-09 finetune:A/One
    u/z 2025-04-09 finetune:v/PAIR
    u/w 2025-04-09 finetune:v/pair
    """

  /// Two shortest ways of two edges and a longer one.
  /// ```
  ///         Alpha/Top
  ///         /       \
  ///     u/left    u/right
  ///      |   \       |
  ///   u/long  '--.   |
  ///        \      \  |
  ///         '--- u/bottom
  /// ```
  public static let diamond = """
    u/left 2025-04-02 finetune:Alpha/Top
    u/right 2025-04-02 adapter:Alpha/Top
    u/bottom 2025-04-02 merge:u/left merge:u/right merge:u/long
    u/long 2025-04-02 finetune:u/left
    """

  /// Ten uploads, five of them named by machines or tests; one is made from an uncounted model.
  public static let noise = """
    u1/alpha-gensyn-swarm-red_fox 2025-04-02 finetune:Alpha/One
    u1/alpha-rl-swarm-2 2025-04-02 finetune:Alpha/One
    u1/good 2025-04-02 finetune:Alpha/One
    u2/9c477370-0d83-47dd-a28c-672cfd303996 2025-04-02 adapter:Beta/Base
    u2/run-1742203217 2025-04-02 adapter:Beta/Base
    u2/latest 2025-04-02 adapter:Beta/Base
    u3/tmp 2025-04-02
    u3/on-top 2025-04-02 quantized:u2/run-1742203217
    u3/painter 2025-04-02 finetune:Gamma/Paint
    u3/seer 2025-04-02 finetune:Alpha/Eye-1
    """

  /// The rules of that example.
  public static func noiseRules() throws -> [NoiseRule] {
    let hex = "[0-9a-f]"
    return [
      try rule("swarm", .machine, "(gensyn|rl)[-_.]?swarm"),
      try rule(
        "uuid", .machine, "(^|[^0-9a-z])\(hex){8}-\(hex){4}-\(hex){4}-\(hex){4}-\(hex){12}($|[^0-9a-z])"),
      try rule("unix-time", .machine, "[-_.]1[67][0-9]{8}([0-9]{3})?$"),
      try testRule(),
    ]
  }

  /// A rule for names that say test.
  public static func testRule() throws -> NoiseRule {
    try rule("test", .test, "(^|[-_.])(test|tmp)([-_.0-9]|$)")
  }

  private static func rule(_ id: String, _ noiseClass: NoiseClass, _ pattern: String) throws -> NoiseRule {
    NoiseRule(id: id, noiseClass: noiseClass, pattern: try NamePattern(pattern), why: "example")
  }

  /// The list of the population `tracked`.
  public static let tracked = TrackedList(["Alpha/Two", "Beta/Base"])
}
