#include "panels/hover.h"

#include <stdio.h>

#include "anatomy/territory.h"
#include "base/cut.h"
#include "panels/eye.h"
#include "panels/panels.h"
#include "panels/shell.h"
#include "panels/structure_view.h"
#include "views/words.h"

static bool shown(const struct app_eye *eye, const struct case_brush *brush,
                  enum region_kind kind)
{
    switch (kind) {
    case REGION_DERMATOME:
        return eye->layers & SCENE_DERMATOMES;
    case REGION_NERVE:
        return eye->layers & SCENE_NERVES;
    case REGION_SYMPTOM:
        return (eye->layers & SCENE_REGIONS) || brush->tool != BRUSH_NONE;
    case REGION_STAGE:
        break;
    }
    return false;
}

static void territories(const struct app *app, char *out, size_t size)
{
    const struct gui_input *in = &app->pointer.gui;
    const struct catalog *c = subject_catalog(app->subject);
    const struct body *body = subject_body(app->subject);
    bool wanted = (app->eye.layers & SCENE_SKIN) || app->brush.tool != BRUSH_NONE;
    struct bvh_hit hit;
    if (!wanted || !in->has_pointer ||
        gui_covers(picture_gui(app->picture), in->x, in->y) ||
        !eye_skin_at(&app->eye, app->subject, in->x, in->y, &hit))
        return;
    int symptom = territory_region_at(body, &hit.site, NULL);
    for (int i = 0; i < c->n_regions; i++) {
        const struct region *r = &c->region[i];
        bool holds = r->kind == REGION_SYMPTOM
                         ? i == symptom
                         : territory_weight_at(body, i, SIDE_M, &hit.site) > 0.5f;
        if (!shown(&app->eye, &app->brush, r->kind) || !holds)
            continue;
        char id[96];
        snprintf(id, sizeof id, "region.%s", r->id);
        cut_append(out, size, "%s%s", *out ? " \u00b7 " : "",
                   texts_get(app->texts, id, r->english));
    }
}

static bool beneath(const struct app *app, char *out, size_t size)
{
    const struct gui_input *in = &app->pointer.gui;
    const struct inside_part *part =
        in->has_pointer && !gui_covers(picture_gui(app->picture), in->x, in->y)
            ? structure_at(&app->eye, app->subject, in->x, in->y)
            : NULL;
    if (part)
        structure_title(app->texts, part, out, size);
    return part != NULL;
}

void hover_text(const struct app *app, char *out, size_t size)
{
    const struct site *site = stage_site(app->stage, app->eye.hover);
    out[0] = 0;
    if (app->pointer.gesture != GESTURE_NONE || app->mode == APP_DISPLAY ||
        app->eye.names_hidden)
        return;
    if (site)
        words_title(site->point->code, site->point->pinyin, site->point->hanzi, out,
                    size);
    else if (!beneath(app, out, size) &&
             !(app->eye.layers & SCENE_SKIN)) // else the legend says it
        territories(app, out, size);
}

void hover_legend(const struct app *app, struct gui *g)
{
    const struct camera_port *p = &app->eye.port;
    char place[256] = "", text[400];
    if (app->mode == APP_DISPLAY || app->eye.names_hidden || app->sink.notice[0] ||
        shell_layout(&app->eye) == SHELL_TINY)
        return;
    for (int i = 0; i < LAYERS_COUNT; i++) {
        if (!(app->eye.layers & LAYERS[i].bit & SCENE_SKIN))
            continue;
        if (app->pointer.gesture == GESTURE_NONE)
            territories(app, place, sizeof place);
        panel_join(app->texts, "join.colon", text_of(app->texts, LAYERS[i].text), place,
                   text, sizeof text);
        float s = gui_scale(g), width, height;
        float middle = (p->left + (float)p->width - p->right) / 2;
        float most = (float)p->width - p->left - p->right - 64 * s;
        gui_measure(g, GUI_BODY, text, most, &width, &height);
        struct gui_rect r = {middle - width / 2 - 16 * s,
                             (float)p->height - p->bottom - height - 36 * s,
                             width + 32 * s, height + 20 * s};
        gui_card(g, r);
        gui_text_wrapped(g, GUI_BODY, r.x + 16 * s, r.y + 10 * s, most + 2,
                         gui_theme(g)->ink, text);
        return;
    }
}
