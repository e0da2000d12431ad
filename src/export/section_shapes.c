/* The cut's outlines, from the skin to what lies deepest: broad shapes first, nerves and
 * vessels on top of what surrounds them. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "export/section_parts.h"

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

/* a closed smooth line through the outline's places */
static void trace(struct section_view *view, const struct cut_outline *o)
{
    cairo_t *cr = view->canvas.cr;
    double x[4], y[4];
    cairo_new_sub_path(cr);
    for (int i = 0; i < o->n; i++) {
        for (int k = 0; k < 4; k++)
            section_at(view, o->at[(i + k - 1 + o->n) % o->n], &x[k], &y[k]);
        if (i == 0)
            cairo_move_to(cr, x[1], y[1]);
        cairo_curve_to(cr, x[1] + (x[2] - x[0]) / 6, y[1] + (y[2] - y[0]) / 6,
                       x[2] - (x[3] - x[1]) / 6, y[2] - (y[3] - y[1]) / 6, x[2], y[2]);
    }
    cairo_close_path(cr);
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

static int gather(const struct cut *cut, struct drawn *out)
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

static void draw(struct section_view *view, const struct drawn *d)
{
    cairo_t *cr = view->canvas.cr;
    const struct cut *cut = view->section->cut;
    bool skin = d->paint.order == ORDER_SKIN;
    cairo_new_path(cr);
    for (int i = d->first; i < d->first + d->count; i++)
        trace(view, &cut->outline[i]);
    cairo_set_fill_rule(cr, CAIRO_FILL_RULE_WINDING);
    canvas_ink(&view->canvas, d->paint.fill, d->paint.alpha);
    cairo_fill_preserve(cr);
    canvas_ink(&view->canvas, d->paint.line, 1);
    cairo_set_line_width(cr, view->font * (skin ? 0.16 : 0.075));
    cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
    cairo_stroke(cr);
}

void section_shapes(struct section_view *view)
{
    const struct cut *cut = view->section->cut;
    struct drawn *drawn = xcalloc((size_t)cut->n + 1, sizeof *drawn);
    int n = gather(cut, drawn);
    qsort(drawn, (size_t)n, sizeof *drawn, deeper);
    for (int i = 0; i < n; i++)
        draw(view, &drawn[i]);
    free(drawn);
}
