#include "app/case_form.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/rules_words.h"

static const char *word(const struct app *app, struct word_text w)
{
    return texts_get(app->texts, w.id, w.english);
}

/* a chip of a list whose label may stand elsewhere in the form too */
static bool chip(struct gui *g, const char *label, const char *list, int i, bool on)
{
    char text[192];
    snprintf(text, sizeof text, "%s##%s%d", label, list, i);
    return gui_chip(g, text, on);
}

// ---------------------------------------------------------------- where it hurts

static bool symptom_list(struct app *app, struct gui *g, struct case_record *r)
{
    for (int i = 0; i < r->n_symptoms; i++) {
        const struct case_symptom *s = &r->symptoms[i];
        static const char SIDES_OF[] = "LRBM";
        char text[256];
        snprintf(
            text, sizeof text, "%s%s%s: %s  \u00d7##symptom%d",
            word(app, word_region_text(s->region)), s->side == CASE_MIDLINE ? "" : ", ",
            s->side == CASE_MIDLINE ? "" : word(app, word_side_text(SIDES_OF[s->side])),
            word(app, word_kinds_text(s->kinds)), i);
        if (gui_chip(g, text, true)) {
            case_remove_symptom(r, i);
            return true;
        }
    }
    return false;
}

static bool region_has_sides(int region)
{
    return strcmp(word_regions[region], "neck") != 0 &&
           strcmp(word_regions[region], "lumbosacral") != 0;
}

static bool region_chips(struct app *app, struct gui *g, struct case_record *r)
{
    const struct case_brush *brush = &app->brush;
    bool changed = false;
    for (int i = 0; i < WORD_REGIONS; i++) {
        enum case_side side = region_has_sides(i) ? brush->side : CASE_MIDLINE;
        bool on = false;
        for (int k = 0; k < r->n_symptoms; k++)
            on |= r->symptoms[k].region == i;
        if (chip(g, word(app, word_region_text(i)), "region", i, on)) {
            case_toggle_symptom(r, i, side, brush->kinds);
            changed = true;
        }
    }
    return changed;
}

static bool where_section(struct app *app, struct gui *g, struct case_record *r)
{
    struct case_brush *brush = &app->brush;
    bool changed;
    gui_caption(g, app_text(app, "form.where"));
    changed = symptom_list(app, g, r);
    gui_space(g, 6);
    static const enum case_side SIDES_OFFERED[] = {CASE_L, CASE_BOTH, CASE_R};
    const char *sides[3] = {word(app, word_side_text('L')),
                            word(app, word_side_text('B')),
                            word(app, word_side_text('R'))};
    int choice = brush->side == CASE_L ? 0 : brush->side == CASE_R ? 2 : 1;
    gui_segmented(g, "side", sides, 3, &choice);
    brush->side = SIDES_OFFERED[choice];
    for (unsigned k = 0; k < 3; k++) {
        unsigned bit = 1u << k;
        if (chip(g, word(app, word_kinds_text(bit)), "kind", (int)k,
                 brush->kinds & bit) &&
            (brush->kinds ^ bit))
            brush->kinds ^= bit;
    }
    char label[128];
    snprintf(
        label, sizeof label, "%s##regions",
        app_text(app, app->show_regions ? "form.fewer_regions" : "form.choose_regions"));
    if (gui_button(g, label, GUI_GHOST, true))
        app->show_regions = !app->show_regions;
    if (app->show_regions)
        changed |= region_chips(app, g, r);
    return changed;
}

// ---------------------------------------------------------------- what was found

static bool one_of(struct app *app, struct gui *g, const char *heading, const char *list,
                   const char *const *words, const char *prefix, int *value)
{
    bool changed = false;
    gui_space(g, 12);
    gui_caption(g, app_text(app, heading));
    for (int i = 0; words[i]; i++) {
        char id[96];
        snprintf(id, sizeof id, "%s.%s", prefix, words[i]);
        if (chip(g, app_text(app, id), list, i, *value == i)) {
            *value = *value == i ? -1 : i;
            changed = true;
        }
    }
    return changed;
}

static bool cause_section(struct app *app, struct gui *g, struct case_record *r)
{
    bool changed = false;
    gui_space(g, 12);
    gui_caption(g, app_text(app, "form.cause"));
    for (int i = 0; i < WORD_ETIOLOGIES; i++) {
        if (chip(g, word(app, word_etiology_text(i)), "etiology", i, r->etiology == i) &&
            r->etiology != i) {
            r->etiology = i;
            changed = true;
        }
    }
    if (strstr(word_etiologies[r->etiology], "root")) {
        gui_space(g, 8);
        for (int i = 0; i < WORD_LEVELS; i++) {
            if (chip(g, word_levels[i], "level", i, r->root_level == i)) {
                r->root_level = r->root_level == i ? -1 : i;
                changed = true;
            }
        }
        gui_space(g, 8);
        for (int i = 0; i < WORD_CAUSES; i++) {
            if (chip(g, word(app, word_cause_text(i)), "cause", i,
                     r->compression_cause == i)) {
                r->compression_cause = r->compression_cause == i ? -1 : i;
                changed = true;
            }
        }
    }
    return changed;
}

static bool flags_section(struct app *app, struct gui *g, struct case_record *r)
{
    bool changed = false;
    gui_space(g, 12);
    gui_caption(g, app_text(app, "form.findings"));
    for (int i = 0; i < WORD_FLAGS; i++) {
        enum case_yes *flag = &r->findings.flags[i];
        if (chip(g, word(app, word_flag_text(i)), "flag", i, *flag == CASE_YES)) {
            *flag = *flag == CASE_YES ? CASE_UNKNOWN : CASE_YES;
            changed = true;
        }
    }
    gui_space(g, 12);
    gui_caption(g, app_text(app, "form.red_flags"));
    if (chip(g, app_text(app, "form.none_found"), "red", -1,
             r->findings.red_flags_given && !r->findings.red_flags)) {
        r->findings.red_flags_given =
            !r->findings.red_flags_given || r->findings.red_flags;
        r->findings.red_flags = 0;
        changed = true;
    }
    for (int i = 0; i < WORD_RED_FLAGS; i++) {
        bool on = r->findings.red_flags >> i & 1;
        if (chip(g, word(app, word_red_flag_text(i)), "red", i, on)) {
            r->findings.red_flags ^= 1u << i;
            r->findings.red_flags_given = true;
            changed = true;
        }
    }
    return changed;
}

void case_form(struct app *app, struct gui *g)
{
    struct case_record *r = malloc(sizeof *r);
    if (!r)
        return;
    *r = *history_now(app->record.history);
    gui_heading(g, app_text(app, "form.title"));
    if (r->label[0])
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, r->label);
    gui_space(g, 8);
    bool changed = where_section(app, g, r);
    changed |= cause_section(app, g, r);
    changed |= one_of(app, g, "form.tenderness", "tender", word_tenderness, "tenderness",
                      &r->tenderness);
    changed |= one_of(app, g, "form.thermal", "thermal", word_thermal, "thermal",
                      &r->findings.thermal_sense);
    changed |= one_of(app, g, "form.pregnant", "pregnant", word_pregnant, "pregnant",
                      &r->findings.pregnant);
    changed |= flags_section(app, g, r);
    if (changed)
        app_change_case(app, r, 0);
    free(r);
}
