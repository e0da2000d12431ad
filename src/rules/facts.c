#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "rules/case_amputation_internal.h"
#include "rules/facts_internal.h"

unsigned facts_sides(enum case_side side)
{
    static const unsigned MASK[] = {
        [CASE_L] = 1, [CASE_R] = 2, [CASE_BOTH] = 3, [CASE_MIDLINE] = 4};
    return MASK[side];
}

// ---------------------------------------------------------------- from a case

static uint32_t bit32(int i)
{
    return UINT32_C(1) << i;
}

/* the bit of a word; of `unknown`, where it was not given */
static uint64_t given(int i, int unknown)
{
    return facts_bit(i >= 0 ? i : unknown);
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
        out->bits[FACT_SAID] |= s->kinds;
        out->bits[FACT_AFFECTED] |= facts_bit(region->zone);
        out->bits[FACT_REGION] |= facts_bit(s->region);
        out->bits[FACT_SYMPTOM_SIDES] |= sides;
        for (int side = 0; side < 2 && region->limb >= 0; side++)
            if (sides >> side & 1)
                out->affected[region->limb][side] = true;
    }
    const bool *arm = out->affected[0], *leg = out->affected[1];
    if (arm[0] && arm[1])
        out->bits[FACT_BILATERAL] |= facts_bit(0);
    if (leg[0] && leg[1])
        out->bits[FACT_BILATERAL] |= facts_bit(1);
    if ((arm[0] && leg[0] && !arm[1] && !leg[1]) ||
        (arm[1] && leg[1] && !arm[0] && !leg[0]))
        out->bits[FACT_BILATERAL] |= facts_bit(2);
}

/* what is missing of a leg from the ankle outward is the foot */
static uint32_t foot_regions(const struct rules *rules)
{
    return rules->absent[rules_word_find(word_absent, "ankle")].regions;
}

static void add_lesions(const struct rules *rules, const struct case_findings *f,
                        struct facts *out)
{
    for (int i = 0; i < f->n_lesions; i++) {
        out->bits[FACT_LESIONS] |= facts_bit(f->lesions[i].kind);
        out->bits[FACT_LESION_PARTS] |=
            facts_bit(rules->regions[f->lesions[i].region].part);
    }
    uint32_t foot = foot_regions(rules);
    for (int i = 0; i < f->n_lesions; i++)
        if (foot >> f->lesions[i].region & 1)
            out->bits[FACT_FOOT_LESIONS] |= facts_bit(f->lesions[i].kind);
    if (!f->n_lesions)
        out->bits[FACT_LESIONS] =
            facts_bit(WORD_LESION_KINDS + (f->lesions_given ? 0 : 1));
}

static void add_lymphoedema(const struct rules *rules, const struct case_findings *f,
                            struct facts *out)
{
    out->bits[FACT_LYMPHOEDEMA] = f->lymphoedema;
    if (!f->lymphoedema)
        out->bits[FACT_LYMPHOEDEMA] =
            facts_bit(WORD_LIMBS + (f->lymphoedema_given ? 0 : 1));
    for (int i = 0; i < WORD_LIMBS; i++)
        for (int r = 0; r < WORD_REGIONS && f->lymphoedema >> i & 1; r++)
            if (rules->regions[r].limb == i / 2)
                out->sites[CAUTION_LYMPHOEDEMA][i % 2] |= UINT32_C(1) << r;
}

static void add_site(struct facts *out, enum caution_site site, unsigned sides,
                     uint32_t regions)
{
    for (int s = 0; s < 2; s++)
        if (sides >> s & 1)
            out->sites[site][s] |= regions;
}

enum absent_fact {
    ABSENT_NONE,
    ABSENT_SOME,
    ABSENT_UNKNOWN,
    ABSENT_SAID_BY_LABEL,
    ABSENT_CONTRADICTED
};

static void add_absent(const struct rules *rules, const struct case_record *record,
                       struct facts *out)
{
    const struct case_findings *f = &record->findings;
    struct case_absent said;
    for (int i = 0; i < f->n_absent; i++)
        add_site(out, CAUTION_ABSENT, facts_sides(f->absent[i].side),
                 rules->absent[f->absent[i].from].regions);
    out->bits[FACT_ABSENT] = facts_bit(f->n_absent       ? ABSENT_SOME
                                       : f->absent_given ? ABSENT_NONE
                                                         : ABSENT_UNKNOWN);
    if (f->absent_given || !record->label[0] ||
        !case_amputation_told(record->label, &said))
        return;
    add_site(out, CAUTION_ABSENT, facts_sides(said.side),
             rules->absent[said.from].regions);
    out->bits[FACT_ABSENT] = facts_bit(ABSENT_SAID_BY_LABEL);
}

static void add_tests(const struct rules *rules, const struct case_findings *f,
                      struct facts *out)
{
    enum { FELT, NOT_FELT, UNKNOWN };
    for (int i = 0; i < f->n_monofilament; i++) {
        const struct case_monofilament *m = &f->monofilament[i];
        out->bits[FACT_MONOFILAMENT] |= facts_bit(m->felt ? FELT : NOT_FELT);
        // what is not felt is numb skin, whatever was said of it
        if (!m->felt)
            add_kinds(rules, out, m->region, facts_sides(m->side), CASE_NUMBNESS);
    }
    if (!f->n_monofilament)
        out->bits[FACT_MONOFILAMENT] = facts_bit(UNKNOWN);
    for (int i = 0; i < f->n_pulses; i++) {
        out->bits[FACT_PULSES] |= facts_bit(f->pulses[i].felt ? FELT : NOT_FELT);
        if (!f->pulses[i].felt)
            add_site(out, CAUTION_PULSELESS, facts_sides(f->pulses[i].side),
                     foot_regions(rules));
    }
    if (!f->n_pulses)
        out->bits[FACT_PULSES] = facts_bit(UNKNOWN);
}

/* MRC grade 3 moves against gravity and no more */
static void add_weakness(const struct case_findings *f, struct facts *out)
{
    enum { MARKED, SLIGHT, NONE, UNKNOWN };
    int weakest = 5;
    unsigned sides = 0;
    for (int i = 0; i < f->n_weakness; i++) {
        if (f->weakness[i].mrc < 5) {
            out->bits[FACT_WEAK] |= facts_bit(f->weakness[i].movement);
            sides |= facts_sides(f->weakness[i].side);
        }
        if (f->weakness[i].mrc <= 3)
            out->bits[FACT_WEAK_MARKED] |= facts_bit(f->weakness[i].movement);
        if (f->weakness[i].mrc < weakest)
            weakest = f->weakness[i].mrc;
    }
    if (sides)
        out->bits[FACT_WEAK_SIDES] = facts_bit(sides == 3);
    if (!out->bits[FACT_WEAK])
        out->bits[FACT_WEAK] = facts_bit(WORD_MOVEMENTS + (f->weakness_given ? 0 : 1));
    out->bits[FACT_WEAK_GRADE] = facts_bit(!f->weakness_given ? UNKNOWN
                                           : weakest == 5     ? NONE
                                           : weakest == 4     ? SLIGHT
                                                              : MARKED);
}

/* of an arm, of a leg: which limb a reflex is of, in the order of word_reflexes */
static const int REFLEX_LIMB[WORD_REFLEXES] = {0, 0, 0, 1, 1, 0, 1, 1};

static void add_reflexes(const struct case_findings *f, struct facts *out)
{
    enum { LOST, NORMAL, BRISK, SIGN, CLONUS_OR_TOE, UNKNOWN };
    for (int i = 0; i < f->n_reflexes; i++) {
        const struct case_reflex *x = &f->reflexes[i];
        const bool *affected = out->affected[REFLEX_LIMB[x->reflex]];
        unsigned sides = facts_sides(x->side);
        bool here = (affected[0] && sides & 1) || (affected[1] && sides & 2);
        bool sign = x->reflex >= REFLEX_FIRST_SIGN, brisk = x->state == REFLEX_BRISK;
        bool lost = !sign && x->state <= REFLEX_REDUCED;
        out->bits[FACT_REFLEXES] |= facts_bit(lost     ? LOST
                                              : !brisk ? NORMAL
                                              : sign   ? SIGN
                                                       : BRISK);
        // a Hoffmann sign alone is also found in the healthy
        if (sign && brisk && x->reflex > REFLEX_FIRST_SIGN)
            out->bits[FACT_REFLEXES] |= facts_bit(CLONUS_OR_TOE);
        if (lost && here)
            out->bits[FACT_REFLEX_LOST] |= facts_bit(x->reflex);
    }
    if (!f->n_reflexes)
        out->bits[FACT_REFLEXES] = facts_bit(UNKNOWN);
}

static void add_entrapments(const struct case_record *record, struct facts *out)
{
    for (int i = 0; i < record->n_entrapments; i++) {
        const struct case_entrapment *e = &record->entrapments[i];
        out->bits[FACT_ENTRAPMENTS] |= facts_bit(e->nerve);
        out->entrapped[e->nerve] |= facts_sides(e->side);
    }
    if (!record->n_entrapments)
        out->bits[FACT_ENTRAPMENTS] = facts_bit(WORD_NERVES);
    else // an entrapment is a cause, whether or not it is listed as one
        out->bits[FACT_ETIOLOGY] |= facts_bit(ETIOLOGY_ENTRAPMENT);
}

/* of which limbs something is absent */
static void add_absent_limbs(const struct rules *rules, struct facts *out)
{
    for (int r = 0; r < WORD_REGIONS; r++)
        for (int s = 0; s < 2; s++)
            if (out->sites[CAUTION_ABSENT][s] & bit32(r) && rules->regions[r].limb >= 0)
                out->bits[FACT_ABSENT_LIMB] |= facts_bit(rules->regions[r].limb);
}

/* whether something was found or marked on what is said to be absent; a symptom there is
 * phantom pain and no contradiction */
static void add_against_absent(const struct rules *rules,
                               const struct case_record *record, struct facts *out)
{
    const struct case_findings *f = &record->findings;
    const uint32_t *absent = out->sites[CAUTION_ABSENT];
    uint32_t foot = foot_regions(rules), found[2] = {0};
    for (int s = 0; s < 2 && f->n_absent; s++) {
        for (int i = 0; i < record->n_marks; i++)
            if (facts_sides(record->marks[i].side) >> s & 1)
                found[s] |= bit32(record->marks[i].region);
        for (int i = 0; i < f->n_lesions; i++)
            if (facts_sides(f->lesions[i].side) >> s & 1)
                found[s] |= bit32(f->lesions[i].region);
        for (int i = 0; i < f->n_monofilament; i++)
            if (f->monofilament[i].felt && facts_sides(f->monofilament[i].side) >> s & 1)
                found[s] |= bit32(f->monofilament[i].region);
        // a pulse is felt at the foot; where the toes alone are missing there is one
        for (int i = 0; i < f->n_pulses; i++)
            if (f->pulses[i].felt && facts_sides(f->pulses[i].side) >> s & 1 &&
                (absent[s] & foot) == foot)
                found[s] |= foot;
        if (found[s] & absent[s])
            out->bits[FACT_ABSENT] |= facts_bit(ABSENT_CONTRADICTED);
    }
}

/* the classes of the drugs whose names begin at `word` */
static uint64_t classes_at(const struct rules *rules, const char *word)
{
    uint64_t out = 0;
    char first = (char)tolower((unsigned char)*word);
    for (int c = 0; c < rules->n_drug_classes; c++)
        for (int k = 0; k < rules->drug_classes[c].n; k++) {
            const char *drug = rules->drug_classes[c].drugs[k];
            if (*drug == first && strncasecmp(word, drug, strlen(drug)) == 0)
                out |= facts_bit(c);
        }
    return out;
}

static void add_drugs(const struct rules *rules, const struct case_record *record,
                      struct facts *out)
{
    for (int i = 0; i < record->n_drugs; i++)
        for (const char *s = record->drugs[i]; *s; s++)
            // where words are not parted by blanks, a name begins anywhere
            if (s == record->drugs[i] || !isalnum((unsigned char)s[-1]) ||
                (unsigned char)*s >= 0x80)
                out->bits[FACT_DRUGS] |= classes_at(rules, s);
}

// ---------------------------------------------------------------- the person

/* Underweight of adults, kg/m2: WHO Technical Report Series 854, 1995. */
static const double THIN_BELOW = 18.5;

/* Children tell of pain on a scale from four years on: Hicks 2001, Pain 93:173. */
static const double REPORTS_FROM = 4;

static void add_person(const struct case_record *record, struct facts *out)
{
    uint64_t *b = out->bits;
    if (b[FACT_PREGNANT] == facts_bit(PREGNANT_UNKNOWN) && !case_may_be_pregnant(record))
        b[FACT_PREGNANT] = facts_bit(PREGNANT_NO);
    if (record->height > 0 && record->weight > 0 &&
        !(record->age >= 0 && record->age < 18)) {
        bool thin = record->weight / (record->height * record->height) < THIN_BELOW;
        uint64_t *flag = &b[FACT_FLAGS + FLAG_THIN];
        // figures against what was said: both stand, and it is asked
        if (*flag == facts_bit(CASE_UNKNOWN))
            *flag = facts_bit(thin ? CASE_YES : CASE_NO);
        else if (thin)
            *flag |= facts_bit(CASE_YES);
    }
    if (record->age >= 0 && record->age < REPORTS_FROM &&
        b[FACT_FLAGS + FLAG_CANNOT_REPORT] == facts_bit(CASE_UNKNOWN))
        b[FACT_FLAGS + FLAG_CANNOT_REPORT] = facts_bit(CASE_YES);
    b[FACT_SEX] = given(record->sex, 2);
    out->number[FACT_AGE - FACT_COUNT] = record->age;
}

static double count(double given_count, int blood_counts)
{
    if (given_count >= 0)
        return given_count;
    return blood_counts == BLOOD_NORMAL ? 1e9 : -1; // said to be normal, or not known
}

void facts_of_case(const struct rules *rules, const struct case_record *record,
                   const int treat[3], struct facts *out)
{
    const struct case_findings *f = &record->findings;
    memset(out, 0, sizeof *out);
    uint64_t *b = out->bits;
    b[FACT_ETIOLOGY] = case_causes(record);
    b[FACT_ROOT] = facts_bit(0);
    b[FACT_ROOT_LEVEL] = given(record->root_level, WORD_LEVELS);
    b[FACT_COMPRESSION] = given(record->compression_cause, WORD_CAUSES - 1);
    b[FACT_CHRONIC] = facts_bit((int)record->chronic);
    b[FACT_TENDERNESS] = given(record->tenderness, TENDERNESS_UNEXAMINED);
    b[FACT_THERMAL] = given(f->thermal_sense, THERMAL_UNKNOWN);
    b[FACT_BLOOD] = given(f->blood_counts, BLOOD_UNKNOWN);
    b[FACT_PREGNANT] = given(f->pregnant, PREGNANT_UNKNOWN);
    b[FACT_RED_FLAGS] = f->red_flags;
    if (!f->red_flags)
        b[FACT_RED_FLAGS] = facts_bit(WORD_RED_FLAGS + (f->red_flags_given ? 0 : 1));
    for (int i = 0; i < WORD_FLAGS; i++)
        b[FACT_FLAGS + i] = facts_bit((int)f->flags[i]);
    out->number[FACT_NEUTROPHILS - FACT_COUNT] = count(f->neutrophils, f->blood_counts);
    out->number[FACT_PLATELETS - FACT_COUNT] = count(f->platelets, f->blood_counts);
    b[FACT_ONSET] = given(f->onset, 5);
    b[FACT_LIMITS] = facts_bit(0);
    out->number[FACT_NEEDLES - FACT_COUNT] = 1; // until the plan is made
    add_person(record, out);
    add_symptoms(rules, record, treat, out);
    add_lesions(rules, f, out);
    add_lymphoedema(rules, f, out);
    add_absent(rules, record, out);
    add_tests(rules, f, out);
    add_weakness(f, out);
    add_reflexes(f, out);
    add_absent_limbs(rules, out);
    add_against_absent(rules, record, out);
    add_entrapments(record, out);
    add_drugs(rules, record, out);
    // a spot marked as numb is numb skin, too
    for (int i = 0; i < record->n_marks; i++)
        if (record->marks[i].kind == MARK_NUMB)
            add_kinds(rules, out, record->marks[i].region,
                      facts_sides(record->marks[i].side), CASE_NUMBNESS);
}
