/* expr.h - the placement language, parsed. assets/README.md explains it to people.
 *
 * An expression says where a place is on any body: landmarks, parts and measures in, one
 * place out. Parsing needs only names; anatomy/place_internal.h evaluates. Expressions
 * are immutable and live in the catalogue's arena.
 *
 *     ring(forearm, axis(forearm, palmar_wrist_crease, 2, forearm), 0)
 */
#ifndef DEQI_CATALOG_EXPR_H
#define DEQI_CATALOG_EXPR_H

#include "base/arena.h"
#include "base/json.h"

enum expr_kind {
    EXPR_LANDMARK,  /* index: landmark_names */
    EXPR_DERIVED,   /* index: catalog.derived */
    EXPR_POINT,     /* index: catalog.point */
    EXPR_DIRECTION, /* direction; only where a direction is allowed */
    EXPR_OTHER,     /* a */
    EXPR_MID,       /* a b */
    EXPR_TOWARD,    /* a b number: fraction */
    EXPR_CUN,       /* a b number measure */
    EXPR_AXIS,      /* part a number measure */
    EXPR_LEVEL,     /* a b */
    EXPR_ABOVE,     /* a b c */
    EXPR_RING,      /* part a, and bearing: number (b NULL), of b, or blend of b and c */
    EXPR_FRONT,     /* a number measure */
    EXPR_BACK,      /* a number measure */
    EXPR_SKIN,      /* a b number: fraction */
    EXPR_SKIN_CUN,  /* a b number measure */
    EXPR_WALK,      /* a direction number measure */
    EXPR_FOLD,      /* a b */
    EXPR_SPACE,     /* a number: which of the spaces between the ribs */
    EXPR_LOWER      /* a b */
};

enum direction {
    DIRECTION_PROXIMAL,
    DIRECTION_DISTAL,
    DIRECTION_RADIAL,
    DIRECTION_ULNAR,
    DIRECTION_LATERAL,
    DIRECTION_MEDIAL,
    DIRECTION_UP,
    DIRECTION_DOWN,
    DIRECTION_FRONT,
    DIRECTION_BACK,
    DIRECTIONS
};

struct expr {
    enum expr_kind kind;
    int index;
    const struct expr *a, *b, *c;
    double number;
    int measure, part; /* indices; -1 where the kind has none */
    enum direction direction;
};

/* What the names mean. Both return false for a name that is not known. */
struct expr_names {
    const void *user;
    bool (*place)(const void *user, const char *name, enum expr_kind *kind, int *index);
    bool (*part)(const void *user, const char *name, int *index);
    bool (*measure)(const void *user, const char *name, int *index);
    /* The nearest known name, for "did you mean"; NULL where none is near. `what` is 'p'
     * for a place, 't' for a part, 'm' for a measure. */
    const char *(*suggest)(const void *user, char what, const char *name);
};

enum expr_allow { EXPR_PLACES, EXPR_PLACES_AND_DIRECTIONS };

/* Parses the text of the JSON string `at`. A complaint names the file, line and column of
 * the string, and the character of the expression. NULL on failure. */
const struct expr *expr_parse(const struct json_at *at, enum expr_allow allow,
                              const struct expr_names *names, struct arena *arena,
                              struct error *error);

const char *expr_direction_name(enum direction direction);
/* The first measure that the expression names, depth first, or -1. */
int expr_first_measure(const struct expr *expr);
/* Whether the expression names this landmark. */
bool expr_names_landmark(const struct expr *expr, int landmark);

#endif
