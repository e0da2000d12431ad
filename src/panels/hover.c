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

static void territories(const struct desk *desk, char *out, size_t size)
{
    const struct gui_input *in = &desk->pointer.gui;
    const struct catalog *c = subject_catalog(desk->subject);
    const struct body *body = subject_body(desk->subject);
    bool wanted = (desk->eye.layers & SCENE_SKIN) || desk->brush.tool != BRUSH_NONE;
    struct bvh_hit hit;
    if (!wanted || !in->has_pointer ||
        gui_covers(picture_gui(desk->picture), in->x, in->y) ||
        !eye_skin_at(&desk->eye, desk->subject, in->x, in->y, &hit))
        return;
    int symptom = territory_region_at(body, &hit.site, NULL);
    for (int i = 0; i < c->n_regions; i++) {
        const struct region *r = &c->region[i];
        bool holds = r->kind == REGION_SYMPTOM
                         ? i == symptom
                         : territory_weight_at(body, i, SIDE_M, &hit.site) > 0.5f;
        if (!shown(&desk->eye, &desk->brush, r->kind) || !holds)
            continue;
        char id[96];
        snprintf(id, sizeof id, "region.%s", r->id);
        cut_append(out, size, "%s%s", *out ? " \u00b7 " : "",
                   texts_get(desk->texts, id, r->english));
    }
}

static bool beneath(const struct desk *desk, char *out, size_t size)
{
    const struct gui_input *in = &desk->pointer.gui;
    const struct inside_part *part =
        in->has_pointer && !gui_covers(picture_gui(desk->picture), in->x, in->y)
            ? structure_at(&desk->eye, desk->subject, in->x, in->y)
            : NULL;
    if (part)
        structure_title(desk->texts, part, out, size);
    return part != NULL;
}

void hover_text(const struct desk *desk, char *out, size_t size)
{
    const struct site *site = stage_site(desk->stage, desk->eye.hover);
    out[0] = 0;
    if (desk->pointer.gesture != GESTURE_NONE || desk->mode == APP_DISPLAY ||
        desk->eye.names_hidden)
        return;
    if (site)
        words_title(desk->texts, site->point->code, site->point->pinyin,
                    site->point->hanzi, out, size);
    else if (!beneath(desk, out, size) &&
             !(desk->eye.layers & SCENE_SKIN)) // else the legend says it
        territories(desk, out, size);
}

void hover_legend(const struct desk *desk, struct gui *g)
{
    const struct camera_port *p = &desk->eye.port;
    char place[256] = "", text[400];
    if (desk->mode == APP_DISPLAY || desk->eye.names_hidden || desk->sink.notice[0] ||
        shell_layout(&desk->eye) == SHELL_TINY)
        return;
    for (int i = 0; i < LAYERS_COUNT; i++) {
        if (!(desk->eye.layers & LAYERS[i].bit & SCENE_SKIN))
            continue;
        if (desk->pointer.gesture == GESTURE_NONE)
            territories(desk, place, sizeof place);
        panel_join(desk->texts, "join.colon", text_of(desk->texts, LAYERS[i].text), place,
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
