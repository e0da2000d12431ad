/* fit.h - landmarks of any human mesh, without a click.
 *
 * Our body takes the shape and the posture of the mesh: the farthest points of the skin
 * tell head, hands and feet; shape and posture are solved together; what is left is bent
 * as rigidly as can be. Then every landmark of our body is where its skin came to lie.
 *
 * What a fit cannot know, it says: a mesh that is no person is refused, a part that does
 * not fit (mitten hands, a cut foot) loses its landmarks. How far the skin is off is told
 * for each part; that is no measure of how far a landmark has slid along a limb.
 *
 * Deterministic: no chance, one thread.
 */
#ifndef DEQI_FIT_FIT_H
#define DEQI_FIT_FIT_H

#include "catalog/catalog.h"
#include "fit/joints.h"
#include "fit/template.h"

enum fit_part { FIT_HEAD, FIT_TRUNK, FIT_ARM, FIT_HAND, FIT_LEG, FIT_FOOT, FIT_PARTS };

struct fit_residual {
    float median, most; /* metres from our skin to the mesh; most: 95 of 100 */
    float covered;      /* share of our skin that has anything like it */
    bool fits;
};

/* Why a landmark of ours has no place on the mesh. */
enum fit_why {
    FIT_OURS_LACKS, /* our own body in that shape has none */
    FIT_PART_OFF,   /* its part does not fit */
    FIT_NO_SKIN     /* no skin lies there: a closed armpit, a hole, cloth */
};

struct fit_refused {
    int name; /* index into landmark_names.name */
    enum side side;
    enum fit_part part;
    enum fit_why why;
};

struct fit {
    float height;   /* metres, as the ways along the skin say */
    float mismatch; /* of those ways with ours, in heights */
    struct fit_residual part[FIT_PARTS]
                            [2]; /* left, right; head and trunk twice the same */
    int count;
    struct landmark *landmark; /* on the mesh, anchored; malloc'ed */
    int n_refused;
    struct fit_refused *refused; /* the other landmarks of ours; malloc'ed */
    float (*skin)[3];            /* our body on the mesh: [n of the template] */
    float *off;                  /* of each, metres; NAN = nothing like it */
    /* begin and end of each bone of the rig, and about which the elbows bend (left,
     * right)
     */
    float joint[RIG_BONES_MAX][2][3], elbow[2][3];
};

struct fitter; /* what is made once for many meshes */

/* Borrows all. `human` is models/human.glb, on which the catalogue's landmarks are. */
struct fitter *fitter_create(const struct shapes *shapes, const struct rig *rig,
                             const struct mesh *human, const struct catalog *catalog,
                             struct error *error);
void fitter_destroy(struct fitter **fitter);

/* Progress from 0 to 1; returns false to stop. */
typedef bool fit_progress(float share, void *user);

struct fit_params {
    const struct joints *joints; /* where a rig or markers have them; NULL = not told */
    fit_progress *progress;      /* may be NULL */
    void *user;
};

/* `mesh` stands upright, in metres, facing +Z (import/upright.h). Refuses what is no
 * person, and what was stopped. A call keeps nothing and may run on a thread of its own;
 * several on one fitter may not run at once. */
bool fit_mesh(const struct fitter *fitter, const struct mesh *mesh,
              const struct fit_params *params, struct fit *out, struct error *error);
void fit_free(struct fit *fit); /* an empty one is fine */
/* Our skin as it came to lie on the mesh, with normals: the cage of the rig. */
void fit_skin(const struct fitter *fitter, const struct fit *fit, struct mesh *out);

/* A sentence for people: why it was refused, by what was measured. */
void fit_tell_why(const struct fit *fit, const struct fit_refused *refused, char *out,
                  size_t size);
const char *fit_part_name(enum fit_part part);    /* English, lower case */
enum fit_part fit_part_of_bone(const char *name); /* of the rig */

#endif
