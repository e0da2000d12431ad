/* clinic_lamp.c - the lamp: where it may shine, and the hot/cold test of each region that
 * it waits for. All of it is told from the session's own record: before the test the
 * question, after it the answer, and nothing once the lamp has had its place. */
#include <stdio.h>
#include <string.h>

#include "app/clinic.h"
#include "app/panels.h"
#include "catalog/rules_words.h"

static const char *region_word(const struct app *app, const struct session_region *r)
{
    char id[96];
    snprintf(id, sizeof id, "region.%s", r->region);
    int word = word_find(word_regions, r->region);
    const char *english = word >= 0 ? word_region_text(word).english : r->region;
    return texts_get(app->texts, id, english);
}

/* "Sole, left" */
static void region_text(const struct app *app, const struct session_region *r, char *out,
                        size_t size)
{
    const char *side = panel_side(app, r->side);
    snprintf(out, size, "%s%s%s", region_word(app, r), *side ? ", " : "", side);
    panel_sentence(out);
}

// ---------------------------------------------------------------- what the record says

enum region_state { MAY_BE_LIT, TESTED, FAILED, WITHHELD, UNTESTED };

static enum region_state state_of(const struct session *s, int i)
{
    enum session_lamp_rule rule = s->plan->regions[i].rule;
    if (rule == SESSION_LAMP_RULE_WITHHELD)
        return WITHHELD;
    if (s->lamp.test[i] == SESSION_TEST_FAILED)
        return FAILED;
    if (s->lamp.test[i] == SESSION_TEST_PASSED)
        return TESTED;
    return rule == SESSION_LAMP_RULE_ON ? MAY_BE_LIT : UNTESTED;
}

static void reason_text(const struct app *app, const struct session *s, int i, char *out,
                        size_t size)
{
    message_format(app->texts, &s->plan->regions[i].reason, out, size);
}

/* "sole left, sole right": the regions from `first` on in its state, and where they are
 * withheld, for its reason; "" where an earlier one has said so. */
static void regions_like(const struct app *app, const struct session *s, int first,
                         char *out, size_t size)
{
    char why[300], other[300];
    enum region_state state = state_of(s, first);
    size_t n = 0;
    *out = 0;
    reason_text(app, s, first, why, sizeof why);
    for (int i = 0; i < s->plan->n_regions && n + 1 < size; i++) {
        reason_text(app, s, i, other, sizeof other);
        if (state_of(s, i) != state || (state == WITHHELD && strcmp(why, other) != 0))
            continue;
        if (i < first) {
            *out = 0;
            return;
        }
        const struct session_region *r = &s->plan->regions[i];
        const char *side = panel_side(app, r->side);
        struct message m = {.id = *side ? "clinic.region" : NULL,
                            .english = "{region}",
                            .arg = {{.name = "region", .text = region_word(app, r)},
                                    {.name = "side", .text = side}}};
        if (n)
            n += (size_t)snprintf(out + n, size - n, "%s",
                                  app_text(app, "clinic.list_comma"));
        n += n < size ? message_format(app->texts, &m, out + n, size - n) : 0;
    }
}

static void answers(struct app *app, struct gui *g, const struct session *s)
{
    static const char *const SAID[] = {[MAY_BE_LIT] = "clinic.lamp_at",
                                       [TESTED] = "clinic.test_passed",
                                       [FAILED] = "clinic.test_failed",
                                       [WITHHELD] = "clinic.lamp_withheld"};
    char list[400], why[300], line[800];
    for (int i = 0; i < s->plan->n_regions; i++) {
        enum region_state state = state_of(s, i);
        regions_like(app, s, i, list, sizeof list);
        if (state == UNTESTED || !*list)
            continue;
        reason_text(app, s, i, why, sizeof why);
        struct message m = {
            .id = SAID[state],
            .arg = {{.name = "list", .text = list}, {.name = "why", .text = why}}};
        message_format(app->texts, &m, line, sizeof line);
        gui_need(g, line);
        gui_paragraph(g, GUI_BODY, gui_theme(g)->ink, line);
    }
}

// ---------------------------------------------------------------- the test

static bool any(const struct session *s, enum region_state state)
{
    for (int i = 0; i < s->plan->n_regions; i++)
        if (state_of(s, i) == state)
            return true;
    return false;
}

static void test_row(struct app *app, struct gui *g, const struct session *s, int i)
{
    const struct session_region *r = &s->plan->regions[i];
    char text[160];
    region_text(app, r, text, sizeof text);
    int value = s->lamp.test[i] == SESSION_TEST_NONE     ? 0
                : s->lamp.test[i] == SESSION_TEST_FAILED ? 1
                                                         : 2;
    gui_push_id(g, 500 + i);
    if (gui_answer(g, text, app_text(app, "clinic.test_no"),
                   app_text(app, "clinic.test_yes"), &value) &&
        value) {
        struct session_event event = {.kind = SESSION_THERMAL_TEST,
                                      .region = r->region,
                                      .side = clinic_side(r->side),
                                      .passed = value == 2};
        clinic_happen(app, &event);
    }
    gui_pop_id(g);
}

static void test_rows(struct app *app, struct gui *g, const struct session *s)
{
    for (int i = 0; i < s->plan->n_regions; i++)
        if (s->plan->regions[i].rule == SESSION_LAMP_RULE_CONDITIONAL)
            test_row(app, g, s, i);
}

static void question(struct app *app, struct gui *g, const struct session *s)
{
    const struct theme *t = gui_theme(g);
    gui_notice_begin(g);
    gui_paragraph(g, GUI_STRONG, t->ink, app_text(app, "clinic.test_how"));
    gui_paragraph(g, GUI_SMALL, t->ink_soft, app_text(app, "clinic.test_why"));
    test_rows(app, g, s);
    gui_notice_end(g, GUI_MIND);
}

static bool has_place(const struct session *s)
{
    return session_is_open(s) && !s->aborting && s->state != SESSION_DUE &&
           s->state != SESSION_REMOVING && s->plan->n_regions;
}

void clinic_lamp(struct app *app, struct gui *g, const struct session *s,
                 const struct overlay *o)
{
    if (!has_place(s))
        return;
    bool waits = any(s, UNTESTED);
    gui_caption(g, app_text(app, "clinic.lamp"));
    if (waits)
        question(app, g, s);
    answers(app, g, s);
    if (o->lamp.allowed && any(s, TESTED))
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft,
                      app_text(app, "clinic.test_after"));
    // a wrong tap, or skin that changes: the test can be recorded anew
    bool tested = any(s, TESTED) || any(s, FAILED);
    if (!waits && tested) {
        gui_space(g, 4);
        if (gui_fold(g, app_text(app, "clinic.test_again"), NULL,
                     &app->shell->fold[FOLD_LAMP]))
            test_rows(app, g, s);
    }
    gui_space(g, 14);
}
