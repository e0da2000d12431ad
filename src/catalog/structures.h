/* structures.h - what lies beneath the skin, as data: how each nerve, vessel, muscle and
 * organ runs over the bones, how thick it is, what it is called, and how sure that is.
 *
 * Read from DIR/assets/anatomy/structures.json, checked as a whole and immutable from
 * then on. A complaint names file, line, column and what was expected. Refused besides
 * malformed data: bones, features and structures that are not there; an id that stands
 * twice for one side; waypoints that in the end need themselves.
 *
 * Nothing here knows a body: inside/inside.h places what stands here on one.
 */
#ifndef DEQI_CATALOG_STRUCTURES_H
#define DEQI_CATALOG_STRUCTURES_H

#include "base/error.h"
#include "catalog/structure_notes.h"
#include "catalog/way.h"

enum structure_system {
    STRUCTURE_BONE,
    STRUCTURE_NERVE,
    STRUCTURE_ARTERY,
    STRUCTURE_VEIN,
    STRUCTURE_MUSCLE,
    STRUCTURE_TENDON,
    STRUCTURE_ORGAN
};
enum { STRUCTURE_SYSTEMS = 7 };

enum structure_shape {
    STRUCTURE_TUBE,      /* a smooth curve through its waypoints, with a cross-section */
    STRUCTURE_ELLIPSOID, /* two waypoints: the ends of the long axis */
    STRUCTURE_LOFT,      /* closed rings, joined in order; a ring of one is an apex */
    STRUCTURE_HULL,      /* the convex hull of its waypoints, rounded by its radius */
    STRUCTURE_GROUP      /* others under one name */
};

/* For people: English, Latin, and Chinese in simplified characters. */
struct structure_name {
    const char *english, *latin, *hanzi;
};

struct structure_bone {
    const char *id;
    struct structure_name name;
    bool midline;      /* one of it; else one on each side */
    bool has_length;   /* may be a line of a waypoint */
    float uncertainty; /* millimetres that hold two thirds of people */
    const char *source;
    int n_features;
    const char *const *feature;
};

struct structure {
    const char *id;
    enum structure_system system;
    struct structure_name name;
    bool both;      /* one on each side, the right the mirror of the left */
    enum side side; /* where not both: of this one; SIDE_M unpaired */
    enum structure_shape shape;
    int n_ways;
    const struct way *const *way; /* of a loft ring after ring */
    int n_rings;
    const int *ring; /* n_rings + 1: where each ring's waypoints start */
    /* full width and thickness in millimetres, the width along the skin: one for each
     * waypoint, or spread evenly along the length; radii are doubled */
    int n_sizes;
    const float (*size)[2];
    int tendon_from;   /* the waypoint, from 1, from where on it is tendon; 0 = nowhere */
    bool warns;        /* a needle that comes near it is worth a warning */
    float uncertainty; /* millimetres that hold two thirds of people */
    const int *enters; /* bones whose canals it runs in, -1 last: it need not keep out */
    const char *source;
    int n_members; /* of a group: indices into structures.structure */
    const int *member;
};

struct structures {
    struct arena *arena;
    int n_bones, n_structures;
    const struct structure_bone *bone;
    const struct structure *structure;
    struct structure_notes notes;
};

/* `data_dir` holds assets/. NULL on failure. */
struct structures *structures_load(const char *data_dir, struct error *error);
void structures_destroy(struct structures **structures); /* NULL inside is fine */

/* "bone", "nerve", ... */
extern const char *const structure_system_names[STRUCTURE_SYSTEMS + 1];
/* -1 where there is none. */
int structures_bone(const struct structures *structures, const char *id);
int structures_feature(const struct structures *structures, int bone, const char *name);
/* The one of that id on that side; -1 where there is none. */
int structures_find(const struct structures *structures, const char *id, enum side side);

#endif
