/* relations.h - what anatomy says of points and landmarks, held against a body.
 *
 * tests/anatomy/relations.json lists the relations, one a line: what is measured ("op"),
 * between which places ("of"; codes and names of landmarks, this side's), what it should
 * be ("mm" and "within", or a "range"), which kind of check it is, why. A relation that
 * measures a point against its own rule says "own": it guards the rule, and is no review.
 */
#ifndef TESTS_ANATOMY_RELATIONS_H
#define TESTS_ANATOMY_RELATIONS_H

#include "anatomy/body.h"
#include "base/arena.h"

enum { RELATION_PLACES = 3 };

enum relation_op {
    RELATION_UP,       /* A above B */
    RELATION_OUT,      /* A farther from the midline than B; than the midline, if alone */
    RELATION_FRONT,    /* A in front of B */
    RELATION_GAP,      /* the distance between A and B */
    RELATION_STRAIGHT, /* A, projected on the line from B to C, beyond its share of it */
    RELATION_RISE,     /* A above the height that is its share of the way from B to C */
    RELATION_BELLY,    /* A, seen from the front, above the line from B to C */
    RELATION_GLOBE,    /* the needle of A clear of the eyeball */
    RELATION_ROUTE,    /* A from where another way of finding it leads ("place") */
    RELATION_DEPTH, /* how far the needle of A ends under the skin, straight below it */
    RELATION_CUN    /* the most that the needle of A goes in, in cun (no millimetres) */
};

struct relation {
    enum relation_op op;
    int n;
    const char *of[RELATION_PLACES];
    double share;             /* of RELATION_STRAIGHT and RELATION_RISE */
    const struct expr *place; /* of RELATION_ROUTE */
    double least, most;       /* millimetres: what holds */
    bool aimed;               /* there is a value that it should have: their middle */
    const char *check, *why;
    bool own;
};

struct relations {
    int count;
    const struct relation *relation;
};

/* Refuses a malformed file. The relations live in the arena. */
bool relations_load(struct relations *out, const struct catalog *catalog,
                    const char *path, struct arena *arena, struct error *error);

/* Millimetres, on one side; NAN where a place is missing. */
double relation_measure(const struct relation *relation, struct body *body,
                        enum side side);

/* How far the value is from what it should be, millimetres: from the middle where the
 * relation is aimed, else from the range (0 within it). */
double relation_error(const struct relation *relation, double value);

/* "ST38 up ST40", for messages; a fixed-size text. */
void relation_name(const struct relation *relation, char *out, size_t size);

#endif
