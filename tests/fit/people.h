/* people.h - persons whose landmarks are known because we made them: a shape of ours in
 * another posture, with limbs of other lengths and flesh where we have none.
 *
 * A fit is to find them without knowing how they were made: none of what is done here is
 * a number that it solves for, but for the shape and the turns of joints.
 */
#ifndef DEQI_TESTS_FIT_PEOPLE_H
#define DEQI_TESTS_FIT_PEOPLE_H

#include "geom/mesh.h"
#include "geom/rig.h"
#include "geom/shape.h"

struct people_turn {
    const char *bone; /* of the left or the middle; the right is turned as in a mirror */
    float degrees[3]; /* about x, y, z in turn, in the frame of the standing body */
};

struct people_length {
    const char *bone; /* all whose names begin so, both sides */
    float by;         /* 1.05: 5 % longer and thicker */
};

enum { PEOPLE_TURNS = 16, PEOPLE_LENGTHS = 8 };

struct people_how {
    const char *name;
    struct shape_params shape; /* height 0, or what it is scaled to */
    struct people_turn turn[PEOPLE_TURNS];
    struct people_length length[PEOPLE_LENGTHS];
    float flesh;   /* metres, root of the mean square of a smooth field; the same on both
                      sides */
    uint32_t seed; /* of that field */
};

/* `standing` is the shape as it is made, on which landmarks are measured; `out` the same
 * triangles as the person stands, soles on y = 0. Both are to be freed. */
void people_make(struct shapes *shapes, const struct rig *rig, const struct mesh *human,
                 const struct people_how *how, struct mesh *standing, struct mesh *out);

/* normal deviate of a small generator, so that every machine sees the same noise */
float people_noise(uint32_t *seed);

#endif
