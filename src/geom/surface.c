/* surface.c - neighbours are found by chaining the edges of every vertex: each edge is
 * filed under its lower vertex and waits there for its partner, so that no sorting is
 * needed.
 */
#include "geom/surface.h"

#include <float.h>
#include <stdlib.h>
#include <string.h>

#include <cglm/cglm.h>

#include "base/arena.h"

enum { SLIDE_STEPS = 64 };

// ---------------------------------------------------------------- building

static uint32_t hash_place(const float p[3], uint32_t mask)
{
    uint32_t bits[3], h = 2166136261U;
    float q[3] = {p[0] + 0.0F, p[1] + 0.0F, p[2] + 0.0F}; // -0 and 0 are one place
    memcpy(bits, q, sizeof bits);
    for (int k = 0; k < 3; k++)
        h = (h ^ bits[k]) * 0x9E3779B1U ^ (h >> 15);
    return h & mask;
}

/* same[v] = the first vertex at the place of v */
static uint32_t *weld(const struct mesh *mesh)
{
    uint32_t size = 1024;
    while (size < mesh->n_vertices * 2)
        size *= 2;
    uint32_t *table = xmalloc(size * sizeof *table);
    uint32_t *same = xmalloc(mesh->n_vertices * sizeof *same);
    memset(table, 0xFF, size * sizeof *table);
    for (uint32_t v = 0; v < mesh->n_vertices; v++) {
        uint32_t h = hash_place(mesh->position[v], size - 1);
        while (table[h] != SURFACE_NONE &&
               !glm_vec3_eqv(mesh->position[table[h]], mesh->position[v]))
            h = (h + 1) & (size - 1);
        if (table[h] == SURFACE_NONE)
            table[h] = v;
        same[v] = table[h];
    }
    free(table);
    return same;
}

/* an edge waiting under its lower vertex: 3 * triangle + corner, the next in the chain,
 * and the upper vertex */
struct waiting {
    uint32_t edge, next, upper;
    uint32_t uses;
};

void surface_allocate(struct surface *surface, const struct mesh *mesh)
{
    size_t size = (size_t)mesh->n_triangles * sizeof *surface->neighbour;
    *surface = (struct surface){.mesh = mesh, .neighbour = xmalloc(size)};
}

void surface_create(struct surface *surface, const struct mesh *mesh)
{
    uint32_t n = mesh->n_triangles;
    uint32_t *same = weld(mesh);
    uint32_t *first = xmalloc(mesh->n_vertices * sizeof *first);
    struct waiting *chain = xmalloc((size_t)n * 3 * sizeof *chain);
    uint32_t n_chain = 0;
    memset(first, 0xFF, mesh->n_vertices * sizeof *first);
    surface_allocate(surface, mesh);
    memset(surface->neighbour, 0xFF, (size_t)n * sizeof *surface->neighbour);
    for (uint32_t e = 0; e < n * 3; e++) {
        uint32_t a = same[mesh->triangle[e / 3][e % 3]];
        uint32_t b = same[mesh->triangle[e / 3][(e + 1) % 3]];
        uint32_t lower = a < b ? a : b, upper = a < b ? b : a;
        if (a == b)
            continue;
        uint32_t c = first[lower];
        while (c != SURFACE_NONE && chain[c].upper != upper)
            c = chain[c].next;
        if (c == SURFACE_NONE) {
            chain[n_chain] = (struct waiting){e, first[lower], upper, 1};
            first[lower] = n_chain++;
            continue;
        }
        uint32_t f = chain[c].edge;
        if (++chain[c].uses == 2) {
            surface->neighbour[e / 3][e % 3] = f / 3;
            surface->neighbour[f / 3][f % 3] = e / 3;
        } else if (chain[c].uses == 3) {
            // a third triangle at the edge: nobody passes there
            uint32_t g = surface->neighbour[f / 3][f % 3];
            surface->neighbour[f / 3][f % 3] = SURFACE_NONE;
            for (int k = 0; k < 3; k++)
                if (surface->neighbour[g][k] == f / 3)
                    surface->neighbour[g][k] = SURFACE_NONE;
        }
    }
    for (uint32_t e = 0; e < n * 3; e++)
        surface->n_borders += surface->neighbour[e / 3][e % 3] == SURFACE_NONE;
    free(chain);
    free(first);
    free(same);
}

void surface_free(struct surface *surface)
{
    free(surface->neighbour);
    *surface = (struct surface){0};
}

// ---------------------------------------------------------------- places

void surface_triangle_normal(const struct mesh *mesh, uint32_t triangle, float out[3])
{
    const uint32_t *t = mesh->triangle[triangle];
    vec3 ab, ac;
    glm_vec3_sub(mesh->position[t[1]], mesh->position[t[0]], ab);
    glm_vec3_sub(mesh->position[t[2]], mesh->position[t[0]], ac);
    glm_vec3_crossn(ab, ac, out);
}

enum { ABOUT_MAX = 512 }; /* of a finer skin the nearest so many */

/* what was met, each once, in the order of meeting */
struct met {
    int n;
    uint32_t list[ABOUT_MAX];
    uint32_t slot[4 * ABOUT_MAX]; /* by hash; SURFACE_NONE where nothing is */
};

static void met_nothing(struct met *met)
{
    met->n = 0;
    memset(met->slot, 0xFF, sizeof met->slot);
}

/* appends what is not there yet; false where it was, or nothing fits any more */
static bool note(struct met *met, uint32_t what)
{
    const uint32_t mask = 4 * ABOUT_MAX - 1;
    uint32_t h = what * 0x9E3779B1U >> 16 & mask;
    while (met->slot[h] != SURFACE_NONE && met->slot[h] != what)
        h = (h + 1) & mask;
    if (met->slot[h] == what || met->n == ABOUT_MAX)
        return false;
    met->slot[h] = met->list[met->n++] = what;
    return true;
}

/* How a quad is halved may differ from side to side, so vertices count, each once, and
 * neither areas nor triangles: what is even stays even. */
void surface_normal_about(const struct surface *surface, const struct mesh_site *site,
                          float radius, float out[3])
{
    const struct mesh *mesh = surface->mesh;
    struct met triangle, vertex;
    vec3 at, sum = {0};
    met_nothing(&triangle);
    met_nothing(&vertex);
    note(&triangle, site->triangle);
    mesh_site_position(mesh, site, at);
    for (int i = 0; i < triangle.n; i++) {
        const uint32_t t = triangle.list[i];
        bool within = i == 0; // its own triangle leads on however large it is
        for (int k = 0; k < 3; k++) {
            uint32_t v = mesh->triangle[t][k];
            float d2 = glm_vec3_distance2(mesh->position[v], at);
            float share = 1 - d2 / (radius * radius);
            if (share <= 0)
                continue;
            within = true;
            if (note(&vertex, v))
                glm_vec3_muladds(mesh->normal[v], share * share, sum);
        }
        for (int k = 0; within && k < 3; k++)
            if (surface->neighbour[t][k] != SURFACE_NONE)
                note(&triangle, surface->neighbour[t][k]);
    }
    // few and large triangles: their own normal counts as one vertex at the place
    vec3 own;
    mesh_site_normal(mesh, site, own);
    glm_vec3_add(sum, own, sum);
    if (glm_vec3_norm(sum) < 1e-6F)
        glm_vec3_copy(own, out);
    else
        glm_vec3_normalize_to(sum, out);
}

/* the nearest point of the three edges */
static float nearest_on_edges(const float *const corner[3], const float p[3],
                              float weight[3])
{
    float least = FLT_MAX;
    for (int i = 0; i < 3; i++) {
        int j = (i + 1) % 3;
        float length2 = 0, along = 0, d = 0;
        for (int k = 0; k < 3; k++) {
            float edge = corner[j][k] - corner[i][k];
            length2 += edge * edge;
            along += edge * (p[k] - corner[i][k]);
        }
        float t = length2 > 0 ? along / length2 : 0;
        t = t < 0 ? 0 : t > 1 ? 1 : t;
        for (int k = 0; k < 3; k++) {
            float off = p[k] - corner[i][k] - t * (corner[j][k] - corner[i][k]);
            d += off * off;
        }
        if (d < least) {
            least = d;
            weight[i] = 1 - t;
            weight[j] = t;
            weight[(i + 2) % 3] = 0;
        }
    }
    return least;
}

float surface_nearest_in(const struct mesh *mesh, uint32_t triangle, const float p[3],
                         float weight[3])
{
    const uint32_t *t = mesh->triangle[triangle];
    const float *corner[3] = {mesh->position[t[0]], mesh->position[t[1]],
                              mesh->position[t[2]]};
    float bb = 0, bc = 0, cc = 0, pb = 0, pc = 0;
    for (int k = 0; k < 3; k++) {
        float b = corner[1][k] - corner[0][k], c = corner[2][k] - corner[0][k];
        float q = p[k] - corner[0][k];
        bb += b * b;
        bc += b * c;
        cc += c * c;
        pb += q * b;
        pc += q * c;
    }
    float det = bb * cc - bc * bc;
    if (det > 1e-6F * bb * cc) {
        float v = (cc * pb - bc * pc) / det, w = (bb * pc - bc * pb) / det;
        if (v >= 0 && w >= 0 && v + w <= 1) {
            float d = 0;
            for (int k = 0; k < 3; k++) {
                float off = p[k] - corner[0][k] - v * (corner[1][k] - corner[0][k]) -
                            w * (corner[2][k] - corner[0][k]);
                d += off * off;
            }
            weight[0] = 1 - v - w;
            weight[1] = v;
            weight[2] = w;
            return d;
        }
    }
    return nearest_on_edges(corner, p, weight);
}

/* the best place among the triangles beyond the edges of `triangle`, and beyond theirs
 * (so that a vertex with many triangles is no trap) */
static float best_around(const struct surface *s, uint32_t triangle, const float p[3],
                         struct mesh_site *best)
{
    float least = FLT_MAX;
    for (int k = 0; k < 3; k++) {
        uint32_t n = s->neighbour[triangle][k];
        for (int m = -1; n != SURFACE_NONE && m < 3; m++) {
            uint32_t t = m < 0 ? n : s->neighbour[n][m];
            float weight[3];
            if (t == SURFACE_NONE || t == triangle)
                continue;
            float d = surface_nearest_in(s->mesh, t, p, weight);
            if (d < least) {
                least = d;
                best->triangle = t;
                memcpy(best->weight, weight, sizeof weight);
            }
        }
    }
    return least;
}

float surface_slide(const struct surface *surface, struct mesh_site *site,
                    const float target[3])
{
    float now = surface_nearest_in(surface->mesh, site->triangle, target, site->weight);
    for (int i = 0; i < SLIDE_STEPS; i++) {
        // inside its triangle it is where it should be
        if (site->weight[0] > 0 && site->weight[1] > 0 && site->weight[2] > 0)
            break;
        struct mesh_site best;
        float d = best_around(surface, site->triangle, target, &best);
        if (d >= now * (1 - 1e-5F))
            break;
        now = d;
        *site = best;
    }
    return sqrtf(now);
}
