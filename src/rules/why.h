/* why.h - why a point is in the plan, or why not.
 *
 * Answers what a student may ask of any code of the catalogue. Nothing is decided here:
 * the plan is read, and where it is silent, the rules and sets that would hold the point.
 */
#ifndef DEQI_RULES_WHY_H
#define DEQI_RULES_WHY_H

#include <stdio.h>

#include <jansson.h>

#include "rules/case.h"
#include "rules/engine.h"
#include "rules/plan.h"

enum why_state {
    WHY_CHOSEN,
    WHY_OPTIONAL,
    WHY_REMOVED,
    WHY_COMPOSITE,    /* the plan has what holds it, or what it holds */
    WHY_OTHER_SIDE,   /* its surface is asked for on the other side only */
    WHY_NOT_ASKED,    /* no symptom of the case asks for its surface */
    WHY_NOT_FOR_CASE, /* a spine point, and no matching root */
    WHY_NOT_IN_SETS,  /* no rule holds it */
    WHY_BLOCKED
};

enum { WHY_LINES = 8 };

struct why {
    const char *code;
    char side;
    enum why_state state;
    int n_lines;
    struct message line[WHY_LINES]; /* the answer, sentence by sentence */
    const struct plan_point *point; /* chosen, optional or removed; else NULL */
};

const char *why_state_name(enum why_state state);

/* The point's code must be known to the engine or be a mark of the case (see why_sides).
 * What *out points at lives as long as plan and engine. */
void why_answer(const struct engine *engine, const struct plan *plan, const char *code,
                char side, struct why *out);

/* Reads CODE or CODE.SIDE; which sides to answer for: "LR", "M", "L" ... Refused where
 * there is no such point, or not on that side. `code` has CASE_CODE_SIZE bytes,
 * `sides` 4. */
bool why_parse(const struct engine *engine, const struct case_record *record,
               const char *text, char *code, char *sides, struct error *error);

/* "deqi/why-1"; a new reference. */
json_t *why_json(const struct why *answers, int n, const struct texts *texts);
void why_text(const struct why *answers, int n, const struct texts *texts, FILE *to);

#endif
