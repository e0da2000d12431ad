/* case_lists_form.c - the findings that stand on a side, each list in a fold: what is in
 * it, "none" where that is an answer, and what can be added. A list is a row of FORMS. */
#include "panels/case_lists_form.h"

#include <stdio.h>
#include <string.h>

#include "base/cut.h"
#include "panels/form.h"
#include "panels/panels.h"

enum value_kind { NO_VALUE, STRENGTH, FELT, REFLEX };
/* how many values each has; strength is 0 .. 5 */
static const int VALUES[] = {0, 6, 2, REFLEX_STATES};

static const struct list_form {
    enum shell_fold fold;
    const char *title;
    bool none; /* "asked, none" says something */
    enum value_kind value;
    int n;
    struct word_text (*text)(int what);
} FORMS[CASE_LISTS] = {
    [CASE_ENTRAPMENT_LIST] = {FOLD_ENTRAPMENTS, "form.entrapments", true, NO_VALUE,
                              WORD_NERVES, rules_word_nerve_text},
    [CASE_WEAKNESS_LIST] = {FOLD_WEAKNESS, "form.weakness", true, STRENGTH,
                            WORD_MOVEMENTS, rules_word_movement_text},
    [CASE_ABSENT_LIST] = {FOLD_ABSENT, "form.absent", true, NO_VALUE, WORD_ABSENT,
                          rules_word_absent_text},
    [CASE_MONOFILAMENT_LIST] = {FOLD_MONOFILAMENT, "form.monofilament", false, FELT,
                                WORD_REGIONS, rules_word_region_text},
    [CASE_PULSE_LIST] = {FOLD_PULSES, "form.pulses", false, FELT, WORD_PULSES,
                         rules_word_pulse_text},
    [CASE_REFLEX_LIST] = {FOLD_REFLEXES, "form.reflexes", false, REFLEX, WORD_REFLEXES,
                          rules_word_reflex_text},
};

/* `what` it is the value of; 0 where it is not chosen yet */
static void value_text(const struct texts *texts, enum value_kind kind, int what,
                       int value, char *out, size_t size)
{
    out[0] = 0;
    if (kind == STRENGTH)
        snprintf(out, size, "%d/%d", value, VALUES[STRENGTH] - 1);
    if (kind == FELT)
        snprintf(out, size, "%s", text_of(texts, value ? "form.felt" : "form.not_felt"));
    if (kind == REFLEX)
        snprintf(out, size, "%s",
                 form_word(texts, rules_word_reflex_state_text(what, value)));
}

/* "Grip, left: 3/5" */
static void item_text(const struct texts *texts, const struct list_form *f,
                      struct case_sided item, char *out, size_t size)
{
    char place[200], value[64];
    panel_join(texts, "join.comma", form_word(texts, f->text(item.what)),
               panel_side(texts, "LRBM"[item.side]), place, sizeof place);
    panel_sentence(place);
    value_text(texts, f->value, item.what, item.value, value, sizeof value);
    panel_join(texts, "join.colon", place, value, out, size);
}

static void summary_text(const struct texts *texts, const struct case_record *r,
                         enum case_list list, char *out, size_t size)
{
    out[0] = 0;
    int n = case_list_count(r, list);
    for (int i = 0; i < n; i++) {
        char text[300];
        item_text(texts, &FORMS[list], case_list_at(r, list, i), text, sizeof text);
        form_append(texts, out, size, text);
    }
    if (!n && case_list_given(r, list))
        snprintf(out, size, "%s", text_of(texts, "form.none_found"));
}

/* what is in it, each pressed to take it away */
static bool items(const struct texts *texts, struct gui *g, struct case_record *r,
                  enum case_list list)
{
    const struct list_form *f = &FORMS[list];
    for (int i = 0; i < case_list_count(r, list); i++) {
        char text[320];
        item_text(texts, f, case_list_at(r, list, i), text, sizeof text - 8);
        cut_append(text, sizeof text, "  \u00d7");
        if (form_chip(g, text, f->title, 1000 + i, true)) {
            case_list_remove(r, list, i);
            return true;
        }
    }
    bool given = case_list_given(r, list);
    if (case_list_count(r, list) || !(f->none || given) ||
        !form_chip(g, text_of(texts, "form.none_found"), f->title, -1, given))
        return false;
    case_list_toggle_none(r, list);
    return true;
}

static void value_chips(const struct texts *texts, struct gui *g,
                        const struct list_form *f, int *value)
{
    if (f->value == NO_VALUE)
        return;
    gui_space(g, 6);
    gui_caption(g, text_of(texts, f->value == STRENGTH ? "form.strength"
                                  : f->value == REFLEX ? "form.reflex_state"
                                                       : "form.result"));
    for (int i = 0; i < VALUES[f->value]; i++) {
        char text[64];
        value_text(texts, f->value, 0, i, text, sizeof text);
        if (form_chip(g, text, f->title, 500 + i, *value == i + 1))
            *value = i + 1;
    }
}

/* result and side first; what it was completes it */
static bool add(const struct dossier *dossier, const struct texts *texts,
                struct sink *sink, struct gui *g, struct case_sided *next,
                struct case_record *r, enum case_list list)
{
    const struct list_form *f = &FORMS[list];
    value_chips(texts, g, f, &next->value);
    // no result is taken for granted
    if (f->value != NO_VALUE && !next->value)
        return false;
    gui_space(g, 6);
    form_side(texts, g, f->title, &next->side);
    for (int i = 0; i < f->n; i++) {
        char label[160];
        snprintf(label, sizeof label, "+ %.150s", form_word(texts, f->text(i)));
        if (!form_chip(g, label, f->title, i, false))
            continue;
        struct case_sided item = *next;
        item.what = i;
        item.value = f->value == NO_VALUE ? 0 : next->value - 1;
        if (list == CASE_MONOFILAMENT_LIST && !form_region_has_sides(dossier, i))
            item.side = CASE_MIDLINE;
        if (case_list_put(r, list, item))
            return true;
        sink_say(sink, "%s", text_of(texts, "form.full"));
    }
    return false;
}

bool case_lists_form(struct shell *shell, const struct dossier *dossier,
                     const struct texts *texts, struct sink *sink, struct gui *g,
                     struct case_form_state *state, struct case_record *r,
                     enum case_list list)
{
    char summary[512];
    summary_text(texts, r, list, summary, sizeof summary);
    if (!form_fold(shell, texts, sink, g, FORMS[list].title, FORMS[list].fold, summary))
        return false;
    return items(texts, g, r, list) ||
           add(dossier, texts, sink, g, &state->next[list], r, list);
}
