#include "render/above.h"

#include <math.h>
#include <string.h>

#include "render/parts.h"

/* the widest halo and rim, in radii and px: see marker.vert */
#define HALO_REACH 2.7f
#define RIM_REACH 1.35f

struct box {
    const struct frame_view *view;
    float scale;
    float low[2], high[2];
    bool anywhere; /* something lies beside the eye */
};

// ---------------------------------------------------------------- where

/* depth in metres; pixels from the bottom left */
static float project(const struct box *box, const float position[3], float pixel[2])
{
    const float *v = box->view->view, *p = box->view->projection;
    const float size[2] = {(float)box->view->width, (float)box->view->height};
    float e[3];
    for (int r = 0; r < 3; r++)
        e[r] = v[r] * position[0] + v[4 + r] * position[1] + v[8 + r] * position[2] +
               v[12 + r];
    float depth = fmaxf(-e[2], 1e-3f);
    for (int k = 0; k < 2; k++)
        pixel[k] = ((p[5 * k] * e[k] + p[8 + k] * e[2]) / depth + 1) / 2 * size[k];
    return -e[2];
}

/* px that a metre covers at this depth */
static float px_at(const struct box *box, float depth)
{
    return box->view->projection[5] * (float)box->view->height / 2 / fmaxf(depth, 1e-3f);
}

/* takes in a place with `metres` and `px` around it */
static void take(struct box *box, const float position[3], float metres, float px)
{
    float pixel[2], depth = project(box, position, pixel);
    float reach = metres * px_at(box, depth) + px;
    // whoever stands beside the eye or behind it may be drawn anywhere
    box->anywhere = box->anywhere || depth < 2 * metres + 0.01f;
    for (int k = 0; k < 2; k++) {
        box->low[k] = fminf(box->low[k], pixel[k] - reach);
        box->high[k] = fmaxf(box->high[k], pixel[k] + reach);
    }
}

static void take_marker(struct box *box, const struct frame_marker *m)
{
    float pixel[2], px = px_at(box, project(box, m->position, pixel));
    float r = fmaxf(m->radius * px, m->min_radius * box->scale);
    if (m->max_radius > 0)
        r = fminf(r, fmaxf(m->max_radius, m->min_radius) * box->scale);
    // its quad leans: the corners reach farther than the sides
    float extent = r * (m->halo > 0 ? HALO_REACH : RIM_REACH) + 1.5f * box->scale;
    take(box, m->position, 0.001f, 1.5f * extent + 1);
}

static void take_needle(struct box *box, const struct frame_needle *n)
{
    const float stops[2] = {n->depth, -n->outside};
    for (int i = 0; i < 2; i++) {
        float at[3];
        for (int k = 0; k < 3; k++)
            at[k] = n->entry[k] + n->direction[k] * stops[i];
        take(box, at, 0.002f, 4 * box->scale + 3);
    }
    // what its shadow may reach: see needles.c
    take(box, n->entry, 0.015f, 4 * box->scale + 3);
}

static void take_lamp(struct box *box, const struct frame_lamp *lamp)
{
    const float stops[2] = {-2.6f * lamp->radius, lamp->away};
    for (int i = 0; i < 2; i++) {
        float at[3];
        for (int k = 0; k < 3; k++)
            at[k] = lamp->mouth[k] + lamp->toward[k] * stops[i];
        take(box, at, 2.4f * lamp->radius, 4);
    }
}

static bool any_flows(const struct frame *frame)
{
    for (uint32_t i = 0; i < frame->n_ribbons; i++)
        if (frame->ribbon[i].flow > 0)
            return true;
    return false;
}

static struct box empty_box(const struct frame *frame)
{
    return (struct box){.view = &frame->view,
                        .scale = frame->view.scale > 0 ? frame->view.scale : 1,
                        .low = {INFINITY, INFINITY},
                        .high = {-INFINITY, -INFINITY}};
}

/* whole pixels of the picture */
static void to_rect(const struct box *box, int rect[4])
{
    const float side[2] = {(float)box->view->width, (float)box->view->height};
    memset(rect, 0, 4 * sizeof *rect);
    for (int k = 0; k < 2; k++) {
        float low = box->anywhere ? 0 : fmaxf(box->low[k], 0);
        float high = box->anywhere ? side[k] : fminf(box->high[k], side[k]);
        rect[k] = low < high ? (int)low : 0;
        rect[2 + k] = low < high ? (int)ceilf(high) - rect[k] : 0;
    }
}

static void find_rect(const struct frame *frame, const int body[4], int rect[4])
{
    struct box box = empty_box(frame);
    for (uint32_t i = 0; i < frame->n_markers; i++)
        take_marker(&box, &frame->marker[i]);
    for (uint32_t i = 0; i < frame->n_needles; i++)
        take_needle(&box, &frame->needle[i]);
    for (uint32_t i = 0; i < frame->n_lamps; i++)
        take_lamp(&box, &frame->lamp[i]);
    for (uint32_t i = 0; i < frame->n_lines; i++) {
        const struct frame_line *line = &frame->line[i];
        for (uint32_t k = 0; k < line->count; k++)
            take(&box, frame->path[line->first + k].position, 0,
                 line->width * box.scale + 2);
    }
    for (uint32_t i = 0; i < frame->n_ticks; i++)
        take(&box, frame->tick[i].position, 0, frame->tick[i].length * box.scale + 2);
    to_rect(&box, rect);
    if (any_flows(frame))
        parts_unite(rect, body);
}

void above_grow(const struct frame *frame, int rect[4])
{
    int body[4];
    memcpy(body, rect, sizeof body);
    for (uint32_t i = 0; i < frame->n_markers; i++) {
        struct box box = empty_box(frame);
        int marker[4];
        take_marker(&box, &frame->marker[i]);
        to_rect(&box, marker);
        if (parts_overlap(marker, body))
            parts_unite(rect, marker);
    }
}

// ---------------------------------------------------------------- whether they differ

/* eight bytes at a time; what padding holds can only make a difference too many */
static void mix(uint64_t *hash, const void *data, size_t size)
{
    const uint8_t *from = data;
    while (size > 0) {
        uint64_t word = 0;
        size_t n = size < sizeof word ? size : sizeof word;
        memcpy(&word, from, n);
        *hash = (*hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
        *hash ^= *hash >> 29;
        from += n;
        size -= n;
    }
}

static uint64_t find_hash(const struct frame *frame)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    bool flows = any_flows(frame), breathes = false;
    for (uint32_t i = 0; i < frame->n_markers && !breathes; i++)
        breathes = frame->marker[i].halo > 0;
    mix(&hash, &frame->view, sizeof frame->view);
    mix(&hash, &frame->body.version, sizeof frame->body.version);
    mix(&hash, &frame->dark, sizeof frame->dark);
    if (flows) {
        mix(&hash, &frame->path_version, sizeof frame->path_version);
        mix(&hash, &frame->flow_phase, sizeof frame->flow_phase);
    }
    if (breathes)
        mix(&hash, &frame->halo_phase, sizeof frame->halo_phase);
    mix(&hash, frame->marker, frame->n_markers * sizeof *frame->marker);
    mix(&hash, frame->needle, frame->n_needles * sizeof *frame->needle);
    mix(&hash, frame->lamp, frame->n_lamps * sizeof *frame->lamp);
    mix(&hash, frame->tick, frame->n_ticks * sizeof *frame->tick);
    mix(&hash, frame->line, frame->n_lines * sizeof *frame->line);
    for (uint32_t i = 0; i < frame->n_lines; i++)
        mix(&hash, frame->path + frame->line[i].first,
            frame->line[i].count * sizeof *frame->path);
    return hash;
}

struct above above_find(const struct frame *frame, const int body[4])
{
    struct above above = {.hash = find_hash(frame)};
    find_rect(frame, body, above.rect);
    return above;
}
