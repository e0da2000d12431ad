/* case_read_findings.c - reads the findings of a case: what was asked and examined. */
#include <string.h>

#include "rules/case_internal.h"
#include "rules/facts_internal.h"

/* Below these a count is not normal (the usual limits for giving a next cycle of
 * chemotherapy: neutrophils 1.5, platelets 100 x 10^9/L). */
static const double NORMAL_NEUTROPHILS = 1.5, NORMAL_PLATELETS = 100;

// ---------------------------------------------------------------- findings

static bool read_count(struct case_reader *r, const struct json_at *object,
                       const char *key, double most, double normal, double *out)
{
    struct json_at at;
    if (!json_optional(object, key, JSON_REAL, &at, r->error))
        return false;
    if (!at.value)
        return true;
    if (!json_number(&at, 0, 1e9, out, r->error))
        return false;
    if (*out > most)
        return json_fail(&at, r->error,
                         "no person has %g x 10^9/L of %s; expected at most %g (is it "
                         "counted in cells per microlitre? 1000 of them are 1 x 10^9/L)",
                         *out, key, most);
    if (r->out->findings.blood_counts == BLOOD_UNKNOWN)
        return json_fail(
            &at, r->error,
            "a number of %s, but blood_counts is \"unknown\"; expected one or "
            "the other",
            key);
    if (r->out->findings.blood_counts == BLOOD_NORMAL && *out < normal)
        return json_fail(&at, r->error,
                         "%g is not normal (at least %g x 10^9/L), but blood_counts is "
                         "\"normal\"; expected one or the other",
                         *out, normal);
    return true;
}

static bool read_radius(struct case_reader *r, const struct json_at *item,
                        struct case_lesion *lesion)
{
    struct json_at at;
    if (!json_optional(item, "radius", JSON_REAL, &at, r->error))
        return false;
    if (!at.value)
        return true;
    if (!lesion->has_at)
        return json_fail(&at, r->error,
                         "a radius without a place; expected \"at\" beside it");
    return json_number(&at, case_radius.least, case_radius.most, &lesion->radius,
                       r->error);
}

static bool read_lesions(struct case_reader *r, const struct json_at *findings)
{
    static const char *const KEYS[] = {"region", "side", "kind", "at", "radius", NULL};
    struct case_findings *f = &r->out->findings;
    struct json_at list, item;
    if (!case_read_list(r, findings, "skin_lesions", CASE_LESIONS_MAX, &list,
                        &f->n_lesions))
        return false;
    f->lesions_given = list.value != NULL;
    for (int i = 0; i < f->n_lesions; i++) {
        struct case_lesion *lesion = &f->lesions[i];
        if (!json_element(&list, (size_t)i, JSON_OBJECT, &item, r->error) ||
            !json_keys(&item, KEYS, r->error) ||
            !case_need_word(r, &item, "region", word_regions, &lesion->region) ||
            !case_read_side(r, &item, &lesion->side) ||
            !case_check_side(r, &item, lesion->region, lesion->side) ||
            !case_need_word(r, &item, "kind", word_lesion_kinds, &lesion->kind) ||
            !case_read_place(r, &item, lesion->region, lesion->side, &lesion->has_at,
                             lesion->at) ||
            !read_radius(r, &item, lesion))
            return false;
    }
    return true;
}

// ---------------------------------------------------------------- examined

static bool read_weakness(struct case_reader *r, const struct json_at *findings)
{
    static const char *const KEYS[] = {"movement", "side", "mrc", NULL};
    struct case_findings *f = &r->out->findings;
    struct json_at list, item, mrc;
    double grade;
    if (!case_read_list(r, findings, "weakness", CASE_WEAKNESS_MAX, &list,
                        &f->n_weakness))
        return false;
    f->weakness_given = list.value != NULL;
    for (int i = 0; i < f->n_weakness; i++) {
        struct case_weakness *w = &f->weakness[i];
        if (!json_element(&list, (size_t)i, JSON_OBJECT, &item, r->error) ||
            !json_keys(&item, KEYS, r->error) ||
            !case_need_word(r, &item, "movement", word_movements, &w->movement) ||
            !case_read_limb_side(r, &item, &w->side) ||
            !json_member(&item, "mrc", JSON_INTEGER, &mrc, r->error) ||
            !json_number(&mrc, 0, 5, &grade, r->error))
            return false;
        w->mrc = (int)grade;
        for (int k = 0; k < i; k++)
            if (f->weakness[k].movement == w->movement &&
                facts_sides(f->weakness[k].side) & facts_sides(w->side))
                return json_fail(&item, r->error, "%s is named twice for the same side",
                                 word_movements[w->movement]);
    }
    return true;
}

static bool read_absent(struct case_reader *r, const struct json_at *findings)
{
    static const char *const KEYS[] = {"side", "from", NULL};
    struct case_findings *f = &r->out->findings;
    struct json_at list, item;
    if (!case_read_list(r, findings, "absent", CASE_ABSENT_MAX, &list, &f->n_absent))
        return false;
    f->absent_given = list.value != NULL;
    for (int i = 0; i < f->n_absent; i++)
        if (!json_element(&list, (size_t)i, JSON_OBJECT, &item, r->error) ||
            !json_keys(&item, KEYS, r->error) ||
            !case_need_word(r, &item, "from", word_absent, &f->absent[i].from) ||
            !case_read_limb_side(r, &item, &f->absent[i].side))
            return false;
    return true;
}

/* the member "felt" must be there: a test without a result is none */
static bool read_felt(struct case_reader *r, const struct json_at *item, bool *out)
{
    struct json_at at;
    if (!json_member(item, "felt", JSON_TRUE, &at, r->error))
        return false;
    *out = json_is_true(at.value);
    return true;
}

static bool read_monofilament(struct case_reader *r, const struct json_at *findings)
{
    static const char *const KEYS[] = {"region", "side", "felt", NULL};
    struct case_findings *f = &r->out->findings;
    struct json_at list, item;
    if (!case_read_list(r, findings, "monofilament", CASE_MONOFILAMENT_MAX, &list,
                        &f->n_monofilament))
        return false;
    f->monofilament_given = list.value != NULL;
    for (int i = 0; i < f->n_monofilament; i++) {
        struct case_monofilament *m = &f->monofilament[i];
        if (!json_element(&list, (size_t)i, JSON_OBJECT, &item, r->error) ||
            !json_keys(&item, KEYS, r->error) ||
            !case_need_word(r, &item, "region", word_regions, &m->region) ||
            !case_read_side(r, &item, &m->side) ||
            !case_check_side(r, &item, m->region, m->side) ||
            !read_felt(r, &item, &m->felt))
            return false;
        for (int k = 0; k < i; k++)
            if (f->monofilament[k].region == m->region &&
                facts_sides(f->monofilament[k].side) & facts_sides(m->side))
                return json_fail(&item, r->error,
                                 "the %s is tested twice on the same side",
                                 word_regions[m->region]);
    }
    return true;
}

static bool read_pulses(struct case_reader *r, const struct json_at *findings)
{
    static const char *const KEYS[] = {"pulse", "side", "felt", NULL};
    struct case_findings *f = &r->out->findings;
    struct json_at list, item;
    if (!case_read_list(r, findings, "pulses", CASE_PULSES_MAX, &list, &f->n_pulses))
        return false;
    f->pulses_given = list.value != NULL;
    for (int i = 0; i < f->n_pulses; i++) {
        struct case_pulse *p = &f->pulses[i];
        if (!json_element(&list, (size_t)i, JSON_OBJECT, &item, r->error) ||
            !json_keys(&item, KEYS, r->error) ||
            !case_need_word(r, &item, "pulse", word_pulses, &p->pulse) ||
            !case_read_limb_side(r, &item, &p->side) || !read_felt(r, &item, &p->felt))
            return false;
        for (int k = 0; k < i; k++)
            if (f->pulses[k].pulse == p->pulse &&
                facts_sides(f->pulses[k].side) & facts_sides(p->side))
                return json_fail(&item, r->error, "%s is felt for twice on the same side",
                                 word_pulses[p->pulse]);
    }
    return true;
}

static bool read_reflexes(struct case_reader *r, const struct json_at *findings)
{
    static const char *const KEYS[] = {"reflex", "side", "state", NULL};
    struct case_findings *f = &r->out->findings;
    struct json_at list, item;
    if (!case_read_list(r, findings, "reflexes", CASE_REFLEXES_MAX, &list,
                        &f->n_reflexes))
        return false;
    f->reflexes_given = list.value != NULL;
    for (int i = 0; i < f->n_reflexes; i++) {
        struct case_reflex *x = &f->reflexes[i];
        if (!json_element(&list, (size_t)i, JSON_OBJECT, &item, r->error) ||
            !json_keys(&item, KEYS, r->error) ||
            !case_need_word(r, &item, "reflex", word_reflexes, &x->reflex) ||
            !case_read_limb_side(r, &item, &x->side) ||
            !case_need_word(r, &item, "state", word_reflex_states, &x->state))
            return false;
        for (int k = 0; k < i; k++)
            if (f->reflexes[k].reflex == x->reflex &&
                facts_sides(f->reflexes[k].side) & facts_sides(x->side))
                return json_fail(&item, r->error, "%s is named twice for the same side",
                                 word_reflexes[x->reflex]);
    }
    return true;
}

// ---------------------------------------------------------------- all of them

bool case_read_findings(struct case_reader *r, const struct json_at *root)
{
    static const char *const KEYS[] = {
        "thermal_sense", "blood_counts", "neutrophils", "platelets", "pregnant",
        "lymphoedema",   "skin_lesions", "red_flags",   "weakness",  "onset",
        "absent",        "monofilament", "pulses",      "reflexes"};
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
        !case_read_word(r, &at, "thermal_sense", word_thermal, &f->thermal_sense) ||
        !case_read_word(r, &at, "blood_counts", word_blood, &f->blood_counts) ||
        !read_count(r, &at, "neutrophils", case_neutrophils.most, NORMAL_NEUTROPHILS,
                    &f->neutrophils) ||
        !read_count(r, &at, "platelets", case_platelets.most, NORMAL_PLATELETS,
                    &f->platelets) ||
        !case_read_word(r, &at, "pregnant", word_pregnant, &f->pregnant) ||
        !case_read_bits(r, &at, "lymphoedema", word_limbs, &f->lymphoedema,
                        &f->lymphoedema_given) ||
        !case_read_bits(r, &at, "red_flags", word_red_flags, &f->red_flags,
                        &f->red_flags_given) ||
        !read_lesions(r, &at) ||
        !case_read_word(r, &at, "onset", word_onsets, &f->onset) ||
        !read_weakness(r, &at) || !read_absent(r, &at) || !read_monofilament(r, &at) ||
        !read_pulses(r, &at) || !read_reflexes(r, &at))
        return false;
    for (int i = 0; i < CASE_FLAGS; i++)
        if (!case_read_yes(r, &at, word_flags[i], &f->flags[i]))
            return false;
    return true;
}
