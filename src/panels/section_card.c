#include "panels/section_card.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "export/section.h"
#include "inside/near.h"
#include "panels/cards.h"
#include "panels/eye.h"
#include "panels/panels.h"
#include "views/point_card.h"

enum { REACH_MM = 80, STEP_MM = 2 };

static const struct site *site_of(const struct app *app)
{
    const struct catalog *c = subject_catalog(app->subject);
    const char *code = app->view.selected;
    char side = point_card_side(c, code, app->view.selected_side, &app->record.plan);
    return *code ? eye_site(app, code, side_of(side)) : NULL;
}

void section_card_open(struct app *app)
{
    struct shell_section *s = &app->shell->section;
    if (!site_of(app))
        return;
    s->along_mm = 0;
    s->width = 0;
    cards_open(app, SHELL_SECTION);
}

/* whose millimetres these are */
static struct section section_of(struct app *app, const struct needle_cut *cut,
                                 const struct near *near, int n_near)
{
    return (struct section){.texts = app->texts,
                            .cut = cut,
                            .near = near,
                            .n_near = n_near,
                            .body = subject_name(app->subject)};
}

/* the picture anew; where the part ends before the cut, what was shown stays */
static void draw(struct app *app, const struct site *site, int width, int height)
{
    struct shell_section *s = &app->shell->section;
    const struct inside *inside = subject_inside(app->subject, NULL);
    struct near near[NEAR_MAX];
    struct error error;
    struct needle_cut *cut = inside ? needle_cut_make(inside, site, s->along_mm / 1000, &error) : NULL;
    if (!cut)
        return;
    struct section section =
        section_of(app, cut, near, near_site(inside, site, near, NEAR_MAX));
    uint8_t *pixels = xmalloc((size_t)width * (size_t)height * 4);
    int missing;
    if (section_draw(&section, width, height, pixels, &missing))
        s->image = picture_image(app->picture, pixels, width, height);
    free(pixels);
    needle_cut_destroy(&cut);
}

static void refresh(struct app *app, const struct site *site, int width, int height)
{
    struct shell_section *s = &app->shell->section;
    uint32_t body = subject_version(app->subject);
    bool same = s->site == site && s->body == body && s->width == width &&
                s->height == height && s->texts == app->texts &&
                fabsf(s->drawn_mm - s->along_mm) < 0.1f;
    if (same)
        return;
    if (s->site != site || s->body != body)
        s->image = 0;
    s->site = site;
    s->body = body;
    s->width = width;
    s->height = height;
    s->texts = app->texts;
    s->drawn_mm = s->along_mm;
    draw(app, site, width, height);
}

static void slider(struct app *app, struct gui *g)
{
    struct shell_section *s = &app->shell->section;
    char text[64];
    struct message at = {
        .id = s->along_mm < 0 ? "cut.up" : s->along_mm > 0 ? "cut.down"
                                                               : "cut.here",
        .arg = {{.name = "mm", .number = round((double)fabsf(s->along_mm))}}};
    message_format(app->texts, &at, text, sizeof text);
    struct gui_range range = {.label = app_text(app, "cut.along"),
                              .shown = text,
                              .min = -REACH_MM,
                              .max = REACH_MM,
                              .step = STEP_MM};
    if (gui_slider(g, &range, &s->along_mm))
        app_redraw(app);
}

void section_card(struct app *app, struct gui *g)
{
    const struct site *site = site_of(app);
    float width = gui_panel_width(g), x, y;
    float most = (float)app->view.port.height - 230 * app_scale(app);
    float height = fminf(width * 9 / 16, most);
    if (!site) {
        cards_close(app);
        return;
    }
    int size[2] = {(int)fmaxf(width, SECTION_SIDE_LEAST),
                   (int)fmaxf(height, SECTION_SIDE_LEAST)};
    refresh(app, site, size[0], size[1]);
    float scale = fminf(width / (float)size[0], 1);
    gui_place(g, width, (float)size[1] * scale, &x, &y);
    if (app->shell->section.image)
        gui_image(g,
                  (struct gui_rect){x, y, (float)size[0] * scale, (float)size[1] * scale},
                  app->shell->section.image);
    gui_space(g, 10);
    slider(app, g);
}
