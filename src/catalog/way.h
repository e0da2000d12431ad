/* way.h - a place beneath the skin, told over bones, limbs and other structures.
 *
 *     waypoint = place { "+" DIR MM } [ "^" [DIR] REACH ]
 *     place    = BONE ":" FEATURE
 *              | LINE "@" STATION                        on the line's axis
 *              | LINE "@" STATION "/" BEARING "/" REACH  off the axis, toward the skin
 *              | "mix(" waypoint "," waypoint "," SHARE ")"
 *              | "=" ID "#" N                            the N-th waypoint of that
 * structure REACH    = SHARE (0 bone .. 1 skin) | "d" MM (under the skin) | "b" MM (from
 * the bone) DIR      = L lateral  M medial  A anterior  P posterior  S superior  I
 * inferior | Lt, Rt the body's left, right | N toward the middle of the chest LINE     =
 * arm forearm thigh leg neck trunk | a bone that has a length STATION  = a number, 0
 * proximal .. 1 distal | C1 .. L5 (the level of that vertebra)
 *
 * assets/README.md tells what each means. Millimetres here are those of the text; whoever
 * places a waypoint scales them by stature.
 */
#ifndef DEQI_CATALOG_WAY_H
#define DEQI_CATALOG_WAY_H

#include <stdbool.h>

#include "base/arena.h"
#include "catalog/side.h"

enum way_kind { WAY_FEATURE, WAY_LINE, WAY_MIX, WAY_SAME };

enum way_direction {
    WAY_NO_DIRECTION,
    WAY_LATERAL, /* in an unpaired structure: to the left */
    WAY_MEDIAL,
    WAY_ANTERIOR,
    WAY_POSTERIOR,
    WAY_SUPERIOR,
    WAY_INFERIOR,
    WAY_LEFT,
    WAY_RIGHT,
    WAY_CHEST
};

enum way_reach_kind { WAY_SHARE, WAY_UNDER_SKIN, WAY_FROM_BONE };

struct way_reach {
    enum way_reach_kind kind;
    float value; /* a share, or millimetres */
};

enum way_line {
    WAY_ARM,
    WAY_FOREARM,
    WAY_THIGH,
    WAY_LEG,
    WAY_NECK,
    WAY_TRUNK,
    WAY_BONE /* the bone of the waypoint */
};

enum { WAY_MOVES_MAX = 4 };

struct way {
    enum way_kind kind;
    /* a feature, or a bone as line */
    int bone;       /* index into structures.bone */
    int feature;    /* index into that bone's features */
    enum side side; /* SIDE_M: that of the structure */
    /* a place at a line */
    enum way_line line;
    float station;
    int level;  /* a vertebra instead of the station, an index into structures.bone; or -1
                 */
    bool aside; /* off the axis, at `bearing` (degrees) and `reach` */
    float bearing;
    struct way_reach reach;
    /* between two */
    const struct way *first, *second;
    float share;
    /* that of another structure: index into structures.structure, and its waypoint */
    int structure, waypoint;

    int n_moves;
    struct way_move {
        enum way_direction direction;
        float mm;
    } move[WAY_MOVES_MAX];
    bool lifted;
    enum way_direction lift_direction; /* none: to the nearest skin */
    struct way_reach lift;
};

/* What the names in a waypoint mean; each gives -1 for no such thing. */
struct way_names {
    int (*bone)(const void *user, const char *id);
    int (*feature)(const void *user, int bone, const char *name);
    bool (*has_length)(const void *user, int bone);
    /* the structure's index for one of the given side, and how many waypoints it has */
    int (*structure)(const void *user, const char *id, enum side side, int *waypoints);
    const void *user;
};

/* Reads one waypoint of a structure of `side` (SIDE_M: an unpaired one). NULL where the
 * text is none; `complaint` then says what is wrong and what was expected. */
const struct way *way_parse(const char *text, enum side side,
                            const struct way_names *names, struct arena *arena,
                            char *complaint, int size);

#endif
