/* What the needle meets, in words. */
#include <stdio.h>
#include <string.h>

#include "export/section_internal.h"
#include "views/planned.h"
#include "views/words.h"

enum {
    INK = 0x20262A,
    SOFT = 0x5E676C,
    FAINT = 0x757D82,
    AMBER = 0x8A5206,
    RULE = 0xD9D6CF
};

struct panel {
    struct section_view *view;
    double x, y, width, bottom;
};

static double size(const struct panel *p, double factor)
{
    return p->view->font * factor;
}

static void say(struct panel *p, double factor, int weight, uint32_t color,
                const char *text)
{
    struct canvas_font font = {.size = size(p, factor), .weight = weight, .color = color};
    p->y += canvas_text(&p->view->canvas, &font, p->x, p->y, p->width, text);
}

static void format(struct panel *p, const char *id, const char *english,
                   const struct message_arg arg[MESSAGE_ARGS], char *out, size_t capacity)
{
    struct message m = {.id = id, .english = english};
    memcpy(m.arg, arg, sizeof m.arg);
    text_format(p->view->section->texts, &m, out, capacity);
}

static double round_to(double x, double step)
{
    return (double)(long)(x / step + 0.5) * step;
}

static void head(struct panel *p)
{
    const struct site *site = p->view->section->cut->site;
    const struct point *point = site->point;
    char text[240];
    snprintf(text, sizeof text, "%s  %s %s", point->code, point->pinyin,
             words_hanzi(p->view->section->texts, point->code, point->hanzi));
    say(p, 1.45, CANVAS_SEMIBOLD, INK, text);
    say(p, 0.92, CANVAS_MEDIUM, SOFT,
        section_text(p->view,
                     site->side == SIDE_L   ? "section.side.left"
                     : site->side == SIDE_R ? "section.side.right"
                                            : "section.side.midline",
                     site->side == SIDE_L   ? "left side"
                     : site->side == SIDE_R ? "right side"
                                            : "midline"));
    p->y += size(p, 0.4);
    struct planned_needle needle = planned_at_rest(site);
    const struct message_arg arg[MESSAGE_ARGS] = {
        {.name = "min", .number = round_to(needle.depth_mm[0], 1)},
        {.name = "max", .number = round_to(needle.depth_mm[1], 1)},
        {.name = "cun_min", .number = needle.depth_cun[0]},
        {.name = "cun_max", .number = needle.depth_cun[1]}};
    format(p, "section.depth", "{min} to {max} mm ({cun_min} to {cun_max} cun)", arg,
           text, sizeof text);
    if (needle.depth_mm[1] > 0)
        say(p, 0.95, CANVAS_REGULAR, 0x0E6E64, text);
}

static void rule(struct panel *p)
{
    p->y += size(p, 0.3);
    cairo_move_to(p->view->canvas.cr, p->x, p->y);
    cairo_line_to(p->view->canvas.cr, p->x + p->width, p->y);
    canvas_ink(&p->view->canvas, RULE, 1);
    cairo_set_line_width(p->view->canvas.cr, size(p, 0.06));
    cairo_stroke(p->view->canvas.cr);
    p->y += size(p, 0.3);
}

/* its name, with its side where that is not the needle's */
static void name_of(const struct panel *p, const struct inside_part *part, char *out,
                    size_t room)
{
    bool other = part->side != SIDE_M && part->side != p->view->section->cut->site->side;
    snprintf(out, room, "%s%s%s", section_name(p->view, part->name), other ? " · " : "",
             !other                 ? ""
             : part->side == SIDE_L ? section_text(p->view, "section.left", "left")
                                    : section_text(p->view, "section.right", "right"));
}

static void row(struct panel *p, const struct near *near)
{
    char text[160];
    struct canvas *c = &p->view->canvas;
    struct canvas_font name = {.size = size(p, 0.9),
                               .weight = CANVAS_SEMIBOLD,
                               .color = near->warns ? AMBER : INK};
    struct canvas_font figures = {.size = size(p, 0.85), .color = SOFT};
    const struct message_arg arg[MESSAGE_ARGS] = {
        {.name = "distance", .number = round_to((double)near->distance * 1000, 0.5)},
        {.name = "at", .number = round_to((double)near->at * 1000, 1)},
        {.name = "sure", .number = (double)near->part->uncertainty * 1000}};
    format(p, near->distance > 0 ? "section.near" : "section.pierced",
           near->distance > 0 ? "{distance} mm, at {at} mm ±{sure}"
                              : "in the way at {at} mm ±{sure}",
           arg, text, sizeof text);
    double width, height, figures_width;
    canvas_measure(c, &figures, text, 0, &figures_width, &height);
    char called[200];
    name_of(p, near->part, called, sizeof called);
    canvas_measure(c, &name, called, 0, &width, &height);
    bool two = width + figures_width + size(p, 0.6) > p->width;
    double top = p->y;
    p->y += canvas_text(c, &name, p->x, top, p->width, called);
    canvas_text(c, &figures, p->x + p->width - figures_width, two ? p->y : top, 0, text);
    p->y += two ? height : 0;
    rule(p);
}

static void warning(struct panel *p)
{
    const struct section *s = p->view->section;
    char text[400], names[240] = "";
    for (int i = 0; i < s->n_near; i++) {
        if (!s->near[i].warns)
            continue;
        size_t n = strlen(names);
        snprintf(names + n, sizeof names - n, "%s%s", n ? ", " : "",
                 section_name(p->view, s->near[i].part->name));
    }
    if (!names[0])
        return;
    const struct message_arg arg[MESSAGE_ARGS] = {{.name = "names", .text = names}};
    format(p, "section.warning",
           "Within this depth the needle comes nearer than the model can tell to: "
           "{names}.",
           arg, text, sizeof text);
    struct canvas_font font = {
        .size = size(p, 0.9), .weight = CANVAS_MEDIUM, .color = AMBER};
    double width, height, pad = size(p, 0.7);
    canvas_measure(&p->view->canvas, &font, text, p->width - 2 * pad, &width, &height);
    p->y += size(p, 0.4);
    canvas_round_box(&p->view->canvas, p->x, p->y, p->width, height + 2 * pad, 5);
    canvas_ink(&p->view->canvas, 0xF3E7D6, 1);
    cairo_fill(p->view->canvas.cr);
    canvas_text(&p->view->canvas, &font, p->x + pad, p->y + pad, p->width - 2 * pad,
                text);
    p->y += height + 2 * pad;
}

void section_panel(struct section_view *view, double x, double width)
{
    double pad = view->font * 1.2;
    struct panel p = {.view = view,
                      .x = x + pad,
                      .y = view->top + pad,
                      .width = width - 2 * pad,
                      .bottom = view->bottom - view->font * 12};
    const struct section *s = view->section;
    canvas_round_box(&view->canvas, x, view->top, width, view->bottom - view->top, 8);
    canvas_ink(&view->canvas, 0xFDFCFA, 1);
    cairo_fill(view->canvas.cr);
    head(&p);
    p.y += size(&p, 0.9);
    say(&p, 1, CANVAS_SEMIBOLD, INK,
        section_text(view, "section.what_lies", "What lies there"));
    rule(&p);
    for (int i = 0; i < s->n_near && p.y < p.bottom; i++)
        row(&p, &s->near[i]);
    warning(&p);
    p.y += size(&p, 0.6);
    say(&p, 0.85, CANVAS_REGULAR, FAINT,
        section_text(view, "section.note",
                     "What the model shows on this body, not what is safe."));
    say(&p, 0.85, CANVAS_REGULAR, FAINT, s->body);
}
