/* part.h - the parts of the body: limbs' axes and bearings, and where one part ends.
 *
 * A part has an axis (a polyline of centres from proximal to distal) and, at both of its
 * ends, a direction of bearing zero and one of bearing ninety. Its skin is what can be
 * reached over the mesh from its seeds without leaving its bounds and without entering a
 * part listed before it. Derived landmarks are named expressions.
 * assets/anatomy/parts.json holds both.
 */
#ifndef DEQI_CATALOG_PART_H
#define DEQI_CATALOG_PART_H

#include <stdbool.h>

struct expr;

enum { PART_AXIS_MAX = 5, PART_SEEDS_MAX = 8, PART_CLAUSES_MAX = 6, PART_PLANES_MAX = 3 };

/* A half-space. The plane holds `through` (1 to 3 places or directions, the first a
 * place); the kept side is that of `toward`, a place or a direction. With one place
 * alone, the plane stands across the line from it to `toward`. */
struct part_plane {
    int n_through;
    const struct expr *through[3];
    const struct expr *toward;
};

/* Holds where any of its planes keeps. */
struct part_clause {
    int n_planes;
    struct part_plane plane[PART_PLANES_MAX];
};

struct part {
    const char *id;
    bool midline; /* one of it (trunk, neck, head); else one on each side */
    bool upright; /* its chord is vertical, whatever its centres say */
    int n_axis;
    const struct expr *axis[PART_AXIS_MAX];
    const struct expr *zero[2], *ninety[2]; /* at the proximal and the distal end */
    int n_seeds;
    const struct expr *seed[PART_SEEDS_MAX];
    int n_clauses; /* all of them must hold */
    struct part_clause clause[PART_CLAUSES_MAX];
    bool rest; /* takes all skin that no other part took */
    bool lone; /* skin nearer to the axis of another part of this `family` is not its own
                */
    const char *family; /* "" = none */
    double reach_mm; /* how far around a place on it one must see to know where it is */
};

/* A landmark of our own body that is not left on its triangle when the body changes: it
 * is found anew by a rule, because skin stretches where bone does not. Only the landmarks
 * of the catalogue's own set; another body's file says where its landmarks are. */
struct resolved {
    int landmark; /* index into catalog.landmark_names */
    const struct expr *place;
    const char *how;
    bool before_bone; /* the rule holds although the bone is known, too */
    bool adjusts;     /* it names its own landmark: there it means where the bone has it,
                         or its triangle, and the rule moves that */
};

struct derived {
    const char *name;
    const struct expr *place;
    const char *how;
    bool midline;
};

#endif
