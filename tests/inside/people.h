/* people.h - the bodies that what lies inside is tried on: neutral, woman, man, and the
 * twelve extremes of tests/anatomy, the real skin's outer side apart from mouth, nostrils
 * and ear canals. */
#ifndef DEQI_TESTS_INSIDE_PEOPLE_H
#define DEQI_TESTS_INSIDE_PEOPLE_H

#include "geom/bvh.h"
#include "geom/shape.h"
#include "import/model.h"

enum { PEOPLE = 15 };
extern const struct shape_params PEOPLE_BODY[PEOPLE];

struct people {
    struct model model;
    struct shapes *shapes;
    struct bvh *bvh;
    bool *within; /* triangles of the mouth, nostrils, ear canals */
};

bool people_open(struct people *p, struct error *error);
void people_close(struct people *p);
/* The mesh becomes that body. */
bool people_become(struct people *p, const struct shape_params *params,
                   struct error *error);
/* A body by chance, as the seed has it: 18 to 90 years, 1.45 to 2.00 m. */
struct shape_params people_anyone(uint32_t *seed);
/* Metres under the skin; negative outside. */
float people_depth(const struct people *p, const float at[3]);

#endif
