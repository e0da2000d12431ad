#include "panels/paint.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "anatomy/territory.h"
#include "catalog/rules_words.h"
#include "document/case_edit.h"
#include "document/glove.h"
#include "panels/case_fields.h"
#include "panels/eye.h"

static const struct {
    enum brush_tool tool;
    const char *text, *hint;
    unsigned kinds;
} TOOLS[] = {
    {BRUSH_NUMB, "brush.numb", "brush.hint.paint", CASE_NUMBNESS},
    {BRUSH_PAIN, "brush.pain", "brush.hint.paint", CASE_PAIN},
    {BRUSH_ABNORMAL, "brush.abnormal", "brush.hint.paint", CASE_ABNORMAL},
    {BRUSH_TENDER, "brush.tender", "brush.hint.tender", 0},
    {BRUSH_LESION, "brush.lesion", "brush.hint.lesion", 0},
    {BRUSH_ERASE, "brush.erase", "brush.hint.erase", 0},
};
enum { N_TOOLS = sizeof TOOLS / sizeof *TOOLS };

static const char *stage_text(const struct subject *subject, const struct texts *texts,
                              int stage)
{
    char id[32];
    if (stage <= 0)
        return text_of(texts, stage ? "brush.glove_other" : "brush.glove_none");
    snprintf(id, sizeof id, "region.stage%d", stage);
    const struct region *region =
        catalog_region(subject_catalog(subject), id + strlen("region."));
    return texts_get(texts, id, region ? region->english : NULL);
}

/* one drag is one step of undo, as a stroke is */
static void set_stage(const struct dossier *dossier, const struct subject *subject,
                      struct case_brush *brush, struct sink *sink, int stage)
{
    struct case_record *r = malloc(sizeof *r);
    if (!r)
        return;
    *r = *history_now(dossier->history);
    glove_set(subject_catalog(subject), r, stage);
    if (!brush->slides)
        brush->stroke++;
    brush->slides = true;
    sink_change_case(sink, r, brush->stroke);
    free(r);
}

static void glove(struct app *app, struct gui *g)
{
    const struct catalog *c = subject_catalog(app->subject);
    int stage = glove_stage(c, history_now(app->dossier.history));
    float value = stage > 0 ? (float)stage : 0;
    struct gui_range range = {.label = text_of(app->texts, "brush.glove"),
                              .shown = stage_text(app->subject, app->texts, stage),
                              .max = (float)glove_stages(c),
                              .step = 1};
    if (gui_slider(g, &range, &value))
        set_stage(&app->dossier, app->subject, &app->brush, &app->sink, (int)value);
    if (!app->pointer.gui.button[0])
        app->brush.slides = false;
}

static void lesion_kinds(struct case_brush *brush, const struct texts *texts,
                         struct gui *g)
{
    for (int i = 0; i < WORD_LESION_KINDS; i++)
        if (form_chip(g, form_word(texts, word_lesion_text(i)), "brush lesion", i,
                      brush->lesion == i))
            brush->lesion = i;
}

void paint_tools(struct app *app, struct gui *g)
{
    struct case_brush *brush = &app->brush;
    const char *hint = "brush.hint.none";
    gui_caption(g, text_of(app->texts, "brush.title"));
    for (int i = 0; i < N_TOOLS; i++) {
        bool on = brush->tool == TOOLS[i].tool;
        if (gui_chip(g, text_of(app->texts, TOOLS[i].text), on)) {
            brush->tool = on ? BRUSH_NONE : TOOLS[i].tool;
            brush->last = TOOLS[i].tool;
        }
        if (brush->tool == TOOLS[i].tool)
            hint = TOOLS[i].hint;
    }
    gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, text_of(app->texts, hint));
    if (brush->tool == BRUSH_LESION)
        lesion_kinds(&app->brush, app->texts, g);
    gui_space(g, 12);
    glove(app, g);
}

static bool skin_region(const struct app_eye *eye, const struct dossier *dossier,
                        const struct subject *subject, float x, float y,
                        struct bvh_hit *hit, int *word, enum case_side *side)
{
    enum side on;
    const struct catalog *c = subject_catalog(subject);
    if (!eye_skin_at(eye, subject, x, y, hit))
        return false;
    int region = territory_region_at(subject_body(subject), &hit->site, &on);
    *word = region >= 0 ? word_find(word_regions, c->region[region].id) : -1;
    *side = on == SIDE_L ? CASE_L : on == SIDE_R ? CASE_R : CASE_MIDLINE;
    if (*word >= 0 && !form_region_has_sides(dossier, *word))
        *side = CASE_MIDLINE;
    return true;
}

static void erase(const struct rules *rules, struct case_record *r, int word,
                  enum case_side side)
{
    for (unsigned kind = CASE_PAIN; kind <= CASE_ABNORMAL; kind <<= 1) {
        // what is there is taken away, what is not stays away
        for (int i = 0; i < r->n_symptoms; i++) {
            const struct case_symptom *s = &r->symptoms[i];
            bool here = s->side == side || s->side == CASE_BOTH;
            // what holds the region goes with it: all fingers with one
            bool holds = rules->regions[s->region].covers >> word & 1;
            if ((s->region == word || holds) && here && (s->kinds & kind)) {
                case_toggle_symptom(r, s->region, side, kind);
                break;
            }
        }
    }
}

static void stroke(struct app *app, float x, float y)
{
    struct bvh_hit hit;
    int word;
    enum case_side side;
    if (!skin_region(&app->eye, &app->dossier, app->subject, x, y, &hit, &word, &side) ||
        word < 0)
        return;
    struct case_record *r = malloc(sizeof *r);
    if (!r)
        return;
    *r = *history_now(app->dossier.history);
    if (app->brush.tool == BRUSH_ERASE)
        erase(engine_rules(app->dossier.engine), r, word, side);
    for (int i = 0; i < N_TOOLS; i++)
        if (TOOLS[i].tool == app->brush.tool && TOOLS[i].kinds)
            case_add_symptom(r, word, side, TOOLS[i].kinds);
    dossier_change(&app->dossier, r, app->brush.stroke);
    sink_redraw(&app->sink);
    free(r);
}

/* where it is on the neutral body, on which a case keeps its places */
static void place_of(const struct subject *subject, const struct bvh_hit *hit,
                     double out[3])
{
    float at[3];
    subject_neutral_position(subject, &hit->site, at);
    for (int k = 0; k < 3; k++)
        out[k] = round((double)at[k] * 1e5) / 1e5; // a hundredth of a millimetre
}

/* a tender spot, or what the skin has there */
static void drop_mark(struct app *app, float x, float y)
{
    struct bvh_hit hit;
    int word;
    enum case_side side;
    const struct case_record *now = history_now(app->dossier.history);
    bool lesion = app->brush.tool == BRUSH_LESION;
    if ((lesion ? now->findings.n_lesions == CASE_LESIONS_MAX
                : now->n_marks == CASE_MARKS_MAX) ||
        !skin_region(&app->eye, &app->dossier, app->subject, x, y, &hit, &word, &side))
        return;
    if (word < 0) {
        sink_say(&app->sink, "%s", text_of(app->texts, "brush.no_region"));
        return;
    }
    struct case_record *r = malloc(sizeof *r);
    if (!r)
        return;
    *r = *now;
    if (lesion) {
        struct case_lesion *l = &r->findings.lesions[r->findings.n_lesions++];
        *l = (struct case_lesion){
            .region = word, .side = side, .kind = app->brush.lesion, .has_at = true};
        place_of(app->subject, &hit, l->at);
        r->findings.lesions_given = true;
    } else {
        struct case_mark *m = &r->marks[r->n_marks++];
        *m = (struct case_mark){.region = word, .side = side, .has_at = true};
        place_of(app->subject, &hit, m->at);
        r->tenderness = TENDERNESS_PRONOUNCED;
    }
    dossier_change(&app->dossier, r, app->brush.stroke);
    sink_redraw(&app->sink);
    free(r);
}

static bool is_tap(const struct case_brush *brush)
{
    return brush->tool == BRUSH_TENDER || brush->tool == BRUSH_LESION;
}

bool paint_press(struct app *app, float x, float y)
{
    struct bvh_hit hit;
    if (app->brush.tool == BRUSH_NONE ||
        !eye_skin_at(&app->eye, app->subject, x, y, &hit))
        return false;
    app->brush.stroke++;
    if (is_tap(&app->brush))
        drop_mark(app, x, y);
    else
        stroke(app, x, y);
    return true;
}

void paint_drag(struct app *app, float x, float y)
{
    if (!is_tap(&app->brush))
        stroke(app, x, y);
}

void paint_release(struct app *app, float x, float y)
{
    (void)x;
    (void)y;
    sink_redraw(&app->sink);
}

void paint_cancel(struct app *app)
{
    if (history_take_back(app->dossier.history, app->brush.stroke))
        dossier_changed(&app->dossier);
    sink_redraw(&app->sink);
}

int paint_hovered(const struct app *app, enum side *side)
{
    const struct gui_input *in = &app->pointer.gui;
    struct bvh_hit hit;
    *side = SIDE_M;
    if (app->brush.tool == BRUSH_NONE || !in->has_pointer ||
        gui_covers(picture_gui(app->picture), in->x, in->y) ||
        !eye_skin_at(&app->eye, app->subject, in->x, in->y, &hit))
        return -1;
    return territory_region_at(subject_body(app->subject), &hit.site, side);
}
