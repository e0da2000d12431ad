/* body.h - one body: a mesh with its landmarks, and everything that follows from them.
 *
 * Making a body measures it: parts and their axes, the cun table, every point. After that
 * it is immutable, and every query is const and thread-safe, until `body_update` measures
 * it anew because the mesh has moved. Borrows mesh, catalogue and landmarks, which must
 * outlive it.
 *
 * What cannot be found is known to be missing, and why: a landmark that the file lacks
 * takes with it the points that are placed by it, and nothing else.
 *
 * Metres; the subject's sides; midline things have side M. Asking a midline thing for L
 * or R gives the midline's; asking a sided thing for M gives nothing.
 */
#ifndef DEQI_ANATOMY_BODY_H
#define DEQI_ANATOMY_BODY_H

#include "base/error.h"
#include "catalog/catalog.h"
#include "geom/bvh.h"
#include "geom/path.h"

struct body;

/* `landmarks` NULL: a body without any; it can be looked at, and every point is missing.
 * Refused: a mesh with fewer than four triangles, with indices out of range or with
 * positions that are no numbers; landmarks anchored beyond the mesh, half of which are
 * farther than 30 mm from its skin, or that contradict each other (left and right
 * swapped, upside down). Fewer landmarks off the skin are missing, and nothing else. */
struct body *body_create(const struct mesh *mesh, const struct catalog *catalog,
                         const struct landmark_set *landmarks, struct error *error);
/* The mesh's vertices have moved, its triangles have not: measures everything anew. The
 * parts' skin stays what it was. */
bool body_update(struct body *body, struct error *error);
void body_destroy(struct body **body);

const struct mesh *body_mesh(const struct body *body);
const struct catalog *body_catalog(const struct body *body);
const struct bvh *body_bvh(const struct body *body);
const struct surface *body_surface(const struct body *body);
/* x of the midline plane. */
float body_midline(const struct body *body);

// ---------------------------------------------------------------- places

struct body_place {
    bool found;
    const char *why; /* where not found: a line for people; else NULL */
    float position[3];
    float normal[3];     /* unit, out of the body; of the nearest skin */
    struct mesh_site on; /* the place on the skin; for `on_skin` the place itself */
    bool on_skin;        /* derived landmarks may lie inside */
    bool from_bone;      /* a landmark: the skin over a place of the bone beneath */
};

/* `name` is an index into catalog.landmark_names, catalog.derived. */
struct body_place body_landmark(const struct body *body, int name, enum side side);
struct body_place body_derived(const struct body *body, int derived, enum side side);

/* Where any expression leads on this side (M: between both), on the skin nearest to it.
 * Walks in the body's own memory: not from two threads at once. */
struct body_place body_expr(struct body *body, const struct expr *expr, enum side side);

/* A place that a channel passes between points: `stop` counts the channel's stops, `side`
 * is where the place lies. Not found where the stop is a point. */
struct body_place body_via(const struct body *body, const struct channel *channel,
                           int stop, enum side side);

/* Metres a cun on this side, or NAN where it cannot be measured; SIDE_M gives the mean.
 * `why` may be NULL. */
double body_cun(const struct body *body, int measure, enum side side, const char **why);

// ---------------------------------------------------------------- points

/* The last cun run that led to a point: what a student measures with the fingers. */
struct site_run {
    bool known; /* false: the point lies at a landmark or at a fraction of the way */
    enum measure_how how;
    int measure;         /* index into catalog.measure */
    double cun;          /* how many, > 0 */
    int point;           /* that it starts from: index into catalog.point; -1 = none */
    float landmark[3];   /* along an axis: where that, or the landmark, lies */
    struct mesh_site on; /* where it starts, on the skin: at the landmark itself, or along
                            a limb abreast of it where it lies on another side */
    float from[3];
    /* straight or along an axis: metres of the run = along . (place - from); over the
     * skin: the run lies in the plane of its two ends and `up` */
    float along[3], up[3];
};

struct site {
    const struct point *point;
    enum side side;
    bool placed;
    const char *why; /* where not placed: a line for people; else NULL */
    struct mesh_site on;
    float position[3];
    float normal[3];    /* unit, out of the body */
    float cun;          /* metres, of the measure that is told beside the point */
    float direction[3]; /* unit, the needle's, into the body */
    float depth_cun;    /* metres, one cun of depth: the same at every point of a side */
    float depth_cap; /* metres along the needle that no depth exceeds; INFINITY = none */
    float depth[2];  /* metres along the needle: least, most; 0, 0 = not needled */
    struct site_run run;
    bool beyond_limit; /* the most exceeds the published limit that the data carries */
};

/* Metres along the needle of so many cun of depth, after the cap. */
float site_needle_depth(const struct site *site, double cun);

/* All sites in the order of the catalogue, L before R; *count of them. */
const struct site *body_sites(const struct body *body, int *count);
/* The way of the run over the skin from its start to the point, for drawing; *tick
 * becomes the metres from one cun mark to the next. False where there is no run or no
 * way. */
bool body_run_path(const struct body *body, const struct site *site, struct path *path,
                   float *tick);
/* `point` must be the catalogue's. NULL where the point has no such side. */
const struct site *body_site(const struct body *body, const struct point *point,
                             enum side side);

// ---------------------------------------------------------------- skin and parts

/* The part of the triangle: an index into catalog.part, or -1; *side may be NULL. */
int body_part_of(const struct body *body, uint32_t triangle, enum side *side);

/* Where a place lies with respect to a part's axis. */
struct body_coordinates {
    float
        station; /* 0 at the proximal, 1 at the distal end of the axis; may exceed both */
    float bearing; /* degrees, 0 <= bearing < 360: see assets/README.md */
    float radius;  /* metres from the axis */
};

/* False where the part's axis cannot be found on this body, or where the body is posed
 * (body_pose.h). */
bool body_coordinates(const struct body *body, int part, enum side side,
                      const float position[3], struct body_coordinates *out);

/* The skin of the given parts (bits as in point.skin; 0 = any) nearest to a place, within
 * `limit` metres. SIDE_M: of either side. */
bool body_skin(const struct body *body, const float position[3], unsigned long parts,
               enum side side, float limit, struct bvh_hit *hit);

#endif
