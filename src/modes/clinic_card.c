/* clinic_card.c - what the clinician may do with the point whose card is open, before a
 * session: add it to the plan, or lift the caution that took it out, with a reason. Both
 * are written into the case, and the rules answer. */
#include <stdio.h>
#include <string.h>

#include "modes/clinic.h"
#include "panels/case_form.h"
#include "panels/panels.h"
#include "views/point_card.h"

static const struct plan_removed *removed(const struct plan *plan, const char *code,
                                          char side)
{
    for (int i = 0; i < plan->n_removed; i++)
        if (strcmp(plan->removed[i].point.code, code) == 0 &&
            plan->removed[i].point.side == side)
            return &plan->removed[i];
    return NULL;
}

static int included(const struct case_record *r, const char *code, enum case_side side)
{
    for (int i = 0; i < r->n_includes; i++)
        if (strcmp(r->includes[i].code, code) == 0 && r->includes[i].side == side)
            return i;
    return -1;
}

/* lifts every caution that took the point out */
static bool lift(struct clinic *clinic, struct case_record *r,
                 const struct plan_removed *out, enum case_side side)
{
    bool changed = false;
    for (int i = 0; i < out->n_by && r->n_overrides < CASE_OVERRIDES_MAX; i++) {
        struct case_override *o = &r->overrides[r->n_overrides++];
        snprintf(o->caution, sizeof o->caution, "%s", out->by[i]);
        snprintf(o->code, sizeof o->code, "%s", out->point.code);
        snprintf(o->reason, sizeof o->reason, "%s", clinic->reason);
        o->side = side;
        changed = true;
    }
    return changed;
}

static bool change(struct desk *desk, struct gui *g, struct case_record *r)
{
    const struct plan *plan = &desk->dossier.plan;
    const char *code = desk->eye.selected;
    const struct point *p = catalog_point(subject_catalog(desk->subject), code);
    // of the side that the card above tells of
    char name = point_card_side(subject_catalog(desk->subject), code,
                                desk->eye.selected_side, plan);
    enum case_side side = case_side_of(side_of(name));
    const struct plan_removed *out = removed(plan, code, name);
    int i = included(r, code, side);
    if (out) {
        if (desk->clinic->ask != CLINIC_ASKS_OVERRIDE) {
            if (gui_button(g, text_of(desk->texts, "clinic.override"), GUI_QUIET, true))
                clinic_ask(desk->clinic, CLINIC_ASKS_OVERRIDE);
            return false;
        }
        if (!clinic_reason(desk->clinic, desk->live, desk->texts, &desk->sink, g) ||
            !lift(desk->clinic, r, out, side))
            return false;
        clinic_ask(desk->clinic, CLINIC_ASKS_NOTHING);
        return true;
    }
    if (i >= 0) {
        if (!gui_button(g, text_of(desk->texts, "clinic.not_added"), GUI_QUIET, true))
            return false;
        case_edit_remove_include(r, i);
        return true;
    }
    if (plan_find(plan, code, name) || !p || r->n_includes == CASE_INCLUDES_MAX)
        return false;
    char text[160];
    snprintf(text, sizeof text, "%s %s", text_of(desk->texts, "clinic.add"),
             side == CASE_MIDLINE ? "" : panel_side(desk->texts, name));
    if (!gui_button(g, text, GUI_QUIET, true))
        return false;
    snprintf(r->includes[r->n_includes].code, CASE_CODE_SIZE, "%.*s", CASE_CODE_SIZE - 1,
             code);
    r->includes[r->n_includes++].side = side;
    return true;
}

void clinic_card_actions(struct desk *desk, struct gui *g)
{
    struct case_record *r = dossier_draft(&desk->dossier);
    gui_space(g, 14);
    if (change(desk, g, r))
        sink_change_case(&desk->sink, r, 0);
}
