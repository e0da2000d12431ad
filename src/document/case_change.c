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
    {"findings", "edit.findings"},
    {"etiology", "edit.etiology"},
    {"root_level", "edit.etiology"},
    {"compression_cause", "edit.etiology"},
    {"chronic", "edit.etiology"},
    {"limits", "edit.limits"},
    {"label", "edit.label"},
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
    return "edit.findings"; // what the examination finds has keys of its own too
}
