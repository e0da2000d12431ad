/* case_findings.c - what matters for safety, each in a fold that says what is set. */
#include "panels/case_findings.h"

#include <stdio.h>
#include <string.h>

#include "base/cut.h"
#include "document/case_edit.h"
#include "panels/case_lists_form.h"
#include "panels/case_person.h"
#include "panels/case_spots.h"
#include "panels/form.h"
#include "panels/panels.h"

/* undo groups of what is typed letter by letter; strokes of the brush count from 1 up */
enum {
    GROUP_LABEL = -2,
    GROUP_BLOOD = -3,
    GROUP_LIMITS = -4,
    GROUP_RADIUS = -100 /* minus the place of the lesion in its list */
};

// ---------------------------------------------------------------- lists of words

static bool pregnancy(struct shell *shell, const struct texts *texts, struct sink *sink,
                      struct gui *g, struct case_record *r)
{
    char id[64] = "", summary[128] = "";
    int *value = &r->findings.pregnant;
    if (*value >= 0) {
        snprintf(id, sizeof id, "pregnant.%s", word_pregnant[*value]);
        snprintf(summary, sizeof summary, "%s", text_of(texts, id));
    }
    return form_fold(shell, texts, sink, g, "form.pregnant", FOLD_PREGNANT, summary) &&
           form_one_of(texts, g, "pregnant", word_pregnant, "pregnant", value);
}

/* A list of which each may be found, and of which "none" is an answer too. */
static bool found_chips(const struct texts *texts, struct gui *g, const char *name, int n,
                        struct word_text (*text)(int), unsigned *bits, bool *given)
{
    bool changed = false;
    if (form_chip(g, text_of(texts, "form.none_found"), name, -1, *given && !*bits)) {
        *given = !*given || *bits;
        *bits = 0;
        changed = true;
    }
    for (int i = 0; i < n; i++) {
        if (form_chip(g, form_word(texts, text(i)), name, i, *bits >> i & 1)) {
            *bits ^= 1u << i;
            *given = true;
            changed = true;
        }
    }
    return changed;
}

static void found_summary(const struct texts *texts, int n, struct word_text (*text)(int),
                          unsigned bits, bool given, char *out, size_t size)
{
    *out = 0;
    for (int i = 0; i < n; i++)
        if (bits >> i & 1)
            form_append(texts, out, size, form_word(texts, text(i)));
    if (given && !bits)
        snprintf(out, size, "%s", text_of(texts, "form.none_found"));
}

static bool red_flags(struct shell *shell, const struct texts *texts, struct sink *sink,
                      struct gui *g, struct case_record *r)
{
    struct case_findings *f = &r->findings;
    char summary[512];
    found_summary(texts, WORD_RED_FLAGS, rules_word_red_flag_text, f->red_flags,
                  f->red_flags_given, summary, sizeof summary);
    return form_fold(shell, texts, sink, g, "form.red_flags", FOLD_RED_FLAGS, summary) &&
           found_chips(texts, g, "red", WORD_RED_FLAGS, rules_word_red_flag_text,
                       &f->red_flags, &f->red_flags_given);
}

static bool lymphoedema(struct shell *shell, const struct texts *texts, struct sink *sink,
                        struct gui *g, struct case_record *r)
{
    struct case_findings *f = &r->findings;
    char summary[256];
    found_summary(texts, WORD_LIMBS, rules_word_limb_text, f->lymphoedema,
                  f->lymphoedema_given, summary, sizeof summary);
    return form_fold(shell, texts, sink, g, "form.lymph", FOLD_LYMPH, summary) &&
           found_chips(texts, g, "lymph", WORD_LIMBS, rules_word_limb_text,
                       &f->lymphoedema, &f->lymphoedema_given);
}

static bool conditions(struct shell *shell, const struct texts *texts, struct sink *sink,
                       struct gui *g, struct case_record *r)
{
    char summary[512] = "";
    const char *no = text_of(texts, "form.no"), *yes = text_of(texts, "form.yes");
    int asked = 0;
    if (r->chronic == CASE_YES)
        form_append(texts, summary, sizeof summary, text_of(texts, "form.chronic"));
    for (int i = 0; i < WORD_FLAGS; i++) {
        asked += r->findings.flags[i] == CASE_NO;
        if (r->findings.flags[i] == CASE_YES)
            form_append(texts, summary, sizeof summary,
                        form_word(texts, rules_word_flag_text(i)));
    }
    if (!*summary && asked == WORD_FLAGS)
        snprintf(summary, sizeof summary, "%s", text_of(texts, "form.none_found"));
    if (!form_fold(shell, texts, sink, g, "form.conditions", FOLD_FLAGS, summary))
        return false;
    int value = (int)r->chronic;
    bool changed = gui_answer(g, text_of(texts, "form.chronic"), no, yes, &value);
    r->chronic = (enum case_yes)value;
    for (int i = 0; i < WORD_FLAGS; i++) {
        char text[160];
        value = (int)r->findings.flags[i];
        snprintf(text, sizeof text, "%s", form_word(texts, rules_word_flag_text(i)));
        panel_sentence(text);
        gui_push_id(g, i);
        changed |= gui_answer(g, text, no, yes, &value);
        gui_pop_id(g);
        r->findings.flags[i] = (enum case_yes)value;
    }
    return changed;
}

// ---------------------------------------------------------------- numbers

static bool blood(struct shell *shell, const struct texts *texts, struct sink *sink,
                  struct gui *g, struct case_form_state *s, struct case_record *r,
                  int *group)
{
    struct case_findings *f = &r->findings;
    char summary[128] = "", id[64];
    if (f->neutrophils >= 0 || f->platelets >= 0)
        snprintf(summary, sizeof summary, "%s", text_of(texts, "form.blood_given"));
    if (f->blood_counts >= 0) {
        snprintf(id, sizeof id, "blood.%s", word_blood[f->blood_counts]);
        snprintf(summary, sizeof summary, "%s", text_of(texts, id));
    }
    if (!form_fold(shell, texts, sink, g, "form.blood", FOLD_BLOOD, summary))
        return false;
    bool changed = form_one_of(texts, g, "blood", word_blood, "blood", &f->blood_counts);
    if (changed)
        f->neutrophils = f->platelets = -1;
    gui_space(g, 6);
    const struct form_number neutrophils = {"form.neutrophils", &case_neutrophils,
                                            s->neutrophils, sizeof s->neutrophils, -1},
                             platelets = {"form.platelets", &case_platelets, s->platelets,
                                          sizeof s->platelets, -1};
    bool typed = form_number(texts, g, &neutrophils, &f->neutrophils);
    typed |= form_number(texts, g, &platelets, &f->platelets);
    if (typed) {
        f->blood_counts = -1;
        *group = GROUP_BLOOD;
    }
    return changed || typed;
}

static bool limits(struct shell *shell, const struct texts *texts, struct sink *sink,
                   struct gui *g, struct case_form_state *s, struct case_record *r,
                   int *group)
{
    char summary[64] = "";
    if (r->per_limb_side)
        snprintf(summary, sizeof summary, "%d", r->per_limb_side);
    if (r->per_session) {
        size_t n = strlen(summary);
        snprintf(summary + n, sizeof summary - n, " / %d", r->per_session);
    }
    if (!form_fold(shell, texts, sink, g, "form.limits", FOLD_LIMITS, summary))
        return false;
    double limb = r->per_limb_side, session = r->per_session;
    const struct form_number per_limb = {"form.per_limb", &case_per_limb_side,
                                         s->per_limb, sizeof s->per_limb, 0},
                             per_session = {"form.per_session", &case_per_session,
                                            s->per_session, sizeof s->per_session, 0};
    bool changed = form_number(texts, g, &per_limb, &limb);
    changed |= form_number(texts, g, &per_session, &session);
    r->per_limb_side = (int)limb;
    r->per_session = (int)session;
    if (changed)
        *group = GROUP_LIMITS;
    return changed;
}

// ---------------------------------------------------------------- lesions

static void lesion_text(const struct texts *texts, const struct case_lesion *l, char *out,
                        size_t size)
{
    char place[160];
    panel_place(texts, l->region, l->side, place, sizeof place);
    panel_join(texts, "join.colon", place,
               form_word(texts, rules_word_lesion_text(l->kind)), out, size);
}

/* kind first, then the point at hand, or side and region; either completes it */
static bool add_lesion(const struct desk *desk, struct gui *g, struct case_form_state *s,
                       struct case_record *r)
{
    const struct dossier *dossier = &desk->dossier;
    const struct texts *texts = desk->texts;
    struct case_findings *f = &r->findings;
    for (int i = 0; i < WORD_LESION_KINDS; i++) {
        char label[128];
        snprintf(label, sizeof label, "+ %s",
                 form_word(texts, rules_word_lesion_text(i)));
        if (form_chip(g, label, "lesion kind", i, s->lesion_kind == i + 1))
            s->lesion_kind = s->lesion_kind == i + 1 ? 0 : i + 1;
    }
    if (!s->lesion_kind || f->n_lesions == CASE_LESIONS_MAX)
        return false;
    gui_space(g, 6);
    gui_caption(g, text_of(texts, "form.lesion_where"));
    if (case_spots_lesion(desk, g, r, s->lesion_kind - 1)) {
        s->lesion_kind = 0;
        return true;
    }
    form_side(texts, g, "lesion side", &s->lesion_side);
    for (int i = 0; i < WORD_REGIONS; i++) {
        if (!form_chip(g, form_word(texts, rules_word_region_text(i)), "lesion region", i,
                       false))
            continue;
        f->lesions[f->n_lesions++] = (struct case_lesion){
            .region = i,
            .side = form_region_has_sides(dossier, i) ? s->lesion_side : CASE_MIDLINE,
            .kind = s->lesion_kind - 1};
        f->lesions_given = true;
        s->lesion_kind = 0;
        return true;
    }
    return false;
}

static bool lesions(struct desk *desk, struct gui *g, struct case_form_state *s,
                    struct case_record *r, int *group)
{
    const struct texts *texts = desk->texts;
    struct case_findings *f = &r->findings;
    char summary[512] = "", text[256];
    for (int i = 0; i < f->n_lesions; i++) {
        lesion_text(texts, &f->lesions[i], text, sizeof text);
        form_append(texts, summary, sizeof summary, text);
    }
    if (f->lesions_given && !f->n_lesions)
        snprintf(summary, sizeof summary, "%s", text_of(texts, "form.none_found"));
    if (!form_fold(desk->shell, texts, &desk->sink, g, "form.lesions", FOLD_LESIONS,
                   summary))
        return false;
    for (int i = 0; i < f->n_lesions; i++) {
        lesion_text(texts, &f->lesions[i], text, sizeof text);
        cut_append(text, sizeof text, "  \u00d7");
        if (form_chip(g, text, "lesion", i, true)) {
            case_edit_remove_lesion(r, i);
            f->lesions_given = f->n_lesions > 0;
            return true;
        }
        gui_push_id(g, i);
        bool moved = f->lesions[i].has_at && form_radius(texts, g, &f->lesions[i].radius);
        gui_pop_id(g);
        if (moved) {
            *group = GROUP_RADIUS - i;
            return true;
        }
    }
    if (!f->n_lesions && form_chip(g, text_of(texts, "form.none_found"), "no lesion", 0,
                                   f->lesions_given)) {
        f->lesions_given = !f->lesions_given;
        return true;
    }
    return add_lesion(desk, g, s, r);
}

// ---------------------------------------------------------------- the clinician's own

static bool added(struct shell *shell, const struct texts *texts, struct sink *sink,
                  struct gui *g, struct case_record *r)
{
    static const char SIDES_OF[] = "LRBM";
    char summary[256] = "", place[64], text[600];
    for (int i = 0; i < r->n_includes; i++)
        form_append(texts, summary, sizeof summary, r->includes[i].code);
    for (int i = 0; i < r->n_overrides; i++)
        form_append(texts, summary, sizeof summary, r->overrides[i].code);
    if (!form_fold(shell, texts, sink, g, "form.added", FOLD_ADDED, summary))
        return false;
    gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, text_of(texts, "form.added_how"));
    for (int i = 0; i < r->n_includes; i++) {
        snprintf(text, sizeof text, "%s %s  \u00d7", r->includes[i].code,
                 panel_side(texts, SIDES_OF[r->includes[i].side]));
        if (form_chip(g, text, "include", i, true)) {
            case_edit_remove_include(r, i);
            return true;
        }
    }
    for (int i = 0; i < r->n_overrides; i++) {
        const struct case_override *o = &r->overrides[i];
        cut_print(place, sizeof place, "%s %s", o->code,
                  panel_side(texts, SIDES_OF[o->side]));
        panel_join(texts, "join.colon", place, o->reason, text, sizeof text - 8);
        strcat(text, "  \u00d7");
        gui_need(g, text);
        if (form_chip(g, text, "override", i, true)) {
            case_edit_remove_override(r, i);
            return true;
        }
    }
    return false;
}

static bool label(struct desk *desk, struct gui *g, struct case_record *r, int *group)
{
    char text[CASE_LABEL_SIZE];
    snprintf(text, sizeof text, "%s", texts_label(desk->texts, r->label));
    if (!form_fold(desk->shell, desk->texts, &desk->sink, g, "form.label", FOLD_LABEL,
                   text))
        return false;
    bool changed =
        gui_input_text(g, text_of(desk->texts, "form.label_hint"), text, sizeof text);
    if (changed) {
        memcpy(r->label, text, sizeof text);
        *group = GROUP_LABEL;
    }
    return changed;
}

static bool onset(struct shell *shell, const struct texts *texts, struct sink *sink,
                  struct gui *g, struct case_record *r)
{
    int *value = &r->findings.onset;
    char summary[128] = "";
    bool changed = false;
    if (*value >= 0)
        form_append(texts, summary, sizeof summary,
                    form_word(texts, rules_word_onset_text(*value)));
    if (!form_fold(shell, texts, sink, g, "form.onset", FOLD_ONSET, summary))
        return false;
    for (int i = 0; word_onsets[i]; i++) {
        if (!form_chip(g, form_word(texts, rules_word_onset_text(i)), "onset", i,
                       *value == i))
            continue;
        *value = *value == i ? -1 : i;
        changed = true;
    }
    return changed;
}

bool case_findings(struct desk *desk, struct gui *g, struct case_form_state *state,
                   struct case_record *r, int *group)
{
    bool changed = red_flags(desk->shell, desk->texts, &desk->sink, g, r);
    changed |= onset(desk->shell, desk->texts, &desk->sink, g, r);
    changed |= case_lists_form(desk->shell, &desk->dossier, desk->texts, &desk->sink, g,
                               state, r, CASE_WEAKNESS_LIST);
    changed |= case_lists_form(desk->shell, &desk->dossier, desk->texts, &desk->sink, g,
                               state, r, CASE_REFLEX_LIST);
    changed |= pregnancy(desk->shell, desk->texts, &desk->sink, g, r);
    changed |= conditions(desk->shell, desk->texts, &desk->sink, g, r);
    changed |= case_person_drugs(desk, g, state, r, group);
    changed |= blood(desk->shell, desk->texts, &desk->sink, g, state, r, group);
    changed |= lymphoedema(desk->shell, desk->texts, &desk->sink, g, r);
    changed |= lesions(desk, g, state, r, group);
    changed |= case_lists_form(desk->shell, &desk->dossier, desk->texts, &desk->sink, g,
                               state, r, CASE_ABSENT_LIST);
    changed |= case_lists_form(desk->shell, &desk->dossier, desk->texts, &desk->sink, g,
                               state, r, CASE_MONOFILAMENT_LIST);
    changed |= case_lists_form(desk->shell, &desk->dossier, desk->texts, &desk->sink, g,
                               state, r, CASE_PULSE_LIST);
    changed |= added(desk->shell, desk->texts, &desk->sink, g, r);
    changed |= limits(desk->shell, desk->texts, &desk->sink, g, state, r, group);
    changed |= label(desk, g, r, group);
    return changed;
}
