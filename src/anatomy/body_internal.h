/* body_internal.h - the inside of a body. Private to this library.
 *
 * Measuring is lazy and remembered: asking for a point asks for what it is placed by. The
 * catalogue has no cycles, so this ends; `body.c` asks for everything when the body is
 * made, and from then on nothing changes.
 */
#ifndef DEQI_ANATOMY_BODY_INTERNAL_H
#define DEQI_ANATOMY_BODY_INTERNAL_H

#include <stdatomic.h>

#include "anatomy/body.h"
#include "geom/bone_shape.h"

enum known { NOT_YET, KNOWN, MISSING };

/* A place that an expression led to. */
struct place {
    float position[3];
    bool on_skin;
    struct mesh_site on; /* where on_skin */
};

struct place_memo {
    enum known known;
    const char *why;
    struct place place;
    bool bone; /* a landmark told by the bone beneath */
};

struct number_memo {
    enum known known;
    const char *why;
    double value;
};

/* An axis with bearings. */
struct part_frame {
    enum known known;
    const char *why;
    int n;
    float centre[PART_AXIS_MAX][3];
    float at[PART_AXIS_MAX];  /* metres along the chord */
    float chord[3];           /* unit, proximal to distal */
    float length;             /* metres, of the chord */
    float zero[3], ninety[3]; /* at the proximal end, unit, across the chord */
    float twist;              /* radians from the proximal zero to the distal one */
};

struct half_space {
    float normal[3], offset; /* kept where normal . p >= offset */
};

/* A patch of a region on this body. */
struct patch_memo {
    bool known;
    float station[2]; /* of the part's length */
    float bearing[2]; /* radians */
    struct half_space plane[REGION_PATCH_PLANES];
};

struct poser;
struct eval;
struct kept; /* base/kept.h */

/* How an expression of any kind is evaluated, and the frame of a part: the kinds reach
 * one another by these, so that none has to know the rest. */
struct body_ways {
    bool (*eval)(struct eval *ev, const struct expr *e, struct place *out);
    const struct part_frame *(*frame)(struct body *body, int part, enum side side);
};

struct body {
    const struct mesh *mesh;
    const struct catalog *catalog;
    const struct landmark_set *landmarks; /* may be NULL */
    /* made when they are first asked for, whoever asks: a body without landmarks may do
     * without (body_bvh, body_surface) */
    _Atomic(struct bvh *) bvh;
    _Atomic(struct surface *) surface;
    struct arena *arena; /* of what is measured: reset by an update */
    float midline;
    struct ribs *ribs; /* NULL: the body has no bones of ours */
    float build;       /* the share of depth caps that holds on this body, 0..1 */

    struct place_memo (*landmark)[SIDES]; /* by name */
    struct place_memo (*anchored)[SIDES]; /* per resolved landmark: where its triangle is,
                                             or its bone where the rule adjusts that */
    struct place_memo (*derived)[SIDES];
    struct place_memo (*point)[SIDES];
    struct number_memo (*measure)[SIDES];
    struct place_memo (**via)[SIDES]; /* per channel and stop */
    struct part_frame (*frame)[SIDES];

    uint8_t *part;  /* per triangle: index or NO_PART */
    uint8_t *side;  /* per triangle: enum side of its part */
    uint8_t *outer; /* 1: skin seen from outside, not mouth, nostril or eye socket */
    bool labelled;

    struct patch_memo (**patch)[SIDES];    /* per region and patch */
    struct place_memo (*test_spot)[SIDES]; /* per region */
    struct place_memo (*axon)[SIDES];

    int n_sites;
    struct site *site;
    int (*site_of)[SIDES]; /* per point: index into site, or -1 */

    struct path scratch; /* while measuring */
    const struct body_ways *ways;

    /* of a posed body: what it is carried from, and by what (body_pose.h); else NULL */
    const struct body *standing;
    const struct poser *poser;
};

enum { NO_PART = 255 };
#define LANDMARK_SNAP 0.03F /* metres that a landmark may lie off the skin */

// body_memory.c
/* A body with nothing measured and no ways; its sites are listed. */
struct body *body_allocate(const struct mesh *mesh, const struct catalog *catalog,
                           const struct landmark_set *landmarks);

/* A reason, kept with what is measured. */
const char *body_why(struct body *body, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* An evaluation under way: whose side, and which skin the point at hand accepts. */
struct eval {
    struct body *body;
    enum side side;     /* L or R */
    unsigned long skin; /* 0 = any */
    const char *why;    /* set on failure */
};

// place.c
extern const struct body_ways place_ways;
bool place_eval(struct eval *ev, const struct expr *e, struct place *out);
/* A thing of its own: on the midline, the mean of what both sides give. */
bool place_eval_side(struct body *body, const struct expr *e, enum side side,
                     unsigned long skin, struct place *out, const char **why);
/* Brings a place to the nearest skin that the evaluation accepts. */
bool place_skin_nearest(struct eval *ev, struct place *place, float limit);
/* The unit direction of an EXPR_DIRECTION, or toward a place, seen from `from`. */
bool place_skin_direction(struct eval *ev, const struct expr *e, const struct place *from,
                          float out[3]);
const struct place_memo *place_memo_landmark(struct body *body, int name, enum side side);
const struct place_memo *place_memo_derived(struct body *body, int derived,
                                            enum side side);
const struct place_memo *place_memo_point(struct body *body, int point, enum side side);

// bony.c
/* On a body of ours, moves the landmarks that are bone to the skin over it. */
void bony_place(struct body *body);

// ribs.c
/* Where the ribs lie, from the maps of the bones. */
void ribs_find(struct body *body, const bone_map *map);
/* The height of the middle of a space (1..11) straight inward of a place; false where no
 * ribs are known, or they do not reach there. */
bool ribs_space(const struct body *body, int space, const float at[3], float *height);
/* Part of what body_kept.h keeps. */
void ribs_keep(struct kept *kept, struct body *body);

// body_measure.c
double body_measure_cun(struct eval *ev, int measure); /* metres a cun; NAN and ev->why */
/* Metres of e->number cun; false and ev->why where the measure is not known. */
bool body_measure_run(struct eval *ev, const struct expr *e, float *out);

// part_frame_build.c
const struct part_frame *part_frame_build(struct body *body, int part, enum side side);

// part_frame.c
float part_frame_station(const struct part_frame *frame, const float p[3]); /* metres */
void part_frame_centre(const struct part_frame *frame, float station, float out[3]);
void part_frame_direction(const struct part_frame *frame, float station, float bearing,
                          float out[3]); /* bearing in radians */
float part_frame_bearing(const struct part_frame *frame,
                         const float p[3]); /* radians, -pi..pi */
float part_frame_distance(const struct part_frame *frame,
                          const float p[3]); /* to the polyline */

// plane.c
bool plane_eval(struct eval *ev, const struct part_plane *plane, struct half_space *out);
/* Metres inside the kept side; negative outside. */
float plane_depth(const struct half_space *h, const float p[3]);

// label.c
void label_parts(struct body *body);
void label_outer(struct body *body);

// territory.c
void territory_measure(struct body *body);

// run.c
void run_set(struct body *body, struct site *site);

// site_needle.c
/* Once a measuring, before the first `site_needle_set`. */
void site_needle_measure(struct body *body);
void site_needle_set(struct body *body, struct site *site);

#endif
