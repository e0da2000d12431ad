/* corner.h - the adult bodies at the corners of the shape space, as complete cages.
 *
 * A corner is sex x age x muscle x weight; body = base + a third of each of the package's
 * three ethnic targets + the universal target of the corner. What lies between is a
 * weighted mean of corners. Decimetres, in the package's own place.
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
