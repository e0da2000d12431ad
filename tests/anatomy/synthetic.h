/* synthetic.h - a body of three capsules, on which every answer is known.
 *
 * The trunk stands on the y axis: radius 0.1, straight from y = 0.5 to 1.3. The arms hang
 * at x = 0.4 and -0.4: radius 0.04, straight from y = 0.6 to 1.2. Its data stand in
 * synthetic/.
 */
#ifndef DEQI_TESTS_SYNTHETIC_H
#define DEQI_TESTS_SYNTHETIC_H

#include "anatomy/body.h"

struct synthetic {
    struct mesh mesh;
    struct catalog *catalog;
    struct body *body;
};

void synthetic_mesh(struct mesh *mesh);
/* Ends the program with the error's text where it cannot be made. */
void synthetic_create(struct synthetic *s);
void synthetic_free(struct synthetic *s);

#endif
