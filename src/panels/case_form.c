#include "panels/case_form.h"

#include <stdio.h>
#include <string.h>

#include "document/case_edit.h"
#include "panels/case_findings.h"
#include "panels/case_lists_form.h"
#include "panels/case_person.h"
#include "panels/case_spots.h"
#include "panels/form.h"
#include "panels/paint.h"
#include "panels/panels.h"

static void heading(const struct texts *texts, struct gui *g, const char *id)
{
    gui_space(g, 14);
    gui_caption(g, text_of(texts, id));
}

// ---------------------------------------------------------------- where it hurts

/* "Sole, both: numbness  ×", pressed to take it away */
static bool said_chip(const struct texts *texts, struct gui *g, const char *place,
                      const char *what, const char *list, int i)
{
    char said[300], text[320];
    panel_join(texts, "join.colon", place, what, said, sizeof said);
    snprintf(text, sizeof text, "%s  \u00d7", said);
    return form_chip(g, text, list, i, true);
}

static bool symptom_chips(const struct shell *shell, const struct texts *texts,
                          struct gui *g, struct case_record *r)
{
    char place[160];
    for (int i = 0; i < r->n_symptoms; i++) {
        const struct case_symptom *s = &r->symptoms[i];
        panel_place(texts, s->region, s->side, place, sizeof place);
        if (said_chip(texts, g, place, form_word(texts, rules_word_kinds_text(s->kinds)),
                      "symptom", i)) {
            case_edit_remove_symptom(r, i);
            return true;
        }
    }
    for (int i = 0; i < r->n_marks; i++) {
        const struct case_mark *m = &r->marks[i];
        panel_place(texts, m->region, m->side, place, sizeof place);
        if (said_chip(texts, g, place,
                      text_of(texts, m->kind ? "form.mark_numb" : "form.mark_tender"),
                      "mark", i)) {
            case_edit_remove_mark(r, i);
            return true;
        }
    }
    // else they stand with the skin, among the findings
    bool paints = shell->fold[FOLD_PAINT];
    for (int i = 0; paints && i < r->findings.n_lesions; i++) {
        const struct case_lesion *l = &r->findings.lesions[i];
        panel_place(texts, l->region, l->side, place, sizeof place);
        if (said_chip(texts, g, place, form_word(texts, rules_word_lesion_text(l->kind)),
                      "spot", i)) {
            case_edit_remove_lesion(r, i);
            r->findings.lesions_given = r->findings.n_lesions > 0;
            return true;
        }
    }
    return false;
}

static bool region_chips(const struct dossier *dossier, struct case_brush *brush,
                         const struct texts *texts, struct sink *sink, struct gui *g,
                         struct case_record *r)
{
    bool changed = false;
    struct case_brush next = *brush;
    form_side(texts, g, "side", &next.side);
    for (unsigned k = 0; k < 3; k++) {
        unsigned bit = 1u << k;
        if (form_chip(g, form_word(texts, rules_word_kinds_text(bit)), "kind", (int)k,
                      brush->kinds & bit) &&
            (brush->kinds ^ bit))
            next.kinds ^= bit;
    }
    if (next.side != brush->side || next.kinds != brush->kinds)
        sink_put(sink, brush, &next, sizeof next);
    gui_space(g, 10);
    for (int i = 0; i < WORD_REGIONS; i++) {
        enum case_side side =
            form_region_has_sides(dossier, i) ? brush->side : CASE_MIDLINE;
        bool on = false;
        for (int k = 0; k < r->n_symptoms; k++)
            on |= r->symptoms[k].region == i;
        if (form_chip(g, form_word(texts, rules_word_region_text(i)), "region", i, on)) {
            case_edit_toggle_symptom(r, i, side, brush->kinds);
            changed = true;
        }
    }
    return changed;
}

/* one of the two ways to add a place; the other closes */
static void way_chip(struct shell *shell, struct case_brush *brush,
                     const struct texts *texts, struct sink *sink, struct gui *g,
                     const char *id, int fold, int other)
{
    bool *open = &shell->fold[fold];
    char label[128];
    snprintf(label, sizeof label, "%s %s", *open ? "\u2212" : "+", text_of(texts, id));
    if (!form_chip(g, label, id, 0, false))
        return;
    struct case_brush next = *brush;
    next.tool = fold == FOLD_PAINT && !*open ? brush->last : BRUSH_NONE;
    sink_put(sink, brush, &next, sizeof next);
    sink_put_bool(sink, open, !*open);
    sink_put_bool(sink, &shell->fold[other], false);
}

static bool where_section(struct desk *desk, struct gui *g, struct case_record *r)
{
    heading(desk->texts, g, "form.where");
    // what comes and goes under the brush must not move the tools away from the hand
    bool paints = desk->shell->fold[FOLD_PAINT];
    bool changed = !paints && symptom_chips(desk->shell, desk->texts, g, r);
    way_chip(desk->shell, &desk->brush, desk->texts, &desk->sink, g, "form.paint",
             FOLD_PAINT, FOLD_REGIONS);
    way_chip(desk->shell, &desk->brush, desk->texts, &desk->sink, g, "form.list",
             FOLD_REGIONS, FOLD_PAINT);
    if (paints) {
        paint_tools(desk, g);
        gui_space(g, 10);
        // a stroke of the tools has made a case of its own
        *r = *history_now(desk->dossier.history);
        changed = symptom_chips(desk->shell, desk->texts, g, r);
    }
    if (desk->shell->fold[FOLD_REGIONS]) {
        changed |=
            region_chips(&desk->dossier, &desk->brush, desk->texts, &desk->sink, g, r);
        gui_space(g, 10);
        changed |= case_spots_marks(desk, g, r);
    }
    return changed;
}

// ---------------------------------------------------------------- the cause

enum {
    ETIOLOGY_ROOTS = ETIOLOGY_ROOT_UNSPECIFIED + 1, /* the first so many are of roots */
    CERVICAL_LEVELS = 5                             /* the first so many of either list */
};

static bool causes(const struct case_record *r, int etiology)
{
    return case_causes(r) >> etiology & 1;
}

/* a level that none of the roots has is none */
static void drop_level(struct case_record *r)
{
    bool neck = r->root_level < CERVICAL_LEVELS;
    if (!causes(r, neck ? ETIOLOGY_CERVICAL_ROOT : ETIOLOGY_LUMBOSACRAL_ROOT) &&
        !causes(r, ETIOLOGY_ROOT_UNSPECIFIED))
        r->root_level = -1;
}

static bool root_details(const struct texts *texts, struct gui *g, struct case_record *r)
{
    static const char *const ROOTS[] = {"form.root_neck", "form.root_back",
                                        "form.root_unsaid"};
    bool changed = false;
    heading(texts, g, "form.root_where");
    for (int i = 0; i < ETIOLOGY_ROOTS; i++) {
        if (!form_chip(g, text_of(texts, ROOTS[i]), "root", i, causes(r, i)))
            continue;
        case_list_toggle_cause(r, i);
        drop_level(r);
        changed = true;
    }
    bool unsaid = causes(r, ETIOLOGY_ROOT_UNSPECIFIED),
         neck = unsaid || causes(r, ETIOLOGY_CERVICAL_ROOT),
         back = unsaid || causes(r, ETIOLOGY_LUMBOSACRAL_ROOT);
    if (!neck && !back)
        return changed;
    heading(texts, g, "form.root_which");
    for (int i = neck ? 0 : CERVICAL_LEVELS; i < (back ? WORD_LEVELS : CERVICAL_LEVELS);
         i++) {
        if (form_chip(g, word_levels[i], "level", i, r->root_level == i)) {
            r->root_level = r->root_level == i ? -1 : i;
            changed = true;
        }
    }
    heading(texts, g, "form.root_pressed");
    for (int i = 0; i < WORD_CAUSES; i++) {
        char id[64];
        snprintf(id, sizeof id, "form.compression.%s", word_causes[i]);
        if (form_chip(g, text_of(texts, id), "compression", i,
                      r->compression_cause == i)) {
            r->compression_cause = r->compression_cause == i ? -1 : i;
            changed = true;
        }
    }
    return changed;
}

/* several may apply: each is pressed by itself */
static bool cause_section(struct shell *shell, const struct dossier *dossier,
                          const struct texts *texts, struct sink *sink, struct gui *g,
                          struct case_form_state *state, struct case_record *r)
{
    bool changed = false, root = false;
    heading(texts, g, "form.cause");
    for (int i = ETIOLOGY_ROOTS; i < WORD_ETIOLOGIES; i++) {
        char id[64];
        snprintf(id, sizeof id, "form.etiology.%s", word_etiologies[i]);
        if (form_chip(g, text_of(texts, id), "etiology", i, causes(r, i))) {
            case_list_toggle_cause(r, i);
            changed = true;
        }
    }
    for (int i = 0; i < ETIOLOGY_ROOTS; i++)
        root |= causes(r, i);
    if (form_chip(g, text_of(texts, "form.root"), "etiology", 0, root)) {
        for (int i = 0; i < ETIOLOGY_ROOTS; i++)
            if (root ? causes(r, i) : i == ETIOLOGY_ROOT_UNSPECIFIED)
                case_list_toggle_cause(r, i);
        changed = true;
        root = !root;
    }
    gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, text_of(texts, "form.several"));
    if (root)
        changed |= root_details(texts, g, r);
    if (causes(r, ETIOLOGY_ENTRAPMENT) || r->entrapments_given)
        changed |= case_lists_form(shell, dossier, texts, sink, g, state, r,
                                   CASE_ENTRAPMENT_LIST);
    return changed;
}

// ---------------------------------------------------------------- the whole

static bool numb_anywhere(const struct case_record *r)
{
    for (int i = 0; i < r->n_symptoms; i++)
        if (r->symptoms[i].kinds & CASE_NUMBNESS)
            return true;
    return r->findings.thermal_sense >= 0;
}

void case_form(struct desk *desk, struct gui *g, enum case_form_holds holds)
{
    struct case_record *r = dossier_draft(&desk->dossier);
    struct case_form_state state = desk->shell->form;
    gui_heading(g, text_of(desk->texts, "form.title"));
    if (r->label[0])
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft,
                      texts_label(desk->texts, r->label));
    int group = 0;
    bool changed = where_section(desk, g, r);
    gui_space(g, 14);
    changed |=
        case_person_fold(desk->shell, desk->texts, &desk->sink, g, &state, r, &group);
    changed |= cause_section(desk->shell, &desk->dossier, desk->texts, &desk->sink, g,
                             &state, r);
    heading(desk->texts, g, "form.tenderness");
    changed |= form_one_of(desk->texts, g, "tender", word_tenderness, "tenderness",
                           &r->tenderness);
    if (numb_anywhere(r)) {
        heading(desk->texts, g, "form.thermal");
        changed |= form_one_of(desk->texts, g, "thermal", word_thermal, "thermal",
                               &r->findings.thermal_sense);
    }
    gui_space(g, 14);
    if (holds == CASE_FORM_WHOLE)
        panel_cautions(desk->shell, &desk->dossier, desk->texts, desk->words, &desk->sink,
                       g);
    heading(desk->texts, g, "form.findings");
    changed |= case_findings(desk, g, &state, r, &group);
    sink_put_changed(&desk->sink, &desk->shell->form, &state, sizeof state);
    if (changed)
        sink_change_case(&desk->sink, r, group);
}
