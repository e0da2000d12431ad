#include "fit/scan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum { CANDIDATES = 7 };
static const float CELL = 0.008f; /* metres */
/* a choice that puts left and right against the picture is this much worse */
static const float SIDES_SWAPPED = 0.1f;

static void take_faces(struct scan *s)
{
    const struct mesh *m = s->mesh;
    s->face = xcalloc(m->n_triangles + 1, sizeof *s->face);
    for (uint32_t t = 0; t < m->n_triangles; t++) {
        float u[3], v[3];
        for (int k = 0; k < 3; k++) {
            u[k] = m->position[m->triangle[t][1]][k] - m->position[m->triangle[t][0]][k];
            v[k] = m->position[m->triangle[t][2]][k] - m->position[m->triangle[t][0]][k];
        }
        float n[3] = {u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2],
                      u[0] * v[1] - u[1] * v[0]};
        float length = sqrtf(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);
        for (int k = 0; k < 3 && length > 0; k++)
            s->face[t][k] = n[k] / length;
    }
}

static struct scan *begin(const struct mesh *mesh)
{
    struct scan *s = xcalloc(1, sizeof *s);
    s->mesh = mesh;
    s->bvh = bvh_create(mesh);
    s->graph = graph_create(mesh, CELL);
    s->way = xcalloc(s->graph->n + 1, sizeof *s->way);
    take_faces(s);
    return s;
}

static void take_ways(struct scan *s, float *const distance[TIPS])
{
    for (uint32_t i = 0; i < s->graph->n; i++)
        for (int t = 0; t < TIPS; t++)
            s->way[i][t] = distance[t][i] < INFINITY ? distance[t][i] / s->height : 9;
}

struct choice {
    int of[TIPS]; /* candidates */
    float mismatch, height;
};

/* how unlike ours the ways between these are, after the best scale */
static void judge(struct choice *c, const struct scan_ways *ours,
                  const float (*apart)[CANDIDATES], const float (*place)[3])
{
    double over = 0, under = 0, sum = 0;
    for (int a = 0; a < TIPS; a++)
        for (int b = 0; b < a; b++) {
            double d = (double)apart[c->of[a]][c->of[b]], w = (double)ours->way[a][b];
            over += d * w;
            under += w * w;
        }
    c->height = (float)(over / under);
    for (int a = 0; a < TIPS; a++)
        for (int b = 0; b < a; b++) {
            double off = (double)apart[c->of[a]][c->of[b]] / (double)c->height -
                         (double)ours->way[a][b];
            sum += off * off;
        }
    c->mismatch = (float)sqrt(sum / 10);
    float feet = place[c->of[TIP_FOOT_L]][0] - place[c->of[TIP_FOOT_R]][0];
    float hands = place[c->of[TIP_HAND_L]][0] - place[c->of[TIP_HAND_R]][0];
    c->mismatch += (feet < 0 ? SIDES_SWAPPED : 0) + (hands < 0 ? SIDES_SWAPPED : 0);
}

/* every assignment of candidates to tips, depth first */
static void try_all(struct choice *now, int depth, const struct scan_ways *ours,
                    const float (*apart)[CANDIDATES], const float (*place)[3],
                    struct choice *best)
{
    if (depth == TIPS) {
        judge(now, ours, apart, place);
        if (now->mismatch < best->mismatch)
            *best = *now;
        return;
    }
    for (int i = 0; i < CANDIDATES; i++) {
        bool used = false;
        for (int d = 0; d < depth; d++)
            used |= now->of[d] == i;
        if (used)
            continue;
        now->of[depth] = i;
        try_all(now, depth + 1, ours, apart, place, best);
    }
}

struct scan *scan_create(const struct mesh *mesh, const struct scan_ways *ours)
{
    struct scan *s = begin(mesh);
    uint32_t tip[CANDIDATES];
    float *distance[CANDIDATES], apart[CANDIDATES][CANDIDATES], place[CANDIDATES][3];
    for (int i = 0; i < CANDIDATES; i++)
        distance[i] = xmalloc((s->graph->n + 1) * sizeof **distance);
    graph_tips(s->graph, CANDIDATES, tip, distance);
    for (int i = 0; i < CANDIDATES; i++) {
        memcpy(place[i], s->graph->place[tip[i]], sizeof place[i]);
        for (int j = 0; j < CANDIDATES; j++)
            apart[i][j] = fminf(distance[i][tip[j]], 1e6f);
    }
    struct choice now, best = {.mismatch = INFINITY, .height = 1};
    try_all(&now, 0, ours, (const float(*)[CANDIDATES])apart, (const float(*)[3])place,
            &best);
    s->height = best.height;
    s->mismatch = best.mismatch;
    float *chosen[TIPS];
    for (int t = 0; t < TIPS; t++) {
        chosen[t] = distance[best.of[t]];
        memcpy(s->tip[t], place[best.of[t]], sizeof s->tip[t]);
    }
    take_ways(s, chosen);
    for (int i = 0; i < CANDIDATES; i++)
        free(distance[i]);
    return s;
}

struct scan *scan_own(const struct mesh *mesh, const float tip[TIPS][3], float height,
                      struct scan_ways *ours)
{
    struct scan *s = begin(mesh);
    float *distance[TIPS];
    uint32_t node[TIPS];
    s->height = height;
    for (int t = 0; t < TIPS; t++) {
        distance[t] = xmalloc((s->graph->n + 1) * sizeof **distance);
        node[t] = graph_nearest(s->graph, tip[t]);
        memcpy(s->tip[t], s->graph->place[node[t]], sizeof s->tip[t]);
        graph_distances(s->graph, node[t], distance[t]);
    }
    for (int a = 0; a < TIPS; a++)
        for (int b = 0; b < TIPS; b++)
            ours->way[a][b] = distance[a][node[b]] / height;
    take_ways(s, distance);
    for (int t = 0; t < TIPS; t++)
        free(distance[t]);
    return s;
}

void scan_destroy(struct scan **scan)
{
    if (!*scan)
        return;
    bvh_destroy(&(*scan)->bvh);
    graph_destroy(&(*scan)->graph);
    free((*scan)->face);
    free((*scan)->way);
    free(*scan);
    *scan = NULL;
}

const float *scan_way(const struct scan *s, uint32_t triangle)
{
    return s->way[s->graph->node_of[s->mesh->triangle[triangle][0]]];
}

bool scan_band(const struct scan *s, enum scan_tip tip, float way, float width,
               float out[3])
{
    float min[3], max[3];
    bool any = false;
    for (uint32_t i = 0; i < s->graph->n; i++) {
        const float *w = s->way[i];
        if (fabsf(w[tip] - way) > width)
            continue;
        bool nearest = true;
        for (int t = 0; t < TIPS; t++)
            nearest &= w[t] >= w[tip];
        if (!nearest)
            continue;
        for (int k = 0; k < 3; k++) {
            min[k] = any ? fminf(min[k], s->graph->place[i][k]) : s->graph->place[i][k];
            max[k] = any ? fmaxf(max[k], s->graph->place[i][k]) : s->graph->place[i][k];
        }
        any = true;
    }
    for (int k = 0; k < 3 && any; k++)
        out[k] = (min[k] + max[k]) / 2;
    return any;
}
