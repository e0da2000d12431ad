/* cautions.h - the safety rules: what fires them, and what they do to plan, point and
 * lamp.
 *
 * Part of `struct rules` (rules.h); read from assets/rules/cautions.json.
 */
#ifndef DEQI_CATALOG_CAUTIONS_H
#define DEQI_CATALOG_CAUTIONS_H

#include "catalog/rules.h"

enum { RULES_CAUTIONS_MAX = 60, RULES_EFFECTS_MAX = 60 };
_Static_assert(RULES_CAUTIONS_MAX <= 255 && RULES_EFFECTS_MAX <= 255,
               "a plan in the making holds both as bytes");

/* Sides of the body that a finding marks; what lies there is told by facts.h. */
enum caution_site {
    CAUTION_LYMPHOEDEMA, /* a limb with lymphoedema */
    CAUTION_ABSENT,      /* what is missing of a limb */
    CAUTION_PULSELESS,   /* a foot without a pulse */
    CAUTION_SITES
};

/* Which points an effect can reach: any of these. */
struct caution_points {
    int n_codes;
    const int *codes;
    uint64_t tags;
    uint32_t regions;     /* points in these regions */
    bool all;             /* every point */
    bool not_needled;     /* points that their own entry gives no depth */
    unsigned sites;       /* bits of enum caution_site */
    uint64_t lesions;     /* in a lesion of these kinds: bits of FACT_LESIONS */
    uint64_t entrapments; /* of these, only on a side where such a nerve is entrapped:
                             bits of FACT_ENTRAPMENTS; 0 = on any side */
};

/* How far a lesion reaches. */
enum caution_spread {
    CAUTION_REGION,
    CAUTION_PART,
    CAUTION_LIMB,
    CAUTION_SPOT,     /* only what lies within reach of its place (case_lesion_reach) */
    CAUTION_UNPLACED, /* its region, where it has a place that no body has shown */
    CAUTION_STUMP,    /* its limb, where its region is absent on that side */
    CAUTION_SPREADS
};

/* Where: lesions only in these parts (bit i: rules.parts[i]); 0 = anywhere. */
struct caution_reach {
    uint64_t lesion_parts;
    enum caution_spread spread;
};

struct caution_point_effect {
    struct rules_when when;
    struct caution_points points;
    struct caution_reach reach;
    bool remove;          /* else it is attached to the point */
    bool final;           /* a removal that nobody can lift */
    bool if_silent;       /* `mind` only where the point's own words do not say it */
    int angle;            /* index into rules_angles; -1 = as it was */
    double depth_cap_cun; /* 0 = none */
    double depth_cap_mm;  /* on the person's own body; 0 = none */
    double depth_factor;  /* of the point's own depth; 0 = as it is */
    int turn[2];          /* from one position to another (rules_positions); -1 = no */
    struct rules_text reason; /* of a removal */
    struct rules_text mind;   /* what to mind at the point; english NULL = nothing */
};

struct caution_lamp_effect {
    struct rules_when when;
    uint32_t regions;
    bool all;
    unsigned sites;
    uint64_t lesions;
    struct caution_reach reach;
    int state; /* bit index of FACT_INFRARED */
    struct rules_text reason;
};

struct caution_level {
    struct rules_when when;
    int action; /* index into caution_actions */
    struct rules_text text, refer;
};

struct caution_ask {
    struct rules_ask ask;
    struct rules_when when;
    bool if_in_plan; /* only where the plan holds one of `points` */
    struct caution_points points;
};

struct caution {
    const char *id;
    struct rules_text title, source;
    uint64_t evidence; /* bits of caution_evidence; never 0 */
    const char *verification;
    struct rules_when when;
    bool if_touched; /* fires only where an effect reached a point or an offer */
    bool each_level; /* every level that holds speaks, not only the first */
    int n_point_effects, n_lamp_effects, n_levels, n_asks;
    const struct caution_point_effect *point_effects;
    const struct caution_lamp_effect *lamp_effects;
    const struct caution_level *levels;
    const struct caution_ask *asks;
};

extern const char *const caution_evidence[]; /* what kind of work its sources are */
extern const char *const caution_actions[];  /* block remove conditional caution info */

#endif
