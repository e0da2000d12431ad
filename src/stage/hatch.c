#include "stage/hatch.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "anatomy/territory.h"
#include "base/arena.h"

enum { REGIONS = 16 /* that are hatched at once */ };

#define SPACING 0.011f /* metres between two lines */
#define INSIDE 0.5f    /* of a region's weight, from which a place lies in it */

struct region_on {
    int region; /* of the catalogue */
    enum side side;
};

struct end {
    float at[3], normal[3];
    uint64_t edge; /* of the mesh, on which it lies; 0 = within a triangle */
};

struct segment {
    struct end end[2];
    bool taken;
};

struct hatch {
    struct region_on region[REGIONS];
    int n_regions;
    uint32_t subject_version, color;
    bool made;
    uint8_t *weight;
    float (*position)[3], (*normal)[3];
    uint32_t n_places, room;
    struct line {
        uint32_t first, n;
    } * line;
    uint32_t n_lines, room_lines;
    struct segment *segment; /* of the plane at hand */
    uint32_t n_segments, room_segments;
    struct scene_course *course; /* those that came, and the lines */
    uint32_t version, made_version, seen_version, course_version;
};

struct hatch *hatch_create(void)
{
    return xcalloc(1, sizeof(struct hatch));
}

void hatch_destroy(struct hatch **hatch)
{
    struct hatch *h = hatch ? *hatch : NULL;
    if (!h)
        return;
    free(h->weight);
    free(h->position);
    free(h->normal);
    free(h->line);
    free(h->segment);
    free(h->course);
    free(h);
    *hatch = NULL;
}

// ---------------------------------------------------------------- which regions

/* Its place is known: from the plan, or told in the session; or in the session it is of
 * no more, or no present, concern. */
static bool needs_none(const struct session *s, const struct plan_point *p)
{
    float at[3];
    int i = s ? session_find(s, p->code, p->side, NULL) : -1;
    bool now = i < 0 || (s->points[i].position == s->position &&
                         s->points[i].state != SESSION_POINT_OUT &&
                         s->points[i].state != SESSION_POINT_SKIPPED);
    return p->has_at || !now || (s && session_place_of(s, p->code, p->side, at));
}

static int regions_of(const struct hatch_params *p, struct region_on *out)
{
    const struct catalog *c = subject_catalog(p->subject);
    int n = 0;
    for (int i = 0; p->plan && i < p->plan->n_points && n < REGIONS; i++) {
        const struct plan_point *point = &p->plan->points[i];
        const struct region *region =
            point->region ? catalog_region(c, point->region) : NULL;
        struct region_on on = {region ? (int)(region - c->region) : -1,
                               side_of(point->side)};
        bool known = !region || needs_none(p->session, point);
        for (int k = 0; k < n; k++)
            known = known || (out[k].region == on.region && out[k].side == on.side);
        if (!known)
            out[n++] = on;
    }
    return n;
}

// ---------------------------------------------------------------- lines over the skin

static float height(const float p[3])
{
    // slanting, and level on no limb
    const float across = 0.9f, deep = 0.9f;
    return (p[1] + across * p[0] + deep * p[2]) /
           sqrtf(1 + across * across + deep * deep);
}

static void mix(const float a[3], const float b[3], float t, float out[3])
{
    for (int k = 0; k < 3; k++)
        out[k] = a[k] + t * (b[k] - a[k]);
}

/* where the plane meets the edge; the share of the region there in *weight */
static bool cross(const struct hatch *h, const struct mesh *m, uint32_t a, uint32_t b,
                  float level, struct end *end, float *weight)
{
    float ha = height(m->position[a]) - level, hb = height(m->position[b]) - level;
    if ((ha < 0) == (hb < 0))
        return false;
    float t = ha / (ha - hb);
    mix(m->position[a], m->position[b], t, end->at);
    mix(m->normal[a], m->normal[b], t, end->normal);
    *weight =
        ((float)h->weight[a] + t * ((float)h->weight[b] - (float)h->weight[a])) / 255;
    uint32_t low = a < b ? a : b, high = a < b ? b : a;
    end->edge = ((uint64_t)high << 32 | low) + 1;
    return true;
}

/* what of it lies in the region */
static bool clip(struct end end[2], const float weight[2])
{
    bool in[2] = {weight[0] >= INSIDE, weight[1] >= INSIDE};
    if (!in[0] && !in[1])
        return false;
    if (in[0] && in[1])
        return true;
    int out = in[0] ? 1 : 0;
    float t = (INSIDE - weight[!out]) / (weight[out] - weight[!out]);
    struct end kept = end[!out], cut = {.edge = 0};
    mix(kept.at, end[out].at, t, cut.at);
    mix(kept.normal, end[out].normal, t, cut.normal);
    end[out] = cut;
    return true;
}

static void cut_triangle(struct hatch *h, const struct mesh *m, const uint32_t corner[3],
                         float level)
{
    struct segment s = {0};
    float weight[2];
    int n = 0;
    for (int e = 0; e < 3 && n < 2; e++)
        n += cross(h, m, corner[e], corner[(e + 1) % 3], level, &s.end[n], &weight[n]);
    if (n < 2 || !clip(s.end, weight))
        return;
    if (h->n_segments == h->room_segments) {
        h->room_segments = h->room_segments ? 2 * h->room_segments : 256;
        h->segment = xrealloc(h->segment, h->room_segments * sizeof *h->segment);
    }
    h->segment[h->n_segments++] = s;
}

static void add_place(struct hatch *h, const struct end *end)
{
    if (h->n_places == h->room) {
        h->room = h->room ? 2 * h->room : 1024;
        h->position = xrealloc(h->position, h->room * sizeof *h->position);
        h->normal = xrealloc(h->normal, h->room * sizeof *h->normal);
    }
    memcpy(h->position[h->n_places], end->at, sizeof end->at);
    memcpy(h->normal[h->n_places], end->normal, sizeof end->normal);
    h->n_places++;
}

/* the segment that goes on from an edge; its other end in *next */
static bool go_on(struct hatch *h, uint64_t edge, struct end *next)
{
    for (uint32_t i = 0; edge && i < h->n_segments; i++)
        for (int e = 0; e < 2; e++)
            if (!h->segment[i].taken && h->segment[i].end[e].edge == edge) {
                h->segment[i].taken = true;
                *next = h->segment[i].end[!e];
                return true;
            }
    return false;
}

static void reverse(struct hatch *h, uint32_t first)
{
    for (uint32_t a = first, b = h->n_places - 1; a < b; a++, b--)
        for (int k = 0; k < 3; k++) {
            float p = h->position[a][k], q = h->normal[a][k];
            h->position[a][k] = h->position[b][k];
            h->normal[a][k] = h->normal[b][k];
            h->position[b][k] = p;
            h->normal[b][k] = q;
        }
}

/* the segments of one plane, joined where they meet on an edge */
static void join(struct hatch *h)
{
    for (uint32_t i = 0; i < h->n_segments; i++) {
        struct segment *s = &h->segment[i];
        struct end at;
        if (s->taken)
            continue;
        s->taken = true;
        struct line line = {.first = h->n_places};
        add_place(h, &s->end[0]);
        add_place(h, &s->end[1]);
        for (uint64_t e = s->end[1].edge; go_on(h, e, &at); e = at.edge)
            add_place(h, &at);
        reverse(h, line.first);
        for (uint64_t e = h->segment[i].end[0].edge; go_on(h, e, &at); e = at.edge)
            add_place(h, &at);
        line.n = h->n_places - line.first;
        if (h->n_lines == h->room_lines) {
            h->room_lines = h->room_lines ? 2 * h->room_lines : 128;
            h->line = xrealloc(h->line, h->room_lines * sizeof *h->line);
        }
        h->line[h->n_lines++] = line;
    }
}

static bool touches(const struct hatch *h, const uint32_t corner[3])
{
    return h->weight[corner[0]] || h->weight[corner[1]] || h->weight[corner[2]];
}

static void hatch_region(struct hatch *h, const struct subject *subject,
                         const struct region_on *on)
{
    const struct mesh *m = subject_mesh(subject);
    float low = INFINITY, high = -INFINITY;
    if (!territory_weights(subject_body(subject), on->region, on->side, h->weight))
        return;
    for (uint32_t v = 0; v < m->n_vertices; v++) {
        if (!h->weight[v])
            continue;
        low = fminf(low, height(m->position[v]));
        high = fmaxf(high, height(m->position[v]));
    }
    for (float level = ceilf(low / SPACING) * SPACING; level < high; level += SPACING) {
        h->n_segments = 0;
        for (uint32_t t = 0; t < m->n_triangles; t++)
            if (touches(h, m->triangle[t]))
                cut_triangle(h, m, m->triangle[t], level);
        join(h);
    }
}

// ---------------------------------------------------------------- the whole

static bool is_made(const struct hatch *h, const struct hatch_params *p,
                    const struct region_on *region, int n)
{
    if (!h->made || h->subject_version != subject_version(p->subject) ||
        h->n_regions != n || h->color != p->color)
        return false;
    for (int i = 0; i < n; i++)
        if (region[i].region != h->region[i].region ||
            region[i].side != h->region[i].side)
            return false;
    return true;
}

static void make(struct hatch *h, const struct hatch_params *p,
                 const struct region_on *region, int n)
{
    bool had = h->n_lines > 0;
    h->n_places = h->n_lines = 0;
    h->n_regions = n;
    if (n)
        memcpy(h->region, region, (size_t)n * sizeof *region);
    if (n)
        h->weight = xrealloc(h->weight, subject_mesh(p->subject)->n_vertices);
    for (int i = 0; i < n; i++)
        hatch_region(h, p->subject, &region[i]);
    h->subject_version = subject_version(p->subject);
    h->color = p->color;
    h->made = true;
    h->version += had || h->n_lines;
}

const struct scene_course *hatch_build(struct hatch *h, const struct hatch_params *p,
                                       const struct scene_course *course, uint32_t *n,
                                       uint32_t *version)
{
    struct region_on region[REGIONS];
    int n_regions = regions_of(p, region);
    if (!is_made(h, p, region, n_regions))
        make(h, p, region, n_regions);
    // another number where the channels' has changed, or ours
    h->course_version += *version != h->seen_version || h->version != h->made_version;
    h->seen_version = *version;
    h->made_version = h->version;
    if (!h->n_lines) {
        *version = h->course_version;
        return course;
    }
    h->course = xrealloc(h->course, (*n + h->n_lines) * sizeof *h->course);
    if (*n)
        memcpy(h->course, course, *n * sizeof *course);
    for (uint32_t i = 0; i < h->n_lines; i++)
        h->course[*n + i] = (struct scene_course){
            .position = (const float(*)[3])(h->position + h->line[i].first),
            .normal = (const float(*)[3])(h->normal + h->line[i].first),
            .n = h->line[i].n,
            .color = h->color,
            .hatch = true};
    *n += h->n_lines;
    *version = h->course_version;
    return h->course;
}
