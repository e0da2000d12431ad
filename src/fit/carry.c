/* A place on the fine mesh is a mean of the few vertices of the template around it: those
 * at the corners of the fine quads that meet there. What the mean loses of the curve is
 * made good by the way to the scan's skin. */
#include "fit/carry.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "fit/soft.h"
#include "geom/subdivision.h"

static const float REACH = 0.03f; /* metres from our fitted skin to the scan's */

enum { AROUND = 12 }; /* vertices of the template that bear one landmark, at most */

struct bearing {
    int n;
    uint32_t vertex[AROUND];
    float share[AROUND];
};

struct carry {
    const struct landmark_set *set;
    struct bearing *bearing; /* of each landmark */
    enum fit_part *part;
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

uint32_t carry_vertex(const struct carry *c, const struct landmark_names *names,
                      const char *name, enum side side)
{
    for (int i = 0; i < c->set->count; i++) {
        const struct landmark *l = &c->set->landmark[i];
        if (l->side == side && c->bearing[i].n && !strcmp(names->name[l->name], name))
            return nearest_of(&c->bearing[i]);
    }
    return UINT32_MAX;
}

struct carry *carry_create(const struct template *t, const struct mesh *human,
                           const struct landmark_set *landmarks,
                           const struct landmark_names *names)
{
    (void)names;
    struct carry *c = xcalloc(1, sizeof *c);
    struct bearing *fine = fine_bearings(t);
    c->set = landmarks;
    c->bearing = xcalloc((size_t)landmarks->count + 1, sizeof *c->bearing);
    c->part = xcalloc((size_t)landmarks->count + 1, sizeof *c->part);
    for (int i = 0; i < landmarks->count; i++) {
        const struct landmark *l = &landmarks->landmark[i];
        for (int k = 0; l->anchored && k < 3; k++) {
            const struct bearing *b = &fine[human->triangle[l->triangle][k]];
            for (int j = 0; j < b->n; j++)
                bear(&c->bearing[i], b->vertex[j], l->weight[k] * b->share[j]);
        }
        if (c->bearing[i].n)
            c->part[i] = part_of(t, &c->bearing[i]);
    }
    free(fine);
    return c;
}

void carry_destroy(struct carry **carry)
{
    if (!*carry)
        return;
    free((*carry)->bearing);
    free((*carry)->part);
    free(*carry);
    *carry = NULL;
}

void carry_landmarks(const struct carry *c, const struct template *t,
                     const struct scan *scan, const float (*ways)[TIPS], struct fit *fit)
{
    float(*normal)[3] = xmalloc(t->n * sizeof *normal);
    soft_normals(t, (const float(*)[3])fit->skin, normal);
    fit->landmark = xcalloc((size_t)c->set->count + 1, sizeof *fit->landmark);
    for (int i = 0; i < c->set->count; i++) {
        const struct landmark *from = &c->set->landmark[i];
        const struct bearing *b = &c->bearing[i];
        if (!b->n || !fit->part[c->part[i]][from->side == SIDE_R].fits)
            continue;
        float at[3] = {0}, n[3] = {0};
        for (int k = 0; k < b->n; k++)
            for (int x = 0; x < 3; x++) {
                at[x] += b->share[k] * fit->skin[b->vertex[k]][x];
                n[x] += b->share[k] * normal[b->vertex[k]][x];
            }
        float length = sqrtf(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);
        for (int x = 0; x < 3 && length > 0; x++)
            n[x] /= length;
        struct bvh_hit hit;
        const float *way = ways ? ways[b->vertex[0]] : NULL;
        if (!soft_nearest(scan, at, n, way, REACH, &hit) &&
            !soft_nearest(scan, at, n, NULL, REACH, &hit))
            continue;
        struct landmark *to = &fit->landmark[fit->count++];
        *to = *from;
        to->triangle = hit.site.triangle;
        memcpy(to->weight, hit.site.weight, sizeof to->weight);
    }
    free(normal);
}
