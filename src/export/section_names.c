/* Names stand in two columns beside the shape, each with a line to what it names. They
 * are pushed apart until none overlaps; where there is no room for all, the least
 * important go: what the needle is near stays, then nerves and vessels. */
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "export/section_internal.h"
#include "geom/slice.h"

enum { INK = 0x20262A, SOFT = 0x5E676C, AMBER = 0x8A5206 };

struct label {
    const struct inside_part *part;
    const struct cut_outline *outline; /* its largest here */
    bool warns;
    double importance;
    double anchor_x, anchor_y;
    double y, height; /* top */
    int column;       /* 0 left, 1 right */
};

// ---------------------------------------------------------------- which

static const struct near *near_of(const struct section *s, const struct inside_part *part)
{
    for (int i = 0; i < s->n_near; i++)
        if (s->near[i].part == part)
            return &s->near[i];
    return NULL;
}

static double importance_of(const struct section *s, const struct inside_part *part)
{
    static const double SYSTEM[STRUCTURE_SYSTEMS] = {
        [STRUCTURE_BONE] = 3,   [STRUCTURE_NERVE] = 5,  [STRUCTURE_ARTERY] = 4,
        [STRUCTURE_VEIN] = 3,   [STRUCTURE_MUSCLE] = 1, [STRUCTURE_TENDON] = 1.5,
        [STRUCTURE_ORGAN] = 4.5};
    const struct near *near = near_of(s, part);
    double out = SYSTEM[part->system];
    if (near)
        out += 6 - 200 * (double)near->distance;
    if (near && near->warns)
        out += 10;
    return out;
}

static bool is_shown(const struct section_view *view, const struct cut_outline *o)
{
    for (int k = 0; k < 2; k++)
        if (o->middle[k] < view->min[k] || o->middle[k] > view->max[k])
            return false;
    return true;
}

/* of what is there on both sides the needle's is named */
static bool is_twin(const struct section_view *view, const struct inside_part *part)
{
    const struct needle_cut *cut = view->section->cut;
    enum side own = cut->site->side == SIDE_M ? SIDE_L : cut->site->side;
    if (part->side == SIDE_M || part->side == own)
        return false;
    for (int i = 0; i < cut->n; i++) {
        const struct inside_part *other = cut->outline[i].part;
        if (other && other->side == own && strcmp(other->id, part->id) == 0 &&
            is_shown(view, &cut->outline[i]))
            return true;
    }
    return false;
}

/* the largest outline of each structure */
static int gather(const struct section_view *view, struct label *out)
{
    const struct needle_cut *cut = view->section->cut;
    int n = 0;
    for (int i = 0; i < cut->n; i++) {
        const struct cut_outline *o = &cut->outline[i];
        if (!o->part || o->area <= 0 || !is_shown(view, o) || is_twin(view, o->part))
            continue;
        bool same = n > 0 && out[n - 1].part == o->part;
        if (same && o->area <= out[n - 1].outline->area)
            continue;
        struct label *l = &out[same ? n - 1 : n++];
        *l = (struct label){.part = o->part, .outline = o};
        const struct near *near = near_of(view->section, o->part);
        l->warns = near && near->warns;
        l->importance = importance_of(view->section, o->part);
    }
    return n;
}

// ---------------------------------------------------------------- where

/* a place well inside the outline: its middle, or of a bent one the middle of the widest
 * run at that height */
static void anchor_of(const struct cut_outline *o, float out[2])
{
    out[0] = o->middle[0];
    out[1] = o->middle[1];
    const struct slice_loop loop = {o->n, (float(*)[2])o->at};
    if (slice_holds(&loop, out))
        return;
    float crossing[256], best = 0;
    int n = 0;
    for (int i = 0, j = o->n - 1; i < o->n && n < 256; j = i++) {
        const float *a = o->at[i], *b = o->at[j];
        if ((a[1] > out[1]) != (b[1] > out[1]))
            crossing[n++] = (b[0] - a[0]) * (out[1] - a[1]) / (b[1] - a[1]) + a[0];
    }
    for (int i = 1; i < n; i++) /* few: sorted by insertion */
        for (int k = i; k > 0 && crossing[k] < crossing[k - 1]; k--) {
            float swap = crossing[k];
            crossing[k] = crossing[k - 1];
            crossing[k - 1] = swap;
        }
    for (int i = 0; i + 1 < n; i += 2)
        if (crossing[i + 1] - crossing[i] > best) {
            best = crossing[i + 1] - crossing[i];
            out[0] = (crossing[i] + crossing[i + 1]) / 2;
        }
}

static int by_importance(const void *left, const void *right)
{
    const struct label *a = left, *b = right;
    if (a->importance != b->importance)
        return a->importance > b->importance ? -1 : 1;
    return a->outline < b->outline ? -1 : a->outline > b->outline;
}

static int by_height(const void *left, const void *right)
{
    const struct label *a = left, *b = right;
    if (a->column != b->column)
        return a->column - b->column;
    if (a->anchor_y != b->anchor_y)
        return a->anchor_y < b->anchor_y ? -1 : 1;
    return a->outline < b->outline ? -1 : a->outline > b->outline;
}

/* from the top down each below the one before, then from the bottom up what went over */
static void stack(struct label *l, int n, double top, double bottom)
{
    double free = top;
    for (int i = 0; i < n; i++) {
        l[i].y = fmax(l[i].anchor_y - l[i].height / 2, free);
        free = l[i].y + l[i].height;
    }
    free = bottom;
    for (int i = n - 1; i >= 0; i--) {
        l[i].y = fmin(l[i].y, free - l[i].height);
        free = l[i].y;
    }
}

static struct canvas_font font_of(const struct section_view *view, const struct label *l)
{
    return (struct canvas_font){.size = view->font * 0.92,
                                .weight = l->warns ? CANVAS_SEMIBOLD : CANVAS_REGULAR,
                                .color = l->warns ? AMBER : INK};
}

static int by_side(const void *left, const void *right)
{
    const struct label *a = left, *b = right;
    if (a->anchor_x != b->anchor_x)
        return a->anchor_x < b->anchor_x ? -1 : 1;
    return a->outline < b->outline ? -1 : a->outline > b->outline;
}

/* Columns by where the anchors lie; where one would be much longer, halves. */
static void choose_columns(const struct section_view *view, struct label *l, int n)
{
    enum { UNEVEN = 6 };
    double middle = (view->left + view->right) / 2;
    int left = 0;
    qsort(l, (size_t)n, sizeof *l, by_side);
    while (left < n && l[left].anchor_x <= middle)
        left++;
    if (abs(n - 2 * left) > UNEVEN)
        left = n / 2;
    for (int i = 0; i < n; i++)
        l[i].column = i >= left;
}

/* The most important that there is room for, each at its height; returns how many. */
static int place(struct section_view *view, struct label *l, int n)
{
    double top = view->top + 2.4 * view->font, bottom = view->bottom - 2 * view->font;
    double height = view->font * 1.25;
    int space = 2 * (int)((bottom - top) / height), left = 0;
    qsort(l, (size_t)n, sizeof *l, by_importance);
    n = n < space ? n : space;
    for (int i = 0; i < n; i++) {
        float at[2];
        anchor_of(l[i].outline, at);
        section_at(view, at, &l[i].anchor_x, &l[i].anchor_y);
        l[i].height = height;
    }
    choose_columns(view, l, n);
    /* a column that is too long gives to the other */
    for (int i = 0; i < n; i++)
        left += !l[i].column;
    left = left > space / 2 ? space / 2 : n - left > space / 2 ? n - space / 2 : left;
    for (int i = 0; i < n; i++)
        l[i].column = i >= left;
    qsort(l, (size_t)n, sizeof *l, by_height);
    stack(l, left, top, bottom);
    stack(l + left, n - left, top, bottom);
    return n;
}

// ---------------------------------------------------------------- drawing

static void draw(struct section_view *view, const struct label *l)
{
    struct canvas *c = &view->canvas;
    struct canvas_font font = font_of(view, l);
    const char *text = section_name(view, l->part->name);
    double width, height, gap = view->font * 0.4, space, from;
    canvas_measure(c, &font, text, 0, &width, &height);
    space = view->names - view->font;
    if (width > space) {
        font.size *= fmax(0.72, space / width);
        canvas_measure(c, &font, text, 0, &width, &height);
    }
    double x = l->column ? view->right - width : view->left;
    double y = l->y + (l->height - height) / 2, line_y = l->y + l->height / 2;
    from = l->column ? x - gap : x + width + gap;
    double bend = l->column ? fmin(from, view->right - space - view->font)
                            : fmax(from, view->left + space + view->font);
    cairo_move_to(c->cr, from, line_y);
    cairo_line_to(c->cr, bend, line_y);
    cairo_line_to(c->cr, l->anchor_x, l->anchor_y);
    canvas_ink(c, l->warns ? AMBER : 0x7E888C, 0.9);
    cairo_set_line_width(c->cr, view->font * 0.055);
    cairo_stroke(c->cr);
    cairo_arc(c->cr, l->anchor_x, l->anchor_y, view->font * 0.11, 0, 2 * M_PI);
    canvas_ink(c, INK, 0.8);
    cairo_fill(c->cr);
    canvas_text(c, &font, x, y, 0, text);
}

/* what the sides of the picture are called: right, up, left, down */
static const char *side_text(const struct section_view *view, int side)
{
    static const struct {
        const char *id, *english;
    } NAMES[] = {
        [CUT_FRONT] = {"section.front", "front"},
        [CUT_BACK] = {"section.back", "back"},
        [CUT_LEFT] = {"section.left", "left"},
        [CUT_RIGHT] = {"section.right", "right"},
        [CUT_MEDIAL] = {"section.medial", "medial"},
        [CUT_LATERAL] = {"section.lateral", "lateral"},
        [CUT_RADIAL] = {"section.radial", "radial"},
        [CUT_ULNAR] = {"section.ulnar", "ulnar"},
        [CUT_PALMAR] = {"section.palmar", "palmar"},
        [CUT_DORSAL] = {"section.dorsal", "dorsal"},
        [CUT_PLANTAR] = {"section.plantar", "sole"},
        [CUT_UP] = {"section.up", "up"},
        [CUT_DOWN] = {"section.down", "down"},
    };
    enum cut_side at = view->section->cut->side[side];
    return section_text(view, NAMES[at].id, NAMES[at].english);
}

static struct canvas_font side_font(const struct section_view *view)
{
    return (struct canvas_font){
        .size = view->font * 0.92, .weight = CANVAS_MEDIUM, .color = SOFT};
}

double section_sides_width(struct section_view *view)
{
    struct canvas_font font = side_font(view);
    double right, left, height;
    canvas_measure(&view->canvas, &font, side_text(view, 0), 0, &right, &height);
    canvas_measure(&view->canvas, &font, side_text(view, 2), 0, &left, &height);
    return right + left + 4 * view->font;
}

static void sides(struct section_view *view)
{
    struct canvas_font font = side_font(view);
    double left, right, top, bottom, gap = view->font * 0.6;
    section_at(view, view->min, &left, &bottom);
    section_at(view, view->max, &right, &top);
    for (int i = 0; i < 4; i++) {
        const char *text = side_text(view, i);
        double width, height;
        canvas_measure(&view->canvas, &font, text, 0, &width, &height);
        double x = i == 0   ? right + gap
                   : i == 2 ? left - gap - width
                            : (left + right - width) / 2;
        double y = i == 1   ? fmax(view->top, top - gap - height)
                   : i == 3 ? bottom + gap
                            : (top + bottom - height) / 2;
        canvas_round_box(&view->canvas, x - 3, y - 1, width + 6, height + 2, 3);
        canvas_ink(&view->canvas, 0xEFEDE7, 0.85);
        cairo_fill(view->canvas.cr);
        canvas_text(&view->canvas, &font, x, y, 0, text);
    }
}

double section_names_width(struct section_view *view)
{
    const struct needle_cut *cut = view->section->cut;
    struct label *label = xcalloc((size_t)cut->n + 1, sizeof *label);
    double widest = 0, most = (view->right - view->left) * 0.21;
    int n = gather(view, label);
    for (int i = 0; i < n; i++) {
        double width, height;
        struct canvas_font font = font_of(view, &label[i]);
        canvas_measure(&view->canvas, &font, section_name(view, label[i].part->name), 0,
                       &width, &height);
        widest = fmax(widest, width);
    }
    free(label);
    return fmin(widest + 1.4 * view->font, most);
}

void section_names(struct section_view *view)
{
    const struct needle_cut *cut = view->section->cut;
    struct label *label = xcalloc((size_t)cut->n + 1, sizeof *label);
    int n = place(view, label, gather(view, label));
    for (int i = 0; i < n; i++)
        draw(view, &label[i]);
    sides(view);
    free(label);
}
