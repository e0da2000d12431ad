#include "document/case_change.h"

#include <stddef.h>

/* what weighs most comes first */
static const struct {
    const char *key, *text;
} PARTS[] = {
    {"symptoms", "edit.symptoms"},
    {"marks", "edit.marks"},
    {"tenderness", "edit.marks"},
    {"include", "edit.points"},
    {"overrides", "edit.overrides"},
    {"entrapments", "edit.entrapments"},
    {"drugs", "edit.drugs"},
    {"cycle", "edit.drugs"},
    {"age", "edit.person"},
    {"sex", "edit.person"},
    {"height", "edit.person"},
    {"weight", "edit.person"},
    {"etiology", "edit.etiology"},
    {"root_level", "edit.etiology"},
    {"compression_cause", "edit.etiology"},
    {"chronic", "edit.etiology"},
    {"limits", "edit.limits"},
    {"label", "edit.label"},
};

/* of the findings; others go by the name of all */
static const struct {
    const char *key, *text;
} FINDINGS[] = {
    {"red_flags", "edit.red_flags"}, {"skin_lesions", "edit.lesions"},
    {"weakness", "edit.weakness"},   {"onset", "edit.onset"},
    {"absent", "edit.absent"},       {"monofilament", "edit.monofilament"},
    {"pulses", "edit.pulses"},       {"reflexes", "edit.reflexes"},
    {"pregnant", "edit.pregnant"},   {"thermal_sense", "edit.thermal"},
    {"lymphoedema", "edit.lymph"},   {"neutrophils", "edit.blood"},
    {"platelets", "edit.blood"},     {"blood_counts", "edit.blood"},
};

static int same(const json_t *a, const json_t *b)
{
    return a == b || (a && b && json_equal(a, b));
}

const char *case_change(const json_t *before, const json_t *after)
{
    if (json_equal(before, after))
        return NULL;
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++)
        if (!same(json_object_get(before, PARTS[i].key),
                  json_object_get(after, PARTS[i].key)))
            return PARTS[i].text;
    before = json_object_get(before, "findings");
    after = json_object_get(after, "findings");
    for (size_t i = 0; i < sizeof FINDINGS / sizeof *FINDINGS; i++)
        if (!same(json_object_get(before, FINDINGS[i].key),
                  json_object_get(after, FINDINGS[i].key)))
            return FINDINGS[i].text;
    return "edit.findings"; // what the examination finds has keys of its own too
}
