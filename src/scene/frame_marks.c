/* frame_marks.c - points and needles: how each is drawn, and how much of it is seen. */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "scene/frame_internal.h"

struct mark_style {
    enum frame_marker_shape shape;
    float radius, min_radius, max_radius, halo, hidden;
};

static const struct mark_style STYLES[] = {
    [SCENE_LANDMARK] = {FRAME_MARKER_DOT, 0.0016f, 1.5f, 4, 0, 0},
    [SCENE_DIM] = {FRAME_MARKER_DOT, 0.0022f, 1.6f, 5, 0, 0},
    [SCENE_OUT] = {FRAME_MARKER_RING, 0.0034f, 3, 7, 0, 0},
    [SCENE_OFFERED] = {FRAME_MARKER_RING, 0.0042f, 4, 9, 0, 0},
    [SCENE_CHOSEN] = {FRAME_MARKER_DISC, 0.0062f, 6, 14, 0.85f, 0},
    [SCENE_IN] = {FRAME_MARKER_TARGET, 0.0062f, 6.5f, 14, 0, 0},
    [SCENE_DE_QI] = {FRAME_MARKER_EYE, 0.0062f, 6.5f, 14, 0, 0},
    [SCENE_BROKEN] = {FRAME_MARKER_EYE, 0.0074f, 8, 17, 1, 0.6f},
    [SCENE_LESION] = {FRAME_MARKER_DOT, 0.0058f, 5, 11, 0, 0.25f},
    [SCENE_SELECTED] = {FRAME_MARKER_DISC, 0.0074f, 8.5f, 17, 1, 0.25f},
    [SCENE_MISSED] = {FRAME_MARKER_RING, 0.0062f, 7, 14, 0, 0.25f},
};

/* a point on the far side of what its needle stands out of: a dot where the needle comes
 * into view, and nothing on the near skin, where the point is not */
static const struct mark_style BY_NEEDLE = {FRAME_MARKER_DOT, 0.0011f, 1.7f, 3, 0, 1};

/* from this share on a point is seen well enough to do without its needle's ring */
#define SEEN_WELL 0.6f

void frame_mark_color(const struct scene_input *in, enum scene_emphasis e, float out[4])
{
    switch (e) {
    case SCENE_LANDMARK:
        frame_rgba(in->colors.ink_soft, out);
        break;
    case SCENE_DIM:
    case SCENE_OUT:
        frame_rgba(in->colors.ink_soft, out);
        out[3] = 0.7f;
        break;
    case SCENE_LESION:
    case SCENE_MISSED:
        frame_rgba(in->colors.ink, out);
        break;
    case SCENE_BROKEN:
        frame_rgba(in->colors.alarm, out);
        break;
    case SCENE_OFFERED:
    case SCENE_CHOSEN:
    case SCENE_IN:
    case SCENE_DE_QI:
    case SCENE_SELECTED:
        frame_rgba(in->colors.accent, out);
        break;
    }
}

/* Whether any of what stands out of the skin is seen; *place becomes where it comes into
 * view. */
static bool needle_is_seen(const struct scene_input *in, const struct frame *f,
                           const struct frame_needle *needle, float place[3])
{
    enum { PLACES = 12 };
    for (int i = 1; i <= PLACES; i++) {
        for (int k = 0; k < 3; k++)
            place[k] = needle->entry[k] -
                       needle->direction[k] * needle->outside * (float)i / PLACES;
        if (!frame_covered(in, f, place))
            return true;
    }
    return false;
}

static struct scene_seen see(const struct scene_input *in, const struct frame *f,
                             const struct scene_mark *m, float *depth)
{
    struct scene_seen seen = {.share = 0};
    float before[3];
    *depth = 1;
    if (camera_project(&f->view, m->position, seen.pixel, depth))
        seen.share = frame_facing(f, m->position, m->normal);
    for (int k = 0; k < 3; k++)
        before[k] = m->position[k] + 0.003f * m->normal[k];
    if (seen.share > 0 && frame_covered(in, f, before))
        seen.share = 0;
    return seen;
}

/* as the shader sizes it */
static float radius_of(const struct frame *f, const struct mark_style *style, float depth)
{
    float px = f->view.projection[5] * (float)f->view.height / 2 / fmaxf(depth, 1e-3f);
    float r = fmaxf(style->radius * px, style->min_radius * f->view.scale);
    float most = fmaxf(style->max_radius, style->min_radius) * f->view.scale;
    return style->max_radius > 0 ? fminf(r, most) : r;
}

static void add_marker(struct scene *s, const struct scene_input *in, struct frame *f,
                       const struct scene_mark *m, const struct mark_style *style)
{
    static const float WHITE[4] = {1, 1, 1, 1};
    struct frame_marker *marker = &s->marker[f->n_markers++];
    *marker = (struct frame_marker){.shape = style->shape,
                                    .radius = style->radius,
                                    .min_radius = style->min_radius,
                                    .max_radius = style->max_radius,
                                    .halo = style->halo,
                                    .hidden = style->hidden};
    memcpy(marker->position, m->position, sizeof marker->position);
    memcpy(marker->normal, m->normal, sizeof marker->normal);
    frame_mark_color(in, m->emphasis, marker->color);
    memcpy(marker->rim, WHITE, sizeof WHITE);
}

/* where one point is looked at, the others step back */
static void step_back(struct frame_marker *marker)
{
    marker->halo *= 0.35f;
    marker->radius *= 0.85f;
    marker->min_radius *= 0.85f;
    marker->max_radius *= 0.85f;
    marker->color[3] *= 0.72f;
}

static bool one_is_selected(const struct scene_input *in)
{
    for (uint32_t i = 0; i < in->n_marks; i++)
        if (in->mark[i].emphasis == SCENE_SELECTED && !in->mark[i].hidden)
            return true;
    return false;
}

/* A needle is never drawn without its disc, or a ring where the disc faces away. */
static void build_mark(struct scene *s, const struct scene_input *in, struct frame *f,
                       uint32_t i, bool selected)
{
    const struct scene_mark *m = &in->mark[i];
    const struct mark_style *style = &STYLES[m->emphasis];
    struct scene_seen *seen = &s->seen[i];
    float depth, place[3];
    *seen = (struct scene_seen){.unnamed = true};
    if (m->hidden)
        return;
    *seen = see(in, f, m, &depth);
    memcpy(place, m->position, sizeof place);
    if (m->needled && (in->layers & SCENE_NEEDLES)) {
        struct frame_needle needle = {
            .depth = m->depth, .outside = 0.034f, .handle = 0.02f};
        memcpy(needle.entry, m->position, sizeof needle.entry);
        memcpy(needle.direction, m->direction, sizeof needle.direction);
        memcpy(needle.normal, m->normal, sizeof needle.normal);
        bool well = seen->share >= SEEN_WELL;
        bool shown = well || needle_is_seen(in, f, &needle, place) || in->see_through > 0;
        seen->by_needle = shown && !well;
        if (shown)
            s->needle[f->n_needles++] = needle;
    }
    if (seen->by_needle && m->emphasis != SCENE_SELECTED) {
        style = &BY_NEEDLE;
        camera_project(&f->view, place, seen->pixel, &depth);
    }
    seen->radius = radius_of(f, style, depth);
    unsigned layer = m->emphasis == SCENE_LANDMARK ? SCENE_LANDMARKS : SCENE_POINTS;
    if (!(in->layers & layer))
        return;
    add_marker(s, in, f, m, style);
    struct frame_marker *marker = &s->marker[f->n_markers - 1];
    if (style == &BY_NEEDLE) {
        memcpy(marker->position, place, sizeof place);
        // round, wherever the skin there faces
        for (int k = 0; k < 3; k++)
            marker->normal[k] = f->view.eye[k] - place[k];
        float length = sqrtf(frame_dot(marker->normal, marker->normal));
        for (int k = 0; k < 3; k++)
            marker->normal[k] /= length;
        frame_rgba(in->colors.ink_soft, marker->color);
        marker->color[3] = 0.8f;
        marker->rim[3] = 0;
    } else if (selected && m->emphasis >= SCENE_CHOSEN && m->emphasis < SCENE_BROKEN) {
        step_back(marker);
    }
}

void frame_build_markers(struct scene *s, const struct scene_input *in, struct frame *f)
{
    bool selected = one_is_selected(in);
    s->marker = xgrow(s->marker, &s->room_marker, in->n_marks, sizeof *s->marker);
    s->needle = xgrow(s->needle, &s->room_needle, in->n_marks, sizeof *s->needle);
    s->seen = xgrow(s->seen, &s->room_seen, in->n_marks, sizeof *s->seen);
    s->n_marks = in->n_marks;
    for (uint32_t i = 0; i < in->n_marks; i++)
        build_mark(s, in, f, i, selected);
}
