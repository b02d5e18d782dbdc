import LineageCore
import Testing

@testable import LineageSnapshot

@Suite struct TableTests {
  @Test(arguments: [
    ("Model ID,Type,Base Model\na/b,finetune,p/q\n", ["finetune:p/q"]),
    ("model_id;relation;base_model\na/b;quantized;p/q\n", ["quantized:p/q"]),
    ("MODELID\tParents\tEDGE\na/b\tp/q\tadapter\n", ["adapter:p/q"]),
    ("id,parents\na/b,p/q;r/s\n", ["unspecified:p/q", "unspecified:r/s"]),
    ("id,parents\na/b,\"p/q, r/s,,p/q\"\n", ["unspecified:p/q", "unspecified:r/s", "unspecified:p/q"]),
    ("id,parents\na/b,finetune:p/q merge:r/s\n", ["finetune:p/q", "merge:r/s"]),
    ("id,parents\na/b,\"finetune:p/q, merged:r/s\"\n", ["finetune:p/q", "merge:r/s"]),
    ("id,parents\na/b,borrowed:p/q\n", ["unspecified:p/q"]),
    ("id,parents\na/b,unspecified:old-one merge:p/q\n", ["unspecified:old-one", "merge:p/q"]),
    ("id,parents\na/b,borrowed:old-one merge:p/q\n", ["unspecified:old-one", "merge:p/q"]),
    ("id,parents\na/b,https://huggingface.co/p/q\n", ["unspecified:https://huggingface.co/p/q"]),
    ("id,parents\na/b,some model name\n", ["unspecified:some model name"]),
    ("id,parents,relation\na/b,\"p/q,r/s\",\"merge,adapter\"\n", ["merge:p/q", "adapter:r/s"]),
    ("id,parents,relation\na/b,\"p/q,r/s\",merge\n", ["merge:p/q", "merge:r/s"]),
    ("id,parents\na/b,\n", []),
  ])
  func readsParents(csv: String, parents: [String]) {
    let table = read(csv)
    #expect(table.ids == ["a/b"])
    #expect(table.parents() == parents)
    #expect(table.findings.isEmpty)
    #expect(table.sources.first?.format == .modelTable)
    #expect(table.records.first?.role == .model)
  }

  @Test(arguments: ["source,target,edge", "parent,child,relation", "parent,id,type"])
  func takesATableOfPairsAsEdges(header: String) {
    let table = read("\(header)\np/q,a/b,merge\n")
    #expect(table.ids == ["a/b"])
    #expect(table.parents() == ["merge:p/q"])
    #expect(table.records.first?.role == .edge)
    #expect(table.sources.first?.format == .edgeTable)
  }

  @Test func readsAListOfModels() {
    let table = read("org,model,modelId\na,b,a/b\n")
    #expect(table.ids == ["a/b"])
    #expect(table.records.first?.role == .model)
  }

  @Test func doesNotTakeTheOriginOfARowForAParent() {
    #expect(read("id,license,source\na/b,mit,hand\n").parents().isEmpty)
  }

  @Test func readsQuotedFieldsAsRFC4180Has() {
    let table = read("id,parents,license\r\n\"a/\"\"b\"\"\",\"p/q\nr/s\",mit\r\n\r\n\"c/d\",,\"m\"it\r\n")
    #expect(table.ids == ["a/\"b\"", "c/d"])
    #expect(table.parents() == ["unspecified:p/q\nr/s"])
    #expect(table.license(1) == "mit")
    #expect(table.records.map(\.line) == [2, 5])
  }

  @Test(arguments: [1, 2, 3, 5])
  func readsPiecesOfAnySize(piece: Int) {
    let csv = Array("id,parents\r\n\"a/b\",\"p/\"\"q\"\"\r\n, r/s\"\r\nc/d,p/q".utf8)
    #expect(read(csv, piece: piece).listing == read(csv).listing)
    #expect(read(csv, piece: piece).ids == ["a/b", "c/d"])
  }

  @Test func reportsRowsThatDoNotFitTheHeader() {
    let table = read(
      "id,date,parents\na/b,2025-01-01\nc/d,2025-01-02,,,\ne/f,2025-01-03,,x\ng/h,2025-01-04,\n")
    #expect(table.ids == ["c/d", "g/h"])
    #expect(table.rules == ["malformed-record", "malformed-record"])
    #expect(table.findings.map { $0.location?.line } == [2, 4])
  }

  @Test func reportsAQuoteThatIsNotClosedAndReadsOn() {
    let table = read("id,parents\na/b,\"p/q\nc/d,\ne/f,\n")
    #expect(table.ids == ["c/d", "e/f"])
    #expect(table.rules == ["malformed-record"])
    #expect(table.findings.first?.location?.line == 2)
  }

  @Test func reportsRowsWithoutAModelOrNotInUTF8() {
    let table = read(Array("id,parents\n,p/q\n,\na/".utf8) + [0xFF] + Array(",p/q\nc/d,\n".utf8))
    #expect(table.ids == ["c/d"])
    #expect(table.rules == ["record-without-id", "malformed-record"])
  }

  @Test func readsTheColumnsBesideTheParents() throws {
    let table = read(
      "id,created_at,license,downloads,likes,pipeline_tag\na/b,2025-04-09,MIT,12,x,fill-mask\n")
    let record = try #require(table.records.first)
    #expect(record.attributes.created == Day("2025-04-09"))
    #expect(record.attributes.downloads == 12)
    #expect(record.attributes.likes == nil)
    #expect(record.attributes.task.map { table.texts[$0] } == "fill-mask")
    #expect(table.license() == "mit")
    #expect(table.rules == ["wrong-type", "license-label-repaired"])
    #expect(table.sources.first?.repaired == 1)
  }

  @Test func reportsRelationsThatDoNotFitTheParents() {
    let table = read("id,parents,relation\na/b,\"p/q,r/s\",\"merge,adapter,merge\"\n")
    #expect(table.parents() == ["unspecified:p/q", "unspecified:r/s"])
    #expect(table.rules == ["wrong-type"])
  }

  @Test func readsTheRecordInAMetadataColumn() throws {
    let csv =
      "model_id,metadata\nx/y,\"{\"\"id\"\": \"\"a/b\"\", \"\"tags\"\": [\"\"base_model:merge:p/q\"\"]}\"\nc/d,\n"
    let table = read(csv)
    #expect(table.ids == ["a/b", "c/d"])
    #expect(table.parents() == ["merge:p/q"])
  }

  @Test(arguments: [
    ("added_model_0319.csv", "2025-03-19"), ("week/added_20240319.csv.gz", "2024-03-19"),
    ("added_models_2024-03-19.csv", "2024-03-19"),
  ])
  func takesTheDateFromTheNameOfAWeek(name: String, day: String) {
    let table = read("Model ID,Type,Base Model\na/b,,\n", name: name)
    #expect(table.records.first?.attributes.created == Day(day))
    #expect(table.sources.first?.date == Day(day))
    #expect(table.records.first?.role == .model)
  }

  @Test func takesADeletionTableByItsName() {
    let table = read("Model ID,Type,Base Model\na/b,finetune,p/q\n", name: "deleted_model_0319.csv")
    #expect(table.records.first?.role == .deletion)
    #expect(table.records.first?.attributes.created == Day("2025-03-19"))
    #expect(table.sources.first?.format == .deletionTable)
  }

  @Test(arguments: [
    ("added_model_0319.csv", nil as Int?), ("added_model_1340.csv", 2025), ("added_1.csv", 2025),
  ])
  func reportsANameThatHoldsNoDate(name: String, year: Int?) {
    let table = read("Model ID,Type,Base Model\na/b,,\n", name: name, year: year)
    #expect(table.rules == ["invalid-date"])
    #expect(table.records.first?.attributes.created == nil)
  }

  @Test(arguments: ["", "  \n\n", "id,parents\n"])
  func reportsAnInputWithoutRecords(text: String) {
    #expect(read(text).rules == ["empty-source"])
  }

  @Test(arguments: [
    "words,only\n1,2\n", "alias,target,reason,source,note\na/b,c/d,,,\n", "\u{0}\u{1}\u{2}binary",
  ])
  func reportsAnInputItDoesNotKnow(text: String) {
    let table = read(text)
    #expect(table.rules == ["unknown-format"])
    #expect(table.sources.first?.format == .unknown)
  }
}
