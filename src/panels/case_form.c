#include "panels/case_form.h"

#include <stdio.h>
#include <string.h>

#include "base/cut.h"
#include "catalog/rules_words.h"
#include "panels/paint.h"
#include "panels/panels.h"

static const char *word(const struct app *app, struct word_text w)
{
    return texts_get(app->texts, w.id, w.english);
}

bool form_chip(struct gui *g, const char *label, const char *list, int i, bool on)
{
    gui_push_id(g, i);
    char text[320];
    snprintf(text, sizeof text, "%.*s##%.40s", (int)cut_length(label, 250), label, list);
    panel_sentence(text + (strncmp(text, "+ ", 2) == 0 ? 2 : 0));
    bool pressed = gui_chip(g, text, on);
    gui_pop_id(g);
    return pressed;
}

bool form_one_of(struct app *app, struct gui *g, const char *list,
                 const char *const *words, const char *prefix, int *value)
{
    bool changed = false;
    for (int i = 0; words[i]; i++) {
        char id[96];
        snprintf(id, sizeof id, "%s.%s", prefix, words[i]);
        if (form_chip(g, app_text(app, id), list, i, *value == i)) {
            *value = *value == i ? -1 : i;
            changed = true;
        }
    }
    return changed;
}

void form_side(struct app *app, struct gui *g, const char *id, enum case_side *side)
{
    static const enum case_side OFFERED[] = {CASE_L, CASE_BOTH, CASE_R};
    char text[3][64];
    const char *labels[3];
    for (int i = 0; i < 3; i++) {
        snprintf(text[i], sizeof text[i], "%s", panel_side(app, "LBR"[i]));
        panel_sentence(text[i]);
        labels[i] = text[i];
    }
    int choice = *side == CASE_L ? 0 : *side == CASE_R ? 2 : 1;
    gui_segmented(g, id, labels, 3, &choice);
    *side = OFFERED[choice];
}

bool form_region_has_sides(const struct app *app, int region)
{
    return engine_rules(app->engine)->regions[region].limb >= 0;
}

static void heading(struct app *app, struct gui *g, const char *id)
{
    gui_space(g, 14);
    gui_caption(g, app_text(app, id));
}

// ---------------------------------------------------------------- where it hurts

/* "Sole, both: numbness  ×", pressed to take it away */
static bool said_chip(struct app *app, struct gui *g, const char *place, const char *what,
                      const char *list, int i)
{
    char said[300], text[320];
    panel_join(app, "join.colon", place, what, said, sizeof said);
    snprintf(text, sizeof text, "%s  \u00d7", said);
    return form_chip(g, text, list, i, true);
}

static bool symptom_chips(struct app *app, struct gui *g, struct case_record *r)
{
    char place[160];
    for (int i = 0; i < r->n_symptoms; i++) {
        const struct case_symptom *s = &r->symptoms[i];
        panel_place(app, s->region, s->side, place, sizeof place);
        if (said_chip(app, g, place, word(app, word_kinds_text(s->kinds)), "symptom",
                      i)) {
            case_remove_symptom(r, i);
            return true;
        }
    }
    for (int i = 0; i < r->n_marks; i++) {
        const struct case_mark *m = &r->marks[i];
        panel_place(app, m->region, m->side, place, sizeof place);
        if (said_chip(app, g, place,
                      app_text(app, m->kind ? "form.mark_numb" : "form.mark_tender"),
                      "mark", i)) {
            case_remove_mark(r, i);
            return true;
        }
    }
    return false;
}

static bool region_chips(struct app *app, struct gui *g, struct case_record *r)
{
    struct case_brush *brush = &app->brush;
    bool changed = false;
    form_side(app, g, "side", &brush->side);
    for (unsigned k = 0; k < 3; k++) {
        unsigned bit = 1u << k;
        if (form_chip(g, word(app, word_kinds_text(bit)), "kind", (int)k,
                      brush->kinds & bit) &&
            (brush->kinds ^ bit))
            brush->kinds ^= bit;
    }
    gui_space(g, 10);
    for (int i = 0; i < WORD_REGIONS; i++) {
        enum case_side side = form_region_has_sides(app, i) ? brush->side : CASE_MIDLINE;
        bool on = false;
        for (int k = 0; k < r->n_symptoms; k++)
            on |= r->symptoms[k].region == i;
        if (form_chip(g, word(app, word_region_text(i)), "region", i, on)) {
            case_toggle_symptom(r, i, side, brush->kinds);
            changed = true;
        }
    }
    return changed;
}

/* one of the two ways to add a place; the other closes */
static void way_chip(struct app *app, struct gui *g, const char *id, int fold, int other)
{
    bool *open = &app->shell->fold[fold];
    char label[128];
    snprintf(label, sizeof label, "%s %s", *open ? "\u2212" : "+", app_text(app, id));
    if (!form_chip(g, label, id, 0, false))
        return;
    *open = !*open;
    app->shell->fold[other] = false;
    app->brush.tool = fold == FOLD_PAINT && *open ? app->brush.last : BRUSH_NONE;
}

static bool where_section(struct app *app, struct gui *g, struct case_record *r)
{
    heading(app, g, "form.where");
    // what comes and goes under the brush must not move the tools away from the hand
    bool paints = app->shell->fold[FOLD_PAINT];
    bool changed = !paints && symptom_chips(app, g, r);
    way_chip(app, g, "form.paint", FOLD_PAINT, FOLD_REGIONS);
    way_chip(app, g, "form.list", FOLD_REGIONS, FOLD_PAINT);
    if (paints) {
        paint_tools(app, g);
        gui_space(g, 10);
        // a stroke of the tools has made a case of its own
        *r = *history_now(app->record.history);
        changed = symptom_chips(app, g, r);
    }
    if (app->shell->fold[FOLD_REGIONS])
        changed |= region_chips(app, g, r);
    return changed;
}

// ---------------------------------------------------------------- the cause

enum { ETIOLOGY_ROOTS = 3, CERVICAL_LEVELS = 5 /* the first so many of either list */ };

static bool root_details(struct app *app, struct gui *g, struct case_record *r)
{
    static const char *const ROOTS[] = {"form.root_neck", "form.root_back",
                                        "form.root_unsaid"};
    bool changed = false;
    heading(app, g, "form.root_where");
    for (int i = 0; i < ETIOLOGY_ROOTS; i++) {
        if (form_chip(g, app_text(app, ROOTS[i]), "root", i, r->etiology == i) &&
            r->etiology != i) {
            r->etiology = i;
            r->root_level = -1;
            changed = true;
        }
    }
    heading(app, g, "form.root_which");
    int first = r->etiology == 1 ? CERVICAL_LEVELS : 0;
    int end = r->etiology == 0 ? CERVICAL_LEVELS : WORD_LEVELS;
    for (int i = first; i < end; i++) {
        if (form_chip(g, word_levels[i], "level", i, r->root_level == i)) {
            r->root_level = r->root_level == i ? -1 : i;
            changed = true;
        }
    }
    heading(app, g, "form.root_pressed");
    for (int i = 0; i < WORD_CAUSES; i++) {
        char id[64];
        snprintf(id, sizeof id, "form.compression.%s", word_causes[i]);
        if (form_chip(g, app_text(app, id), "compression", i,
                      r->compression_cause == i)) {
            r->compression_cause = r->compression_cause == i ? -1 : i;
            changed = true;
        }
    }
    return changed;
}

static bool cause_section(struct app *app, struct gui *g, struct case_record *r)
{
    bool changed = false, root = r->etiology < ETIOLOGY_ROOTS;
    heading(app, g, "form.cause");
    for (int i = ETIOLOGY_ROOTS; i < WORD_ETIOLOGIES; i++) {
        char id[64];
        snprintf(id, sizeof id, "form.etiology.%s", word_etiologies[i]);
        if (form_chip(g, app_text(app, id), "etiology", i, r->etiology == i) &&
            r->etiology != i) {
            r->etiology = i;
            r->root_level = r->compression_cause = -1;
            changed = true;
        }
    }
    if (form_chip(g, app_text(app, "form.root"), "etiology", 0, root) && !root) {
        r->etiology = ETIOLOGY_ROOTS - 1;
        changed = true;
    }
    return r->etiology < ETIOLOGY_ROOTS ? root_details(app, g, r) || changed : changed;
}

// ---------------------------------------------------------------- the whole

static bool numb_anywhere(const struct case_record *r)
{
    for (int i = 0; i < r->n_symptoms; i++)
        if (r->symptoms[i].kinds & CASE_NUMBNESS)
            return true;
    return r->findings.thermal_sense >= 0;
}

void case_form(struct app *app, struct gui *g)
{
    struct case_record *r = app_draft_case(app);
    gui_heading(g, app_text(app, "form.title"));
    if (r->label[0])
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft,
                      texts_label(app->texts, r->label));
    int group = 0;
    bool changed = where_section(app, g, r);
    changed |= cause_section(app, g, r);
    heading(app, g, "form.tenderness");
    changed |=
        form_one_of(app, g, "tender", word_tenderness, "tenderness", &r->tenderness);
    if (numb_anywhere(r)) {
        heading(app, g, "form.thermal");
        changed |= form_one_of(app, g, "thermal", word_thermal, "thermal",
                               &r->findings.thermal_sense);
    }
    gui_space(g, 14);
    panel_cautions(app, g);
    heading(app, g, "form.findings");
    changed |= case_findings(app, g, r, &group);
    if (changed)
        app_change_case(app, r, group);
}
