#include "fit/fit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "fit/carry.h"
#include "fit/knee.h"
#include "fit/pose.h"
#include "fit/rounds.h"
#include "fit/scan.h"
#include "fit/soft.h"
#include "fit/start.h"

/* a choice of tips that is less like ours than this is no person, or its arms are grown
 * to its trunk */
static const float MISMATCH_MAX = 0.2f;
/* of a person's skin at least so much has ours within 20 mm */
static const float COVERED_MIN = 0.75f, COVERED_UPPER = 0.6f, NEAR = 0.02f;
/* what a part that fits keeps; the toes of people lie otherwise than ours, and the skin
 * between them is nowhere on a scan */
static const float MEDIAN_MAX = 0.004f, MOST_MAX = 0.016f, FOOT_MOST_MAX = 0.02f,
                   PART_COVERED_MIN = 0.6f;

/* A mesh to which some shape of ours comes so near is made like ours, bones and all; to
 * one that is farther, the bones of that shape and its skin are witnesses of equal worth.
 */
static const float LIKE_OURS = 0.0015f, UNLIKE_OURS = 0.003f; /* metres, median */

struct fitter {
    struct template *t;
    struct mesh mean; /* the template as it stands */
    struct scan_ways ours;
    float (*ways)[TIPS]; /* of each of its vertices */
    struct carry *carry;
    struct start_ways start;
    enum fit_part *part; /* of each vertex */
    bool *right;
};

// ---------------------------------------------------------------- once

/* which part a bone's skin belongs to */
enum fit_part fit_part_of_bone(const char *name)
{
    static const struct {
        const char *begins;
        enum fit_part part;
    } PARTS[] = {{"head", FIT_HEAD},   {"upperarm", FIT_ARM}, {"lowerarm", FIT_ARM},
                 {"hand", FIT_HAND},   {"thumb", FIT_HAND},   {"index", FIT_HAND},
                 {"middle", FIT_HAND}, {"ring", FIT_HAND},    {"pinky", FIT_HAND},
                 {"thigh", FIT_LEG},   {"calf", FIT_LEG},     {"foot", FIT_FOOT},
                 {"ball", FIT_FOOT}};
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++)
        if (!strncmp(name, PARTS[i].begins, strlen(PARTS[i].begins)))
            return PARTS[i].part;
    return FIT_TRUNK;
}

const char *fit_part_name(enum fit_part part)
{
    static const char *const NAMES[] = {"head", "trunk", "arm", "hand", "leg", "foot"};
    return NAMES[part];
}

static void take_parts(struct fitter *f)
{
    const struct template *t = f->t;
    f->part = xmalloc(t->n * sizeof *f->part);
    f->right = xcalloc(t->n, sizeof *f->right);
    for (uint32_t i = 0; i < t->n; i++) {
        f->part[i] = fit_part_of_bone(rig_name(t->rig, t->hold[i].bone[0]));
        f->right[i] = t->mean[i][0] < 0;
    }
}

static void take_mesh(struct fitter *f)
{
    const struct template *t = f->t;
    mesh_alloc(&f->mean, t->n, t->n_triangles);
    memcpy(f->mean.position, t->mean, t->n * sizeof *t->mean);
    memcpy(f->mean.triangle, t->triangle, t->n_triangles * sizeof *t->triangle);
    mesh_compute_normals(&f->mean);
}

static void own_tips(const struct template *t, float tip[TIPS][3])
{
    static const char *const ENDS[TIPS] = {NULL, "middle_03_l", "middle_03_r", "ball_l",
                                           "ball_r"};
    uint32_t crown = 0;
    for (uint32_t i = 1; i < t->n; i++)
        if (t->mean[i][1] > t->mean[crown][1])
            crown = i;
    memcpy(tip[TIP_HEAD], t->mean[crown], sizeof tip[0]);
    for (int i = 1; i < TIPS; i++)
        memcpy(tip[i], t->mean_end[rig_find(t->rig, ENDS[i])][1], sizeof tip[0]);
}

static void take_ways(struct fitter *f)
{
    float tip[TIPS][3];
    own_tips(f->t, tip);
    struct scan *own = scan_own(&f->mean, (const float(*)[3])tip, f->t->height, &f->ours);
    f->ways = xmalloc(f->t->n * sizeof *f->ways);
    for (uint32_t i = 0; i < f->t->n; i++)
        memcpy(f->ways[i], own->way[own->graph->node_of[i]], sizeof f->ways[i]);
    scan_destroy(&own);
}

struct fitter *fitter_create(const struct shapes *shapes, const struct rig *rig,
                             const struct mesh *human, const struct catalog *catalog,
                             struct error *error)
{
    struct fitter *f = xcalloc(1, sizeof *f);
    f->t = template_create(shapes, rig, human, error);
    if (!f->t) {
        fitter_destroy(&f);
        return NULL;
    }
    take_mesh(f);
    take_ways(f);
    take_parts(f);
    start_measure(f->t, (const float(*)[TIPS])f->ways, &f->start);
    f->carry = carry_create(f->t, human, catalog);
    return f;
}

void fitter_destroy(struct fitter **fitter)
{
    struct fitter *f = *fitter;
    if (!f)
        return;
    template_destroy(&f->t);
    mesh_free(&f->mean);
    carry_destroy(&f->carry);
    free(f->ways);
    free(f->part);
    free(f->right);
    free(f);
    *fitter = NULL;
}

// ---------------------------------------------------------------- how well

static int compare(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;
    return x < y ? -1 : x > y;
}

static struct fit_residual residual(const struct fitter *f, const float *off,
                                    enum fit_part part, bool right)
{
    bool paired = part != FIT_HEAD && part != FIT_TRUNK;
    float *all = xmalloc(f->t->n * sizeof *all);
    uint32_t n = 0, of = 0;
    for (uint32_t i = 0; i < f->t->n; i++) {
        if (f->part[i] != part || f->t->hidden[i] || (paired && f->right[i] != right))
            continue;
        of++;
        if (!isnan(off[i]))
            all[n++] = off[i];
    }
    qsort(all, n, sizeof *all, compare);
    struct fit_residual r = {.median = n ? all[n / 2] : INFINITY,
                             .most = n ? all[(uint64_t)n * 95 / 100] : INFINITY,
                             .covered = of ? (float)n / (float)of : 0};
    r.fits = r.median <= MEDIAN_MAX &&
             r.most <= (part == FIT_FOOT ? FOOT_MOST_MAX : MOST_MAX) &&
             r.covered >= PART_COVERED_MIN;
    free(all);
    return r;
}

/* share of our skin that lies near the mesh */
static float covered(const struct fitter *f, const float *off)
{
    uint32_t near = 0, of = 0;
    for (uint32_t i = 0; i < f->t->n; i++) {
        if (f->t->hidden[i])
            continue;
        of++;
        near += off[i] < NEAR;
    }
    return (float)near / (float)of;
}

// ---------------------------------------------------------------- one mesh

struct run {
    const struct fitter *f;
    const float (*ways)[TIPS]; /* NULL where those of the scan tell nothing */
    struct scan *scan;
    struct pose pose;
    float bone; /* how much its bones say of where landmarks are */
    const struct fit_params *params;
    struct fit *out;
};

static bool tell(struct run *r, float share, struct error *error)
{
    return !r->params->progress || r->params->progress(share, r->params->user) ||
           error_set(error, "stopped");
}

/* keeps what came nearest so far */
static void keep_nearer(struct run *r, const struct pose *pose, float off, float *best)
{
    if (off >= *best && *best < INFINITY)
        return;
    *best = off;
    r->pose = *pose;
}

/* where the arms may be, for a mesh whose ways tell nothing */
static bool try_postures(struct run *r)
{
    float best = INFINITY;
    struct pose pose;
    for (int i = 0; i < START_POSTURES * (r->params->joints ? 2 : 1); i++) {
        start_posture(r->f->t, r->scan, i % START_POSTURES, &pose);
        if (i >= START_POSTURES)
            start_along_joints(&pose, r->params->joints);
        float off = rounds_body(&pose, r->scan, NULL, &r->f->mean, STAGE_COARSE).median;
        keep_nearer(r, &pose, off, &best);
    }
    return best < INFINITY;
}

/* what comes so near at once needs no other start; metres, mean */
static const float STARTED_WELL = 0.0025f;

/* by the ways along the skin, with the feet that come nearer; along joints that are told
 * first, which are taken at no more than their word: they may be another model's */
static void start(struct run *r)
{
    float best = INFINITY;
    struct pose pose;
    for (int i = r->params->joints ? -1 : 0; i < START_FEET && best > STARTED_WELL; i++) {
        start_by_ways(r->f->t, &r->f->start, r->scan,
                      i < 0 ? START_STANDING : (enum start_feet)i, &pose);
        if (i < 0)
            start_along_joints(&pose, r->params->joints);
        float off = rounds_body(&pose, r->scan, r->ways, &r->f->mean, STAGE_COARSE).mean;
        keep_nearer(r, &pose, off, &best);
    }
}

/* which vertices of the scan, or of the template, are a leg's */
static bool *leg_of_scan(const struct run *r, bool right)
{
    const struct mesh *m = r->scan->mesh;
    bool *leg = xcalloc(m->n_vertices + 1, sizeof *leg);
    enum scan_tip foot = right ? TIP_FOOT_R : TIP_FOOT_L;
    for (uint32_t v = 0; v < m->n_vertices; v++) {
        const float *way = r->scan->way[r->scan->graph->node_of[v]];
        leg[v] = true;
        for (int t = 0; t < TIPS; t++)
            leg[v] &= way[t] >= way[foot];
    }
    return leg;
}

static bool *leg_of_ours(const struct fitter *f, bool right)
{
    bool *leg = xcalloc(f->t->n + 1, sizeof *leg);
    for (uint32_t v = 0; v < f->t->n; v++)
        leg[v] = f->part[v] == FIT_LEG && f->right[v] == right;
    return leg;
}

/* a knee that bulges as far from our kneecap as ours does is made like ours */
static const float KNEE_LIKE_OURS = 0.012f; /* metres */

/* what each says of the middle of a kneecap, as deviations, metres: our skin on theirs
 * (legs are tubes), the bulge; in heights, what is usual among people (KNEE_USUAL) */
static const float KNEE_BY_SKIN = 0.02f, KNEE_BY_BULGE = 0.008f, KNEE_BY_HEIGHT = 0.02f;

struct kneecap {
    uint32_t vertex[2]; /* upper and lower end */
    float y[2];
};

/* how far the kneecap of one leg has to go up; NAN = it is where it belongs */
static float knee_off(const struct run *r, const struct mesh *ours,
                      const struct kneecap *cap, bool right)
{
    float min[3], max[3];
    mesh_bounds(r->scan->mesh, min, max);
    bool *theirs = leg_of_scan(r, right), *mine = leg_of_ours(r->f, right);
    float height = r->scan->height;
    float bulge = knee_bulge(r->scan->mesh, theirs, min[1], height);
    float our_bulge = knee_bulge(ours, mine, min[1], height);
    free(theirs);
    free(mine);
    float is = (cap->y[0] + cap->y[1]) / 2;
    if (fabsf(bulge - our_bulge) < KNEE_LIKE_OURS)
        return NAN;
    float by_skin = 1 / (KNEE_BY_SKIN * KNEE_BY_SKIN);
    float by_height = 1 / (KNEE_BY_HEIGHT * KNEE_BY_HEIGHT * height * height);
    float by_bulge = isnan(bulge) ? 0 : 1 / (KNEE_BY_BULGE * KNEE_BY_BULGE);
    float all = by_skin + by_height + by_bulge;
    float usual = min[1] + KNEE_USUAL * height;
    float seen = isnan(bulge) ? is : bulge + KNEE_BULGE_BELOW;
    return (by_height * (usual - is) + by_bulge * (seen - is)) / all;
}

static bool find_kneecap(const struct run *r, const struct carried *carried,
                         enum side side, struct kneecap *out)
{
    static const char *const END[2] = {"patella_base", "patella_apex"};
    float at[3];
    for (int end = 0; end < 2; end++) {
        if (!carry_place(r->f->carry, carried, END[end], side,
                         (const float(*)[3])r->out->skin, &out->vertex[end], at))
            return false;
        out->y[end] = at[1];
    }
    return true;
}

/* a leg that stands: a bent one has its knee neither where it bulges most nor as high */
static bool leg_stands(const struct run *r, bool right)
{
    static const float STRAIGHT = 0.97f; /* cosine of 14 degrees from upright */
    static const char *const BONES[2][2] = {{"thigh_l", "calf_l"}, {"thigh_r", "calf_r"}};
    bool stands = true;
    for (int i = 0; i < 2; i++) {
        float a[3], b[3], length = 0;
        int bone = rig_find(r->f->t->rig, BONES[right][i]);
        pose_end(&r->pose, bone, 0, a);
        pose_end(&r->pose, bone, 1, b);
        for (int k = 0; k < 3; k++)
            length += (a[k] - b[k]) * (a[k] - b[k]);
        stands &= a[1] - b[1] > STRAIGHT * sqrtf(length);
    }
    return stands;
}

/* Brings the kneecaps of a mesh unlike ours to where people have them. */
static void mend_knees(struct run *r)
{
    const struct fitter *f = r->f;
    struct stage_mark mark[4];
    struct mesh ours = {.n_vertices = f->t->n,
                        .n_triangles = f->t->n_triangles,
                        .position = r->out->skin,
                        .triangle = f->t->triangle};
    struct carried *carried = carry_measure(f->carry, &r->pose, 0, NULL);
    int n = 0;
    pose_skin(&r->pose, r->out->skin);
    for (int side = 0; carried && side < 2; side++) {
        struct kneecap cap;
        if (!leg_stands(r, side == 1) ||
            !find_kneecap(r, carried, side ? SIDE_R : SIDE_L, &cap))
            continue;
        float off = knee_off(r, &ours, &cap, side == 1);
        for (int end = 0; end < 2 && !isnan(off); end++)
            mark[n++] = (struct stage_mark){cap.vertex[end],
                                            r->out->skin[cap.vertex[end]][1] + off};
    }
    carry_measure_free(&carried);
    if (n)
        rounds_marked(&r->pose, r->scan, r->ways, &f->mean, mark, n);
}

static float bone_share(float off)
{
    float unlike = (off - LIKE_OURS) / (UNLIKE_OURS - LIKE_OURS);
    return 1 - fmaxf(fminf(unlike, 1), 0) / 2;
}

/* the joints of the shape and posture found */
static void find_joints(struct run *r)
{
    const struct template *t = r->f->t;
    static const char *const ARM[2][2] = {{"upperarm_l", "lowerarm_l"},
                                          {"upperarm_r", "lowerarm_r"}};
    for (int b = 0; b < t->n_bones; b++)
        for (int end = 0; end < 2; end++)
            pose_end(&r->pose, b, end, r->out->joint[b][end]);
    for (int side = 0; side < 2; side++) {
        int upper = rig_find(t->rig, ARM[side][0]), fore = rig_find(t->rig, ARM[side][1]);
        float a[3], b[3], axis[3];
        for (int k = 0; k < 3; k++) {
            a[k] = t->mean_end[upper][1][k] - t->mean_end[upper][0][k];
            b[k] = t->mean_end[fore][1][k] - t->mean_end[fore][0][k];
        }
        axis[0] = a[1] * b[2] - a[2] * b[1];
        axis[1] = a[2] * b[0] - a[0] * b[2];
        axis[2] = a[0] * b[1] - a[1] * b[0];
        float length = hypotf(hypotf(axis[0], axis[1]), axis[2]);
        const float(*world)[3] = (const float(*)[3])r->pose.world[upper];
        for (int k = 0; k < 3; k++)
            r->out->elbow[side][k] =
                (world[k][0] * axis[0] + world[k][1] * axis[1] + world[k][2] * axis[2]) /
                length;
    }
}

static bool solve(struct run *r, struct error *error)
{
    const struct fitter *f = r->f;
    const float(*ways)[TIPS] = r->ways;
    if (ways)
        start(r);
    else if (!try_postures(r))
        return error_set(error, "is no person that can be recognised");
    if (!tell(r, 0.2f, error))
        return false;
    float off = rounds_body(&r->pose, r->scan, ways, &f->mean, STAGE_FULL).median;
    r->bone = bone_share(off);
    if (ways && r->bone < 1)
        mend_knees(r);
    if (!tell(r, 0.4f, error))
        return false;
    rounds_head(&r->pose, r->scan, ways, &f->mean);
    rounds_feet(&r->pose, r->scan, ways, &f->mean);
    rounds_fingers(&r->pose, r->scan, ways, &f->mean);
    if (!tell(r, 0.6f, error))
        return false;
    find_joints(r);
    pose_skin(&r->pose, r->out->skin);
    soft_fit(f->t, r->scan, ways, r->out->skin, r->out->off);
    return tell(r, 0.95f, error);
}

static bool judge(struct run *r, struct error *error)
{
    const struct fitter *f = r->f;
    float share = covered(f, r->out->off);
    for (int part = 0; part < FIT_PARTS; part++)
        for (int side = 0; side < 2; side++)
            r->out->part[part][side] = residual(f, r->out->off, part, side == 1);
    // what lacks hands and feet is still a person from the head to the hips
    bool upper = r->out->part[FIT_HEAD][0].fits && r->out->part[FIT_TRUNK][0].fits;
    return share >= COVERED_MIN || (upper && share >= COVERED_UPPER) ||
           error_set(error,
                     "is no person that can be recognised: only %.0f %% of our body's "
                     "skin has anything like it within 20 mm",
                     (double)(100 * share));
}

static bool carry(struct run *r, struct error *error)
{
    const struct fitter *f = r->f;
    struct carried *carried = carry_measure(f->carry, &r->pose, r->bone, error);
    if (!carried)
        return false;
    carry_landmarks(f->carry, carried, f->t, r->scan, r->ways, r->out);
    carry_measure_free(&carried);
    return true;
}

void fit_tell_why(const struct fit *fit, const struct fit_refused *r, char *out,
                  size_t size)
{
    const struct fit_residual *p = &fit->part[r->part][r->side == SIDE_R];
    bool paired = r->part != FIT_HEAD && r->part != FIT_TRUNK;
    const char *side = !paired ? "" : r->side == SIDE_R ? "right " : "left ";
    const char *name = fit_part_name(r->part);
    if (r->why == FIT_OURS_LACKS)
        snprintf(out, size, "our body in the shape found has none there");
    else if (r->why == FIT_NO_SKIN)
        snprintf(out, size,
                 "the mesh has no skin there like ours: closed, cut or clothed");
    else if (p->covered < PART_COVERED_MIN)
        snprintf(
            out, size,
            "the %s%s does not fit: only %.0f %% of our skin there has anything like "
            "it on the mesh",
            side, name, 100 * (double)p->covered);
    else
        snprintf(out, size,
                 "the %s%s does not fit: our skin is %.0f mm off in the middle, %.0f mm "
                 "for 95 of 100",
                 side, name, 1000 * (double)p->median, 1000 * (double)p->most);
}

bool fit_mesh(const struct fitter *f, const struct mesh *mesh,
              const struct fit_params *params, struct fit *out, struct error *error)
{
    static const struct fit_params NOTHING = {0};
    struct run r = {.f = f, .params = params ? params : &NOTHING, .out = out};
    *out = (struct fit){0};
    out->skin = xmalloc(f->t->n * sizeof *out->skin);
    out->off = xmalloc(f->t->n * sizeof *out->off);
    r.scan = scan_create(mesh, &f->ours);
    out->height = r.scan->height;
    out->mismatch = r.scan->mismatch;
    r.ways = out->mismatch <= MISMATCH_MAX ? (const float(*)[TIPS])f->ways : NULL;
    bool ok = solve(&r, error) && judge(&r, error) && carry(&r, error);
    scan_destroy(&r.scan);
    if (!ok)
        fit_free(out);
    return ok;
}

void fit_skin(const struct fitter *f, const struct fit *fit, struct mesh *out)
{
    mesh_alloc(out, f->t->n, f->t->n_triangles);
    memcpy(out->position, fit->skin, f->t->n * sizeof *fit->skin);
    memcpy(out->triangle, f->t->triangle, f->t->n_triangles * sizeof *f->t->triangle);
    mesh_compute_normals(out);
}

void fit_free(struct fit *fit)
{
    free(fit->landmark);
    free(fit->refused);
    free(fit->skin);
    free(fit->off);
    *fit = (struct fit){0};
}
