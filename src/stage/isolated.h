/* isolated.h - a scene of the whole body becomes one of what is isolated.
 *
 * Hides marks, cuts lines and creases, leaves skin and what lies beneath it out, and
 * turns what fades into a veil. Made anew only where body or choice have changed; a plane
 * that moves costs nothing. The arrays belong to the object and stay valid until the next
 * build.
 */
#ifndef DEQI_STAGE_ISOLATED_H
#define DEQI_STAGE_ISOLATED_H

#include "anatomy/cutaway.h"
#include "scene/scene.h"
#include "stage/highlight.h"
#include "stage/subject.h"

struct isolated;

struct isolated *isolated_create(void);
void isolated_destroy(struct isolated **isolated);

struct isolated_params {
    const struct subject *subject;
    const struct isolate *isolate;
    const struct highlight *highlight; /* NULL: the marks are of no points */
    const struct trace *traces;        /* the courses but for hatches */
};

/* After marks, courses, creases, borders and names are in the scene, before what lies
 * beneath. */
void isolated_build(struct isolated *isolated, const struct isolated_params *params,
                    struct scene_input *scene);

/* What of the body was there in the last build; all of it before the first. */
const struct cutaway *isolated_cut(const struct isolated *isolated);

/* `layers` with the chosen system alone beneath the skin, and how far that is then seen
 * through; both as they were for all systems. */
unsigned isolated_layers(const struct isolate *isolate, unsigned layers,
                         float *see_through);
/* The subject as cutaway.h takes it. */
struct cutaway_body isolated_body(const struct subject *subject);
/* A box around what of the skin is there; false where nothing is. */
bool isolated_bounds(const struct subject *subject, const struct cutaway *cut,
                     float min[3], float max[3]);

#endif
