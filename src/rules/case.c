/* case.c - reads "deqi/case-1". Whatever is not understood is refused where it stands.
 *
 * Beyond single values, refused are: a region and side that symptoms name twice (kinds
 * are listed together instead); a midline on a limb; a mark whose place lies on the other
 * side of the body; blood counts said to be normal beside numbers that are not, or
 * unknown beside numbers; a point of the midline asked for on a side, and the reverse.
 */
#include "rules/case.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "base/json.h"
#include "catalog/rules.h"
#include "rules/engine.h"
#include "rules/facts.h"

/* Below these a count is not normal (the usual limits for giving a next cycle of
 * chemotherapy: neutrophils 1.5, platelets 100 x 10^9/L). */
static const double NORMAL_NEUTROPHILS = 1.5, NORMAL_PLATELETS = 100;

enum { LIMIT_BYTES = 16 * 1024 * 1024 };

struct reader {
    const struct engine *engine; /* may be NULL */
    struct case_record *out;
    struct error *error;
};

void case_init(struct case_record *record)
{
    *record = (struct case_record){.etiology = WORD_ETIOLOGIES - 1,
                                   .root_level = -1,
                                   .compression_cause = -1,
                                   .tenderness = -1};
    record->findings.thermal_sense = -1;
    record->findings.blood_counts = -1;
    record->findings.pregnant = -1;
    record->findings.neutrophils = record->findings.platelets = -1;
}

// ---------------------------------------------------------------- small readers

static bool read_word(struct reader *r, const struct json_at *object, const char *key,
                      const char *const *words, int *out)
{
    struct json_at at;
    if (!json_optional(object, key, JSON_STRING, &at, r->error))
        return false;
    return !at.value || json_choice(&at, words, out, r->error);
}

static bool need_word(struct reader *r, const struct json_at *object, const char *key,
                      const char *const *words, int *out)
{
    struct json_at at;
    return json_member(object, key, JSON_STRING, &at, r->error) &&
           json_choice(&at, words, out, r->error);
}

static bool read_side(struct reader *r, const struct json_at *object, enum case_side *out)
{
    int side;
    if (!need_word(r, object, "side", word_sides, &side))
        return false;
    *out = (enum case_side)side;
    return true;
}

static bool read_text(struct reader *r, const struct json_at *object, const char *key,
                      char *out, size_t size)
{
    struct json_at at;
    if (!json_optional(object, key, JSON_STRING, &at, r->error))
        return false;
    if (!at.value)
        return true;
    size_t n = json_string_length(at.value);
    if (n >= size)
        return json_fail(&at, r->error, "\"%s\" has %zu bytes; expected at most %zu", key,
                         n, size - 1);
    memcpy(out, json_string_value(at.value), n + 1);
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)out[i] < 0x20 || out[i] == 0x7F)
            return json_fail(
                &at, r->error,
                "\"%s\" holds a control character; expected one line of text", key);
    return true;
}

static bool read_yes(struct reader *r, const struct json_at *object, const char *key,
                     enum case_yes *out)
{
    struct json_at at;
    if (!json_optional(object, key, JSON_TRUE, &at, r->error))
        return false;
    if (at.value)
        *out = json_is_true(at.value) ? CASE_YES : CASE_NO;
    return true;
}

/* a list of words as bits; *given tells that it is there */
static bool read_bits(struct reader *r, const struct json_at *object, const char *key,
                      const char *const *words, unsigned *out, bool *given)
{
    struct json_at list, item;
    if (!json_optional(object, key, JSON_ARRAY, &list, r->error))
        return false;
    *given = list.value != NULL;
    for (size_t i = 0; list.value && i < json_array_size(list.value); i++) {
        int word;
        if (!json_element(&list, i, JSON_STRING, &item, r->error) ||
            !json_choice(&item, words, &word, r->error))
            return false;
        if (*out >> word & 1)
            return json_fail(&item, r->error, "\"%s\" stands in \"%s\" twice",
                             words[word], key);
        *out |= 1u << word;
    }
    return true;
}

/* a member that is a list of objects, of at most `most` */
static bool read_list(struct reader *r, const struct json_at *object, const char *key,
                      int most, struct json_at *list, int *n)
{
    *n = 0;
    if (!json_optional(object, key, JSON_ARRAY, list, r->error))
        return false;
    if (!list->value)
        return true;
    size_t count = json_array_size(list->value);
    if (count > (size_t)most)
        return json_fail(list, r->error, "\"%s\" has %zu entries; expected at most %d",
                         key, count, most);
    *n = (int)count;
    return true;
}

/* a limb has two sides and no midline */
static bool check_side(struct reader *r, const struct json_at *object, int region,
                       enum case_side side)
{
    const char *name = word_regions[region];
    bool trunk = strcmp(name, "neck") == 0 || strcmp(name, "lumbosacral") == 0;
    if (side != CASE_MIDLINE || trunk)
        return true;
    struct json_at at;
    return json_member(object, "side", JSON_STRING, &at, r->error) &&
           json_fail(&at, r->error, "the region %s has no midline; expected L, R or both",
                     name);
}

// ---------------------------------------------------------------- symptoms, marks

static bool check_symptom(struct reader *r, const struct json_at *at, int i)
{
    const struct case_symptom *s = &r->out->symptoms[i];
    for (int k = 0; k < i; k++) {
        const struct case_symptom *other = &r->out->symptoms[k];
        if (other->region == s->region && facts_sides(other->side) & facts_sides(s->side))
            return json_fail(
                at, r->error,
                "the %s is named twice for the same side (first as symptom "
                "%d); expected each region and side once, its kinds together",
                word_regions[s->region], k + 1);
    }
    return true;
}

static bool read_symptom(struct reader *r, const struct json_at *at, int i)
{
    static const char *const KEYS[] = {"region", "side", "kinds", NULL};
    struct case_symptom *s = &r->out->symptoms[i];
    struct json_at kinds;
    bool given;
    if (!json_keys(at, KEYS, r->error) ||
        !need_word(r, at, "region", word_regions, &s->region) ||
        !read_side(r, at, &s->side) || !check_side(r, at, s->region, s->side) ||
        !json_member(at, "kinds", JSON_ARRAY, &kinds, r->error) ||
        !read_bits(r, at, "kinds", word_kinds, &s->kinds, &given))
        return false;
    if (!s->kinds)
        return json_fail(&kinds, r->error,
                         "is empty; expected one or more of pain, numbness, abnormal");
    return check_symptom(r, at, i);
}

static bool read_place(struct reader *r, const struct json_at *at, struct case_mark *mark)
{
    struct json_at list, item;
    if (!json_optional(at, "at", JSON_ARRAY, &list, r->error))
        return false;
    if (!list.value)
        return true;
    if (json_array_size(list.value) != 3)
        return json_fail(&list, r->error,
                         "has %zu numbers; expected x, y and z in metres",
                         json_array_size(list.value));
    for (size_t i = 0; i < 3; i++)
        if (!json_element(&list, i, JSON_REAL, &item, r->error) ||
            !json_number(&item, -3, 3, &mark->at[i], r->error))
            return false;
    mark->has_at = true;
    // +x is the subject's left; a little over the midline is no contradiction
    double x = mark->at[0];
    if (mark->side == CASE_BOTH)
        return json_fail(
            &list, r->error,
            "names one place for a mark on both sides; expected side L or R");
    if ((mark->side == CASE_L && x < -0.01) || (mark->side == CASE_R && x > 0.01) ||
        (mark->side == CASE_MIDLINE && fabs(x) > 0.03))
        return json_fail(
            &list, r->error,
            "lies on the other side of the body than \"side\" says (+x is the "
            "subject's left)");
    return true;
}

static bool read_mark(struct reader *r, const struct json_at *at, int i)
{
    static const char *const KEYS[] = {"kind", "region", "side", "at", NULL};
    struct case_mark *mark = &r->out->marks[i];
    return json_keys(at, KEYS, r->error) &&
           need_word(r, at, "kind", word_mark_kinds, &mark->kind) &&
           need_word(r, at, "region", word_regions, &mark->region) &&
           read_side(r, at, &mark->side) && check_side(r, at, mark->region, mark->side) &&
           read_place(r, at, mark);
}

static bool read_symptoms(struct reader *r, const struct json_at *root)
{
    struct json_at list, item;
    if (!json_member(root, "symptoms", JSON_ARRAY, &list, r->error) ||
        !read_list(r, root, "symptoms", CASE_SYMPTOMS_MAX, &list, &r->out->n_symptoms))
        return false;
    if (!r->out->n_symptoms)
        return json_fail(&list, r->error, "is empty; expected at least one symptom");
    for (int i = 0; i < r->out->n_symptoms; i++)
        if (!json_element(&list, (size_t)i, JSON_OBJECT, &item, r->error) ||
            !read_symptom(r, &item, i))
            return false;
    if (!read_list(r, root, "marks", CASE_MARKS_MAX, &list, &r->out->n_marks))
        return false;
    for (int i = 0; i < r->out->n_marks; i++)
        if (!json_element(&list, (size_t)i, JSON_OBJECT, &item, r->error) ||
            !read_mark(r, &item, i))
            return false;
    return true;
}

// ---------------------------------------------------------------- findings

static bool read_count(struct reader *r, const struct json_at *object, const char *key,
                       double most, double normal, double *out)
{
    struct json_at at;
    if (!json_optional(object, key, JSON_REAL, &at, r->error))
        return false;
    if (!at.value)
        return true;
    if (!json_number(&at, 0, most, out, r->error))
        return false;
    if (r->out->findings.blood_counts == 1)
        return json_fail(
            &at, r->error,
            "a number of %s, but blood_counts is \"unknown\"; expected one or "
            "the other",
            key);
    if (r->out->findings.blood_counts == 0 && *out < normal)
        return json_fail(&at, r->error,
                         "%g is not normal (at least %g x 10^9/L), but blood_counts is "
                         "\"normal\"; expected one or the other",
                         *out, normal);
    return true;
}

static bool read_lesions(struct reader *r, const struct json_at *findings)
{
    static const char *const KEYS[] = {"region", "side", "kind", NULL};
    struct case_findings *f = &r->out->findings;
    struct json_at list, item;
    if (!read_list(r, findings, "skin_lesions", CASE_LESIONS_MAX, &list, &f->n_lesions))
        return false;
    f->lesions_given = list.value != NULL;
    for (int i = 0; i < f->n_lesions; i++) {
        struct case_lesion *lesion = &f->lesions[i];
        if (!json_element(&list, (size_t)i, JSON_OBJECT, &item, r->error) ||
            !json_keys(&item, KEYS, r->error) ||
            !need_word(r, &item, "region", word_regions, &lesion->region) ||
            !read_side(r, &item, &lesion->side) ||
            !check_side(r, &item, lesion->region, lesion->side) ||
            !need_word(r, &item, "kind", word_lesion_kinds, &lesion->kind))
            return false;
    }
    return true;
}

static bool read_findings(struct reader *r, const struct json_at *root)
{
    static const char *const KEYS[] = {"thermal_sense", "blood_counts", "neutrophils",
                                       "platelets",     "pregnant",     "lymphoedema",
                                       "skin_lesions",  "red_flags"};
    enum { N_KEYS = sizeof KEYS / sizeof *KEYS };
    // those and the flags; the list ends with NULL
    const char *keys[N_KEYS + CASE_FLAGS + 1] = {NULL};
    memcpy(keys, KEYS, sizeof KEYS);
    memcpy(keys + N_KEYS, word_flags, CASE_FLAGS * sizeof *keys);
    struct case_findings *f = &r->out->findings;
    struct json_at at;
    if (!json_optional(root, "findings", JSON_OBJECT, &at, r->error))
        return false;
    if (!at.value)
        return true;
    if (!json_keys(&at, keys, r->error) ||
        !read_word(r, &at, "thermal_sense", word_thermal, &f->thermal_sense) ||
        !read_word(r, &at, "blood_counts", word_blood, &f->blood_counts) ||
        !read_count(r, &at, "neutrophils", 500, NORMAL_NEUTROPHILS, &f->neutrophils) ||
        !read_count(r, &at, "platelets", 5000, NORMAL_PLATELETS, &f->platelets) ||
        !read_word(r, &at, "pregnant", word_pregnant, &f->pregnant) ||
        !read_bits(r, &at, "lymphoedema", word_limbs, &f->lymphoedema,
                   &f->lymphoedema_given) ||
        !read_bits(r, &at, "red_flags", word_red_flags, &f->red_flags,
                   &f->red_flags_given) ||
        !read_lesions(r, &at))
        return false;
    for (int i = 0; i < CASE_FLAGS; i++)
        if (!read_yes(r, &at, word_flags[i], &f->flags[i]))
            return false;
    return true;
}

// ---------------------------------------------------------------- the clinician's own

/* a number after the prefix of marks, which must have been made */
static bool is_mark_code(struct reader *r, const char *code)
{
    const char *prefix = engine_rules(r->engine)->mark_prefix;
    size_t n = strlen(prefix);
    if (strncmp(code, prefix, n) != 0 || !isdigit((unsigned char)code[n]))
        return false;
    for (int i = 0; i < r->out->n_marks; i++) {
        char known[CASE_CODE_SIZE + 16];
        snprintf(known, sizeof known, "%s%d", prefix, i + 1);
        if (strcmp(known, code) == 0)
            return true;
    }
    return false;
}

/* "M", as a plan prints it, is taken for "midline" */
static bool read_point_side(struct reader *r, const struct json_at *object,
                            enum case_side *out)
{
    struct json_at at;
    if (!json_member(object, "side", JSON_STRING, &at, r->error))
        return false;
    if (strcmp(json_string_value(at.value), "M") == 0) {
        *out = CASE_MIDLINE;
        return true;
    }
    return read_side(r, object, out);
}

static bool read_code(struct reader *r, const struct json_at *object, char *out,
                      enum case_side *side)
{
    struct json_at code, at;
    if (!json_member(object, "code", JSON_STRING, &code, r->error) ||
        !read_point_side(r, object, side))
        return false;
    const char *s = json_string_value(code.value);
    const struct rule_point *p = r->engine ? engine_point(r->engine, s) : NULL;
    bool known = !r->engine || p || is_mark_code(r, s);
    if (!*s || strlen(s) >= CASE_CODE_SIZE || !known)
        return json_fail(&code, r->error,
                         "\"%.40s\" is not the code of a point; `deqi points` lists "
                         "them (several needles under one name are one code)",
                         s);
    snprintf(out, CASE_CODE_SIZE, "%s", s);
    if (p && p->midline != (*side == CASE_MIDLINE))
        return json_member(object, "side", JSON_STRING, &at, r->error) &&
               json_fail(&at, r->error, "%s %s", s,
                         p->midline ? "lies in the midline; expected side \"midline\""
                                    : "is no midline point; expected L, R or both");
    return true;
}

static bool read_includes(struct reader *r, const struct json_at *root)
{
    static const char *const KEYS[] = {"code", "side", NULL};
    struct json_at list, item;
    if (!read_list(r, root, "include", CASE_INCLUDES_MAX, &list, &r->out->n_includes))
        return false;
    for (int i = 0; i < r->out->n_includes; i++) {
        struct case_include *in = &r->out->includes[i];
        if (!json_element(&list, (size_t)i, JSON_OBJECT, &item, r->error) ||
            !json_keys(&item, KEYS, r->error) ||
            !read_code(r, &item, in->code, &in->side))
            return false;
        if (r->engine && !engine_point(r->engine, in->code))
            return json_fail(&item, r->error,
                             "%s is a mark; expected a point of the catalogue", in->code);
        for (int k = 0; k < i; k++)
            if (strcmp(r->out->includes[k].code, in->code) == 0 &&
                facts_sides(r->out->includes[k].side) & facts_sides(in->side))
                return json_fail(&item, r->error,
                                 "%s is included twice for the same side", in->code);
    }
    return true;
}

static bool read_override(struct reader *r, const struct json_at *at,
                          struct case_override *out)
{
    static const char *const KEYS[] = {"caution", "code", "side", "reason", NULL};
    struct json_at caution, reason;
    if (!json_keys(at, KEYS, r->error) ||
        !json_member(at, "caution", JSON_STRING, &caution, r->error) ||
        !json_member(at, "reason", JSON_STRING, &reason, r->error) ||
        !read_code(r, at, out->code, &out->side) ||
        !read_text(r, at, "reason", out->reason, sizeof out->reason))
        return false;
    const char *id = json_string_value(caution.value);
    if (strlen(id) >= sizeof out->caution ||
        (r->engine && !engine_has_caution(r->engine, id)))
        return json_fail(
            &caution, r->error,
            "\"%.60s\" is not the id of a caution; expected one such as those "
            "that `deqi plan` prints",
            id);
    snprintf(out->caution, sizeof out->caution, "%s", id);
    if (!out->reason[strspn(out->reason, " ")])
        return json_fail(&reason, r->error,
                         "is empty; expected why the removal is lifted");
    return true;
}

static bool read_overrides(struct reader *r, const struct json_at *root)
{
    struct json_at list, item;
    if (!read_list(r, root, "overrides", CASE_OVERRIDES_MAX, &list, &r->out->n_overrides))
        return false;
    for (int i = 0; i < r->out->n_overrides; i++)
        if (!json_element(&list, (size_t)i, JSON_OBJECT, &item, r->error) ||
            !read_override(r, &item, &r->out->overrides[i]))
            return false;
    return true;
}

static bool read_limit(struct reader *r, const struct json_at *object, const char *key,
                       int most, int *out)
{
    struct json_at at;
    double x;
    if (!json_optional(object, key, JSON_INTEGER, &at, r->error))
        return false;
    if (!at.value)
        return true;
    if (!json_number(&at, 1, most, &x, r->error))
        return false;
    *out = (int)x;
    return true;
}

static bool read_limits(struct reader *r, const struct json_at *root)
{
    static const char *const KEYS[] = {"per_limb_side", "per_session", NULL};
    struct json_at at;
    if (!json_optional(root, "limits", JSON_OBJECT, &at, r->error))
        return false;
    return !at.value ||
           (json_keys(&at, KEYS, r->error) &&
            read_limit(r, &at, "per_limb_side", 40, &r->out->per_limb_side) &&
            read_limit(r, &at, "per_session", 100, &r->out->per_session));
}

// ---------------------------------------------------------------- the case

static bool read_case(struct reader *r, const struct json_at *root)
{
    static const char *const KEYS[] = {
        "schema",  "label",     "etiology",   "root_level", "compression_cause",
        "chronic", "symptoms",  "tenderness", "marks",      "findings",
        "include", "overrides", "limits",     NULL};
    struct case_record *c = r->out;
    return json_schema(root, "deqi/case-1", r->error) &&
           json_keys(root, KEYS, r->error) &&
           read_text(r, root, "label", c->label, sizeof c->label) &&
           need_word(r, root, "etiology", word_etiologies, &c->etiology) &&
           read_word(r, root, "root_level", word_levels, &c->root_level) &&
           read_word(r, root, "compression_cause", word_causes, &c->compression_cause) &&
           read_yes(r, root, "chronic", &c->chronic) &&
           read_word(r, root, "tenderness", word_tenderness, &c->tenderness) &&
           read_symptoms(r, root) && read_findings(r, root) && read_includes(r, root) &&
           read_overrides(r, root) && read_limits(r, root);
}

static bool read_doc(struct json_doc *doc, const struct engine *engine,
                     struct case_record *record, struct error *error)
{
    struct reader r = {.engine = engine, .out = record, .error = error};
    struct json_at root = json_doc_root(doc);
    case_init(record);
    bool ok = read_case(&r, &root);
    json_doc_close(doc);
    return ok;
}

bool case_load(const char *path, const struct engine *engine, struct case_record *record,
               struct error *error)
{
    struct json_doc doc;
    return json_doc_load(&doc, path, LIMIT_BYTES, error) &&
           read_doc(&doc, engine, record, error);
}

bool case_parse(const char *name, const char *text, size_t size,
                const struct engine *engine, struct case_record *record,
                struct error *error)
{
    struct json_doc doc;
    return json_doc_parse(&doc, name, text, size, error) &&
           read_doc(&doc, engine, record, error);
}
