/* inside.h - what lies beneath the skin of one body: bones, nerves, vessels, muscles,
 * tendons and organs, as closed surfaces in metres in the frame of the body's mesh.
 *
 * Made from the data (catalog/structures.h), the body and its posed bones
 * (inside/skeleton.h), all of which are borrowed and must outlive it; immutable from then
 * on, so every query is const and thread-safe. What cannot be placed on this body is
 * there without a shape, says why, and is named once in `inside_missing`.
 *
 * The right side is the mirror image of the left where the body itself is.
 */
#ifndef DEQI_INSIDE_INSIDE_H
#define DEQI_INSIDE_INSIDE_H

#include "anatomy/body.h"
#include "base/crew.h"
#include "catalog/structures.h"
#include "geom/bvh.h"
#include "inside/skeleton.h"

struct inside;
struct inside_skin;

struct inside_part {
    const char *id;
    enum structure_system system;
    enum side side;
    const struct structure_name *name;
    const struct structure *structure; /* NULL: a bone */
    float uncertainty;                 /* metres that hold two thirds of people */
    const char *source;
    bool placed;
    const char *why; /* where not placed: a line for people; else NULL */
    /* the surface, closed, triangles counter-clockwise from outside; a group has none:
     * its members have */
    struct mesh mesh;
    struct bvh *tree;
    float min[3], max[3];
    /* of a tube its middle, from proximal to distal, with half its width and half its
     * thickness; 0 = it is no tube */
    int n_path;
    const float (*path)[3];
    const float (*half)[2];
    const float *waypoint; /* 0 at the first waypoint of the data, 1 at the second, ... */
};

/* NULL with an error where nothing could be placed. `crew` makes one structure beside
 * another; what comes of it is the same whoever it is. */
struct inside *inside_create(const struct structures *data, const struct body *body,
                             const struct bones *bones, crew_runner *crew,
                             struct error *error);
/* Which skin lies round what, found once for all postures of the body; borrows what
 * stands, which must outlive it. */
struct inside_skin *inside_skin_create(const struct inside *standing);
void inside_skin_destroy(struct inside_skin **skin); /* NULL inside is fine */
/* What lies beneath the skin of a body that was posed from the standing one (anatomy/
 * body_pose.h): bones whole, tubes and muscles ring by ring with the skin round them. For
 * looking at: needles are measured among what stands. Never fails; `standing` must
 * outlive it. */
struct inside *inside_create_posed(const struct inside_skin *skin,
                                   const struct body *posed);
void inside_destroy(struct inside **inside); /* NULL inside is fine */

const struct body *inside_body(const struct inside *inside);
const struct structures *inside_data(const struct inside *inside);
/* Bones from head to foot, then the structures in the order of the data; L before R. */
const struct inside_part *inside_parts(const struct inside *inside, int *count);
/* NULL where there is none of that id and side; unpaired ones stand under SIDE_M. */
const struct inside_part *inside_find(const struct inside *inside, const char *id,
                                      enum side side);
/* A sentence that names what could not be placed; NULL = all could. */
const char *inside_missing(const struct inside *inside);

#endif
