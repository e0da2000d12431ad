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
#include "base/word.h"
#include "catalog/rules.h"
#include "rules/case_internal.h"
#include "rules/facts_internal.h"

enum { LIMIT_BYTES = 16 * 1024 * 1024 };

// ---------------------------------------------------------------- symptoms, marks

static bool check_symptom(struct case_reader *r, const struct json_at *at, int i)
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

/* a word of the contract, or what lies outside it: said so, rather than lost in a list */
static bool need_region(struct case_reader *r, const struct json_at *object, int *out)
{
    struct json_at at;
    if (!json_member(object, "region", JSON_STRING, &at, r->error))
        return false;
    static const char *const OUTSIDE[] = {
        "face",   "head",  "trunk",    "chest", "abdomen", "back",  "eye", "mouth",
        "tongue", "flank", "perineum", "ear",   "breast",  "groin", NULL};
    const char *word = json_string_value(at.value);
    for (int i = 0; OUTSIDE[i]; i++)
        if (strncmp(word, OUTSIDE[i], strlen(OUTSIDE[i])) == 0)
            return json_fail(
                &at, r->error,
                "the region \"%.40s\" is outside the article, which speaks of "
                "limbs, neck and lower back only; face, head and trunk cannot be "
                "planned here",
                word);
    return case_need_word(r, object, "region", word_regions, out);
}

static bool read_symptom(struct case_reader *r, const struct json_at *at, int i)
{
    static const char *const KEYS[] = {"region", "side", "kinds", NULL};
    struct case_symptom *s = &r->out->symptoms[i];
    struct json_at kinds;
    bool given;
    if (!json_keys(at, KEYS, r->error) || !need_region(r, at, &s->region) ||
        !case_read_side(r, at, &s->side) || !case_check_side(r, at, s->region, s->side) ||
        !json_member(at, "kinds", JSON_ARRAY, &kinds, r->error) ||
        !case_read_bits(r, at, "kinds", word_kinds, &s->kinds, &given))
        return false;
    if (!s->kinds)
        return json_fail(&kinds, r->error,
                         "is empty; expected one or more of pain, numbness, abnormal");
    return check_symptom(r, at, i);
}

static bool read_mark(struct case_reader *r, const struct json_at *at, int i)
{
    static const char *const KEYS[] = {"kind", "region", "side", "at", NULL};
    struct case_mark *mark = &r->out->marks[i];
    return json_keys(at, KEYS, r->error) &&
           case_need_word(r, at, "kind", word_mark_kinds, &mark->kind) &&
           need_region(r, at, &mark->region) && case_read_side(r, at, &mark->side) &&
           case_check_side(r, at, mark->region, mark->side) &&
           case_read_place(r, at, mark->region, mark->side, &mark->has_at, mark->at);
}

static bool read_symptoms(struct case_reader *r, const struct json_at *root)
{
    struct json_at list, item;
    if (!json_member(root, "symptoms", JSON_ARRAY, &list, r->error) ||
        !case_read_list(r, root, "symptoms", CASE_SYMPTOMS_MAX, &list,
                        &r->out->n_symptoms))
        return false;
    if (!r->out->n_symptoms)
        return json_fail(&list, r->error, "is empty; expected at least one symptom");
    for (int i = 0; i < r->out->n_symptoms; i++)
        if (!json_element(&list, (size_t)i, JSON_OBJECT, &item, r->error) ||
            !read_symptom(r, &item, i))
            return false;
    if (!case_read_list(r, root, "marks", CASE_MARKS_MAX, &list, &r->out->n_marks))
        return false;
    for (int i = 0; i < r->out->n_marks; i++)
        if (!json_element(&list, (size_t)i, JSON_OBJECT, &item, r->error) ||
            !read_mark(r, &item, i))
            return false;
    return true;
}

// ---------------------------------------------------------------- the clinician's own

/* a number after the prefix of marks, which must have been made */
static bool is_mark_code(struct case_reader *r, const char *code)
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
static bool read_point_side(struct case_reader *r, const struct json_at *object,
                            enum case_side *out)
{
    struct json_at at;
    if (!json_member(object, "side", JSON_STRING, &at, r->error))
        return false;
    if (strcmp(json_string_value(at.value), "M") == 0) {
        *out = CASE_MIDLINE;
        return true;
    }
    return case_read_side(r, object, out);
}

static bool read_code(struct case_reader *r, const struct json_at *object, char *out,
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

static bool read_includes(struct case_reader *r, const struct json_at *root)
{
    static const char *const KEYS[] = {"code", "side", NULL};
    struct json_at list, item;
    if (!case_read_list(r, root, "include", CASE_INCLUDES_MAX, &list,
                        &r->out->n_includes))
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

static bool read_override(struct case_reader *r, const struct json_at *at,
                          struct case_override *out)
{
    static const char *const KEYS[] = {"caution", "code", "side", "reason", NULL};
    struct json_at caution, reason;
    if (!json_keys(at, KEYS, r->error) ||
        !json_member(at, "caution", JSON_STRING, &caution, r->error) ||
        !json_member(at, "reason", JSON_STRING, &reason, r->error) ||
        !read_code(r, at, out->code, &out->side) ||
        !case_read_text(r, at, "reason", out->reason, sizeof out->reason))
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
    if (word_is_blank(out->reason))
        return json_fail(&reason, r->error,
                         "is empty; expected why the removal is lifted");
    return true;
}

static bool read_overrides(struct case_reader *r, const struct json_at *root)
{
    struct json_at list, item;
    if (!case_read_list(r, root, "overrides", CASE_OVERRIDES_MAX, &list,
                        &r->out->n_overrides))
        return false;
    for (int i = 0; i < r->out->n_overrides; i++)
        if (!json_element(&list, (size_t)i, JSON_OBJECT, &item, r->error) ||
            !read_override(r, &item, &r->out->overrides[i]))
            return false;
    return true;
}

static bool read_limit(struct case_reader *r, const struct json_at *object,
                       const char *key, const struct case_range *range, int *out)
{
    struct json_at at;
    double x;
    if (!json_optional(object, key, JSON_INTEGER, &at, r->error))
        return false;
    if (!at.value)
        return true;
    if (!json_number(&at, range->least, range->most, &x, r->error))
        return false;
    *out = (int)x;
    return true;
}

static bool read_limits(struct case_reader *r, const struct json_at *root)
{
    static const char *const KEYS[] = {"per_limb_side", "per_session", NULL};
    struct json_at at;
    if (!json_optional(root, "limits", JSON_OBJECT, &at, r->error))
        return false;
    return !at.value ||
           (json_keys(&at, KEYS, r->error) &&
            read_limit(r, &at, "per_limb_side", &case_per_limb_side,
                       &r->out->per_limb_side) &&
            read_limit(r, &at, "per_session", &case_per_session, &r->out->per_session));
}

// ---------------------------------------------------------------- the case

static bool read_case(struct case_reader *r, const struct json_at *root)
{
    static const char *const KEYS[] = {
        "schema",  "label",     "etiology",   "root_level",  "compression_cause",
        "chronic", "symptoms",  "tenderness", "marks",       "findings",
        "include", "overrides", "limits",     "entrapments", "age",
        "sex",     "height",    "weight",     "drugs",       "cycle",
        NULL};
    struct case_record *c = r->out;
    return json_schema(root, "deqi/case-1", r->error) &&
           json_keys(root, KEYS, r->error) &&
           case_read_text(r, root, "label", c->label, sizeof c->label) &&
           case_read_person(r, root) &&
           case_read_word(r, root, "root_level", word_levels, &c->root_level) &&
           case_read_word(r, root, "compression_cause", word_causes,
                          &c->compression_cause) &&
           case_read_yes(r, root, "chronic", &c->chronic) &&
           case_read_word(r, root, "tenderness", word_tenderness, &c->tenderness) &&
           read_symptoms(r, root) && case_read_findings(r, root) &&
           read_includes(r, root) && read_overrides(r, root) && read_limits(r, root);
}

static bool read_doc(struct json_doc *doc, const struct engine *engine,
                     struct case_record *record, struct error *error)
{
    struct case_reader r = {.engine = engine, .out = record, .error = error};
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
