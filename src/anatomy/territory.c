/* territory.c - a patch is known on one body by its stations, bearings and planes in
 * numbers; that is found once when the body is measured. A place's weight is how far it
 * lies inside all of them, over the width of the soft edge; a region is the best of its
 * patches.
 */
#include "anatomy/territory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cglm/cglm.h>

#include "anatomy/body_internal.h"
#include "base/arena.h"

enum { SMOOTH_ROUNDS = 3 };

/* Territories are told of the standing skin, whose triangles are those of every posture.
 */
static const struct body *ground(const struct body *body)
{
    return body->standing ? body->standing : body;
}

// ---------------------------------------------------------------- measuring

static bool measure_ends(struct eval *ev, const struct region_patch *patch,
                         const struct part_frame *f, struct patch_memo *out)
{
    for (int i = 0; i < 2; i++) {
        struct place place;
        out->station[i] = (float)patch->station[i];
        out->bearing[i] = glm_rad((float)patch->bearing[i]);
        if (patch->station_of[i]) {
            if (!place_eval(ev, patch->station_of[i], &place))
                return false;
            out->station[i] = part_frame_station(f, place.position) / f->length;
        }
        if (patch->bearing_of[i]) {
            if (!place_eval(ev, patch->bearing_of[i], &place))
                return false;
            out->bearing[i] = part_frame_bearing(f, place.position);
        }
    }
    return true;
}

static void measure_patch(struct body *body, const struct region_patch *patch,
                          enum side side, struct patch_memo *out)
{
    struct eval ev = {.body = body, .side = side};
    const struct part_frame *f = part_frame_build(body, patch->part, side);
    bool ok = f->known == KNOWN && measure_ends(&ev, patch, f, out);
    for (int i = 0; ok && i < patch->n_planes; i++)
        ok = plane_eval(&ev, &patch->plane[i], &out->plane[i]);
    out->known = ok;
}

static void measure_place(struct body *body, const struct expr *e, enum side side,
                          struct place_memo *memo)
{
    struct eval ev = {.body = body, .side = side};
    *memo = (struct place_memo){.known = MISSING};
    if (!e)
        return;
    if (place_eval(&ev, e, &memo->place) && place_skin_nearest(&ev, &memo->place, 0.03F))
        memo->known = KNOWN;
    memo->why = ev.why;
}

void territory_measure(struct body *body)
{
    const struct catalog *c = body->catalog;
    for (int s = SIDE_L; s <= SIDE_R; s++) {
        for (int i = 0; i < c->n_regions; i++) {
            const struct region *region = &c->region[i];
            for (int k = 0; k < region->n_patches; k++)
                measure_patch(body, &region->patch[k], (enum side)s,
                              &body->patch[i][k][s]);
            measure_place(body, region->test_spot, (enum side)s, &body->test_spot[i][s]);
        }
        for (int i = 0; i < c->n_axons; i++)
            measure_place(body, c->axon[i].from, (enum side)s, &body->axon[i][s]);
    }
}

// ---------------------------------------------------------------- one place

/* metres inside the range of bearings; negative outside */
static float bearing_depth(const struct patch_memo *memo, float bearing, float radius)
{
    const float round = 2 * GLM_PIf;
    float span = fmodf(memo->bearing[1] - memo->bearing[0] + 2 * round, round);
    float from = fmodf(bearing - memo->bearing[0] + 2 * round, round);
    float inside =
        from <= span ? fminf(from, span - from) : -fminf(from - span, round - from);
    return inside * radius;
}

/* metres inside a patch */
static float patch_depth(const struct body *body, const struct region_patch *patch,
                         const struct patch_memo *memo, enum side side, const float p[3])
{
    const struct part_frame *f = &body->frame[patch->part][side];
    float station = part_frame_station(f, p);
    float depth = fminf(station - memo->station[0] * f->length,
                        memo->station[1] * f->length - station);
    if (patch->has_bearing) {
        vec3 centre;
        part_frame_centre(f, station, centre);
        float radius = glm_vec3_distance(centre, (float *)p);
        depth = fminf(depth, bearing_depth(memo, part_frame_bearing(f, p), radius));
    }
    for (int i = 0; i < patch->n_planes; i++)
        depth = fminf(depth, plane_depth(&memo->plane[i], p));
    return depth;
}

static float soft(float depth, double edge_mm)
{
    float edge = (float)edge_mm / 1000;
    if (edge <= 0)
        return depth >= 0 ? 1 : 0;
    return glm_clamp(0.5F + depth / (2 * edge), 0, 1);
}

/* whether the triangle's part is the patch's, on that side */
static bool on_part(const struct body *body, uint32_t triangle,
                    const struct region_patch *patch, enum side side)
{
    return body->part[triangle] == patch->part &&
           (body->side[triangle] == SIDE_M || body->side[triangle] == side);
}

static float weight_on(const struct body *body, int region, enum side side,
                       uint32_t triangle, const float p[3])
{
    const struct region *r = &body->catalog->region[region];
    float best = 0;
    for (int i = 0; i < r->n_patches; i++) {
        const struct patch_memo *memo = &body->patch[region][i][side];
        if (!memo->known || !on_part(body, triangle, &r->patch[i], side))
            continue;
        float weight = soft(patch_depth(body, &r->patch[i], memo, side, p), r->edge_mm);
        best = fmaxf(best, weight);
    }
    return best;
}

float territory_weight_at(const struct body *posed, int region, enum side side,
                          const struct mesh_site *place)
{
    const struct body *body = ground(posed);
    vec3 p;
    mesh_site_position(body->mesh, place, p);
    if (side != SIDE_M)
        return weight_on(body, region, side, place->triangle, p);
    return fmaxf(weight_on(body, region, SIDE_L, place->triangle, p),
                 weight_on(body, region, SIDE_R, place->triangle, p));
}

static int symptom_region(const struct body *body, uint32_t triangle, const float p[3],
                          enum side side)
{
    const struct catalog *c = body->catalog;
    for (int i = 0; i < c->n_regions; i++) {
        const struct region *r = &c->region[i];
        for (int k = 0; r->kind == REGION_SYMPTOM && k < r->n_patches; k++) {
            const struct patch_memo *memo = &body->patch[i][k][side];
            if (memo->known && on_part(body, triangle, &r->patch[k], side) &&
                patch_depth(body, &r->patch[k], memo, side, p) >= 0)
                return i;
        }
    }
    return -1;
}

/* the side of a triangle, for those of the midline the half where p lies */
static enum side side_at(const struct body *body, uint32_t triangle, const float p[3])
{
    if (body->side[triangle] != SIDE_M)
        return (enum side)body->side[triangle];
    return p[0] < body->midline ? SIDE_R : SIDE_L;
}

int territory_region_at(const struct body *posed, const struct mesh_site *place,
                        enum side *side)
{
    const struct body *body = ground(posed);
    vec3 p;
    mesh_site_position(body->mesh, place, p);
    enum side own = side_at(body, place->triangle, p);
    if (side)
        *side = own;
    return symptom_region(body, place->triangle, p, own);
}

// ---------------------------------------------------------------- every vertex

static void patch_weights(const struct body *body, int region, int patch, enum side side,
                          uint8_t *done, uint8_t *weight)
{
    const struct mesh *mesh = body->mesh;
    const struct region *r = &body->catalog->region[region];
    const struct patch_memo *memo = &body->patch[region][patch][side];
    memset(done, 0, mesh->n_vertices);
    for (uint32_t t = 0; t < mesh->n_triangles; t++) {
        if (!on_part(body, t, &r->patch[patch], side))
            continue;
        for (int k = 0; k < 3; k++) {
            uint32_t v = mesh->triangle[t][k];
            if (done[v])
                continue;
            done[v] = 1;
            float depth =
                patch_depth(body, &r->patch[patch], memo, side, mesh->position[v]);
            uint8_t w = (uint8_t)(soft(depth, r->edge_mm) * 255 + 0.5F);
            weight[v] = w > weight[v] ? w : weight[v];
        }
    }
}

/* Parts end at the edges of triangles, which shows as teeth on a coarse skin: each round
 * takes the mean of a vertex and what its triangles hold. Fixed point, so that a
 * territory that holds another still does. */
void territory_soften(const struct body *posed, uint8_t *weight)
{
    const struct body *body = ground(posed);
    const struct mesh *mesh = body->mesh;
    uint32_t n = mesh->n_vertices;
    uint32_t *sum = xmalloc(n * sizeof *sum), *count = xmalloc(n * sizeof *count);
    uint32_t *now = xmalloc(n * sizeof *now);
    for (uint32_t v = 0; v < n; v++)
        now[v] = (uint32_t)weight[v] << 16;
    for (int round = 0; round < SMOOTH_ROUNDS; round++) {
        memset(sum, 0, n * sizeof *sum);
        memset(count, 0, n * sizeof *count);
        for (uint32_t t = 0; t < mesh->n_triangles; t++) {
            const uint32_t *c = mesh->triangle[t];
            uint32_t mean = now[c[0]] / 3 + now[c[1]] / 3 + now[c[2]] / 3;
            for (int k = 0; k < 3; k++) {
                sum[c[k]] += mean >> 4;
                count[c[k]]++;
            }
        }
        for (uint32_t v = 0; v < n; v++)
            if (count[v])
                now[v] = sum[v] / count[v] << 4;
    }
    for (uint32_t v = 0; v < n; v++)
        weight[v] = (uint8_t)((now[v] + (1U << 15)) >> 16);
    free(sum);
    free(count);
    free(now);
}

bool territory_weights(const struct body *posed, int region, enum side side,
                       uint8_t *weight)
{
    const struct body *body = ground(posed);
    const struct region *r = &body->catalog->region[region];
    uint8_t *done = xmalloc(body->mesh->n_vertices);
    bool any = false;
    memset(weight, 0, body->mesh->n_vertices);
    for (int s = SIDE_L; s <= SIDE_R; s++) {
        if (side != SIDE_M && (int)side != s)
            continue;
        for (int i = 0; i < r->n_patches; i++) {
            if (!body->patch[region][i][s].known)
                continue;
            patch_weights(body, region, i, (enum side)s, done, weight);
            any = true;
        }
    }
    free(done);
    if (any)
        territory_soften(body, weight);
    return any;
}

void territory_regions(const struct body *posed, uint8_t *region, uint8_t *side)
{
    const struct body *body = ground(posed);
    const struct mesh *mesh = body->mesh;
    memset(region, 255, mesh->n_vertices);
    if (side)
        memset(side, SIDE_M, mesh->n_vertices);
    for (uint32_t t = 0; t < mesh->n_triangles; t++) {
        for (int k = 0; k < 3; k++) {
            uint32_t v = mesh->triangle[t][k];
            if (region[v] != 255)
                continue;
            enum side own = side_at(body, t, mesh->position[v]);
            int found = symptom_region(body, t, mesh->position[v], own);
            if (found < 0)
                continue;
            region[v] = (uint8_t)found;
            if (side)
                side[v] = (uint8_t)own;
        }
    }
}

// ---------------------------------------------------------------- axons

/* metres from the root to station 0 of the part at `level`, or NAN */
static float length_before(const struct body *body, const struct axon *axon, int index,
                           enum side side, int level)
{
    const struct place_memo *root = &body->axon[index][side];
    if (root->known != KNOWN)
        return NAN;
    float sum = 0;
    for (int i = 0; i < level; i++) {
        // the levels before the last hold one part each
        int part = __builtin_ctzl(axon->level[i]);
        const struct part_frame *f = &body->frame[part][side];
        if (f->known != KNOWN)
            return NAN;
        if (i == 0)
            sum +=
                glm_vec3_distance((float *)root->place.position, (float *)f->centre[0]);
        sum += f->length;
    }
    return sum;
}

/* the part's own share and what lies before it */
static bool find_axon(const struct body *body, int part, enum side side, float *before)
{
    const struct catalog *c = body->catalog;
    for (int i = 0; i < c->n_axons; i++) {
        for (int k = 0; k < c->axon[i].n_levels; k++) {
            if (!(c->axon[i].level[k] >> part & 1))
                continue;
            *before = length_before(body, &c->axon[i], i, side, k);
            const struct place_memo *root = &body->axon[i][side];
            if (k == 0 && root->known == KNOWN)
                *before = glm_vec3_distance((float *)root->place.position,
                                            (float *)body->frame[part][side].centre[0]);
            return !isnan(*before);
        }
    }
    return false;
}

float territory_axon_lengths(const struct body *posed, float *length)
{
    const struct body *body = ground(posed);
    const struct mesh *mesh = body->mesh;
    float longest = 0;
    float before[32][SIDES];
    bool has[32][SIDES] = {{false}};
    for (int i = 0; i < body->catalog->n_parts; i++)
        for (int s = SIDE_L; s <= SIDE_R; s++)
            has[i][s] = body->frame[i][s].known == KNOWN &&
                        find_axon(body, i, (enum side)s, &before[i][s]);
    for (uint32_t v = 0; v < mesh->n_vertices; v++)
        length[v] = NAN;
    for (uint32_t t = 0; t < mesh->n_triangles; t++) {
        int part = body->part[t], side = body->side[t];
        if (part == NO_PART || !has[part][side])
            continue;
        for (int k = 0; k < 3; k++) {
            uint32_t v = mesh->triangle[t][k];
            float way =
                before[part][side] +
                fmaxf(0, part_frame_station(&body->frame[part][side], mesh->position[v]));
            length[v] = isnan(length[v]) ? way : fmaxf(length[v], way);
            longest = fmaxf(longest, length[v]);
        }
    }
    return longest;
}

// ---------------------------------------------------------------- spots

bool territory_middle(const struct body *posed, int region, enum side side,
                      struct mesh_site *place)
{
    const struct body *body = ground(posed);
    const struct mesh *mesh = body->mesh;
    uint8_t *weight = xmalloc(mesh->n_vertices);
    double sum[3] = {0}, total = 0;
    bool ok = territory_weights(body, region, side, weight);
    unsigned long parts = 0;
    const struct region *r = &body->catalog->region[region];
    for (int i = 0; i < r->n_patches; i++)
        parts |= 1UL << r->patch[i].part;
    for (uint32_t v = 0; v < mesh->n_vertices; v++) {
        total += weight[v];
        for (int k = 0; k < 3; k++)
            sum[k] += (double)mesh->position[v][k] * weight[v];
    }
    free(weight);
    if (!ok || total <= 0)
        return false;
    struct bvh_hit hit;
    float middle[3];
    for (int k = 0; k < 3; k++)
        middle[k] = (float)(sum[k] / total);
    if (!body_skin(body, middle, parts, side, 0.5F, &hit))
        return false;
    *place = hit.site;
    return true;
}

struct body_place territory_test_spot(const struct body *body, int region, enum side side)
{
    const struct place_memo *memo = &body->test_spot[region][side];
    struct body_place out = {.found = memo->known == KNOWN, .why = memo->why};
    if (!out.found) {
        if (!out.why)
            out.why = "no test spot is recorded";
        return out;
    }
    glm_vec3_copy((float *)memo->place.position, out.position);
    out.on_skin = true;
    out.on = memo->place.on;
    mesh_site_normal(body->mesh, &out.on, out.normal);
    return out;
}
