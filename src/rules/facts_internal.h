/* facts_internal.h - a case as bits, and conditions asked of it. Private to this library.
 */
#ifndef DEQI_RULES_FACTS_INTERNAL_H
#define DEQI_RULES_FACTS_INTERNAL_H

#include "catalog/cautions.h"
#include "rules/case.h"

enum { FACTS_SIDES = 3 }; /* 0 L, 1 R, 2 M, as in all indices by side */

struct facts {
    uint64_t bits[FACT_COUNT];
    double number[FACT_ALL - FACT_COUNT]; /* negative = not known */

    /* What is not asked by name: by region and side, by limb (0 arm, 1 leg) and side. */
    uint8_t kinds[WORD_REGIONS][FACTS_SIDES]; /* of symptoms and numb marks */
    uint8_t limb_kinds[2][2];                 /* likewise */
    bool affected[2][2];                      /* limbs with a symptom */
    uint32_t sites[CAUTION_SITES][2]; /* regions that a finding marks, by side L R */
    unsigned entrapped[WORD_NERVES];  /* sides where the nerve is entrapped, as bits */
};

/* Everything that the case says. FACT_ROOT is "none" and the facts of the plan are empty.
 * `treat` is the kind that each kind counts as besides itself, or -1. */
void facts_of_case(const struct rules *rules, const struct case_record *record,
                   const int treat[3], struct facts *out);

/* Nearly everything is asked of sets that are bits. */
static inline uint64_t facts_bit(int i)
{
    return UINT64_C(1) << i;
}

static inline bool facts_term_holds(const struct facts *facts,
                                    const struct rules_term *term)
{
    _Static_assert(RULES_ANY == 0 && RULES_NONE == 1, "nearly all are these two");
    if (term->op <= RULES_NONE)
        return ((facts->bits[term->fact] & term->mask) != 0) != (int)term->op;
    if (term->fact >= FACT_COUNT) {
        double x = facts->number[term->fact - FACT_COUNT];
        if (term->op == RULES_NOT_KNOWN)
            return x < 0;
        return x >= 0 && (term->op == RULES_BELOW) == (x < term->number);
    }
    uint64_t bits = facts->bits[term->fact];
    if (term->op == RULES_ALL)
        return (bits & term->mask) == term->mask;
    return (bits & term->mask) != 0 && (bits & ~term->mask) == 0;
}

static inline bool facts_hold(const struct facts *facts, const struct rules_when *when)
{
    for (int i = 0; i < when->n; i++) {
        const struct rules_all *all = &when->any[i];
        int k = 0;
        while (k < all->n && facts_term_holds(facts, &all->terms[k]))
            k++;
        if (k == all->n)
            return true;
    }
    return when->n == 0;
}

_Static_assert(FACT_ALL - FACT_COUNT <= 8 && FACT_COUNT <= 127, "facts are few");

/* 1 for L, 2 for R, 4 for the midline. */
unsigned facts_sides(enum case_side side);

#endif
