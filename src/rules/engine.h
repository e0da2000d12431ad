/* engine.h - from a case to a plan: generic, pure, and ignorant of medicine.
 *
 * The engine holds the rules, sets and cautions of the catalogue in compiled form: every
 * condition a few comparisons of bits, every name an index. It knows no point, rule or
 * caution by name; what it does with them the data say (assets/rules/README.md tells
 * how).
 *
 * `engine_plan` is a function of engine and case alone: no clock, no files, no
 * randomness, and no memory but the given arena. An engine is immutable and may be used
 * by any number of threads, each with an arena of its own.
 *
 *     struct engine *engine = engine_load(data_dir, catalog, &error);
 *     struct case_record *record = xcalloc(1, sizeof *record);
 *     if (engine && case_load("case.json", engine, record, &error)) {
 *         struct plan plan;
 *         engine_plan(engine, record, arena, &plan);
 */
#ifndef DEQI_RULES_ENGINE_H
#define DEQI_RULES_ENGINE_H

#include "base/arena.h"
#include "base/error.h"
#include "rules/case.h"
#include "rules/plan.h"

struct catalog; /* catalog/catalog.h */
struct rules;   /* catalog/rules.h */
struct engine;

/* What the engine needs to know of a point. Strings are copied. */
struct rule_point {
    const char *code;
    const char *pinyin, *hanzi; /* NULL or "" = no name */
    const char *region;         /* as the point catalogue names it, e.g. "leg_medial" */
    const char *mind_id, *mind; /* what to mind at the point itself; NULL = nothing */
    double depth_cun[2];        /* 0, 0: not needled at all */
    enum plan_angle angle;
    enum plan_position position;
    int needles; /* 1; more for a composite */
    bool midline;
};

/* Reads assets/rules below `data_dir` and takes the points from the catalogue (borrowed
 * only during the call). NULL on failure. */
struct engine *engine_load(const char *data_dir, const struct catalog *catalog,
                           struct error *error);
/* The same with the caller's own points, in any order; strings are copied. Refused where
 * a set, a tag or a caution names a point that is not there. */
struct engine *engine_create(const char *data_dir, const struct rule_point *points,
                             int count, struct error *error);
void engine_destroy(struct engine **engine);

/* What lies within reach of a lesion whose place is known (case_lesion_reach), as it was
 * measured on one body. Rules know no places: who has a body tells them
 * (views/plan_body.h). */
struct rule_spot {
    int lesion;       /* index in the case */
    int mark;         /* likewise; -1 for a point */
    const char *code; /* of the point */
    char side;        /* 'L', 'R', 'M'; of a point */
};
struct rule_spots {
    int n;
    const struct rule_spot *item;
    /* By lesion and side L R M: the regions of which some skin lies within reach. */
    const uint32_t (*regions)[3];
    /* Bit i: the place of lesion i is on this body, and in the region that it is said to
     * be in. Of one that is not its whole region is spared, besides what was measured. */
    uint64_t placed;
};

/* How many needles: as the rules say, or only the few that matter most (at most
 * PLAN_MINIMAL_NEEDLES; a mark, a point that the article names and the first points of
 * each surface come first; the rest is offered). For the frail and for a first visit. */
enum plan_extent { PLAN_WHOLE, PLAN_MINIMAL };
enum { PLAN_MINIMAL_NEEDLES = 6 };

/* Fills *plan. The arena is not reset: the caller does so when the plan is no longer
 * needed. */
void engine_plan(const struct engine *engine, const struct case_record *record,
                 struct arena *arena, struct plan *plan);

/* The same with more to say. */
struct plan_request {
    const struct case_record *record;
    enum plan_extent extent;
    /* NULL: no body was asked. Then of places only those of marks are compared with those
     * of lesions, on the neutral body, and no lesion's place is known. */
    const struct rule_spots *spots;
};
void engine_plan_for(const struct engine *engine, const struct plan_request *request,
                     struct arena *arena, struct plan *plan);

/* The point's facts; NULL where no such code is known. */
const struct rule_point *engine_point(const struct engine *engine, const char *code);
/* Whether the id is a caution's. */
bool engine_has_caution(const struct engine *engine, const char *id);
const struct rules *engine_rules(const struct engine *engine);
/* The code of a point of the rules' sets, which hold the engine's own indices; NULL after
 * the last. */
const char *engine_code(const struct engine *engine, int point);
/* What the data may hold but should not (see rules_check): false with the first of it,
 * and its place. `data_dir` is the one that the engine was loaded from. */
bool engine_check(const struct engine *engine, const char *data_dir, struct error *error);

#endif
