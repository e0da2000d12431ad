/* The cut's outlines, from the skin to what lies deepest: broad shapes first, nerves and
 * vessels on top of what surrounds them. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "export/section_internal.h"

enum {
    ORDER_SKIN,
    ORDER_CAVITY,
    ORDER_ORGAN,
    ORDER_MUSCLE,
    ORDER_CANAL,
    ORDER_BONE,
    ORDER_TENDON,
    ORDER_VEIN,
    ORDER_ARTERY,
    ORDER_NERVE
};

static const struct {
    const char *id;
    struct section_paint paint;
} ORGANS[] = {
    {"peritoneum", {0xEBD3C0, 0xB99C84, 0.45, ORDER_CAVITY}},
    {"pleura", {0xD9C6D8, 0x7D5B86, 0.55, ORDER_CAVITY}},
    {"lung", {0xDDAFB8, 0x9C6C7C, 0.85, ORDER_ORGAN}},
    {"spinal_canal", {0xF1EBD2, 0xA89C6C, 1, ORDER_CANAL}},
    {"bladder", {0xE8DA9C, 0xA9944A, 0.9, ORDER_ORGAN}},
    {"trachea", {0xE3ECEE, 0x7F979C, 1, ORDER_CANAL}},
    {"larynx", {0xD8E3E6, 0x7F979C, 1, ORDER_CANAL}},
    {"eye", {0xF6F5F0, 0x8C959A, 1, ORDER_ORGAN}},
};

struct section_paint section_paint_of(const struct cut_outline *o)
{
    if (!o->part)
        return (struct section_paint){0xF3E6D6, 0xB59A82, 1, ORDER_SKIN};
    for (size_t i = 0; i < sizeof ORGANS / sizeof *ORGANS; i++)
        if (strcmp(ORGANS[i].id, o->part->id) == 0)
            return ORGANS[i].paint;
    switch (o->part->system) {
    case STRUCTURE_BONE:
        return (struct section_paint){0xEDE2C4, 0xAB9B6C, 1, ORDER_BONE};
    case STRUCTURE_NERVE:
        return (struct section_paint){0xF2C230, 0x94700C, 1, ORDER_NERVE};
    case STRUCTURE_ARTERY:
        return (struct section_paint){0xD2332E, 0x8E1D1A, 1, ORDER_ARTERY};
    case STRUCTURE_VEIN:
        return (struct section_paint){0x3566B8, 0x1F3F78, 1, ORDER_VEIN};
    case STRUCTURE_TENDON:
        return (struct section_paint){0xEFE9D8, 0xA79F82, 1, ORDER_TENDON};
    case STRUCTURE_MUSCLE:
        if (o->tendon)
            return (struct section_paint){0xEFE9D8, 0xA79F82, 1, ORDER_TENDON};
        return (struct section_paint){0xDDAFA0, 0xB47F70, 1, ORDER_MUSCLE};
    default:
        return (struct section_paint){0xB9705F, 0x7F4538, 0.9, ORDER_ORGAN};
    }
}

/* Places at even steps along the outline, rounded off: what a plane cuts of triangles has
 * corners that no body has. */
enum { PLACES_LEAST = 24, PLACES_MOST = 240, ROUNDING = 3 };

static int resample(const struct cut_outline *o, double step, double (*out)[2])
{
    double length = 0, so_far = 0;
    for (int i = 0; i < o->n; i++) {
        const float *a = o->at[i], *b = o->at[(i + 1) % o->n];
        length += hypot((double)(b[0] - a[0]), (double)(b[1] - a[1]));
    }
    int n = (int)(length / step), at = 0;
    n = n < PLACES_LEAST ? PLACES_LEAST : n > PLACES_MOST ? PLACES_MOST : n;
    for (int i = 0; i < o->n && at < n; i++) {
        const float *a = o->at[i], *b = o->at[(i + 1) % o->n];
        double piece = hypot((double)(b[0] - a[0]), (double)(b[1] - a[1]));
        for (; at < n && at * length / n <= so_far + piece; at++) {
            double t = piece > 0 ? (at * length / n - so_far) / piece : 0;
            for (int k = 0; k < 2; k++)
                out[at][k] = (double)a[k] + t * (double)(b[k] - a[k]);
        }
        so_far += piece;
    }
    return at;
}

static void round_off(double (*p)[2], int n)
{
    double first[2] = {p[0][0], p[0][1]}, before[2] = {p[n - 1][0], p[n - 1][1]};
    for (int i = 0; i < n; i++) {
        const double *after = i + 1 < n ? p[i + 1] : first;
        double own[2] = {p[i][0], p[i][1]};
        for (int k = 0; k < 2; k++) {
            p[i][k] = (before[k] + 2 * own[k] + after[k]) / 4;
            before[k] = own[k];
        }
    }
}

static void trace(struct section_view *view, const struct cut_outline *o)
{
    double place[PLACES_MOST][2];
    int n = resample(o, view->font * 0.35 / view->scale, place);
    for (int i = 0; i < ROUNDING; i++)
        round_off(place, n);
    cairo_new_sub_path(view->canvas.cr);
    for (int i = 0; i < n; i++) {
        float at[2] = {(float)place[i][0], (float)place[i][1]};
        double x, y;
        section_at(view, at, &x, &y);
        cairo_line_to(view->canvas.cr, x, y);
    }
    cairo_close_path(view->canvas.cr);
}

struct drawn {
    int first, count; /* outlines of one structure stand together */
    double area;
    struct section_paint paint;
};

static int deeper(const void *left, const void *right)
{
    const struct drawn *a = left, *b = right;
    if (a->paint.order != b->paint.order)
        return a->paint.order - b->paint.order;
    if (a->area != b->area)
        return a->area > b->area ? -1 : 1;
    return a->first - b->first;
}

static int gather(const struct needle_cut *cut, struct drawn *out)
{
    int n = 0;
    for (int i = 0; i < cut->n; i++) {
        const struct cut_outline *o = &cut->outline[i];
        if (i == 0 || o->part != cut->outline[i - 1].part)
            out[n++] = (struct drawn){.first = i, .paint = section_paint_of(o)};
        out[n - 1].count++;
        out[n - 1].area += (double)o->area;
    }
    return n;
}

static void trace_all(struct section_view *view, const struct drawn *d)
{
    cairo_new_path(view->canvas.cr);
    for (int i = d->first; i < d->first + d->count; i++)
        trace(view, &view->section->cut->outline[i]);
}

static void draw(struct section_view *view, const struct drawn *d)
{
    cairo_t *cr = view->canvas.cr;
    bool skin = d->paint.order == ORDER_SKIN;
    trace_all(view, d);
    cairo_set_fill_rule(cr, CAIRO_FILL_RULE_WINDING);
    canvas_ink(&view->canvas, d->paint.fill, d->paint.alpha);
    cairo_fill_preserve(cr);
    canvas_ink(&view->canvas, d->paint.line, 1);
    cairo_set_line_width(cr, view->font * (skin ? 0.16 : 0.075));
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    cairo_stroke(cr);
}

/* where only a part of the skin is shown, no shape leaves the window */
static void clip(struct section_view *view)
{
    double left, right, top, bottom, edge = view->part ? 0 : view->font;
    section_at(view, view->min, &left, &bottom);
    section_at(view, view->max, &right, &top);
    canvas_round_box(&view->canvas, left - edge, top - edge, right - left + 2 * edge,
                     bottom - top + 2 * edge, view->font * 0.5);
    cairo_clip(view->canvas.cr);
}

void section_shapes(struct section_view *view)
{
    const struct needle_cut *cut = view->section->cut;
    struct drawn *drawn = xcalloc((size_t)cut->n + 1, sizeof *drawn);
    int n = gather(cut, drawn);
    qsort(drawn, (size_t)n, sizeof *drawn, deeper);
    cairo_save(view->canvas.cr);
    clip(view);
    for (int i = 0; i < n; i++)
        draw(view, &drawn[i]);
    cairo_restore(view->canvas.cr);
    free(drawn);
}
