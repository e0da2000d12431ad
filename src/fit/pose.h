/* pose.h - the template in some shape and posture, and how its skin moves with each of
 * the numbers that say so.
 *
 * Numbers ("unknowns"), in this order: where it stands (3), the logarithm of its size,
 * the coefficients of its shape, three angles for each bone that may turn, the logarithm
 * of the size of each group of bones (left and right together). Angles are increments
 * about the axes of the bone's parent: after pose_step they start from zero again.
 */
#ifndef DEQI_FIT_POSE_H
#define DEQI_FIT_POSE_H

#include "fit/template.h"

enum {
    POSE_GROUPS = 9,
    POSE_UNKNOWNS_MAX = 4 + TEMPLATE_SHAPES + 3 * RIG_BONES_MAX + POSE_GROUPS
};

struct pose {
    const struct template *t;
    float place[3], size;
    float shape[TEMPLATE_SHAPES];
    float turn[RIG_BONES_MAX][3][3]; /* each against its parent */
    float turned[RIG_BONES_MAX][3];  /* the increments so far, for the prior */
    float part[RIG_BONES_MAX];       /* size of each bone, 1 = as the shape has it */
    float part_log[POSE_GROUPS];
    /* which unknowns there are */
    int n, first_angle[RIG_BONES_MAX], first_part; /* -1 = none */
    int group[RIG_BONES_MAX];                      /* -1 = none */
    float sigma[POSE_UNKNOWNS_MAX];                /* how far each may stray */
    /* what follows: pose_update */
    float joint[RIG_BONES_MAX][3];                          /* of the shape at rest */
    float world[RIG_BONES_MAX][3][3], at[RIG_BONES_MAX][3]; /* where each bone is */
    float at_by_shape[TEMPLATE_SHAPES][RIG_BONES_MAX][3];
    float joint_by_shape[TEMPLATE_SHAPES][RIG_BONES_MAX][3];
};

/* The mean body as it stands, with nothing free. */
void pose_init(struct pose *pose, const struct template *t);
/* After turn, shape, size or place were set. */
void pose_update(struct pose *pose);
/* Where a vertex of the template comes to lie. */
void pose_vertex(const struct pose *pose, uint32_t vertex, float out[3]);
void pose_skin(const struct pose *pose, float (*out)[3]);
/* Begin (0) or end (1) of a bone. */
void pose_end(const struct pose *pose, int bone, int end, float out[3]);
/* Turns a bone, with all that hangs on it, so that `from` seen from its joint comes to
 * lie toward `to`; both in the world. */
void pose_aim(struct pose *pose, int bone, const float from[3], const float to[3]);

/* Chooses the unknowns anew: none is free. */
void pose_free_none(struct pose *pose);
void pose_free_shape(struct pose *pose);
void pose_free_place(struct pose *pose);
/* Angles of a bone, radians that it may stray: across its length and about it. */
void pose_free_bone(struct pose *pose, const char *name, float bend, float twist);
void pose_free_parts(struct pose *pose, float sigma);
/* Of one group alone, that of the bone; the others stay as they are. */
void pose_free_part(struct pose *pose, const char *name, float sigma);

/* How a vertex moves with the unknowns: at most POSE_ROW of them move it. */
enum { POSE_ROW = POSE_UNKNOWNS_MAX };
struct pose_row {
    int n, unknown[POSE_ROW];
    float by[POSE_ROW][3];
};
void pose_row(const struct pose *pose, uint32_t vertex, struct pose_row *row);

/* Gauss-Newton: sums up what is known, then one step. */
struct pose_normal {
    double *matrix, *right; /* n x n upper triangle; n */
};
void pose_normal_begin(struct pose_normal *normal, const struct pose *pose);
/* The vertex, now at `is`, should lie at `to`: along the unit `direction` fully, across
 * it by a quarter. */
void pose_normal_add(struct pose_normal *normal, const struct pose *pose, uint32_t vertex,
                     const float is[3], const float to[3], const float direction[3],
                     float weight);
/* False, and nothing changed, where the sums do not say enough. Frees the sums. */
bool pose_step(struct pose *pose, struct pose_normal *normal);

#endif
