/* engine_internal.h - what an engine holds, made once from the rules. Not for others; a
 * plan in the making is work_internal.h.
 */
#ifndef DEQI_RULES_ENGINE_INTERNAL_H
#define DEQI_RULES_ENGINE_INTERNAL_H

#include "catalog/cautions.h"
#include "catalog/rules.h"
#include "rules/engine.h"
#include "rules/facts_internal.h"

struct engine_point {
    struct rule_point facts;
    uint32_t regions; /* symptom regions that it lies in */
    int limb;         /* 0 arm, 1 leg, -1 neither */
    uint64_t tags;
    /* By tag: which of its own sentences mean it (rules_tag_said). */
    const uint32_t *said;
    uint64_t said_tags;        /* tags that some sentence means */
    uint32_t sentences;        /* all of those, as bits */
    const struct message *own; /* all of them; NULL = none */
    /* Bit i is engine.effects[i]: those that reach it by code, tag or region, and those
     * whose warning its own words hold already. */
    const uint64_t *effects, *said_already;
    int n_conflicts; /* points that are never in a plan together with it */
    const int *conflicts;
};

/* The points of a list of sets, one after the other. */
struct engine_way {
    int n;
    const struct engine_step {
        int16_t point, set;
    } * step;
};

/* A clause together with its rule; of one that chooses, its lists. */
struct engine_clause {
    const struct rules_rule *rule;
    const struct rules_clause *clause;
    const struct engine_way *ways; /* local, proximal, offer */
};

struct engine_clauses {
    int n;
    const struct engine_clause *item;
};

/* Points as bits, engine.set_words of them. */
typedef uint64_t point_set;

/* What is asked of an effect at every point stands here, close together. */
struct engine_effect {
    const struct caution_point_effect *effect;
    const struct message *mind, *reason; /* as plans say them; NULL = nothing */
    uint8_t caution;                     /* of what */
    bool of_point; /* its condition asks of the point, not of the case alone ... */
    bool of_limb;  /* ... and that only which limb and side it is on */
    bool narrow;   /* only in one position, or over an entrapped nerve */
    bool remove, shapes /* depth or angle */;
    int8_t turn; /* the position that it brings about; -1 = none */
};

struct engine_lamp_effect {
    const struct caution_lamp_effect *effect;
    int caution;
};

struct engine {
    struct arena *arena;
    struct rules *rules;
    int n_points, set_words;
    struct engine_point *points;
    const int *by_code; /* indices of points sorted by code */
    const char *const *mark_codes;

    /* regions that a lesion in a region reaches, by how it spreads */
    uint32_t spread[CAUTION_SPREADS][WORD_REGIONS];
    int treat[3];                               /* kind: as which kind besides, or -1 */
    struct engine_clauses choose[WORD_REGIONS]; /* that can answer the region */
    struct engine_clauses marks;
    /* Of the rules for the whole case: those that settle something of it, that hold
     * complements, that ask or note. */
    struct engine_clauses settles, complements, says;
    struct engine_clause include, unanswered; /* clause NULL = none */
    bool other_side_optional;
    struct rules_limits limits;
    /* On points and on the lamp, of one caution after the other. */
    int n_effects, effect_words, n_lamp_effects;
    const struct engine_effect *effects;
    const struct engine_lamp_effect *lamp_effects;
    const point_set *const *const *ask_hits; /* by caution, then by question */
    const bool *of_plan; /* by caution: its condition asks of what is only known later */
};

static inline bool engine_set_has(const point_set *set, int point)
{
    return set[point / 64] >> point % 64 & 1;
}

static inline void engine_set_put(point_set *set, int point)
{
    set[point / 64] |= UINT64_C(1) << point % 64;
}

static inline bool engine_sets_meet(const struct engine *engine, const point_set *a,
                                    const point_set *b)
{
    for (int i = 0; i < engine->set_words; i++)
        if (a[i] & b[i])
            return true;
    return false;
}

/* The index, or -1. */
int engine_find(const struct engine *engine, const char *code);

#endif
