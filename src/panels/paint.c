#include "panels/paint.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "anatomy/territory.h"
#include "base/cut.h"
#include "catalog/rules_words.h"
#include "document/case_edit.h"
#include "document/glove.h"
#include "panels/case_spots.h"
#include "panels/eye.h"
#include "panels/form.h"
#include "panels/panels.h"

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
#define ERASE_REACH_M 0.012 /* a finger's breadth around a spot */
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
    struct case_brush next = *brush;
    if (!brush->slides) {
        next.stroke++;
        next.others = glove_others(subject_catalog(subject), r);
    }
    glove_set(subject_catalog(subject), r, stage, &next.others);
    next.slides = true;
    sink_put(sink, brush, &next, sizeof next);
    sink_change_case(sink, r, next.stroke);
    free(r);
}

static void glove(struct desk *desk, struct gui *g)
{
    const struct catalog *c = subject_catalog(desk->subject);
    const struct case_record *now = history_now(desk->dossier.history);
    int stage = glove_stage(c, now), reach = glove_reach(c, now);
    float value = (float)reach;
    char shown[200];
    // what is numb besides is told beside the stage
    if (stage < 0 && reach > 0)
        panel_join(desk->texts, "join.comma",
                   stage_text(desk->subject, desk->texts, reach),
                   text_of(desk->texts, "brush.glove_other"), shown, sizeof shown);
    else
        cut_print(shown, sizeof shown, "%s",
                  stage_text(desk->subject, desk->texts, stage));
    struct gui_range range = {.label = text_of(desk->texts, "brush.glove"),
                              .shown = shown,
                              .max = (float)glove_stages(c),
                              .step = 1};
    if (gui_slider(g, &range, &value))
        set_stage(&desk->dossier, desk->subject, &desk->brush, &desk->sink, (int)value);
    else if (!desk->pointer.gui.button[0] && desk->brush.slides)
        sink_put_bool(&desk->sink, &desk->brush.slides, false);
}

static void lesion_kinds(struct case_brush *brush, const struct texts *texts,
                         struct sink *sink, struct gui *g)
{
    for (int i = 0; i < WORD_LESION_KINDS; i++)
        if (form_chip(g, form_word(texts, rules_word_lesion_text(i)), "brush lesion", i,
                      brush->lesion == i))
            sink_put_int(sink, &brush->lesion, i);
    double radius = brush->radius;
    gui_space(g, 6);
    if (form_radius(texts, g, &radius))
        sink_put(sink, &brush->radius, &radius, sizeof radius);
}

void paint_tools(struct desk *desk, struct gui *g)
{
    struct case_brush *brush = &desk->brush;
    const char *hint = "brush.hint.none";
    gui_caption(g, text_of(desk->texts, "brush.title"));
    for (int i = 0; i < N_TOOLS; i++) {
        bool on = brush->tool == TOOLS[i].tool;
        if (gui_chip(g, text_of(desk->texts, TOOLS[i].text), on)) {
            struct case_brush next = *brush;
            next.tool = on ? BRUSH_NONE : TOOLS[i].tool;
            next.last = TOOLS[i].tool;
            sink_put(&desk->sink, &desk->brush, &next, sizeof next);
        }
        if (brush->tool == TOOLS[i].tool)
            hint = TOOLS[i].hint;
    }
    gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, text_of(desk->texts, hint));
    if (brush->tool == BRUSH_LESION)
        lesion_kinds(&desk->brush, desk->texts, &desk->sink, g);
    gui_space(g, 12);
    glove(desk, g);
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
    *word = region >= 0 ? rules_word_find(word_regions, c->region[region].id) : -1;
    *side = case_side_of(on);
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
                case_edit_toggle_symptom(r, s->region, side, kind);
                break;
            }
        }
    }
}

static bool is_near(const double a[3], const double b[3])
{
    double d2 = 0;
    for (int k = 0; k < 3; k++)
        d2 += (a[k] - b[k]) * (a[k] - b[k]);
    return d2 <= ERASE_REACH_M * ERASE_REACH_M;
}

/* spots that were put there: tender, numb, of the skin. False where there is none. */
static bool erase_spots(struct case_record *r, const double at[3])
{
    bool any = false;
    for (int i = r->n_marks - 1; i >= 0; i--)
        if (r->marks[i].has_at && is_near(r->marks[i].at, at)) {
            case_edit_remove_mark(r, i);
            any = true;
        }
    for (int i = r->findings.n_lesions - 1; i >= 0; i--)
        if (r->findings.lesions[i].has_at && is_near(r->findings.lesions[i].at, at)) {
            case_edit_remove_lesion(r, i);
            r->findings.lesions_given = r->findings.n_lesions > 0;
            any = true;
        }
    return any;
}

/* A stroke that begins on a spot takes spots away; what hurts around them stays. */
static bool erased_spot(struct desk *desk, float x, float y)
{
    struct bvh_hit hit;
    double at[3];
    struct case_record *r;
    bool any = false;
    if (desk->brush.tool != BRUSH_ERASE ||
        !eye_skin_at(&desk->eye, desk->subject, x, y, &hit) || !(r = malloc(sizeof *r)))
        return false;
    *r = *history_now(desk->dossier.history);
    case_spot_place(desk->subject, &hit.site, at);
    any = erase_spots(r, at);
    if (any) {
        dossier_change(&desk->dossier, r, desk->brush.stroke);
        sink_redraw(&desk->sink);
    }
    free(r);
    return any;
}

static void stroke(struct desk *desk, float x, float y)
{
    struct bvh_hit hit;
    int word;
    enum case_side side;
    if (!skin_region(&desk->eye, &desk->dossier, desk->subject, x, y, &hit, &word,
                     &side) ||
        word < 0)
        return;
    struct case_record *r = malloc(sizeof *r);
    if (!r)
        return;
    *r = *history_now(desk->dossier.history);
    if (desk->brush.tool == BRUSH_ERASE)
        erase(engine_rules(desk->dossier.engine), r, word, side);
    for (int i = 0; i < N_TOOLS; i++)
        if (TOOLS[i].tool == desk->brush.tool && TOOLS[i].kinds)
            case_edit_add_symptom(r, word, side, TOOLS[i].kinds);
    dossier_change(&desk->dossier, r, desk->brush.stroke);
    sink_redraw(&desk->sink);
    free(r);
}

/* a tender spot, or what the skin has there */
static void drop_mark(struct desk *desk, float x, float y)
{
    struct bvh_hit hit;
    int word;
    enum case_side side;
    const struct case_record *now = history_now(desk->dossier.history);
    bool lesion = desk->brush.tool == BRUSH_LESION;
    if ((lesion ? now->findings.n_lesions == CASE_LESIONS_MAX
                : now->n_marks == CASE_MARKS_MAX) ||
        !skin_region(&desk->eye, &desk->dossier, desk->subject, x, y, &hit, &word, &side))
        return;
    if (word < 0) {
        sink_say(&desk->sink, "%s", text_of(desk->texts, "brush.no_region"));
        return;
    }
    struct case_record *r = malloc(sizeof *r);
    if (!r)
        return;
    *r = *now;
    if (lesion) {
        struct case_lesion *l = &r->findings.lesions[r->findings.n_lesions++];
        *l = (struct case_lesion){.region = word,
                                  .side = side,
                                  .kind = desk->brush.lesion,
                                  .has_at = true,
                                  .radius = desk->brush.radius};
        case_spot_place(desk->subject, &hit.site, l->at);
        r->findings.lesions_given = true;
    } else {
        struct case_mark *m = &r->marks[r->n_marks++];
        *m = (struct case_mark){.region = word, .side = side, .has_at = true};
        case_spot_place(desk->subject, &hit.site, m->at);
        r->tenderness = TENDERNESS_PRONOUNCED;
    }
    dossier_change(&desk->dossier, r, desk->brush.stroke);
    sink_redraw(&desk->sink);
    free(r);
}

static bool is_tap(const struct case_brush *brush)
{
    return brush->tool == BRUSH_TENDER || brush->tool == BRUSH_LESION;
}

bool paint_press(struct desk *desk, float x, float y)
{
    struct bvh_hit hit;
    if (desk->brush.tool == BRUSH_NONE ||
        !eye_skin_at(&desk->eye, desk->subject, x, y, &hit))
        return false;
    desk->brush.stroke++;
    desk->brush.spots = erased_spot(desk, x, y);
    if (is_tap(&desk->brush))
        drop_mark(desk, x, y);
    else if (!desk->brush.spots)
        stroke(desk, x, y);
    return true;
}

void paint_drag(struct desk *desk, float x, float y)
{
    if (!is_tap(&desk->brush) && !erased_spot(desk, x, y) && !desk->brush.spots)
        stroke(desk, x, y);
}

void paint_release(struct desk *desk, float x, float y)
{
    (void)x;
    (void)y;
    sink_redraw(&desk->sink);
}

void paint_cancel(struct desk *desk)
{
    if (history_take_back(desk->dossier.history, desk->brush.stroke))
        dossier_changed(&desk->dossier);
    sink_redraw(&desk->sink);
}

int paint_hovered(const struct desk *desk, enum side *side)
{
    const struct gui_input *in = &desk->pointer.gui;
    struct bvh_hit hit;
    *side = SIDE_M;
    if (desk->brush.tool == BRUSH_NONE || !in->has_pointer ||
        gui_covers(picture_gui(desk->picture), in->x, in->y) ||
        !eye_skin_at(&desk->eye, desk->subject, in->x, in->y, &hit))
        return -1;
    return territory_region_at(subject_body(desk->subject), &hit.site, side);
}
