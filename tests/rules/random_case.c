#include "random_case.h"

#include <stdio.h>
#include <string.h>

#include "catalog/rules_words.h"
#include "rules/facts_internal.h"

int random_below(struct random *random, int n)
{
    // xorshift64*: plain, and the same everywhere
    uint64_t x = random->state;
    x ^= x >> 12;
    x ^= x << 25;
    x ^= x >> 27;
    random->state = x;
    return (int)((x * UINT64_C(2685821657736338717) >> 33) % (uint64_t)n);
}

static bool one_in(struct random *random, int n)
{
    return random_below(random, n) == 0;
}

static bool on_trunk(int region)
{
    return strcmp(word_regions[region], "neck") == 0 ||
           strcmp(word_regions[region], "lumbosacral") == 0;
}

static enum case_side some_side(struct random *random, int region)
{
    return (enum case_side)random_below(random, on_trunk(region) ? 4 : 3);
}

static void some_symptoms(struct random *random, struct case_record *out)
{
    int n = 1 + random_below(random, one_in(random, 8) ? 12 : 3);
    for (int i = 0; i < n; i++) {
        struct case_symptom s = {.region = random_below(random, WORD_REGIONS),
                                 .kinds = 1 + (unsigned)random_below(random, 7)};
        s.side = some_side(random, s.region);
        bool twice = false;
        for (int k = 0; k < out->n_symptoms; k++)
            twice = twice || (out->symptoms[k].region == s.region &&
                              facts_sides(out->symptoms[k].side) & facts_sides(s.side));
        if (!twice)
            out->symptoms[out->n_symptoms++] = s;
    }
}

/* one of a few places of a limb, so that a mark and a lesion often meet */
static void some_place(struct random *random, enum case_side side, bool has_at,
                       double at[3])
{
    for (int i = 0; i < 3 && has_at; i++)
        at[i] = 0.1 + 0.1 * random_below(random, 2);
    if (side == CASE_R)
        at[0] = -at[0];
}

static void some_marks(struct random *random, struct case_record *out)
{
    int n = one_in(random, 3) ? 1 + random_below(random, one_in(random, 10) ? 12 : 3) : 0;
    for (int i = 0; i < n; i++) {
        struct case_mark *m = &out->marks[out->n_marks++];
        m->kind = random_below(random, 2);
        m->region = random_below(random, WORD_REGIONS);
        m->side = some_side(random, m->region);
        m->has_at = m->side < CASE_BOTH && one_in(random, 3);
        some_place(random, m->side, m->has_at, m->at);
    }
}

static void add_lesion(struct random *random, struct case_findings *f)
{
    struct case_lesion *l = &f->lesions[f->n_lesions++];
    f->lesions_given = true;
    l->kind = random_below(random, WORD_LESION_KINDS);
    l->region = random_below(random, WORD_REGIONS);
    l->side = some_side(random, l->region);
    l->has_at = l->side < CASE_BOTH && one_in(random, 3);
    some_place(random, l->side, l->has_at, l->at);
    if (l->has_at && one_in(random, 3))
        l->radius = (1 + random_below(random, 60)) * 0.005;
}

static void some_findings(struct random *random, struct case_findings *f)
{
    f->thermal_sense = random_below(random, 4) - 1;
    f->pregnant = random_below(random, 8) - 1;
    if (f->pregnant > 3)
        f->pregnant = 0;
    if (one_in(random, 4))
        f->neutrophils = random_below(random, 40) / 10.0;
    if (one_in(random, 4))
        f->platelets = random_below(random, 200);
    if (f->neutrophils < 0 && f->platelets < 0)
        f->blood_counts = random_below(random, 3) - 1;
    f->red_flags_given = one_in(random, 2);
    if (one_in(random, 20)) {
        f->red_flags_given = true;
        f->red_flags = 1u << random_below(random, WORD_RED_FLAGS);
    }
    f->lymphoedema_given = one_in(random, 3);
    if (f->lymphoedema_given && one_in(random, 3))
        f->lymphoedema = (unsigned)random_below(random, 16);
    f->lesions_given = one_in(random, 3);
    for (int n = f->lesions_given ? random_below(random, 3) : 0; n > 0; n--)
        add_lesion(random, f);
    for (int i = 0; i < CASE_FLAGS; i++)
        f->flags[i] = one_in(random, 8)   ? CASE_YES
                      : one_in(random, 2) ? CASE_NO
                                          : CASE_UNKNOWN;
}

static void some_tests(struct random *random, struct case_findings *f)
{
    f->onset = random_below(random, 6) - 1;
    f->weakness_given = one_in(random, 4);
    for (int n = f->weakness_given ? random_below(random, 3) : 0; n > 0; n--) {
        struct case_weakness w = {.movement = random_below(random, WORD_MOVEMENTS),
                                  .side = (enum case_side)random_below(random, 3),
                                  .mrc = random_below(random, 6)};
        if (!f->n_weakness || f->weakness[0].movement != w.movement)
            f->weakness[f->n_weakness++] = w;
    }
    f->absent_given = one_in(random, 8);
    for (int n = f->absent_given ? random_below(random, 3) : 0; n > 0; n--)
        f->absent[f->n_absent++] =
            (struct case_absent){.side = (enum case_side)random_below(random, 3),
                                 .from = random_below(random, WORD_ABSENT)};
    f->monofilament_given = one_in(random, 5);
    if (f->monofilament_given && one_in(random, 2)) {
        struct case_monofilament *m = &f->monofilament[f->n_monofilament++];
        m->region = random_below(random, WORD_REGIONS);
        m->side = some_side(random, m->region);
        m->felt = one_in(random, 2);
    }
    f->pulses_given = one_in(random, 5);
    if (f->pulses_given && one_in(random, 2))
        f->pulses[f->n_pulses++] =
            (struct case_pulse){.pulse = random_below(random, 2),
                                .side = (enum case_side)random_below(random, 3),
                                .felt = one_in(random, 2)};
}

static void some_reflexes(struct random *random, struct case_findings *f)
{
    f->reflexes_given = one_in(random, 6);
    for (int n = f->reflexes_given ? random_below(random, 3) : 0; n > 0; n--) {
        struct case_reflex x = {.reflex = random_below(random, WORD_REFLEXES),
                                .side = (enum case_side)random_below(random, 3),
                                .state = random_below(random, REFLEX_STATES)};
        if (!f->n_reflexes || f->reflexes[0].reflex != x.reflex)
            f->reflexes[f->n_reflexes++] = x;
    }
}

static void some_person(struct random *random, struct case_record *out)
{
    static const char *const DRUGS[] = {"warfarin", "oxaliplatin", "fentanyl", "aspirin"};
    out->sex = random_below(random, 3) - 1;
    if (one_in(random, 3))
        out->age = random_below(random, 100);
    if (one_in(random, 4)) {
        out->height = 1.4 + random_below(random, 60) / 100.0;
        out->weight = 40 + random_below(random, 60);
    }
    for (int i = 0; one_in(random, 6) && i < 2; i++)
        out->further_causes |= UINT32_C(1) << random_below(random, WORD_ETIOLOGIES);
    out->further_causes &=
        ~(UINT32_C(1) << out->etiology | UINT32_C(1) << ETIOLOGY_UNSPECIFIED);
    if (out->etiology == ETIOLOGY_UNSPECIFIED)
        out->further_causes = 0;
    if (one_in(random, 8)) {
        out->entrapments_given = true;
        out->entrapments[out->n_entrapments++] =
            (struct case_entrapment){.nerve = random_below(random, WORD_NERVES),
                                     .side = (enum case_side)random_below(random, 3)};
    }
    if (one_in(random, 8))
        snprintf(out->drugs[out->n_drugs++], CASE_DRUG_SIZE, "%s",
                 DRUGS[random_below(random, 4)]);
}

static void some_additions(struct random *random, struct case_record *out)
{
    static const struct {
        const char *code;
        bool midline;
    } POINTS[] = {{"KI1", false},     {"GB21", false},    {"LR2", false},
                  {"EX-LE10", false}, {"EX-UE9", false},  {"GV14", true},
                  {"GV3", true},      {"LI4", false},     {"EX-B2.T3", false},
                  {"BL32", false},    {"LU1", false},     {"CV4", true},
                  {"SP6", false},     {"EX-UE11", false}, {"CV8", true},
                  {"ST17", false},    {"ST9", false},     {"GB30", false},
                  {"HT9", false},     {"BL67", false},    {"GB34", false}};
    int n = one_in(random, 5) ? 1 + random_below(random, 4) : 0;
    for (int i = 0; i < n; i++) {
        int k = random_below(random, (int)(sizeof POINTS / sizeof *POINTS));
        struct case_include in = {.side = POINTS[k].midline
                                              ? CASE_MIDLINE
                                              : (enum case_side)random_below(random, 3)};
        snprintf(in.code, sizeof in.code, "%s", POINTS[k].code);
        bool twice = false;
        for (int j = 0; j < out->n_includes; j++)
            twice = twice || strcmp(out->includes[j].code, in.code) == 0;
        if (!twice)
            out->includes[out->n_includes++] = in;
    }
    if (one_in(random, 10)) {
        struct case_override *o = &out->overrides[out->n_overrides++];
        snprintf(o->caution, sizeof o->caution, "SF03_PREGNANCY");
        snprintf(o->code, sizeof o->code, one_in(random, 2) ? "SP6" : "LI4");
        snprintf(o->reason, sizeof o->reason, "agreed");
        o->side = (enum case_side)random_below(random, 3);
    }
    if (one_in(random, 6))
        out->per_limb_side = 1 + random_below(random, 14);
    if (one_in(random, 6))
        out->per_session = 1 + random_below(random, 40);
}

void random_case(struct random *random, struct case_record *out)
{
    case_init(out);
    out->etiology = random_below(random, WORD_ETIOLOGIES);
    out->root_level = one_in(random, 3) ? random_below(random, WORD_LEVELS) : -1;
    out->compression_cause = random_below(random, WORD_CAUSES + 1) - 1;
    out->chronic = (enum case_yes)random_below(random, 3);
    out->tenderness = random_below(random, 4) - 1;
    some_symptoms(random, out);
    some_marks(random, out);
    some_findings(random, &out->findings);
    some_tests(random, &out->findings);
    some_reflexes(random, &out->findings);
    some_person(random, out);
    some_additions(random, out);
}

void random_contraindication(struct random *random, struct case_record *record)
{
    struct case_findings *f = &record->findings;
    switch (random_below(random, 9)) {
    case 0:
        f->pregnant = 1 + random_below(random, 3);
        break;
    case 1:
        f->lymphoedema_given = true;
        f->lymphoedema |= 1u << random_below(random, WORD_LIMBS);
        break;
    case 2:
        if (f->n_lesions < CASE_LESIONS_MAX)
            add_lesion(random, f);
        break;
    case 3:
        f->red_flags_given = true;
        f->red_flags |= 1u << random_below(random, WORD_RED_FLAGS);
        break;
    case 4:
        f->neutrophils = 0.2;
        f->blood_counts = -1;
        break;
    case 5:
        if (f->n_absent < CASE_ABSENT_MAX)
            f->absent[f->n_absent++] = (struct case_absent){
                .side = CASE_BOTH, .from = random_below(random, WORD_ABSENT)};
        f->absent_given = true;
        break;
    case 6:
        if (f->platelets < 0 || f->platelets > 30)
            f->platelets = 30;
        f->blood_counts = -1;
        break;
    case 7:
        f->n_pulses = 1;
        f->pulses_given = true;
        f->pulses[0] = (struct case_pulse){.side = CASE_BOTH};
        break;
    default:
        f->flags[random_below(random, CASE_FLAGS)] = CASE_YES;
    }
}

static enum case_side mirrored(enum case_side side)
{
    return side == CASE_L ? CASE_R : side == CASE_R ? CASE_L : side;
}

static void mirror_place(enum case_side *side, double at[3])
{
    *side = mirrored(*side);
    at[0] = -at[0];
}

void mirror_case(const struct case_record *record, struct case_record *out)
{
    *out = *record;
    for (int i = 0; i < out->n_symptoms; i++)
        out->symptoms[i].side = mirrored(out->symptoms[i].side);
    for (int i = 0; i < out->n_marks; i++)
        mirror_place(&out->marks[i].side, out->marks[i].at);
    for (int i = 0; i < out->n_includes; i++)
        out->includes[i].side = mirrored(out->includes[i].side);
    for (int i = 0; i < out->n_overrides; i++)
        out->overrides[i].side = mirrored(out->overrides[i].side);
    for (int i = 0; i < out->n_entrapments; i++)
        out->entrapments[i].side = mirrored(out->entrapments[i].side);
    struct case_findings *f = &out->findings;
    for (int i = 0; i < f->n_weakness; i++)
        f->weakness[i].side = mirrored(f->weakness[i].side);
    for (int i = 0; i < f->n_reflexes; i++)
        f->reflexes[i].side = mirrored(f->reflexes[i].side);
    for (int i = 0; i < f->n_absent; i++)
        f->absent[i].side = mirrored(f->absent[i].side);
    for (int i = 0; i < f->n_monofilament; i++)
        f->monofilament[i].side = mirrored(f->monofilament[i].side);
    for (int i = 0; i < f->n_pulses; i++)
        f->pulses[i].side = mirrored(f->pulses[i].side);
    for (int i = 0; i < f->n_lesions; i++)
        mirror_place(&f->lesions[i].side, f->lesions[i].at);
    // limbs stand in pairs, left first
    unsigned from = record->findings.lymphoedema;
    f->lymphoedema = (from & 5) << 1 | (from & 10) >> 1;
}
