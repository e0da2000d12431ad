/* reference_bodies.h - twelve bodies: extremes of sex, age, weight, muscle and height. */
#ifndef TESTS_ANATOMY_REFERENCE_BODIES_H
#define TESTS_ANATOMY_REFERENCE_BODIES_H

#include "geom/shape.h"

static const struct shape_params REFERENCE_BODIES[] = {
    {.sex = 0, .age = 25, .muscle = 0.5F, .weight = 0, .height = 1.50F},
    {.sex = 0, .age = 25, .muscle = 0.5F, .weight = 1, .height = 1.50F},
    {.sex = 0, .age = 25, .muscle = 0.5F, .weight = 0, .height = 1.85F},
    {.sex = 0, .age = 80, .muscle = 0.5F, .weight = 1, .height = 1.60F},
    {.sex = 0, .age = 90, .muscle = 0, .weight = 0, .height = 1.50F},
    {.sex = 0, .age = 40, .muscle = 1, .weight = 0.7F, .height = 1.70F},
    {.sex = 1, .age = 25, .muscle = 1, .weight = 0.5F, .height = 1.95F},
    {.sex = 1, .age = 25, .muscle = 0.5F, .weight = 0, .height = 1.60F},
    {.sex = 1, .age = 25, .muscle = 0.5F, .weight = 1, .height = 1.60F},
    {.sex = 1, .age = 80, .muscle = 0.5F, .weight = 1, .height = 1.75F},
    {.sex = 1, .age = 90, .muscle = 0, .weight = 0, .height = 1.65F},
    {.sex = 1, .age = 18, .muscle = 0, .weight = 0.3F, .height = 1.90F},
};
enum { REFERENCE_COUNT = sizeof REFERENCE_BODIES / sizeof *REFERENCE_BODIES };

#endif
