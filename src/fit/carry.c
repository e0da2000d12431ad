/* A place on the fine mesh is a mean of the few vertices of the template around it: those
 * at the corners of the fine quads that meet there. What the mean loses of the curve is
 * made good by the way to the scan's skin.
 *
 * Which place that is, our own body tells in the shape that the mesh was found to have: a
 * landmark of bone lies over its bone, not on a spot of skin. */
#include "fit/carry.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "anatomy/body.h"
#include "base/arena.h"
#include "fit/soft.h"
#include "geom/subdivision.h"

static const float REACH = 0.03f; /* metres from our fitted skin to the scan's */

enum { AROUND = 24 }; /* vertices of the template that bear one landmark, at most */

struct bearing {
    int n;
    uint32_t vertex[AROUND];
    float share[AROUND];
};

struct carried {
    float bone;              /* how much the bones said */
    struct bearing *bearing; /* of each landmark of the set; n 0 = not found */
};

struct carry {
    const struct catalog *catalog;
    const struct mesh *human;
    struct bearing *fine; /* of each vertex of the fine mesh */
};

static void bear(struct bearing *b, uint32_t vertex, float share)
{
    for (int i = 0; i < b->n; i++)
        if (b->vertex[i] == vertex) {
            b->share[i] += share;
            return;
        }
    if (b->n == AROUND)
        return;
    b->vertex[b->n] = vertex;
    b->share[b->n++] = share;
}

/* which vertices of the template bear each vertex of the fine mesh */
static struct bearing *fine_bearings(const struct template *t)
{
    const struct subdivision *s = shapes_stencils(t->shapes);
    const uint16_t *order = shapes_order(t->shapes);
    struct bearing *all = xcalloc(s->n_fine, sizeof *all);
    for (uint32_t q = 0; q < s->n_quads; q++) {
        /* a corner of the cage, the middle of an edge, of the face, of the other edge */
        uint32_t corner = order[s->quad[q][0]];
        for (int c = 1; c < 4; c++)
            bear(&all[s->quad[q][c]], corner, 1);
    }
    for (uint32_t i = 0; i < s->n_fine; i++) {
        if (order[i] < t->n)
            all[i] = (struct bearing){.n = 1, .vertex = {order[i]}, .share = {1}};
        float sum = 0;
        for (int k = 0; k < all[i].n; k++)
            sum += all[i].share[k];
        for (int k = 0; k < all[i].n; k++)
            all[i].share[k] /= sum;
    }
    return all;
}

static uint32_t nearest_of(const struct bearing *b)
{
    int most = 0;
    for (int k = 1; k < b->n; k++)
        if (b->share[k] > b->share[most])
            most = k;
    return b->vertex[most];
}

/* of whose part a landmark is: of the bone that holds most of what bears it */
static enum fit_part part_of(const struct template *t, const struct bearing *b)
{
    return fit_part_of_bone(rig_name(t->rig, t->hold[nearest_of(b)].bone[0]));
}

static struct bearing bear_site(const struct carry *c, const struct mesh_site *on)
{
    struct bearing b = {0};
    for (int k = 0; k < 3; k++) {
        const struct bearing *f = &c->fine[c->human->triangle[on->triangle][k]];
        for (int j = 0; j < f->n; j++)
            bear(&b, f->vertex[j], on->weight[k] * f->share[j]);
    }
    return b;
}

struct carry *carry_create(const struct template *t, const struct mesh *human,
                           const struct catalog *catalog)
{
    struct carry *c = xcalloc(1, sizeof *c);
    c->catalog = catalog;
    c->human = human;
    c->fine = fine_bearings(t);
    return c;
}

void carry_destroy(struct carry **carry)
{
    if (!*carry)
        return;
    free((*carry)->fine);
    free(*carry);
    *carry = NULL;
}

/* our fine mesh in the shape of the pose, standing as ours does */
static void shape_ours(const struct carry *c, const struct pose *pose, struct mesh *out)
{
    const struct mesh *h = c->human;
    mesh_alloc(out, h->n_vertices, h->n_triangles);
    memcpy(out->triangle, h->triangle, h->n_triangles * sizeof *h->triangle);
    template_shape(pose->t, pose->shape, out);
}

/* Our throat is a short one: on both people of the Human Reference Atlas (CC BY 4.0) the
 * cartilages lie 13 to 20 mm higher between chin and breastbone than where our skin comes
 * to lie. In heights: */
static const float THROAT_LIFT = 0.0093f;
enum { LIFT_ROUNDS = 6 };

static float lift_of(const struct carry *c, const struct carried *carried,
                     const struct landmark *l)
{
    static const char *const THROAT[] = {"laryngeal_prominence",
                                         "cricoid",
                                         "hyoid_mid",
                                         "SCM_anterior_laryngeal",
                                         "SCM_posterior_laryngeal",
                                         "SCM_posterior_cricoid"};
    if (carried->bone < 1)
        for (size_t i = 0; i < sizeof THROAT / sizeof *THROAT; i++)
            if (!strcmp(c->catalog->landmark_names.name[l->name], THROAT[i]))
                return THROAT_LIFT;
    return 0;
}

/* where a place of our fitted skin lies on the scan */
static bool find_on_scan(const struct scan *scan, const float (*ways)[TIPS],
                         const struct fit *fit, const float (*normal)[3],
                         const struct bearing *b, float lift, struct bvh_hit *hit)
{
    float at[3] = {0}, n[3] = {0};
    for (int k = 0; k < b->n; k++)
        for (int x = 0; x < 3; x++) {
            at[x] += b->share[k] * fit->skin[b->vertex[k]][x];
            n[x] += b->share[k] * normal[b->vertex[k]][x];
        }
    float length = sqrtf(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);
    for (int x = 0; x < 3 && length > 0; x++)
        n[x] /= length;
    const float *way = ways ? ways[b->vertex[0]] : NULL;
    at[1] += lift;
    float level = at[1];
    bool found = false;
    for (int round = 0; round < (lift > 0 ? LIFT_ROUNDS : 1); round++) {
        found = soft_nearest(scan, at, n, way, REACH, hit) ||
                soft_nearest(scan, at, n, NULL, REACH, hit);
        if (!found)
            break;
        // the nearest skin lies lower where the throat slopes
        memcpy(at, hit->position, sizeof at);
        at[1] = level;
    }
    return found;
}

void carry_measure_free(struct carried **carried)
{
    if (!*carried)
        return;
    free((*carried)->bearing);
    free(*carried);
    *carried = NULL;
}

/* adds to each landmark's bearing, by `share`, where our body has it */
static bool add_bearings(const struct carry *c, const struct mesh *ours,
                         enum carry_from from, float share, struct bearing *out,
                         struct error *error)
{
    const struct landmark_set *set = &c->catalog->neutral;
    struct catalog catalog = *c->catalog;
    if (from == CARRY_SKIN)
        catalog.bones = NULL;
    struct body *body = body_create(ours, &catalog, set, error);
    for (int i = 0; body && i < set->count; i++) {
        const struct landmark *l = &set->landmark[i];
        struct body_place place = body_landmark(body, l->name, l->side);
        if (!place.found || !place.on_skin)
            continue;
        struct bearing b = bear_site(c, &place.on);
        for (int k = 0; k < b.n; k++)
            bear(&out[i], b.vertex[k], share * b.share[k]);
    }
    bool ok = body != NULL;
    body_destroy(&body);
    return ok;
}

/* what one of the two could not find, the other says alone */
static void fill_shares(struct bearing *b)
{
    float sum = 0;
    for (int k = 0; k < b->n; k++)
        sum += b->share[k];
    for (int k = 0; k < b->n; k++)
        b->share[k] /= sum;
}

struct carried *carry_measure(const struct carry *c, const struct pose *pose, float bone,
                              struct error *error)
{
    const struct landmark_set *set = &c->catalog->neutral;
    struct mesh ours;
    struct carried *out = xcalloc(1, sizeof *out);
    out->bone = bone;
    out->bearing = xcalloc((size_t)set->count + 1, sizeof *out->bearing);
    bool ok = true;
    if (bone > 0) {
        struct pose p = *pose;
        // what is farther from the mean is less believed of the bones
        float most = 1 + 6 * fmaxf(bone - 0.5f, 0);
        for (int i = 0; i < TEMPLATE_SHAPES; i++)
            p.shape[i] = fmaxf(fminf(p.shape[i], most), -most);
        shape_ours(c, &p, &ours);
        ok = add_bearings(c, &ours, CARRY_BONE, bone, out->bearing, error);
        mesh_free(&ours);
    }
    if (ok && bone < 1) {
        shape_ours(c, pose, &ours);
        ok = add_bearings(c, &ours, CARRY_SKIN, 1 - bone, out->bearing, error);
        mesh_free(&ours);
    }
    for (int i = 0; i < set->count; i++)
        fill_shares(&out->bearing[i]);
    if (!ok)
        carry_measure_free(&out);
    return out;
}

bool carry_place(const struct carry *c, const struct carried *carried, const char *name,
                 enum side side, const float (*skin)[3], uint32_t *vertex, float out[3])
{
    const struct landmark_set *set = &c->catalog->neutral;
    for (int i = 0; i < set->count; i++) {
        const struct landmark *l = &set->landmark[i];
        const struct bearing *b = &carried->bearing[i];
        if (l->side != side || !b->n ||
            strcmp(c->catalog->landmark_names.name[l->name], name) != 0)
            continue;
        *vertex = nearest_of(b);
        for (int x = 0; x < 3; x++) {
            out[x] = 0;
            for (int k = 0; k < b->n; k++)
                out[x] += b->share[k] * skin[b->vertex[k]][x];
        }
        return true;
    }
    return false;
}

void carry_landmarks(const struct carry *c, const struct carried *carried,
                     const struct template *t, const struct scan *scan,
                     const float (*ways)[TIPS], struct fit *fit)
{
    const struct landmark_set *set = &c->catalog->neutral;
    float(*normal)[3] = xmalloc(t->n * sizeof *normal);
    soft_normals(t, (const float(*)[3])fit->skin, normal);
    fit->landmark = xcalloc((size_t)set->count + 1, sizeof *fit->landmark);
    fit->refused = xcalloc((size_t)set->count + 1, sizeof *fit->refused);
    for (int i = 0; i < set->count; i++) {
        const struct landmark *from = &set->landmark[i];
        const struct bearing *b = &carried->bearing[i];
        struct bvh_hit hit;
        enum fit_part part = b->n ? part_of(t, b) : FIT_TRUNK;
        enum fit_why why = !b->n ? FIT_OURS_LACKS : FIT_PART_OFF;
        bool found = b->n && fit->part[part][from->side == SIDE_R].fits;
        if (found) {
            why = FIT_NO_SKIN;
            found = find_on_scan(scan, ways, fit, (const float(*)[3])normal, b,
                                 lift_of(c, carried, from) * fit->height, &hit);
        }
        if (!found) {
            fit->refused[fit->n_refused++] =
                (struct fit_refused){from->name, from->side, part, why};
            continue;
        }
        struct landmark *to = &fit->landmark[fit->count++];
        *to = *from;
        to->how = "fitted";
        to->anchored = true;
        to->triangle = hit.site.triangle;
        memcpy(to->weight, hit.site.weight, sizeof to->weight);
    }
    free(normal);
}
