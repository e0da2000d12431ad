#include "rules/facts.h"

#include <string.h>

unsigned facts_sides(enum case_side side)
{
    static const unsigned MASK[] = {
        [CASE_L] = 1, [CASE_R] = 2, [CASE_BOTH] = 3, [CASE_MIDLINE] = 4};
    return MASK[side];
}

static bool term_holds(const struct facts *facts, const struct rules_term *term)
{
    if (term->fact >= FACT_COUNT) {
        double x = facts->number[term->fact - FACT_COUNT];
        if (term->op == RULES_NOT_KNOWN)
            return x < 0;
        return x >= 0 && (term->op == RULES_BELOW) == (x < term->number);
    }
    uint64_t bits = facts->bits[term->fact];
    switch (term->op) {
    case RULES_ANY:
        return (bits & term->mask) != 0;
    case RULES_NONE:
        return (bits & term->mask) == 0;
    case RULES_ALL:
        return (bits & term->mask) == term->mask;
    default:
        return (bits & term->mask) != 0 && (bits & ~term->mask) == 0;
    }
}

bool facts_hold(const struct facts *facts, const struct rules_when *when)
{
    for (int i = 0; i < when->n; i++) {
        const struct rules_all *all = &when->any[i];
        int k = 0;
        while (k < all->n && term_holds(facts, &all->terms[k]))
            k++;
        if (k == all->n)
            return true;
    }
    return when->n == 0;
}

// ---------------------------------------------------------------- from a case

static uint64_t bit(int i)
{
    return UINT64_C(1) << i;
}

/* the bit of a word; of `unknown`, where it was not given */
static uint64_t given(int i, int unknown)
{
    return bit(i >= 0 ? i : unknown);
}

static void add_kinds(const struct rules *rules, struct facts *out, int region,
                      unsigned sides, unsigned kinds)
{
    int limb = rules->regions[region].limb;
    for (int s = 0; s < FACTS_SIDES; s++) {
        if (!(sides >> s & 1))
            continue;
        for (int r = 0; r < WORD_REGIONS; r++)
            if (rules->regions[region].covers >> r & 1)
                out->kinds[r][s] |= (uint8_t)kinds;
        if (limb >= 0 && s < 2)
            out->limb_kinds[limb][s] |= (uint8_t)kinds;
    }
    out->bits[FACT_KINDS] |= kinds;
}

static void add_symptoms(const struct rules *rules, const struct case_record *record,
                         const int treat[3], struct facts *out)
{
    for (int i = 0; i < record->n_symptoms; i++) {
        const struct case_symptom *s = &record->symptoms[i];
        const struct rules_region *region = &rules->regions[s->region];
        unsigned kinds = s->kinds, sides = facts_sides(s->side);
        for (int k = 0; k < 3; k++)
            if (treat[k] >= 0 && s->kinds >> k & 1)
                kinds |= 1u << treat[k];
        add_kinds(rules, out, s->region, sides, kinds);
        out->bits[FACT_AFFECTED] |= bit(region->zone);
        out->bits[FACT_REGION] |= bit(s->region);
        out->bits[FACT_SYMPTOM_SIDES] |= sides;
        for (int side = 0; side < 2 && region->limb >= 0; side++)
            if (sides >> side & 1)
                out->affected[region->limb][side] = true;
    }
}

static void add_lesions(const struct rules *rules, const struct case_findings *f,
                        struct facts *out)
{
    for (int i = 0; i < f->n_lesions; i++) {
        out->bits[FACT_LESIONS] |= bit(f->lesions[i].kind);
        out->bits[FACT_LESION_PARTS] |= bit(rules->regions[f->lesions[i].region].part);
    }
    if (!f->n_lesions)
        out->bits[FACT_LESIONS] = bit(WORD_LESION_KINDS + (f->lesions_given ? 0 : 1));
}

static void add_lymphoedema(const struct rules *rules, const struct case_findings *f,
                            struct facts *out)
{
    out->bits[FACT_LYMPHOEDEMA] = f->lymphoedema;
    if (!f->lymphoedema)
        out->bits[FACT_LYMPHOEDEMA] = bit(WORD_LIMBS + (f->lymphoedema_given ? 0 : 1));
    for (int i = 0; i < WORD_LIMBS; i++)
        for (int r = 0; r < WORD_REGIONS && f->lymphoedema >> i & 1; r++)
            if (rules->regions[r].limb == i / 2)
                out->lymphoedema[i % 2] |= UINT32_C(1) << r;
}

static double count(double given_count, int blood_counts)
{
    if (given_count >= 0)
        return given_count;
    return blood_counts == 0 ? 1e9 : -1; // said to be normal, or not known
}

void facts_of_case(const struct rules *rules, const struct case_record *record,
                   const int treat[3], struct facts *out)
{
    const struct case_findings *f = &record->findings;
    memset(out, 0, sizeof *out);
    uint64_t *b = out->bits;
    b[FACT_ETIOLOGY] = bit(record->etiology);
    b[FACT_ROOT] = bit(0);
    b[FACT_ROOT_LEVEL] = given(record->root_level, WORD_LEVELS);
    b[FACT_COMPRESSION] = given(record->compression_cause, WORD_CAUSES - 1);
    b[FACT_CHRONIC] = bit((int)record->chronic);
    b[FACT_TENDERNESS] = given(record->tenderness, 2);
    b[FACT_THERMAL] = given(f->thermal_sense, 2);
    b[FACT_BLOOD] = given(f->blood_counts, 1);
    b[FACT_PREGNANT] = given(f->pregnant, 4);
    b[FACT_RED_FLAGS] = f->red_flags;
    if (!f->red_flags)
        b[FACT_RED_FLAGS] = bit(WORD_RED_FLAGS + (f->red_flags_given ? 0 : 1));
    for (int i = 0; i < WORD_FLAGS; i++)
        b[FACT_FLAGS + i] = bit((int)f->flags[i]);
    out->number[FACT_NEUTROPHILS - FACT_COUNT] = count(f->neutrophils, f->blood_counts);
    out->number[FACT_PLATELETS - FACT_COUNT] = count(f->platelets, f->blood_counts);
    add_symptoms(rules, record, treat, out);
    add_lesions(rules, f, out);
    add_lymphoedema(rules, f, out);
    // a spot marked as numb is numb skin, too
    for (int i = 0; i < record->n_marks; i++)
        if (record->marks[i].kind == 1)
            add_kinds(rules, out, record->marks[i].region,
                      facts_sides(record->marks[i].side), CASE_NUMBNESS);
}
