/* region.h - territories of the skin, as data: dermatomes, nerves, stages, symptom
 * regions.
 *
 * A region is a union of patches. A patch is what lies on one part of the body, between
 * two stations of its axis, between two bearings, and on the kept side of its planes.
 * Edges are as soft as `edge_mm` says: what lies that far inside or outside has a weight
 * between 0 and 1.
 */
#ifndef DEQI_CATALOG_REGION_H
#define DEQI_CATALOG_REGION_H

#include "catalog/part.h"

struct expr;

enum region_kind {
    REGION_SYMPTOM,   /* the symptom regions of a case: at most one at each place */
    REGION_DERMATOME, /* C5 .. T1, L2 .. S2; they overlap */
    REGION_NERVE,     /* territories of cutaneous nerves */
    REGION_STAGE      /* of stocking and glove; each holds the one before */
};

enum { REGION_PATCH_PLANES = 4 };

struct region_patch {
    int part; /* index into catalog.part */
    /* Stations: 0 proximal, 1 distal end of the axis, unless a place gives it; the range
     * is open where neither does (-INFINITY, INFINITY). */
    double station[2];
    const struct expr *station_of[2]; /* NULL = the number */
    /* Bearings in degrees, from the first to the second as they grow; all round where
     * has_bearing is false. */
    bool has_bearing;
    double bearing[2];
    const struct expr *bearing_of[2]; /* NULL = the number */
    int n_planes;                     /* all must keep */
    struct part_plane plane[REGION_PATCH_PLANES];
};

enum { REGION_STAGES_MAX = 9 };

struct region {
    const char *id, *english;
    enum region_kind kind;
    const char *description, *source; /* "" = none */
    double edge_mm;                   /* half the width of the soft edge; 0 = hard */
    bool midline;                     /* one of it; else one on each side */
    int stage; /* the first of stocking and glove in which it is numb; 0 = none */
    int n_patches;
    const struct region_patch *patch;
    const struct expr *test_spot; /* where the region is tested; NULL = none */
};

/* How far an axon runs, for the length rule of stocking and glove: from the root at
 * `from` to the first part, and on through one part of each level. */
enum { AXON_LEVELS_MAX = 6 };
struct axon {
    const struct expr *from;
    int n_levels;
    unsigned long level[AXON_LEVELS_MAX]; /* bit i: catalog.part[i] */
};

const char *region_kind_name(enum region_kind kind);

#endif
