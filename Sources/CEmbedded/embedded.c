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
static const unsigned char about_mustache[] = {
#embed "../../Web/about.mustache"
};
static const unsigned char bar_mustache[] = {
#embed "../../Web/bar.mustache"
};
static const unsigned char bounds_mustache[] = {
#embed "../../Web/bounds.mustache"
};
static const unsigned char chart_css[] = {
#embed "../../Web/chart.css"
};
static const unsigned char chart_mustache[] = {
#embed "../../Web/chart.mustache"
};
static const unsigned char chip_mustache[] = {
#embed "../../Web/chip.mustache"
};
static const unsigned char claim_mustache[] = {
#embed "../../Web/claim.mustache"
};
static const unsigned char claims_mustache[] = {
#embed "../../Web/claims.mustache"
};
static const unsigned char cycle_mustache[] = {
#embed "../../Web/cycle.mustache"
};
static const unsigned char derivatives_mustache[] = {
#embed "../../Web/derivatives.mustache"
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
static const unsigned char license_mustache[] = {
#embed "../../Web/license.mustache"
};
static const unsigned char licensepath_mustache[] = {
#embed "../../Web/licensepath.mustache"
};
static const unsigned char licenses_mustache[] = {
#embed "../../Web/licenses.mustache"
};
static const unsigned char lost_mustache[] = {
#embed "../../Web/lost.mustache"
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
static const unsigned char owner_mustache[] = {
#embed "../../Web/owner.mustache"
};
static const unsigned char page_mustache[] = {
#embed "../../Web/page.mustache"
};
static const unsigned char panels_mustache[] = {
#embed "../../Web/panels.mustache"
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
static const unsigned char search_mustache[] = {
#embed "../../Web/search.mustache"
};
static const unsigned char sensitivity_mustache[] = {
#embed "../../Web/sensitivity.mustache"
};
static const unsigned char shares_mustache[] = {
#embed "../../Web/shares.mustache"
};
static const unsigned char sharetable_mustache[] = {
#embed "../../Web/sharetable.mustache"
};
static const unsigned char site_css[] = {
#embed "../../Web/site.css"
};
static const unsigned char site_js[] = {
#embed "../../Web/site.js"
};
static const unsigned char strings_en_json[] = {
#embed "../../Web/strings.en.json"
};
static const unsigned char strings_ko_json[] = {
#embed "../../Web/strings.ko.json"
};
static const unsigned char strip_mustache[] = {
#embed "../../Web/strip.mustache"
};
static const unsigned char trail_mustache[] = {
#embed "../../Web/trail.mustache"
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
  {"about.mustache", about_mustache, sizeof(about_mustache)},
  {"bar.mustache", bar_mustache, sizeof(bar_mustache)},
  {"bounds.mustache", bounds_mustache, sizeof(bounds_mustache)},
  {"chart.css", chart_css, sizeof(chart_css)},
  {"chart.mustache", chart_mustache, sizeof(chart_mustache)},
  {"chip.mustache", chip_mustache, sizeof(chip_mustache)},
  {"claim.mustache", claim_mustache, sizeof(claim_mustache)},
  {"claims.mustache", claims_mustache, sizeof(claims_mustache)},
  {"cycle.mustache", cycle_mustache, sizeof(cycle_mustache)},
  {"derivatives.mustache", derivatives_mustache, sizeof(derivatives_mustache)},
  {"factlist.mustache", factlist_mustache, sizeof(factlist_mustache)},
  {"families.mustache", families_mustache, sizeof(families_mustache)},
  {"family.mustache", family_mustache, sizeof(family_mustache)},
  {"familytable.mustache", familytable_mustache, sizeof(familytable_mustache)},
  {"findings.mustache", findings_mustache, sizeof(findings_mustache)},
  {"front.mustache", front_mustache, sizeof(front_mustache)},
  {"license.mustache", license_mustache, sizeof(license_mustache)},
  {"licensepath.mustache", licensepath_mustache, sizeof(licensepath_mustache)},
  {"licenses.mustache", licenses_mustache, sizeof(licenses_mustache)},
  {"lost.mustache", lost_mustache, sizeof(lost_mustache)},
  {"missing.mustache", missing_mustache, sizeof(missing_mustache)},
  {"model.mustache", model_mustache, sizeof(model_mustache)},
  {"models.mustache", models_mustache, sizeof(models_mustache)},
  {"owner.mustache", owner_mustache, sizeof(owner_mustache)},
  {"page.mustache", page_mustache, sizeof(page_mustache)},
  {"panels.mustache", panels_mustache, sizeof(panels_mustache)},
  {"picture.css", picture_css, sizeof(picture_css)},
  {"picture.mustache", picture_mustache, sizeof(picture_mustache)},
  {"reference.mustache", reference_mustache, sizeof(reference_mustache)},
  {"rule.mustache", rule_mustache, sizeof(rule_mustache)},
  {"ruletable.mustache", ruletable_mustache, sizeof(ruletable_mustache)},
  {"search.mustache", search_mustache, sizeof(search_mustache)},
  {"sensitivity.mustache", sensitivity_mustache, sizeof(sensitivity_mustache)},
  {"shares.mustache", shares_mustache, sizeof(shares_mustache)},
  {"sharetable.mustache", sharetable_mustache, sizeof(sharetable_mustache)},
  {"site.css", site_css, sizeof(site_css)},
  {"site.js", site_js, sizeof(site_js)},
  {"strings.en.json", strings_en_json, sizeof(strings_en_json)},
  {"strings.ko.json", strings_ko_json, sizeof(strings_ko_json)},
  {"strip.mustache", strip_mustache, sizeof(strip_mustache)},
  {"trail.mustache", trail_mustache, sizeof(trail_mustache)},
  {"tree.mustache", tree_mustache, sizeof(tree_mustache)},
};

const struct lineage_embedded_file *lineage_embedded_table(void) { return files; }

size_t lineage_embedded_count(void) { return sizeof(files) / sizeof(files[0]); }
