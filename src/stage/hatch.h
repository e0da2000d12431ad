/* hatch.h - tender spots that nobody has shown a place for: the whole region is hatched,
 * with thin slanting lines over its skin. It is made anew only when the regions or the
 * body have changed. */
#ifndef DEQI_STAGE_HATCH_H
#define DEQI_STAGE_HATCH_H

#include "rules/plan.h"
#include "scene/scene.h"
#include "session/session.h"
#include "stage/subject.h"

struct hatch;

struct hatch_params {
    const struct subject *subject;
    const struct plan *plan;       /* NULL = nothing is hatched */
    const struct session *session; /* NULL = none; where a place was told, it counts */
    uint32_t color;                /* 0xRRGGBBAA */
};

struct hatch *hatch_create(void);
void hatch_destroy(struct hatch **hatch);
/* The lines after those of `course`, which has n, in one list, *n then long; what it
 * points at is valid until the next build. *version becomes another number where either
 * has changed. */
const struct scene_course *hatch_build(struct hatch *hatch,
                                       const struct hatch_params *params,
                                       const struct scene_course *course, uint32_t *n,
                                       uint32_t *version);

#endif
