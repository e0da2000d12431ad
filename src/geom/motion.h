/* motion.h - a turn and a shift, as a unit dual quaternion: several mixed are again a
 * turn and a shift, so that limbs keep their volume at bent and twisted joints, where a
 * mean of places would shrink (L. Kavan, S. Collins, J. Zara, C. O'Sullivan: Geometric
 * skinning with approximate dual quaternion blending, ACM Transactions on Graphics 27(4),
 * 2008). A plain value; metres.
 */
#ifndef DEQI_GEOM_MOTION_H
#define DEQI_GEOM_MOTION_H

struct motion {
    float real[4], dual[4]; /* x, y, z, w */
};

extern const struct motion MOTION_NONE;

/* `turn` is a rotation matrix, rows first; a place p goes to turn p + shift. */
void motion_set(struct motion *motion, const float turn[3][3], const float shift[3]);
void motion_turn(const struct motion *motion, float out[3][3]);
void motion_place(const struct motion *motion, const float at[3], float out[3]);
void motion_way(const struct motion *motion, const float way[3], float out[3]);
/* First a, then b. */
void motion_then(const struct motion *a, const struct motion *b, struct motion *out);

/* A weighted mean under way; starts as all zeros. */
void motion_add(struct motion *sum, const struct motion *motion, float weight);
/* Makes the sum a motion again; one of nothing moves nothing. */
void motion_end(struct motion *sum);

#endif
