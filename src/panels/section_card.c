#include "panels/section_card.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "export/section.h"
#include "inside/near.h"
#include "panels/eye.h"
#include "panels/panels.h"
#include "views/point_card.h"

enum { REACH_MM = 80, STEP_MM = 2 };

static const struct site *site_of(const struct app_eye *eye,
                                  const struct dossier *dossier,
                                  const struct subject *subject)
{
    const struct catalog *c = subject_catalog(subject);
    const char *code = eye->selected;
    char side = point_card_side(c, code, eye->selected_side, &dossier->plan);
    return *code ? eye_site(subject, code, side_of(side)) : NULL;
}

bool section_card_open(struct shell *shell, const struct app_eye *eye,
                       const struct dossier *dossier, const struct subject *subject)
{
    struct shell_section *s = &shell->section;
    if (!site_of(eye, dossier, subject))
        return false;
    s->along_mm = 0;
    s->width = 0;
    return true;
}

/* whose millimetres these are */
static struct section section_of(const struct subject *subject, const struct texts *texts,
                                 const struct needle_cut *cut, const struct near *near,
                                 int n_near)
{
    return (struct section){.texts = texts,
                            .cut = cut,
                            .near = near,
                            .n_near = n_near,
                            .body = subject_name(subject)};
}

/* the picture anew; where the part ends before the cut, what was shown stays */
static void draw(struct shell *shell, const struct subject *subject,
                 struct picture *picture, const struct texts *texts,
                 const struct site *shown, int width, int height)
{
    const struct site *site = subject_standing_site(subject, shown);
    struct shell_section *s = &shell->section;
    const struct inside *inside = subject_inside(subject, NULL);
    struct near near[NEAR_MAX];
    struct error error;
    struct needle_cut *cut =
        inside ? needle_cut_make(inside, site, s->along_mm / 1000, &error) : NULL;
    if (!cut)
        return;
    struct section section =
        section_of(subject, texts, cut, near, near_site(inside, site, near, NEAR_MAX));
    uint8_t *pixels = xmalloc((size_t)width * (size_t)height * 4);
    int missing;
    if (section_draw(&section, width, height, pixels, &missing))
        s->image = picture_image(picture, RENDER_SECTION, pixels, width, height);
    free(pixels);
    needle_cut_destroy(&cut);
}

static void refresh(struct shell *shell, const struct subject *subject,
                    struct picture *picture, const struct texts *texts,
                    const struct site *site, int width, int height)
{
    struct shell_section *s = &shell->section;
    uint32_t body = subject_version(subject);
    bool same = s->site == site && s->body == body && s->width == width &&
                s->height == height && s->texts == texts &&
                fabsf(s->drawn_mm - s->along_mm) < 0.1f;
    if (same)
        return;
    if (s->site != site || s->body != body)
        s->image = 0;
    s->site = site;
    s->body = body;
    s->width = width;
    s->height = height;
    s->texts = texts;
    s->drawn_mm = s->along_mm;
    draw(shell, subject, picture, texts, site, width, height);
}

static void slider(struct shell *shell, const struct texts *texts, struct sink *sink,
                   struct gui *g)
{
    struct shell_section *s = &shell->section;
    char text[64];
    struct message at = {
        .id = s->along_mm < 0   ? "cut.up"
              : s->along_mm > 0 ? "cut.down"
                                : "cut.here",
        .arg = {{.name = "mm", .number = round((double)fabsf(s->along_mm))}}};
    text_format(texts, &at, text, sizeof text);
    struct gui_range range = {.label = text_of(texts, "cut.along"),
                              .shown = text,
                              .min = -REACH_MM,
                              .max = REACH_MM,
                              .step = STEP_MM};
    if (gui_slider(g, &range, &s->along_mm))
        sink_redraw(sink);
}

void section_card(struct desk *desk, struct gui *g)
{
    const struct site *site = site_of(&desk->eye, &desk->dossier, desk->subject);
    float width = gui_panel_width(g), x, y;
    float most = (float)desk->eye.port.height - 230 * gui_scale(g);
    float height = fminf(width * 9 / 16, most);
    if (!site) {
        sink_show_card(&desk->sink, SHELL_NO_CARD);
        return;
    }
    int size[2] = {(int)fmaxf(width, SECTION_SIDE_LEAST),
                   (int)fmaxf(height, SECTION_SIDE_LEAST)};
    refresh(desk->shell, desk->subject, desk->picture, desk->texts, site, size[0],
            size[1]);
    float scale = fminf(width / (float)size[0], 1);
    gui_place(g, width, (float)size[1] * scale, &x, &y);
    if (desk->shell->section.image)
        gui_image(g,
                  (struct gui_rect){x, y, (float)size[0] * scale, (float)size[1] * scale},
                  desk->shell->section.image);
    gui_space(g, 10);
    slider(desk->shell, desk->texts, &desk->sink, g);
}
