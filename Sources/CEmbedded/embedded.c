// The knowledge, the sample and the web files, so that the program is one file. A new file of Web/ is added here;
// a test says when one is missing.
#include "CEmbedded.h"

static const unsigned char families_yaml[] = {
#embed "../../Graphs/families.yaml"
};
static const unsigned char aliases_csv[] = {
#embed "../../Graphs/aliases.csv"
};
static const unsigned char claims_yaml[] = {
#embed "../../Graphs/claims.yaml"
};
static const unsigned char noise_yaml[] = {
#embed "../../Graphs/noise.yaml"
};
static const unsigned char reported_yaml[] = {
#embed "../../Graphs/reported.yaml"
};
static const unsigned char licenses_yaml[] = {
#embed "../../Graphs/licenses.yaml"
};
static const unsigned char models_jsonl[] = {
#embed "../../Fixtures/sample/models.jsonl"
};
static const unsigned char factlist_mustache[] = {
#embed "../../Web/factlist.mustache"
};
static const unsigned char families_mustache[] = {
#embed "../../Web/families.mustache"
};
static const unsigned char family_mustache[] = {
#embed "../../Web/family.mustache"
};
static const unsigned char familytable_mustache[] = {
#embed "../../Web/familytable.mustache"
};
static const unsigned char findings_mustache[] = {
#embed "../../Web/findings.mustache"
};
static const unsigned char front_mustache[] = {
#embed "../../Web/front.mustache"
};
static const unsigned char missing_mustache[] = {
#embed "../../Web/missing.mustache"
};
static const unsigned char model_mustache[] = {
#embed "../../Web/model.mustache"
};
static const unsigned char models_mustache[] = {
#embed "../../Web/models.mustache"
};
static const unsigned char page_mustache[] = {
#embed "../../Web/page.mustache"
};
static const unsigned char picture_css[] = {
#embed "../../Web/picture.css"
};
static const unsigned char picture_mustache[] = {
#embed "../../Web/picture.mustache"
};
static const unsigned char reference_mustache[] = {
#embed "../../Web/reference.mustache"
};
static const unsigned char rule_mustache[] = {
#embed "../../Web/rule.mustache"
};
static const unsigned char ruletable_mustache[] = {
#embed "../../Web/ruletable.mustache"
};
static const unsigned char site_css[] = {
#embed "../../Web/site.css"
};
static const unsigned char strings_en_json[] = {
#embed "../../Web/strings.en.json"
};
static const unsigned char tree_mustache[] = {
#embed "../../Web/tree.mustache"
};

static const struct lineage_embedded_file files[] = {
  {"families.yaml", families_yaml, sizeof(families_yaml)},
  {"aliases.csv", aliases_csv, sizeof(aliases_csv)},
  {"claims.yaml", claims_yaml, sizeof(claims_yaml)},
  {"noise.yaml", noise_yaml, sizeof(noise_yaml)},
  {"reported.yaml", reported_yaml, sizeof(reported_yaml)},
  {"licenses.yaml", licenses_yaml, sizeof(licenses_yaml)},
  {"models.jsonl", models_jsonl, sizeof(models_jsonl)},
  {"factlist.mustache", factlist_mustache, sizeof(factlist_mustache)},
  {"families.mustache", families_mustache, sizeof(families_mustache)},
  {"family.mustache", family_mustache, sizeof(family_mustache)},
  {"familytable.mustache", familytable_mustache, sizeof(familytable_mustache)},
  {"findings.mustache", findings_mustache, sizeof(findings_mustache)},
  {"front.mustache", front_mustache, sizeof(front_mustache)},
  {"missing.mustache", missing_mustache, sizeof(missing_mustache)},
  {"model.mustache", model_mustache, sizeof(model_mustache)},
  {"models.mustache", models_mustache, sizeof(models_mustache)},
  {"page.mustache", page_mustache, sizeof(page_mustache)},
  {"picture.css", picture_css, sizeof(picture_css)},
  {"picture.mustache", picture_mustache, sizeof(picture_mustache)},
  {"reference.mustache", reference_mustache, sizeof(reference_mustache)},
  {"rule.mustache", rule_mustache, sizeof(rule_mustache)},
  {"ruletable.mustache", ruletable_mustache, sizeof(ruletable_mustache)},
  {"site.css", site_css, sizeof(site_css)},
  {"strings.en.json", strings_en_json, sizeof(strings_en_json)},
  {"tree.mustache", tree_mustache, sizeof(tree_mustache)},
};

const struct lineage_embedded_file *lineage_embedded_table(void) { return files; }

size_t lineage_embedded_count(void) { return sizeof(files) / sizeof(files[0]); }
