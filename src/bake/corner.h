/* corner.h - the adult bodies at the corners of the shape space, as complete cages.
 *
 * A corner is sex x age x muscle x weight; body = base + a third of each of the package's
 * three ethnic targets + the universal target of the corner. What lies between is a
 * weighted mean of corners. Decimetres, in the package's own place.
 *
 * One thing is ours: the package's bodies of average muscle hardly change with weight (a
 * man of 1.73 m takes 58, 63 and 69 litres), while those of least muscle do (41, 71 and
 * 119; those of most muscle turn into athletes). So the average body is given a part of
 * what weight does to the one of least muscle, besides its own.
 */
#ifndef DEQI_BAKE_CORNER_H
#define DEQI_BAKE_CORNER_H

#include "bake/package.h"

enum { CORNER_SEXES = 2 };

struct corner {
    int sex;            /* 0 female, 1 male */
    int age;            /* 0 young, 1 old */
    int muscle, weight; /* 0 min, 1 average, 2 max */
};

/* Fills vertex[p->n_vertices], helpers included. */
bool corner_make(const struct package *p, const struct corner *c, float (*vertex)[3],
                 struct error *error);
/* The difference that the shortest (tall = 0) or tallest (tall = 1) stature makes to the
 * body of average muscle and weight. */
bool corner_height(const struct package *p, int sex, int age, int tall, float (*delta)[3],
                   struct error *error);

#endif
