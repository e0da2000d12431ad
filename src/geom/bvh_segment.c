/* The distance from a segment to a surface: where it goes through, none; else it is
 * reached at an end of the segment or at an edge of a triangle. Segment to segment after
 * C. Ericson, Real-Time Collision Detection (2005), 5.1.9. */
#include <float.h>
#include <math.h>
#include <string.h>

#include "geom/bvh_tree.h"
#include "geom/surface.h"

struct segment {
    float from[3], along[3]; /* along: to the end, not unit */
    float length2;
    float min[3], max[3];
};

static float dot3(const float a[3], const float b[3])
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

static float unit_clamp(float x)
{
    return x < 0 ? 0 : x > 1 ? 1 : x;
}

/* No place of the box is nearer than this, squared: by the segment's own box, and by the
 * ball round the box. */
static float box_bound(const struct segment *s, const struct bvh_box *b)
{
    float sum = 0, off[3], radius2 = 0;
    for (int k = 0; k < 3; k++) {
        float d = s->max[k] < b->min[k]   ? b->min[k] - s->max[k]
                  : s->min[k] > b->max[k] ? s->min[k] - b->max[k]
                                          : 0;
        float half = (b->max[k] - b->min[k]) / 2;
        sum += d * d;
        radius2 += half * half;
        off[k] = b->min[k] + half - s->from[k];
    }
    float t = s->length2 > 0 ? unit_clamp(dot3(off, s->along) / s->length2) : 0;
    for (int k = 0; k < 3; k++)
        off[k] -= t * s->along[k];
    float gap = sqrtf(dot3(off, off)) - sqrtf(radius2);
    return gap > 0 && gap * gap > sum ? gap * gap : sum;
}

/* squared distance from the segment to the edge p q; where on both */
static float to_edge(const struct segment *s, const float p[3], const float q[3],
                     float *on_segment, float *on_edge)
{
    float d2[3], r[3], gap[3];
    for (int k = 0; k < 3; k++) {
        d2[k] = q[k] - p[k];
        r[k] = s->from[k] - p[k];
    }
    float a = s->length2, e = dot3(d2, d2), f = dot3(d2, r), c = dot3(s->along, r);
    float b = dot3(s->along, d2), denominator = a * e - b * b;
    float t = denominator > 1e-7f * a * e ? unit_clamp((b * f - c * e) / denominator) : 0;
    float u = e > 0 ? (b * t + f) / e : 0;
    if (u < 0 || u > 1) {
        u = unit_clamp(u);
        t = a > 0 ? unit_clamp((b * u - c) / a) : 0;
    }
    for (int k = 0; k < 3; k++)
        gap[k] = r[k] + t * s->along[k] - u * d2[k];
    *on_segment = t;
    *on_edge = u;
    return dot3(gap, gap);
}

struct best {
    float distance2, share;
    uint32_t triangle;
    float weight[3];
};

static void cross3(const float a[3], const float b[3], float out[3])
{
    out[0] = a[1] * b[2] - a[2] * b[1];
    out[1] = a[2] * b[0] - a[0] * b[2];
    out[2] = a[0] * b[1] - a[1] * b[0];
}

static void from_to(const float a[3], const float b[3], float out[3])
{
    for (int k = 0; k < 3; k++)
        out[k] = b[k] - a[k];
}

/* a triangle's plane: n across it, not unit; heights of both ends times its length */
struct plane {
    float n[3], n2;
    float height[2];
};

static struct plane plane_of(const struct segment *s, const struct bvh_corners *c)
{
    struct plane plane;
    float ab[3], ac[3], off[3];
    from_to(c->p[0], c->p[1], ab);
    from_to(c->p[0], c->p[2], ac);
    from_to(c->p[0], s->from, off);
    cross3(ab, ac, plane.n);
    plane.n2 = dot3(plane.n, plane.n);
    plane.height[0] = dot3(off, plane.n);
    plane.height[1] = plane.height[0] + dot3(s->along, plane.n);
    return plane;
}

/* Weights of the place of the plane over which p stands; false outside the triangle. */
static bool stands_over(const struct bvh_corners *c, const struct plane *plane,
                        const float p[3], float weight[3])
{
    for (int i = 0; i < 3; i++) {
        float edge[3], to[3], cross[3];
        int j = (i + 1) % 3;
        from_to(c->p[i], c->p[j], edge);
        from_to(c->p[i], p, to);
        cross3(edge, to, cross);
        float w = dot3(cross, plane->n);
        if (w < 0)
            return false;
        weight[(i + 2) % 3] = w / plane->n2;
    }
    return true;
}

static void try_place(const struct segment *s, const struct bvh *bvh, uint32_t at,
                      const struct plane *plane, float share, float distance2,
                      struct best *best)
{
    float p[3], weight[3];
    if (!(distance2 < best->distance2))
        return;
    for (int k = 0; k < 3; k++)
        p[k] = s->from[k] + share * s->along[k];
    if (!stands_over(&bvh->corners[at], plane, p, weight))
        return;
    *best = (struct best){
        .distance2 = distance2, .share = share, .triangle = bvh->triangle[at]};
    memcpy(best->weight, weight, sizeof weight);
}

static void try_edges(const struct segment *s, const struct bvh *bvh, uint32_t at,
                      struct best *best)
{
    const struct bvh_corners *c = &bvh->corners[at];
    for (int i = 0; i < 3; i++) {
        float t, u;
        int j = (i + 1) % 3;
        float d = to_edge(s, c->p[i], c->p[j], &t, &u);
        if (!(d < best->distance2))
            continue;
        *best = (struct best){.distance2 = d, .share = t, .triangle = bvh->triangle[at]};
        best->weight[i] = 1 - u;
        best->weight[j] = u;
    }
}

static void try_triangle(const struct segment *s, const struct bvh *bvh, uint32_t at,
                         struct best *best)
{
    struct plane plane = plane_of(s, &bvh->corners[at]);
    if (plane.n2 > 0) {
        float h0 = plane.height[0], h1 = plane.height[1];
        if (h0 * h1 < 0)
            try_place(s, bvh, at, &plane, h0 / (h0 - h1), 0, best);
        else if (fminf(h0 * h0, h1 * h1) >= best->distance2 * plane.n2)
            return; /* all of it is farther from the plane than that */
        try_place(s, bvh, at, &plane, 0, h0 * h0 / plane.n2, best);
        try_place(s, bvh, at, &plane, 1, h1 * h1 / plane.n2, best);
    }
    try_edges(s, bvh, at, best);
}

static void walk(const struct bvh *bvh, const struct segment *s, struct best *best)
{
    uint32_t stack[BVH_DEPTH], depth = 0;
    stack[depth++] = 0;
    while (depth) {
        const struct bvh_node *node = &bvh->node[stack[--depth]];
        if (box_bound(s, &node->box) >= best->distance2)
            continue;
        for (uint32_t i = node->first; i < node->first + node->count; i++)
            try_triangle(s, bvh, i, best);
        if (node->count || !node->first)
            continue;
        float left = box_bound(s, &bvh->node[node->first].box);
        float right = box_bound(s, &bvh->node[node->first + 1].box);
        uint32_t first = right < left;
        if ((first ? left : right) < best->distance2 && depth < BVH_DEPTH)
            stack[depth++] = node->first + !first;
        if ((first ? right : left) < best->distance2 && depth < BVH_DEPTH)
            stack[depth++] = node->first + first;
    }
}

static struct segment segment_make(const float from[3], const float to[3])
{
    struct segment s;
    for (int k = 0; k < 3; k++) {
        s.from[k] = from[k];
        s.along[k] = to[k] - from[k];
        s.min[k] = from[k] < to[k] ? from[k] : to[k];
        s.max[k] = from[k] < to[k] ? to[k] : from[k];
    }
    s.length2 = dot3(s.along, s.along);
    return s;
}

/* where the segment first goes through the surface */
static bool first_meeting(const struct bvh *bvh, const struct segment *s,
                          struct bvh_hit *hit, float *share)
{
    float length = sqrtf(s->length2), direction[3];
    for (int k = 0; k < 3; k++)
        direction[k] = s->along[k] / length;
    if (!bvh_ray(bvh, s->from, direction, length, NULL, NULL, hit))
        return false;
    *share = hit->distance / length;
    hit->distance = 0;
    return true;
}

bool bvh_segment(const struct bvh *bvh, const float from[3], const float to[3],
                 float max_distance, struct bvh_hit *hit, float *share)
{
    struct segment s = segment_make(from, to);
    struct best best = {.distance2 = max_distance * max_distance,
                        .triangle = SURFACE_NONE};
    walk(bvh, &s, &best);
    if (best.triangle == SURFACE_NONE)
        return false;
    if (best.distance2 == 0 && s.length2 > 0 && first_meeting(bvh, &s, hit, share))
        return true;
    hit->site.triangle = best.triangle;
    memcpy(hit->site.weight, best.weight, sizeof best.weight);
    mesh_site_position(bvh->mesh, &hit->site, hit->position);
    hit->distance = sqrtf(best.distance2);
    hit->front = true;
    *share = best.share;
    return true;
}
