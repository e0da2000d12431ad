#include "panels/hover.h"

#include <stdio.h>

#include "anatomy/territory.h"
#include "anatomy/trace.h"
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

/* whether the skin there is in that region, and regions of its kind are shown */
static bool holds(const struct desk *desk, int region, int symptom,
                  const struct mesh_site *at)
{
    const struct region *r = &subject_catalog(desk->subject)->region[region];
    bool in = r->kind == REGION_SYMPTOM
                  ? region == symptom
                  : shown(&desk->eye, &desk->brush, r->kind) &&
                        territory_weight_at(subject_body(desk->subject), region, SIDE_M,
                                            at) > 0.5f;
    return in && shown(&desk->eye, &desk->brush, r->kind);
}

static bool skin_there(const struct desk *desk, float x, float y, struct bvh_hit *hit,
                       int *symptom)
{
    bool wanted = (desk->eye.layers & SCENE_SKIN) || desk->brush.tool != BRUSH_NONE;
    if (!wanted || gui_covers(picture_gui(desk->picture), x, y) ||
        !eye_skin_at(&desk->eye, desk->subject, x, y, hit))
        return false;
    *symptom = territory_region_at(subject_body(desk->subject), &hit->site, NULL);
    return true;
}

const struct region *hover_region(const struct desk *desk, float x, float y)
{
    const struct catalog *c = subject_catalog(desk->subject);
    struct bvh_hit hit;
    int symptom;
    bool may = desk->mode != APP_DISPLAY && !desk->eye.names_hidden;
    const float pixel[2] = {x, y};
    int named = may ? scene_pick_name(picture_scene(desk->picture), pixel, 3) : -1;
    if (named >= 0 && named < c->n_regions)
        return &c->region[named];
    may = may && skin_there(desk, x, y, &hit, &symptom);
    for (int i = 0; may && i < c->n_regions; i++)
        if (holds(desk, i, symptom, &hit.site))
            return &c->region[i];
    return NULL;
}

static void territories(const struct desk *desk, char *out, size_t size)
{
    const struct gui_input *in = &desk->pointer.gui;
    const struct catalog *c = subject_catalog(desk->subject);
    struct bvh_hit hit;
    int symptom;
    if (!in->has_pointer || !skin_there(desk, in->x, in->y, &hit, &symptom))
        return;
    for (int i = 0; i < c->n_regions; i++) {
        const struct region *r = &c->region[i];
        if (!holds(desk, i, symptom, &hit.site))
            continue;
        char id[96];
        snprintf(id, sizeof id, "region.%s", r->id);
        cut_append(out, size, "%s%s", *out ? " \u00b7 " : "",
                   texts_get(desk->texts, id, r->english));
    }
}

/* "ST Stomach, left": the channel whose line lies there */
static bool channel(const struct desk *desk, char *out, size_t size)
{
    const struct trace *traces = subject_traces(desk->subject);
    int line = desk->eye.hover_line;
    if (line < 0 || line >= traces->count)
        return false;
    const struct trace_line *t = &traces->line[line];
    char name[128];
    words_channel(desk->texts, t->channel, name, sizeof name);
    panel_join(desk->texts, "join.comma", name,
               panel_side(desk->texts, side_name(t->side)[0]), out, size);
    return true;
}

static bool beneath(const struct desk *desk, char *out, size_t size)
{
    const struct gui_input *in = &desk->pointer.gui;
    const struct inside_part *part =
        in->has_pointer && !gui_covers(picture_gui(desk->picture), in->x, in->y)
            ? structure_view_at(&desk->eye, desk->subject, in->x, in->y)
            : NULL;
    if (part)
        structure_view_title(desk->texts, part, out, size);
    return part != NULL;
}

void hover_text(const struct desk *desk, char *out, size_t size)
{
    int mark = desk->eye.hover;
    const struct site *site = stage_site(desk->stage, mark);
    const char *name = stage_name(desk->stage, mark);
    out[0] = 0;
    if (desk->pointer.gesture != GESTURE_NONE || desk->mode == APP_DISPLAY ||
        desk->eye.names_hidden)
        return;
    // what stands beside it in words needs no second name
    if (scene_names(picture_scene(desk->picture), mark))
        return;
    if (site)
        words_title(desk->texts, site->point->code, site->point->pinyin,
                    site->point->hanzi, out, size);
    else if (name)
        cut_print(out, size, "%s", name);
    else if (!beneath(desk, out, size) && !channel(desk, out, size) &&
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
