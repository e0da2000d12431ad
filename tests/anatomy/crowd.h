/* crowd.h - one body of ours that becomes one person after another, for tests that must
 * hold on all of them: the neutral one, the twelve of reference_bodies.h, and as many as
 * wanted drawn from the shape space.
 */
#ifndef TESTS_ANATOMY_CROWD_H
#define TESTS_ANATOMY_CROWD_H

#include "anatomy/body.h"
#include "import/model.h"
#include "reference_bodies.h"

/* neutral and reference bodies; whoever comes after them is drawn */
enum { CROWD_KNOWN = 1 + REFERENCE_COUNT };

struct crowd {
    struct catalog *catalog;
    struct model model;
    struct shapes *shapes;
    struct body *body;
    uint64_t seed; /* of whom is drawn next; the same for every crowd that is opened */
};

/* False with the reason on standard error. */
bool crowd_open(struct crowd *crowd);
void crowd_close(struct crowd *crowd);
/* Whoever is drawn next is the first again. */
void crowd_again(struct crowd *crowd);

/* The body becomes person i: 0 neutral, up to CROWD_KNOWN the reference bodies, then
 * anyone: from anywhere in the shape space, of a stature that the sex has. Those are to
 * be asked for in order. Fails the test where it cannot. */
struct shape_params crowd_become(struct crowd *crowd, int i);

#endif
