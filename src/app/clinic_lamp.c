/* clinic_lamp.c - the lamp: where it may shine, the hot/cold test of each region that it
 * waits for, and switching it off. It is offered only where the plan allows it. */
#include <stdio.h>

#include "app/clinic.h"
#include "app/panels.h"
#include "catalog/rules_words.h"

static void region_text(const struct app *app, const struct session_region *r, char *out,
                        size_t size)
{
    char id[96];
    snprintf(id, sizeof id, "region.%s", r->region);
    int word = word_find(word_regions, r->region);
    const char *english = word >= 0 ? word_region_text(word).english : r->region;
    const char *side = panel_side(app, r->side);
    snprintf(out, size, "%s%s%s", texts_get(app->texts, id, english), *side ? ", " : "",
             side);
    panel_sentence(out);
}

static bool untested(const struct session *s)
{
    for (int i = 0; i < s->plan->n_regions; i++)
        if (s->plan->regions[i].rule == SESSION_LAMP_RULE_CONDITIONAL &&
            s->lamp.test[i] == SESSION_TEST_NONE)
            return true;
    return false;
}

static void test_row(struct app *app, struct gui *g, const struct session *s, int i)
{
    const struct session_region *r = &s->plan->regions[i];
    char text[160], side[2] = {r->side, 0};
    region_text(app, r, text, sizeof text);
    int value = s->lamp.test[i] == SESSION_TEST_NONE     ? 0
                : s->lamp.test[i] == SESSION_TEST_FAILED ? 1
                                                         : 2;
    gui_push_id(g, 500 + i);
    if (gui_answer(g, text, app_text(app, "clinic.test_no"),
                   app_text(app, "clinic.test_yes"), &value) &&
        value)
        clinic_happen(app, 4, "thermal-test", value == 2 ? "pass" : "fail", r->region,
                      side);
    gui_pop_id(g);
}

static void withheld_row(struct app *app, struct gui *g, const struct session_region *r)
{
    char text[160], why[300], line[480];
    region_text(app, r, text, sizeof text);
    message_format(app->texts, &r->reason, why, sizeof why);
    snprintf(line, sizeof line, "%s: %s", text, why);
    gui_need(g, line);
    gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, line);
}

static void tests(struct app *app, struct gui *g, const struct session *s)
{
    int n = 0;
    for (int i = 0; i < s->plan->n_regions; i++)
        n += s->plan->regions[i].rule == SESSION_LAMP_RULE_CONDITIONAL;
    if (n) {
        gui_space(g, 4);
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft,
                      app_text(app, "clinic.test_how"));
    }
    for (int i = 0; i < s->plan->n_regions; i++)
        if (s->plan->regions[i].rule == SESSION_LAMP_RULE_CONDITIONAL)
            test_row(app, g, s, i);
    for (int i = 0; i < s->plan->n_regions; i++)
        if (s->plan->regions[i].rule == SESSION_LAMP_RULE_WITHHELD)
            withheld_row(app, g, &s->plan->regions[i]);
}

void clinic_lamp(struct app *app, struct gui *g, const struct session *s,
                 const struct overlay *o)
{
    if (s->aborting || s->state == SESSION_DUE || s->state == SESSION_REMOVING ||
        !s->plan->n_regions)
        return;
    char text[400] = "";
    gui_space(g, 12);
    if (o->lamp.on) {
        if (gui_button(g, app_text(app, "clinic.lamp_off"), GUI_WARM, true))
            clinic_happen(app, 1, "lamp-off");
        gui_space(g, 4);
    } else if (!o->lamp.allowed) {
        message_format(app->texts, &o->lamp.why, text, sizeof text);
        panel_sentence(text);
    }
    bool asks = untested(s), *open = &app->shell->fold[FOLD_LAMP];
    if (asks) {
        gui_notice(g, app_text(app, "clinic.lamp"), *text ? text : NULL, false);
        tests(app, g, s);
    } else if (gui_fold(g, app_text(app, "clinic.lamp"),
                        app_text(app, o->lamp.on        ? "timer.lamp_is_on"
                                      : o->lamp.allowed ? "clinic.lamp_may"
                                                        : "clinic.lamp_may_not"),
                        open)) {
        if (*text)
            gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, text);
        tests(app, g, s);
    }
}
